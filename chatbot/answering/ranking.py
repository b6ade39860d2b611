"""Features -> candidates in order: one weighted sum. The weights stand in ranking.json, with their command.

How much words count beside vectors differs by corpus and question. Two things tell: the share of prose among the
candidates (a FAQ's questions are written as readers ask, prose is not) and how many content words the question has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.answering.features import COLUMNS, Features
from chatbot.answering.weights import Weights
from chatbot.indexing.index import Floats, Rows

PROSE = ("question", "sentence", "words", "said")
"""Columns that count differently among prose."""

LEXICAL = ("words", "said", "rare", "paired")
"""Columns that count more, together, in a longer question."""

TERMS = (*COLUMNS, *(f"{name} in prose" for name in PROSE), "words by length")
"""What is weighted; the names in ranking.json."""

_COSINES = ("question", "whole", "window", "sentence")


@dataclass(frozen=True, slots=True)
class Ranking:
    """`order` (n,) indexes the candidates best first; `scores` (n,), in that order, are of a cosine's scale."""

    order: Rows
    scores: Floats


def terms_of(features: Features) -> npt.NDArray[np.float64]:
    """Return (n, len(TERMS)): what the weights are multiplied with."""
    prose = (1 - features.faq) * np.stack([features.column(name) for name in PROSE], axis=1)
    length = np.log1p(features.asked.content.sum()) / 2
    lexical = length * sum(features.column(name) for name in LEXICAL)
    return np.concatenate([features.values, prose, lexical[:, None]], axis=1)


def rank(features: Features, weights: Weights) -> Ranking:
    """Order the candidates, which stand by row; ties stay so, that the same question has the same answer."""
    chosen = np.array([weights.ranking[name] for name in TERMS])
    scale = sum(weights.ranking[name] for name in _COSINES)
    scores = terms_of(features) @ chosen / scale
    order = np.argsort(-scores, kind="stable")
    return Ranking(order.astype(np.int64), scores[order].astype(np.float32))
