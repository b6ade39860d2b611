"""Figures of one set from plain values: no index, no answers, no files."""

from __future__ import annotations

from collections.abc import Sequence

import ir_measures
import numpy as np
import numpy.typing as npt
from ir_measures import RR, Success, nDCG
from sklearn.metrics import roc_auc_score

Probabilities = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
MEASURES = {"hit@1": Success @ 1, "hit@5": Success @ 5, "MRR@10": RR @ 10, "nDCG@10": nDCG @ 10}
PRECISION = 0.95  # of the first quotes that are shown as answers
LOST = 0.05  # share of the answerable questions that may be refused
_BINS = 10


def ranking_measures(ranked: Sequence[Sequence[str]], relevant: Sequence[frozenset[str]]) -> dict[str, Probabilities]:
    """Return each of `MEASURES` for each question (q,) that has an answer; one without results counts 0.

    `ranked` are the sources of each question, the best first, `relevant` those that are right.
    """
    asked = [(sources, wanted) for sources, wanted in zip(ranked, relevant, strict=True) if wanted]
    right = [ir_measures.Qrel(str(q), source, 1) for q, (_, wanted) in enumerate(asked) for source in wanted]
    # places, not scores: equal scores would be reordered
    found = [ir_measures.ScoredDoc(str(q), s, -i) for q, (some, _) in enumerate(asked) for i, s in enumerate(some)]
    values = {name: np.zeros(len(asked)) for name in MEASURES}
    names = {measure: name for name, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(MEASURES.values()), right, found):
        values[names[metric.measure]][int(metric.query_id)] = metric.value
    return values


def roc_auc(p: Probabilities, answerable: Marks) -> float:
    """Return the area under the ROC curve: how often an answerable question is given more than an unanswerable one."""
    return float(roc_auc_score(answerable, p))


def coverage_at(p: Probabilities, right: Marks, answerable: Marks, precision: float) -> float:
    """Return the largest share of answerable questions that can be answered with at least this precision."""
    order, ends = descending(p)
    reached = ends[np.cumsum(right[order])[ends] / (ends + 1) >= precision]
    if not len(reached):
        return 0.0
    return float(answerable[order[: reached[-1] + 1]].sum() / answerable.sum())


def descending(p: Probabilities) -> tuple[Places, Places]:
    """Return the order from the highest probability down, and where in it each different probability ends.

    Only there can a threshold cut: equal probabilities are above it together.
    """
    order = np.argsort(-p, kind="stable")
    return order, np.flatnonzero(np.diff(p[order], append=-np.inf))


def refused_at(p: Probabilities, answerable: Marks, strangers: Probabilities, lost: float) -> float:
    """Return the share of `strangers` under the probability that a share `lost` of the answerable falls under."""
    return float((strangers < np.quantile(p[answerable], lost)).mean())


def reliability(p: Probabilities, right: Marks) -> tuple[Probabilities, Probabilities, Probabilities]:
    """Return the mean probability, the share that is right, and the share of all questions, of each bin (b,).

    Bins are equally wide; those without a question are left out.
    """
    bins = np.minimum((p * _BINS).astype(int), _BINS - 1)
    chosen = [bins == number for number in np.unique(bins)]
    means = np.array([(p[some].mean(), right[some].mean(), some.mean()) for some in chosen])
    return means[:, 0], means[:, 1], means[:, 2]


def calibration_error(p: Probabilities, right: Marks) -> float:
    """Return the expected calibration error over equally wide bins (Naeini, Cooper and Hauskrecht, AAAI 2015)."""
    stated, found, shares = reliability(p, right)
    return float(sum(abs(stated - found) * shares))
