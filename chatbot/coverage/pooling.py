"""Outcomes of like questions -> what coverage makes of each: does the corpus answer it, judged with its neighbours?

An answer's confidence is the probability that its quote answers, judged from one wording. An editor has many wordings
of a question, and what one of them is unsure of the others settle: the pooled probability is the mean of a question's
own and of its neighbours'. It is answered where that is even odds or better. So a question's status here may differ
from the one a reader was shown (`Outcome.shown`), which has to be more careful; a question on which a reader was shown
nothing stays unanswered.

On stackfaq, whose unanswerable questions are known, pooling raised the F1 of being flagged from .72 to .85 with the
weights it was tried with; tests/coverage/test_stackfaq.py says what it is now. Where neighbours differ in one word on
which the answer depends, as questions written to mislead do (squad2), it cost .05.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chatbot.answering.answer import Status
from chatbot.coverage.survey import Outcome
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

NEAR = 0.6
"""Cosine from which two questions are neighbours; from .5 to .7 the F1 on stackfaq stays between .79 and .85."""
OWN = 0.5
"""The share of a question's own probability beside that of all its neighbours."""
EVEN = 0.5
_AT_ONCE = 1000  # rows of cosines in memory


def pooled(confidences: Floats, vectors: Floats) -> Floats:
    """Return (n,): the probability that each of n questions is answered, judged with its neighbours.

    `vectors` (n, dimensions) are of unit length; nearer neighbours count more, a question without any counts alone.
    """
    shared = confidences.copy()
    for start in range(0, len(vectors), _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, len(vectors)))
        weights = product(vectors[rows], vectors.T)
        weights[np.arange(len(rows)), rows] = 0
        weights[weights < NEAR] = 0
        total = weights.sum(axis=1)
        some = total > 0
        around = product(weights[some], confidences) / total[some]
        shared[rows[some]] = OWN * confidences[rows[some]] + (1 - OWN) * around
    return shared


def judge(outcomes: Sequence[Outcome], vectors: Floats) -> list[Outcome]:
    """Return the outcomes with the status that they have among their neighbours."""
    together = pooled(np.array([outcome.confidence for outcome in outcomes], np.float32), vectors)
    return [_judged(outcome, round(float(p), 4)) for outcome, p in zip(outcomes, together, strict=True)]


def _judged(outcome: Outcome, probability: float) -> Outcome:
    if outcome.shown is Status.UNANSWERED:
        return replace(outcome, pooled=probability)
    return replace(outcome, pooled=probability, status=Status.ANSWERED if probability >= EVEN else Status.WEAK)
