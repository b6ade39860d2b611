"""Stemmed terms -> their numbers and BM25, from postings of which the first part is read. Knows no text.

The scores are those of `indexing.words`: the same formula over how many passages of this generation hold a term. Where
a term is so common that only the first part of its postings is read, the best candidates are scored again in full.
What was read of a term is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import best
from chatbot.indexing.index import Floats, Hits, PassageWords
from chatbot.indexing.words import bm25, idf
from chatbot.postgres import queries
from chatbot.postgres.postings import RECORD, added, unpacked
from chatbot.postgres.reading import Reading, storable

PREFIX = 4096
"""Passages read of a term in each segment; those to which it adds most come first."""

_AGAIN = 5  # times the wanted passages are scored again where postings were not read in full
_RECENT = 4  # questions of which all scores are remembered: each asks for candidates, then for their scores
_ROOM = 1 << 20  # postings that are kept, of eight bytes each
_ROOM_OF_TERM = 64  # as many of them take no more memory than a term without any


@dataclass(frozen=True, slots=True)
class Term:
    """A term's number, how many passages of the generation hold it, and what it adds to the scores of those read.

    `rows` (p,) int32 are these passages, `added` (p,) what each gains, `whole` whether they are all that hold the term.
    """

    number: int
    held: int
    rows: npt.NDArray[np.int32]
    added: Floats
    whole: bool


NONE = Term(-1, 0, np.empty(0, np.int32), np.empty(0, np.float32), True)


class Lexicon:
    """The terms of one generation. Safe to use from several threads.

    `scores` returns the BM25 scores (n,) of all passages, from those postings of its terms (a tuple) that were read.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._generation = reading.generation
        self._known: dict[str, Term] = {}
        self._room = _ROOM
        self._lock = threading.Lock()
        self.scores = lru_cache(maxsize=_RECENT)(self._score)

    def terms(self, terms: Sequence[str]) -> list[Term]:
        """Return what is known of each term."""
        known = self._known  # whose place another dictionary may take meanwhile; from this one nothing is removed
        found = {term: NONE for term in terms if term not in known and storable(term)}
        if found:
            values = {"terms": list(found), "bytes": PREFIX * RECORD.itemsize}
            for term, *stored in self._reading.rows(queries.POSTINGS, values):
                found[term] = self._term(*stored)
            self._remember(found)
        return [known.get(term) or found.get(term, NONE) for term in terms]

    def idf(self, terms: Sequence[Term]) -> Floats:
        """Return the idf of each term."""
        held = np.array([term.held for term in terms], np.int64)
        return idf(held, len(self._generation.layout))

    def holds(self, terms: Sequence[str]) -> bool:
        """Tell whether the postings of all these terms are read in full."""
        return all(term.whole for term in self.terms(terms))

    def bm25(self, terms: Sequence[str], words: PassageWords) -> Floats:
        """Return the BM25 scores (p,) of passages with these words."""
        known = self.terms(terms)
        numbers = np.array([term.number for term in known], np.int32)
        return bm25(words.offsets, words.terms, numbers, self.idf(known), self._generation.mean_length)

    def _score(self, terms: tuple[str, ...]) -> Floats:
        scores = np.zeros(len(self._generation.layout), np.float32)
        for term in self.terms(terms):
            scores[term.rows] += term.added
        scores.setflags(write=False)
        return scores

    def _term(self, number: int, held: int, size: int, content: bytes) -> Term:
        records, layout = unpacked(content), self._generation.layout
        rows = layout.rows(records["passage"].astype(np.int64))
        there = rows >= 0
        gained = added(records[there], idf(np.array([held]), len(layout))[0], self._generation.mean_length)
        return Term(number, held, rows[there].astype(np.int32), gained, len(content) == size)

    def _remember(self, found: dict[str, Term]) -> None:
        taken = sum(len(term.rows) + _ROOM_OF_TERM for term in found.values())
        with self._lock:
            if taken > self._room:
                self._known, self._room = {}, _ROOM
            if taken <= self._room:
                self._known.update(found)
                self._room -= taken


def candidates(scores: Floats, allowed: npt.NDArray[np.bool_] | None, limit: int, whole: bool) -> Hits:
    """Return the best passages that are allowed; more of them where the scores are not whole."""
    if allowed is not None:
        scores = np.where(allowed, scores, np.float32(0))
    found = np.flatnonzero(scores)
    kept = found[best(scores[found], limit if whole else _AGAIN * limit)]
    return Hits(kept.astype(np.int64), scores[kept])
