"""Outcomes of like questions -> what coverage makes of each: does the corpus answer it, judged with its neighbours?

An answer's confidence is judged from one wording; an editor has many, and what one of them is unsure of the others
settle. So a question's status here may differ from the one a reader was shown (`Outcome.shown`), which has to be more
careful; a question on which a reader was shown nothing stays unanswered. How far that helps on stackfaq, whose
unanswerable questions are known, tests/coverage/test_stackfaq.py says. Where neighbours differ in one word on which the
answer depends, as questions written to mislead do (squad2), it costs .05 of the F1 of being flagged.
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
    """Return the outcomes with the status that they have among their neighbours: answered from even odds on."""
    together = pooled(np.array([outcome.confidence for outcome in outcomes], np.float32), vectors)
    judged = []
    for outcome, probability in zip(outcomes, together, strict=True):
        better = Status.ANSWERED if round(float(probability), 4) >= EVEN else Status.WEAK
        status = Status.UNANSWERED if outcome.shown is Status.UNANSWERED else better
        judged.append(replace(outcome, pooled=round(float(probability), 4), status=status))
    return judged
