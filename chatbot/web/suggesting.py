"""What a reader is typing -> FAQ questions of the corpus that hold those words.

A question matches where each typed word begins one of its words; questions that begin with the very text come first.
Case, accents and kinds of quotation marks do not matter. Holds the questions of one index version in memory; knows no
HTTP and keeps nothing of what was typed.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chatbot.indexing.index import ArticleRecord, Filter, PassageIndex
from chatbot.reading.landing import fold
from chatbot.reading.layout import PartKind

MOST = 6  # as many as a list under a text field shows without hiding the page
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12  # of what was typed; nobody types more before choosing, and each costs a look-up
_AFTER_ANY_WORD = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class FaqQuestion:
    """A question as its article words it, and what filters look at."""

    text: str
    article: str
    language: str
    category: str | None


class Suggestions:
    """The FAQ questions of a corpus, found by the beginnings of their words."""

    def __init__(self, questions: Iterable[FaqQuestion]) -> None:
        self._questions = list(questions)
        self._folded = [fold(question.text) for question in self._questions]
        rows: dict[str, list[int]] = {}
        for row, folded in enumerate(self._folded):
            for word in set(_WORD.findall(folded)):
                rows.setdefault(word, []).append(row)
        self._words = sorted(rows)
        self._rows = [rows[word] for word in self._words]

    def like(self, typed: str, where: Filter, limit: int = MOST) -> list[str]:
        """Return up to `limit` different questions, best first; the same input gives the same list."""
        start = fold(typed)
        words = list(dict.fromkeys(_WORD.findall(start)))[:_MOST_WORDS]
        if not words:
            return []
        found = set.intersection(*(self._beginning_with(word) for word in words))
        allowed = (row for row in found if _passes(self._questions[row], where))
        ranked = sorted(allowed, key=lambda r: (not self._folded[r].startswith(start), len(self._folded[r]), r))
        return list(dict.fromkeys(self._questions[row].text for row in ranked))[:limit]

    def _beginning_with(self, prefix: str) -> set[int]:
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + _AFTER_ANY_WORD, lo=first)
        return set().union(*self._rows[first:last])


class CurrentSuggestions:
    """The suggestions of the index version that is open, made when first needed and again after a new version."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = ""
        self._suggestions = Suggestions(())

    def of(self, index: PassageIndex) -> Suggestions:
        """Return the suggestions of `index`."""
        with self._lock:
            if self._version != index.version:
                self._suggestions = Suggestions(_questions(index))
                self._version = index.version
            return self._suggestions


def _passes(question: FaqQuestion, where: Filter) -> bool:
    return (
        (not where.article or question.article in where.article)
        and (not where.language or question.language in where.language)
        and (not where.category or question.category in where.category)
    )


def _questions(index: PassageIndex) -> Iterator[FaqQuestion]:
    for article_id in index.article_ids():
        record = index.article(article_id)
        if record is not None:
            yield from _questions_of(record)


def _questions_of(record: ArticleRecord) -> Iterator[FaqQuestion]:
    for part in record.layout:
        if part.kind is PartKind.QUESTION:
            yield FaqQuestion(part.span.of(record.text), record.id, record.language, record.category)
