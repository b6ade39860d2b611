"""A question's vector and terms -> candidates: the passages that may answer, with all that ranking needs to know.

Reaches the index through `PassageIndex` alone. Ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.indexing.index import Filter, Floats, PassageIndex, Rows, View, ViewScores

DENSE = 40  # passages taken by vector
SPARSE = 20  # passages taken by words


@dataclass(frozen=True, slots=True)
class Candidates:
    """n passages: rows (n,) ascending, their view scores, and BM25 scores (n,) of the question's terms."""

    rows: Rows
    views: ViewScores
    bm25: Floats

    def best_view(self, *kinds: View) -> Floats:
        """Return (n,): each passage's highest score among views of these kinds, -1 where it has none."""
        scores = np.where(np.isin(self.views.kinds, kinds), self.views.scores, np.float32(-1))
        best: Floats = np.maximum.reduceat(scores, self.views.offsets[:-1])
        return best

    def sentence_scores(self, candidate: int) -> Floats:
        """Return (s,): the scores of one candidate's sentences, in reading order."""
        part = slice(*self.views.offsets[candidate : candidate + 2])
        scores: Floats = self.views.scores[part][self.views.kinds[part] == View.SENTENCE]
        return scores


def retrieve(index: PassageIndex, vector: Floats, terms: Sequence[str], where: Filter) -> Candidates:
    """Return the nearest passages by any view, joined with the best by BM25; may be empty under a filter."""
    dense = index.nearest(vector, DENSE, where)
    sparse = index.matching(terms, SPARSE, where)
    rows = np.union1d(dense.rows, sparse.rows)
    return Candidates(rows, index.view_scores(vector, rows), index.bm25(terms, rows))
