"""Features -> candidates in order: one weighted sum. The weights stand in ranking.json, with their command.

How much words count beside vectors differs by corpus. The share of prose among the candidates tells: a FAQ's questions
are written as readers ask, prose is not. What an article's passages are raised by in a conversation comes on top.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.answering.features import COLUMNS, Features
from chatbot.answering.weights import Weights
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats, Rows

RANKED = ("question", "whole", "best", "second", "title", "said", "paired")
"""Columns that tell all candidates apart. What all of them lack tells whether there is an answer at all."""

PROSE = ("question", "sentence", "words", "said", "pieces")
"""Columns that count differently among prose, or only there: a sentence, BM25 and the word pieces of an answer do not
tell the entries of a FAQ apart, whose answers are much the same."""

LONG = "said at length"
"""The share of the question's words once more, for what each further word makes it count more."""

TERMS = (*RANKED, LONG, *(f"{name} in prose" for name in PROSE))
"""What is weighted; the names in ranking.json."""

_RANKED, _PROSE = ([COLUMNS.index(name) for name in names] for names in (RANKED, PROSE))
_COSINES = ("question", "whole", "best", "second")


@dataclass(frozen=True, slots=True)
class Ranking:
    """`order` (n,) indexes the candidates best first; `scores` (n,), in that order, are of a cosine's scale.

    The last `others` of them were put there, whatever their own score, as they are about something else.
    """

    order: Rows
    scores: Floats
    others: int = 0

    def behind(self, marks: npt.NDArray[np.bool_]) -> Ranking:
        """Return this ranking with those that `marks` (m,) holds of the first m put last, with the lowest score."""
        if not marks.any():
            return self
        last = np.append(marks, np.zeros(len(self.order) - len(marks), bool))
        places = np.argsort(last, kind="stable")
        scores = np.where(last, self.scores[-1], self.scores)[places]
        return Ranking(self.order[places], scores, self.others + int(marks.sum()))


def terms_of(features: Features) -> npt.NDArray[np.float64]:
    """Return (n, len(TERMS)): what the weights are multiplied with."""
    at_length = features.asked.length * features.column("said")
    prose = features.prose * features.values[:, _PROSE]
    return np.concatenate([features.values[:, _RANKED], at_length[:, None], prose], axis=1)


def rank(features: Features, weights: Weights) -> Ranking:
    """Order the candidates, which stand by row; ties stay so, that the same question has the same answer."""
    chosen = np.array([weights.ranking[name] for name in TERMS])
    scale = sum(weights.ranking[name] for name in _COSINES)
    scores = product(terms_of(features), chosen) / scale + features.column("article")
    order = np.argsort(-scores, kind="stable")
    return Ranking(order.astype(np.int64), scores[order].astype(np.float32))
