"""Questions x index -> the outcome of each question: the first step of coverage. Groups and judges nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from chatbot.answering.answer import Answer, Status
from chatbot.answering.language import name_of_language
from chatbot.answering.question import Question, make_question
from chatbot.coverage.asked import Asked

Place = tuple[str, str]
"""(article id, section or FAQ id)."""

Key = TypeVar("Key")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, how often it was asked, and its answer's first quote, places "" where none.

    `days` are the days on which it was asked, in order, each with how often, as far as that is known.
    `wordings` has the text of each line that asks it, which differ in capitals, spaces and closing marks; `meant` is
    the question without its slips. `shown` is what a reader was told and `confidence` how sure that was; `status` and
    `pooled` are the same until the question is judged with its neighbours (`pooling.judge`). `reached` are the places
    of all quotes shown. `language` is the English name of the question's language where no article is in it, or
    "another language" where that is not known; else "".
    `talk` tells that it asks about no subject, as "thanks" does, once that is looked for (`with_talk`).
    `nearest` is where the passage stands that comes nearest to a flagged question, of no article before that is
    looked for.
    `logged`: the question log alone has this text; `logged_days` are the days on which it has it.
    """

    question: str
    times: int
    days: tuple[tuple[date, int], ...]
    status: Status
    shown: Status
    confidence: float
    pooled: float
    article: str
    source_id: str
    quote: str
    reached: tuple[Place, ...]
    wordings: tuple[str, ...] = ()
    meant: str = ""
    language: str = ""
    talk: bool = False
    nearest: Place = ("", "")
    logged: bool = False
    logged_days: frozenset[date] = frozenset()

    @property
    def flagged(self) -> bool:
        """True where the corpus does not surely answer: unanswered or weak."""
        return self.status is not Status.ANSWERED


def survey(
    asked: Sequence[Asked], ask: Callable[[Question], Answer], tell: Callable[[int, int], None]
) -> list[Outcome]:
    """Ask each distinct question once; return the outcomes in the order in which they were first asked.

    Wordings that differ in nothing but capitals, spaces and closing marks are one question, asked as most write it.
    """
    alike: dict[str, list[Asked]] = {}
    for each in asked:
        alike.setdefault(plain(each.text), []).append(each)
    outcomes, corrected = [], []
    for done, times in enumerate(alike.values(), 1):
        wording = _usual(times)
        answer = ask(make_question(wording))
        outcomes.append(_outcome(wording, times, answer))
        corrected.append(answer.corrected)
        tell(done, len(alike))
    return _without_slips(outcomes, corrected)


def plain(text: str) -> str:
    """Return what two wordings of one question have in common: no capitals, single spaces, no closing mark.

    Letters with accents are composed (NFC): programs of Apple write them apart, and nobody sees it.
    """
    folded = " ".join(unicodedata.normalize("NFC", text.casefold()).split())
    return folded.rstrip(" ?!.…？！。") or folded


def tally(counted: Iterable[tuple[Key, int]]) -> Counter[Key]:
    """Return the sum of the counts of each key, the keys in the order in which they first come."""
    sums = Counter[Key]()
    for key, count in counted:
        sums[key] += count
    return sums


def months_of(outcomes: Sequence[Outcome]) -> tuple[date, ...]:
    """Return the first days of the first and of the last month in which a question was asked; none where unknown.

    Months and not days, since a day may tell a reader apart from others.
    """
    days = [day for outcome in outcomes for day, _ in outcome.days]
    return (min(days).replace(day=1), max(days).replace(day=1)) if days else ()


def in_words(months: Sequence[date]) -> str:
    """Return "in Nov 2026", "from Jan to Nov 2026", "from Nov 2025 to Jan 2026", or "" for no month."""
    if not months:
        return ""
    first, last = months[0], months[-1]
    if first == last:
        return f"in {last:%b %Y}"
    return f"from {first:%b}{'' if first.year == last.year else f' {first:%Y}'} to {last:%b %Y}"


def _usual(times: Sequence[Asked]) -> str:
    """Return the most frequent wording, of a file's own where there are any: those of the log may have to be hidden."""
    shown = [each for each in times if not each.logged] or times
    return tally((each.text, each.times) for each in shown).most_common(1)[0][0]


def _without_slips(outcomes: Sequence[Outcome], corrected: Sequence[tuple[tuple[str, str], ...]]) -> list[Outcome]:
    """Return the outcomes with what their questions mean, by the words that answering read as others.

    What more askers write than what it was read as is no slip but a word that the articles lack: a product, a name.
    """
    uses = tally((word, outcome.times) for outcome in outcomes for word in _words(outcome.question))
    found = []
    for outcome, pairs in zip(outcomes, corrected, strict=True):
        slips = {typed: meant for typed, meant in pairs if uses[meant.casefold()] >= uses[typed.casefold()]}
        found.append(replace(outcome, meant=_mended(outcome.question, slips)))
    return found


def _words(text: str) -> set[str]:
    return {match.group().casefold() for match in _WORD.finditer(text)}


def _mended(text: str, slips: dict[str, str]) -> str:
    return _WORD.sub(lambda match: slips.get(match.group(), match.group()), text) if slips else text


def _outcome(wording: str, times: Sequence[Asked], answer: Answer) -> Outcome:
    first = answer.quotes[0] if answer.quotes else None
    return Outcome(
        question=wording,
        times=sum(each.times for each in times),
        days=tuple(sorted(tally((each.day, each.times) for each in times if each.day).items())),
        status=answer.status,
        shown=answer.status,
        confidence=answer.confidence,
        pooled=answer.confidence,
        article=first.article.id if first else "",
        source_id=first.source_id if first else "",
        quote=first.text if first else "",
        reached=tuple(dict.fromkeys((quote.article.id, quote.source_id) for quote in answer.quotes)),
        wordings=tuple(each.text for each in times),
        meant=wording,
        language=(name_of_language(wording) or "another language") if answer.foreign else "",
        logged=all(each.logged for each in times),
        logged_days=frozenset(each.day for each in times if each.logged and each.day),
    )
