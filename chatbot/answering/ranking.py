"""Candidates -> passages in order, with a confidence that the first one answers.

One blend of two signals: the best view's cosine and BM25 scaled by the best candidate's. The constants are first
settings, taken from the design's trials.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chatbot.answering.retrieval import Candidates
from chatbot.indexing.index import Floats, Rows, View

WORDS_WEIGHT = 0.2  # of BM25 scaled to [0, 1] per question, beside the cosine; the design's first trials
ANSWERED = 0.55  # cosine of the best view from which a quote is shown as the answer
WEAK = 0.40  # and from which it is shown as one that may answer


@dataclass(frozen=True, slots=True)
class Ranking:
    """`order` (n,) indexes the candidates best first, `scores` (n,) belong to `order`; confidence lies in [0, 1]."""

    order: Rows
    scores: Floats
    confidence: float


def rank(candidates: Candidates) -> Ranking:
    """Order the candidates; ties by row, so that the same question has the same answer."""
    if not len(candidates.rows):
        return Ranking(np.empty(0, np.int64), np.empty(0, np.float32), 0.0)
    best = candidates.best_view(View.QUESTION, View.WHOLE, View.WINDOW, View.SENTENCE)
    words = candidates.bm25 / max(float(candidates.bm25.max()), 1e-6)
    scores = best + WORDS_WEIGHT * words
    order = np.lexsort((candidates.rows, -scores))
    confidence = float(np.clip(best[order[0]], 0, 1))
    return Ranking(order.astype(np.int64), scores[order].astype(np.float32), confidence)
