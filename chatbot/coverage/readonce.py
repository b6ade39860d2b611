"""A corpus whose files are read once, though several steps go over it: what is built, linted and reported is the same.

It holds all articles in memory, as lint does anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from chatbot.reading.article import Article
from chatbot.reading.folder import Corpus


class ReadOnce(Corpus):
    """A corpus for programs that end soon: what is edited after the first pass is not noticed."""

    def __init__(self, folder: Path, *, max_article_bytes: int, today: date) -> None:
        super().__init__(folder, max_article_bytes=max_article_bytes, today=today)
        self._kept: list[Article] | None = None
        self._state = super().state

    def __iter__(self) -> Iterator[Article]:
        if self._kept is None:
            self._kept = list(super().__iter__())
        return iter(self._kept)

    @property
    def state(self) -> str | None:
        """A digest of the files as they lay there before they were read, None where only reading tells."""
        return self._state
