"""A question's meaning -> candidates: the passages that may answer, with all that ranking needs to know.

Reaches the index through `PassageIndex` alone. Ranks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np

from chatbot.answering.understanding import Meaning
from chatbot.indexing.index import Filter, Floats, PassageIndex, Rows, View, ViewScores

DENSE = 40  # passages taken by vector
SPARSE = 20  # passages taken by words


@dataclass(frozen=True, slots=True)
class Candidates:
    """n passages: rows (n,) ascending, their view scores, and BM25 scores (n,), earlier questions' terms included."""

    rows: Rows
    views: ViewScores
    bm25: Floats

    def best_view(self, kind: View) -> Floats:
        """Return (n,): each passage's highest score among views of this kind, -1 where it has none."""
        chosen = self.views.kinds == int(kind)  # comparing with an enum costs five times as much
        scores = np.where(chosen, self.views.scores, np.float32(-1))
        best: Floats = np.maximum.reduceat(scores, self.views.offsets[:-1])
        return best

    def question_score(self, candidate: int) -> float:
        """Return the score of one candidate's FAQ question, 0 where it has none."""
        return float(self._scores(candidate, View.QUESTION).max(initial=0.0))

    def sentence_scores(self, candidate: int) -> Floats:
        """Return (s,): the scores of one candidate's sentences, in reading order."""
        return self._scores(candidate, View.SENTENCE)

    def _scores(self, candidate: int, kind: View) -> Floats:
        part = slice(*self.views.offsets[candidate : candidate + 2])
        scores: Floats = self.views.scores[part][self.views.kinds[part] == int(kind)]
        return scores


def retrieve(index: PassageIndex, meaning: Meaning, where: Filter) -> Candidates:
    """Return the nearest passages by any view, joined with the best by BM25; may be empty under a filter."""
    dense = index.nearest(meaning.vector, DENSE, where)
    sparse = index.matching([*meaning.terms, *chain.from_iterable(terms for terms, _ in meaning.more)], SPARSE, where)
    rows = np.array(sorted({*dense.rows.tolist(), *sparse.rows.tolist()}), np.int64)
    bm25 = index.bm25(meaning.terms, rows)
    for terms, weight in meaning.more:
        bm25 = bm25 + np.float32(weight) * index.bm25(terms, rows)
    return Candidates(rows, index.view_scores(meaning.vector, rows), bm25)
