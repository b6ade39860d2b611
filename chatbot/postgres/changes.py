"""Articles of an index version against those that the database holds -> what stays, what is new, what is retired.

An article is known by its digest: everything that its rows are made from. Knows no SQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from chatbot.indexing.texts import StoredArticle
from chatbot.postgres.layout import Articles

Key = tuple[str, bytes]
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that the database lacks, and the numbers it gets; `row` is its first passage's row in the version."""

    stored: StoredArticle
    digest: bytes
    number: int
    first: int
    row: int


class Changes:
    """Compares a version's articles, one after the other; complete when all of them have been."""

    def __init__(self, held: dict[Key, Place], numbers: tuple[int, int], made_by: str) -> None:
        """Prepare; `held` are the database's articles, `numbers` the last given to an article and to a passage.

        `made_by` says what made passages, words and vectors of the articles: another maker makes others.
        """
        self._held = dict(held)
        self._made_by = made_by.encode()
        self.article, self.passage = numbers
        self._layout: list[Place] = []
        self.kept = 0

    def new(self, articles: Iterable[StoredArticle]) -> Iterator[NewArticle]:
        """Yield the articles that are new."""
        row = 0
        for stored in articles:
            digest = digest_of(stored, self._made_by)
            place = self._held.pop((stored.id, digest), None)
            if place is None:
                self.article += 1
                place = (self.article, self.passage + 1, len(stored.passages))
                self.passage += len(stored.passages)
                yield NewArticle(stored, digest, self.article, place[1], row)
            else:
                self.kept += 1
            self._layout.append(place)
            row += len(stored.passages)

    @property
    def layout(self) -> Articles:
        """The version's articles in corpus order."""
        return np.array(self._layout, np.int32).reshape(-1, 3)

    @property
    def retired(self) -> list[int]:
        """The numbers of the articles that the version no longer has in this form."""
        return [number for number, _, _ in self._held.values()]


def digest_of(stored: StoredArticle, made_by: bytes) -> bytes:
    """Return what tells an article in this form, made by this encoder and code, from every other."""
    digest = hashlib.sha256(made_by)
    for part in (stored.record, *stored.passages):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()
