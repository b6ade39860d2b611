"""Which passages a generation has, in corpus order: rows, as answering names them, and numbers, as the tables do.

An article's passages have consecutive numbers, so three numbers an article say it all. Knows no SQL.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chatbot.indexing.index import Rows

Articles = npt.NDArray[np.int32]
"""(a, 3): each article's number, its first passage's number, and how many passages it has."""

_STORED = np.dtype("<i4")


class Layout:
    """The n passages of a generation."""

    def __init__(self, articles: Articles) -> None:
        self.articles = articles
        counts = articles[:, 2].astype(np.int64)
        self._ends = np.cumsum(counts)
        self._first = articles[:, 1].astype(np.int64)
        self._order = np.argsort(self._first, kind="stable")
        self._order = self._order[counts[self._order] > 0]
        self._sorted = self._first[self._order]

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def numbers(self, rows: Rows) -> Rows:
        """Return the numbers of these passages."""
        owner = np.searchsorted(self._ends, rows, side="right")
        numbers: Rows = self._first[owner] + rows - self._starts(owner)
        return numbers

    def rows(self, numbers: Rows) -> Rows:
        """Return the rows of these numbers, -1 where the generation has no such passage."""
        if not len(self._sorted):
            return np.full(len(numbers), -1, np.int64)
        owner = self._order[np.maximum(np.searchsorted(self._sorted, numbers, side="right") - 1, 0)]
        within = numbers - self._first[owner]
        there = (within >= 0) & (within < self.articles[owner, 2])
        rows: Rows = np.where(there, self._starts(owner) + within, -1)
        return rows

    def mask(self, articles: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Return (n,) whether each passage belongs to one of the articles of these numbers."""
        return np.repeat(np.isin(self.articles[:, 0], articles), self.articles[:, 2])

    def pack(self) -> bytes:
        """Return the bytes that `unpack` reads."""
        return self.articles.astype(_STORED).tobytes()

    @classmethod
    def unpack(cls, content: bytes) -> Layout:
        """Return what was packed."""
        return cls(np.frombuffer(content, _STORED).reshape(-1, 3).astype(np.int32))

    def _starts(self, owner: Rows) -> Rows:
        starts: Rows = self._ends[owner] - self.articles[owner, 2]
        return starts
