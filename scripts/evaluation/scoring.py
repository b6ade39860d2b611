"""Figures of one set from plain values: no index, no answers, no files."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

Probabilities = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def first_right(ranked: Sequence[Sequence[str]], relevant: Sequence[frozenset[str]]) -> float:
    """Return the share of questions with an answer whose first source is right."""
    hits = [bool(found) and found[0] in wanted for found, wanted in zip(ranked, relevant, strict=True) if wanted]
    return float(np.mean(hits))


def mean_reciprocal_rank(ranked: Sequence[Sequence[str]], relevant: Sequence[frozenset[str]]) -> float:
    """Return the mean of 1 / rank of the first right source, over the questions with an answer."""
    ranks = [
        next((1 / (place + 1) for place, source in enumerate(found) if source in wanted), 0.0)
        for found, wanted in zip(ranked, relevant, strict=True)
        if wanted
    ]
    return float(np.mean(ranks))


def separation(p: Probabilities, answerable: Marks) -> float:
    """Return the area under the curve: how surely an answerable question is given more than an unanswerable one."""
    return float(roc_auc_score(answerable, p))


def coverage_at(p: Probabilities, right: Marks, answerable: Marks, precision: float) -> float:
    """Return the largest share of answerable questions that can be answered with at least this precision."""
    order, ends = falling(p)
    reached = ends[np.cumsum(right[order])[ends] / (ends + 1) >= precision]
    if not len(reached):
        return 0.0
    return float(answerable[order[: reached[-1] + 1]].sum() / answerable.sum())


def falling(p: Probabilities) -> tuple[Places, Places]:
    """Return the order from the highest probability down, and where in it each different probability ends.

    Only there can a threshold cut: equal probabilities are above it together.
    """
    order = np.argsort(-p, kind="stable")
    return order, np.flatnonzero(np.diff(p[order], append=-np.inf))


def refused_at(p: Probabilities, answerable: Marks, strangers: Probabilities, lost: float) -> float:
    """Return the share of `strangers` under the probability that a share `lost` of the answerable falls under."""
    return float((strangers < np.quantile(p[answerable], lost)).mean())


def calibration_error(p: Probabilities, right: Marks, bins: int = 10) -> float:
    """Return the expected calibration error over equally wide bins (Naeini, Cooper and Hauskrecht, AAAI 2015)."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(abs(p[which == b].mean() - right[which == b].mean()) * (which == b).mean() for b in np.unique(which))
    )
