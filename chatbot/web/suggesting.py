"""What a reader is typing -> FAQ questions of the corpus that hold those words.

A question matches where each typed word begins one of its words; questions that begin with the very text come first.
Case, accents and kinds of quotation marks do not matter. Holds the questions of one index version in memory; knows no
HTTP and keeps nothing of what was typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from chatbot.indexing.index import Filter, PassageIndex, records
from chatbot.reading.landing import fold

MOST = 6  # as many as a list under a text field shows without hiding the page
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12  # of what was typed; nobody types more before choosing, and each costs a look-up
_LAST = "\U0010ffff"  # sorts behind every character that a text holds


@dataclass(frozen=True, slots=True)
class FaqQuestion:
    """A question as its article words it, and what filters look at."""

    text: str
    article: str
    language: str
    category: str | None


class Suggestions:
    """The FAQ questions of a corpus, found by the beginnings of their words; rows count them, shortest first."""

    def __init__(self, questions: Iterable[FaqQuestion]) -> None:
        folded = sorted(((fold(q.text), q) for q in questions), key=lambda pair: len(pair[0]))
        self._questions = [question for _, question in folded]
        self._starts = sorted((text, row) for row, (text, _) in enumerate(folded))
        rows: dict[str, list[int]] = {}
        for row, (text, _) in enumerate(folded):
            for word in set(_WORD.findall(text)):
                rows.setdefault(word, []).append(row)
        self._words = sorted(rows)
        self._rows = [rows[word] for word in self._words]

    def like(self, typed: str, where: Filter) -> list[str]:
        """Return up to `MOST` different questions: those that begin with `typed` first, then the shorter ones."""
        start = fold(typed)
        words = list(dict.fromkeys(_WORD.findall(start)))[:_MOST_WORDS]
        if not words:
            return []
        found = set.intersection(*(self._beginning_with(word) for word in words))
        ranked = chain(sorted(self._starting_with(start)), sorted(found))
        texts = (self._questions[row].text for row in ranked if _passes(self._questions[row], where))
        return list(islice(_different(texts), MOST))

    def _beginning_with(self, prefix: str) -> set[int]:
        """Return the rows of the questions that hold a word beginning with `prefix`."""
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + _LAST, lo=first)
        return set().union(*self._rows[first:last])

    def _starting_with(self, start: str) -> list[int]:
        """Return the rows of the questions that begin with `start`."""
        first = bisect_left(self._starts, (start,))
        last = bisect_left(self._starts, (start + _LAST,), lo=first)
        return [row for _, row in self._starts[first:last]]


def suggestions_of(index: PassageIndex) -> Suggestions:
    """Return the suggestions of an index version."""
    return Suggestions(
        FaqQuestion(text, record.id, record.language, record.category)
        for record in records(index)
        for text in record.questions
    )


def _different(texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if text not in seen:
            seen.add(text)
            yield text


def _passes(question: FaqQuestion, where: Filter) -> bool:
    return (
        (not where.article or question.article in where.article)
        and (not where.language or question.language in where.language)
        and (not where.category or question.category in where.category)
    )
