"""The open index version and its answerer, shared by all requests of one process.

A request takes `library().current()` once and answers from that, so no answer mixes two versions. Which index it is and
how it is opened is decided in app.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import cast

from flask import current_app

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import Limits
from chatbot.indexing.index import ArticleRecord, PassageIndex
from chatbot.reading.layout import PartKind

EXAMPLES = 4  # questions that invite a reader
_LOOKED_AT = 50  # articles searched for them; a corpus of thousands is not read through for four questions


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the corpus certainly answers; `lang` is its article's language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Open:
    """One index version, open."""

    index: PassageIndex
    answerer: Answerer
    examples: tuple[Example, ...]


class Library:
    """Opens the index when it is first needed, and tries again on the next request where that failed."""

    def __init__(self, open_index: Callable[[], PassageIndex]) -> None:
        self._open_index = open_index
        self._lock = threading.Lock()
        self._open: Open | None = None

    def current(self) -> Open:
        """Return the open version.

        Raises:
            IndexingError: there is no index yet, it is damaged, or another encoder made it.
        """
        with self._lock:
            if self._open is None:
                index = self._open_index()
                self._open = Open(index, Answerer(index), tuple(islice(_examples(index), EXAMPLES)))
            return self._open


def library() -> Library:
    """Return the library of the app that handles the current request."""
    return cast("Library", current_app.extensions["library"])


def question_limits() -> Limits:
    """Return how much a reader may send to the app that handles the current request."""
    return cast("Limits", current_app.extensions["limits"])


def _examples(index: PassageIndex) -> Iterator[Example]:
    """Yield FAQ questions of the corpus: the first of each article, then the second of each ..."""
    records = (index.article(article_id) for article_id in index.article_ids()[:_LOOKED_AT])
    rounds = zip_longest(*(_questions(record) for record in records if record))
    return (example for example in chain.from_iterable(rounds) if example)


def _questions(record: ArticleRecord) -> list[Example]:
    parts = (part for part in record.layout if part.kind is PartKind.QUESTION)
    return [Example(part.span.of(record.text), record.language) for part in parts]
