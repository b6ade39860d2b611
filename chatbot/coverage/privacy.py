"""Which logged questions may be shown: those of a group that the log has on at least two days.

One reader's unusual words stay unseen; what several ask, or ask again, shows itself. Topics may be wider than such a
group: "my husband hits me" and "my husband snores" share a word, and neither shows the other. Questions of an editor's
own file are always shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from chatbot.coverage.asked import Asked
from chatbot.coverage.common import Common, common_of
from chatbot.coverage.grouping import MOST
from chatbot.coverage.progress import Tell, quiet
from chatbot.coverage.survey import Outcome
from chatbot.coverage.words import unsure
from chatbot.indexing.index import Floats

LEAST_DAYS = 2
HIDDEN = "(a logged question whose topic was asked on one day only)"


def alike_in_meaning(groups: Iterable[Sequence[int]], vectors: Floats, common: Common) -> list[list[int]]:
    """Return groups of rows of `vectors` in parts of like meaning, whatever words these share with one another."""
    return [[rows[place] for place in part] for rows in groups for part in common.groups_by_meaning(vectors[rows])]


def hidden_rows(outcomes: Sequence[Outcome], groups: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return the rows of logged questions that stand in a group of too few days, or in no group at all."""
    logged = {row for row, outcome in enumerate(outcomes) if outcome.logged}
    groups = list(groups)
    seldom = {row for rows in groups if _is_seldom(outcomes[row].logged_days for row in rows) for row in rows}
    return frozenset(logged & seldom | logged.difference(*groups))


def _is_seldom(days: Iterable[Collection[date]]) -> bool:
    """Tell whether a group was asked on too few days, by those of each of its questions."""
    return len(set().union(*days)) < LEAST_DAYS


def masked(outcomes: Sequence[Outcome], hidden: frozenset[int]) -> list[Outcome]:
    """Return the outcomes with the text of the hidden ones replaced by `HIDDEN`."""
    return [_hidden(each) if row in hidden else each for row, each in enumerate(outcomes)]


def _hidden(outcome: Outcome) -> Outcome:
    return replace(outcome, question=HIDDEN, meant=HIDDEN, wordings=(HIDDEN,) * len(outcome.wordings))


def hidden_note(outcomes: Sequence[Outcome]) -> str:
    """Return a sentence on the questions without a sure answer whose text is masked, "" where there are none."""
    count = sum(outcome.times for outcome in outcomes if outcome.flagged and outcome.question == HIDDEN)
    why = f"a logged question is shown only where its topic was asked on {LEAST_DAYS} days or more"
    return f"{unsure(count)} hidden: {why}." if count else ""


def shareable(asked: Sequence[Asked], encode: Callable[[str], Floats], tell: Tell = quiet) -> list[str]:
    """Return the texts that may be shown, each once: all of files, and of the `MOST` logged last those of two days."""
    days: dict[str, set[date]] = {}
    shown = {each.text for each in asked if not each.logged}
    for each in asked:
        if each.logged and each.day:
            days.setdefault(each.text, set()).add(each.day)
    logged = list(days)[-MOST:]
    if not shown.issuperset(logged):
        vectors = list[Floats]()
        for text in logged:
            vectors.append(encode(text))
            tell(len(vectors), len(logged))
        every = np.stack(vectors)
        for rows in common_of(every).groups_by_meaning(every):
            texts = [logged[row] for row in rows]
            shown.update(() if _is_seldom(days[text] for text in texts) else texts)
    return [text for text in dict.fromkeys(each.text for each in asked) if text in shown]
