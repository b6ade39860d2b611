"""Stemmed terms -> their numbers and BM25, from postings of which the first part is read. Knows no text.

The scores are those of `indexing.words`: the same formula over how many passages of this generation hold a term. Where
a term is so common that only the first part of its postings is read, the best candidates are scored again in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import best
from chatbot.indexing.index import Floats, Hits, PassageWords, Rows
from chatbot.indexing.words import bm25, idf
from chatbot.postgres import queries
from chatbot.postgres.postings import RECORD, added, unpacked
from chatbot.postgres.reading import Reading, storable

PREFIX = 4096
"""Passages read of a term in each segment; those to which it adds most come first."""

_AGAIN = 5  # times the wanted passages are scored again where postings were not read in full
_REMEMBERED = 10_000  # terms


@dataclass(frozen=True, slots=True)
class Term:
    """A term's number, and how many passages of the generation hold it."""

    number: int
    held: int


NONE = Term(-1, 0)


class Lexicon:
    """The terms of one generation. Safe to use from several threads."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._generation = reading.generation
        self._known: dict[str, Term] = {}

    def terms(self, terms: Sequence[str]) -> list[Term]:
        """Return what is known of each term."""
        known = self._known  # whose place another dictionary may take meanwhile; from this one nothing is removed
        new = _different(term for term in terms if term not in known)
        found = dict.fromkeys(new, NONE)
        if new:
            for term, number, held in self._reading.rows(queries.TERMS, {"terms": new}):
                found[term] = Term(number, held)
            self._remember(found)
        return [known.get(term) or found.get(term, NONE) for term in terms]

    def idf(self, terms: Sequence[Term]) -> Floats:
        """Return the idf of each term."""
        held = np.array([term.held for term in terms], np.int64)
        return idf(held, len(self._generation.layout))

    def partly(self, terms: Sequence[str]) -> tuple[Floats, bool]:
        """Return BM25 scores (n,) of all passages, and whether all postings were read in full."""
        layout, mean = self._generation.layout, self._generation.mean_length
        scores, whole = np.zeros(len(layout), np.float32), True
        parts: dict[str, tuple[Rows, Floats]] = {}
        different = _different(terms)
        found = self._reading.rows(queries.POSTINGS, {"terms": different, "bytes": PREFIX * RECORD.itemsize})
        self._remember(dict.fromkeys(different, NONE) | {row[0]: Term(row[1], row[2]) for row in found})
        for term, number, held, size, content in found:
            records = unpacked(content)
            rows = layout.rows(records["passage"].astype(np.int64))
            weight = self.idf([Term(number, held)])[0]
            there = rows >= 0
            parts[term] = (rows[there], added(records[there], weight, mean))
            whole = whole and len(content) == size
        for term in terms:
            if term in parts:
                rows, gained = parts[term]
                scores[rows] += gained
        return scores, whole

    def scores(self, terms: Sequence[str], words: PassageWords) -> Floats:
        """Return the BM25 scores (p,) of passages with these words."""
        known = self.terms(terms)
        numbers = np.array([term.number for term in known], np.int32)
        return bm25(words.offsets, words.terms, numbers, self.idf(known), self._generation.mean_length)

    def _remember(self, found: dict[str, Term]) -> None:
        if len(self._known) > _REMEMBERED:
            self._known = {}
        self._known.update(found)


def candidates(scores: Floats, allowed: npt.NDArray[np.bool_] | None, limit: int, whole: bool) -> Hits:
    """Return the best passages that are allowed; more of them where the scores are not whole."""
    if allowed is not None:
        scores = np.where(allowed, scores, np.float32(0))
    found = np.flatnonzero(scores)
    kept = found[best(scores[found], limit if whole else _AGAIN * limit)]
    return Hits(kept.astype(np.int64), scores[kept])


def _different(terms: Iterable[str]) -> list[str]:
    return [term for term in dict.fromkeys(terms) if storable(term)]
