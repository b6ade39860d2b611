"""Postings in segments: each publish writes those of its passages as a new one, and small ones are merged.

So a publish writes one row for each term of what is new, and a question reads a term's rows of few segments.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from psycopg import Connection

from chatbot.indexing.index import PassageWords
from chatbot.postgres.copying import copy_rows
from chatbot.postgres.postings import RECORD, Posting, merged, postings_of

MOST = 16
"""Segments from which on the smallest are merged into one."""

_PASSAGES = 250_000  # in one segment; what is new waits in memory until then


class Segments:
    """Writes postings in one publish."""

    def __init__(self, connection: Connection[Any], last: int, mean: float) -> None:
        """Prepare; `last` is the last number given to a segment, `mean` the mean length of the version's passages."""
        self._connection = connection
        self._mean = mean
        self._waiting: list[PassageWords] = []
        self._first = 0
        self.last = last

    def add(self, words: PassageWords, first: int) -> None:
        """Add passages, numbered from `first` on; each call continues the numbers of the one before."""
        if not self._waiting:
            self._first = first
        self._waiting.append(words)
        if sum(len(waiting.offsets) - 1 for waiting in self._waiting) >= _PASSAGES:
            self._flush()

    def finish(self, passages: int) -> None:
        """Write what is waiting; merge where there are many segments. `passages` as in `merge`."""
        self._flush()
        sizes = self._connection.execute("SELECT number FROM segment ORDER BY records").fetchall()
        if len(sizes) > MOST:
            self.merge([number for (number,) in sizes[:MOST]], passages)

    def merge(self, numbers: list[int], passages: int) -> None:
        """Make one segment of these, without passages that are gone; `passages` is the last number given to one."""
        live = np.zeros(passages + 1, bool)
        live[np.array(self._connection.execute("SELECT number FROM passage").fetchall(), np.int64).ravel()] = True
        query = "DELETE FROM posting WHERE segment = ANY (%s) RETURNING term, content"
        parts = self._connection.execute(query, (numbers,), binary=True).fetchall()
        self._connection.execute("DELETE FROM segment WHERE number = ANY (%s)", (numbers,))
        self._write(list(merged(parts, live, self._mean)))

    def _flush(self) -> None:
        if self._waiting:
            self._write(list(postings_of(_joined(self._waiting), self._first, self._mean)))
            self._waiting = []

    def _write(self, postings: Iterable[Posting]) -> None:
        self.last += 1
        written = [(term, self.last, content) for term, content in postings]
        copy_rows(self._connection, "posting", ("int4", "int4", "bytea"), written)
        records = sum(len(content) for _, _, content in written) // RECORD.itemsize
        self._connection.execute("INSERT INTO segment VALUES (%s, %s)", (self.last, records))


def _joined(parts: list[PassageWords]) -> PassageWords:
    lengths = np.concatenate([np.diff(part.offsets) for part in parts])
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    terms, places = np.concatenate([p.terms for p in parts]), np.concatenate([p.places for p in parts])
    return PassageWords(offsets, terms, places)
