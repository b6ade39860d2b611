"""Features, ranking and the first quote's words -> one calibrated probability that this quote answers the question.

A logistic sum of few signals, weights in ranking.json. Knows no passages: their words come as `Evidence`.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np

from chatbot.answering.answer import Status
from chatbot.answering.evidence import Evidence
from chatbot.answering.features import COLUMNS, Features
from chatbot.answering.ranking import Ranking
from chatbot.answering.weights import Weights
from chatbot.indexing.index import Floats

_OWN = ("question", "best", "second", "window", "sentence", "asked", "said")
_OWN_COLUMNS = [COLUMNS.index(name) for name in _OWN]
OUT_OF_SCOPE = "out of scope"

SIGNALS = (
    *_OWN,  # features of the first candidate
    "lead on third",  # its score less that of the best candidate of a third section or FAQ entry
    "lead among questions",  # less that of a second one, where it is a FAQ entry, whose near twins are other questions
    "missing at length",  # content words that it lacks, times the question's length: long questions lose in the shares
    "unknown in prose",  # share, by idf, of content that no passage holds; a FAQ's readers use other words anyhow
    "denies alone in prose",  # as in `Evidence`; tells less in a longer question, and nothing among FAQ entries
    "opposite",  # as in `Evidence`
    "numbers",  # as in `Evidence`
    OUT_OF_SCOPE,  # how much nearer the question is to what no article answers than questions to articles are
)
"""What the probability is made of. "in prose" is times the share of prose among the candidates. More signals, and trees
in place of the sum, did not carry over to sets left out."""

_NEAR = 0.4  # a cosine that one in twenty of the evaluation sets' questions reaches, and half of oos_queries


def signals(
    features: Features, ranking: Ranking, sources: Sequence[Hashable], evidence: Evidence, out_of_scope: float
) -> Floats:
    """Return (len(SIGNALS),).

    `sources` name the section or FAQ entry of the first candidates, in order; `out_of_scope` is a cosine.
    """
    first = int(ranking.order[0])
    own = [features.values[first, column] for column in _OWN_COLUMNS]
    second, third = _leads(ranking.scores, sources)
    leads = [third, second * float(features.entries[first])]
    missing, prose = features.asked.length * float(features.column("missing")[first]), features.prose
    unknown = features.asked.alone.unknown_share * prose
    denies = evidence.denies_alone * prose / features.asked.count
    words = [missing, unknown, denies, evidence.opposite, min(evidence.numbers, 2)]
    return np.array([*own, *leads, *words, max(0.0, out_of_scope - _NEAR)], np.float32)


def probability(values: Floats, weights: Weights) -> float:
    """Return the probability, 0..1, for these signals (len(SIGNALS),)."""
    total = weights.confidence["bias"]
    total += sum(weights.confidence[name] * value for name, value in zip(SIGNALS, values.tolist(), strict=True))
    return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


def status_of(confidence: float, weights: Weights) -> Status:
    """Return how an answer of this confidence is shown."""
    if confidence >= weights.answered:
        return Status.ANSWERED
    return Status.WEAK if confidence >= weights.weak else Status.UNANSWERED


def unsure(confidence: float, weights: Weights) -> float:
    """Return `confidence`, lessened to what is shown as "may answer" at best."""
    return min(confidence, (weights.weak + weights.answered) / 2)


def _leads(scores: Floats, sources: Sequence[Hashable]) -> tuple[float, float]:
    """Return the first score less the best of another source, and less that of a third one; at most 1."""
    best: dict[Hashable, float] = {}
    for source, score in zip(sources, scores.tolist(), strict=False):
        best.setdefault(source, score)
        if len(best) > 2:
            break
    others = [*best.values(), -math.inf, -math.inf]
    return min(others[0] - others[1], 1.0), min(others[0] - others[2], 1.0)
