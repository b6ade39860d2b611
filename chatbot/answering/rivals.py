"""The best candidates -> which of them are about another name than the question: "on GitHub" is not "in Gmail".

However near two such questions lie to an encoder, the answer to one is none to the other. It goes by English headings
and FAQ questions: a name is what they write with a capital within a sentence, and two names are rivals where hardly any
passage holds both. Of the evaluation sets' 4,600 questions it moves 34 wrong passages from the first place (33 of them
in stackfaq, from whose faults it was learned), and no right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.answering.features import Features
from chatbot.answering.retrieval import Candidates
from chatbot.answering.understanding import Meaning
from chatbot.indexing.index import PassageIndex, Rows, record_of
from chatbot.indexing.words import terms
from chatbot.reading.passages import Passage

_TOGETHER = 0.2  # of the passages that hold a name, from which on another name that they hold goes with it,
_SEVERAL = 1  # and passages up to which that says nothing
_LONGEST = 6  # letters of an abbreviation

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")  # "google.com" is one

Marks = npt.NDArray[np.bool_]


def rivals(index: PassageIndex, meaning: Meaning, candidates: Candidates, features: Features, leading: Rows) -> Marks:
    """Return (n,): which of the `leading` (n,) candidates name something else in the place of what is asked about.

    The question has a name that such a passage lacks, though others are headed by it; and its own heading has one that
    the question lacks.
    """
    asked, found = features.asked, np.zeros(len(leading), bool)
    heads = (asked.content & asked.known & features.headed.any(axis=0))[: asked.own]
    lacking = ~features.held[leading, : asked.own] & heads
    if not lacking.any():
        return found
    own, short = list(dict.fromkeys(meaning.terms)), _initials(meaning.text)
    headings = [_heading(index, passage) for passage in index.passages(candidates.rows[leading])]
    others = [_written(heading).names.difference(own, short) for heading in headings]
    lacking[[not names for names in others]] = False
    for at in np.flatnonzero(lacking.any(axis=0)).tolist():
        if _is_name(index, own[at], candidates.rows[features.headed[:, at]]):
            holding = candidates.rows[features.held[:, at]]
            for i in np.flatnonzero(lacking[:, at]).tolist():
                abbreviated = own[at] in _initials(headings[i])
                found[i] |= not abbreviated and not _go_together(index, others[i], holding)
    return found


def _heading(index: PassageIndex, passage: Passage) -> str:
    """Return the FAQ question, or what heads the passage; "" in other languages, some of which write nouns so."""
    record = record_of(index, passage.article_id)
    if not record.language.startswith("en"):
        return ""
    return passage.question_in(record.text) or (passage.headings[-1] if passage.headings else "")


def _is_name(index: PassageIndex, stem: str, headed: Rows) -> bool:
    """Tell whether a heading that holds this word writes it as a name, and none with a small letter."""
    written = [_written(_heading(index, passage)) for passage in index.passages(headed)]
    return any(stem in one.names for one in written) and not any(stem in one.plain for one in written)


def _go_together(index: PassageIndex, names: Iterable[str], holding: Rows) -> bool:
    """Tell whether more than a few of the passages that are `holding` a name hold one of these, too."""
    words = index.words(holding)
    most = max(_SEVERAL, _TOGETHER * len(holding))
    numbers = index.term_numbers([*names])
    return any(
        len(np.unique(np.searchsorted(words.offsets, np.flatnonzero(words.terms == number), side="right"))) > most
        for number in numbers[numbers >= 0]
    )


class _Written(NamedTuple):
    """The stems that a heading writes with a capital within a sentence, and those that it writes without one."""

    names: frozenset[str]
    plain: frozenset[str]


@lru_cache(maxsize=1000)
def _written(heading: str) -> _Written:
    """Return how `heading` writes its words; where most have a capital, that makes none a name."""
    words = _WORD.findall(heading)
    capital = [word for word in words[1:] if word[0].isupper() and len(word) > 1]
    plain = [word for word in words if word[0].islower()]
    names = capital if len(capital) <= len(plain) else []
    return _Written(_stems(names), _stems(word for word in plain if "." not in word))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for word in words for stem in terms(word))


@lru_cache(maxsize=1000)
def _initials(text: str) -> frozenset[str]:
    """Return the initials of all runs of a few words: "us" for "United States"."""
    letters = "".join(word[0] for word in _WORD.findall(text)).casefold()
    return frozenset(letters[i : i + size] for size in range(2, _LONGEST + 1) for i in range(len(letters) - size + 1))
