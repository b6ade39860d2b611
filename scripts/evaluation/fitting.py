"""Observed sets -> weights: a listwise softmax for the ranking, a logistic regression for the confidence.

Every set counts the same, however many questions it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from chatbot.answering.confidence import SIGNALS, probability
from chatbot.answering.ranking import TERMS
from chatbot.answering.weights import Weights
from scripts.evaluation.observing import ObservedSet
from scripts.evaluation.scoring import (
    calibration_error,
    coverage_at,
    first_right,
    mean_reciprocal_rank,
    refused_at,
    separation,
)

RIDGE = 0.003  # of the squared weights, each in units of its term's spread
STRENGTH = 0.003  # inverse regularisation of the logistic regression; weaker carried over less
PRECISION = 0.95  # of answers shown as such
LOST = 0.05  # of answerable questions that may be left unanswered
STRANGERS = 0.3  # weight of a set that no index answers, beside a set of its own index

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is written to ranking.json under "fitted"."""

    ranking: dict[str, float]
    confidence: dict[str, float]
    thresholds: dict[str, float]

    def weights(self) -> Weights:
        """Return them as the ranking takes them."""
        return Weights(self.ranking, self.confidence, self.thresholds["answered"], self.thresholds["weak"])

    def as_json(self) -> dict[str, object]:
        """Return them as JSON holds them, rounded to what matters."""
        return {k: {n: round(v, 4) for n, v in values.items()} for k, values in asdict(self).items()}


def fit_all(observed: Sequence[ObservedSet]) -> Fitted:
    """Fit ranking, then confidence on what it ranks first, then both thresholds."""
    ranking = fit_ranking([s for s in observed if s.name == s.corpus])
    blank = Weights(ranking, {"bias": 0.0, **dict.fromkeys(SIGNALS, 0.0)}, 1.0, 0.0)
    judged = [s.judged(blank) for s in observed]
    shares = [1.0 if s.name == s.corpus else STRANGERS for s in observed]
    confidence = fit_confidence([(x, right) for x, right, _ in judged], shares)
    return Fitted(ranking, confidence, _thresholds(observed, judged, confidence, shares))


def fit_ranking(observed: Sequence[ObservedSet]) -> dict[str, float]:
    """Return the weights under which right candidates win the softmax over each question's candidates."""
    packs = [pack for s in observed if (pack := _packed(s)) is not None]
    spread = np.sqrt(np.mean([np.square(x - _means(x, s)).mean(axis=0) for x, _, s in packs], axis=0)) + 1e-9
    ready = [(x / spread, r, s, np.repeat(np.arange(len(s)), np.diff([*s, len(x)]))) for x, r, s in packs]

    def loss(w: Array) -> tuple[float, Array]:
        total, slope = RIDGE * float(w @ w), 2 * RIDGE * w
        for scaled, right, starts, owner in ready:
            z = scaled @ w
            e = np.exp(z - np.maximum.reduceat(z, starts)[owner])
            all_, good = np.add.reduceat(e, starts), np.maximum(np.add.reduceat(e * right, starts), 1e-300)
            total += float(np.mean(np.log(all_) - np.log(good)))
            slope = slope + scaled.T @ (e / all_[owner] - e * right / good[owner]) / len(starts)
        return total, slope

    found = minimize(loss, np.zeros(len(TERMS)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(TERMS, (found.x / spread).tolist(), strict=True))


def fit_confidence(
    sets: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]], shares: Sequence[float]
) -> dict[str, float]:
    """Return the logistic weights of the signals (q, s) that tell the right first quotes (q,)."""
    x = np.concatenate([x for x, _ in sets]).astype(np.float64)
    right = np.concatenate([r for _, r in sets])
    weight = np.concatenate(
        [np.full(len(r), share * 1000 / len(r)) for (_, r), share in zip(sets, shares, strict=True)]
    )
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((x - mean) / spread, right, sample_weight=weight)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ mean)
    return {"bias": bias, **dict(zip(SIGNALS, weights.tolist(), strict=True))}


def left_out_report(observed: Sequence[ObservedSet]) -> Iterator[str]:
    """Yield a line a set with an index: its figures under weights fitted without its questions and its index."""
    for left in [s for s in observed if s.name == s.corpus]:
        rest = [s for s in observed if s.corpus != left.corpus]
        fitted = fit_all(rest)
        weights = fitted.weights()
        ranked = left.ranked(weights)
        relevant = [seen.asked.relevant for seen in left.questions]
        x, right, answerable = left.judged(weights)
        p = np.array([probability(row, weights) for row in x])
        figures = [
            f"{left.name}: hit@1 {first_right(ranked, relevant):.4f}",
            f"MRR@10 {mean_reciprocal_rank(ranked, relevant):.4f}",
            f"coverage at 95 % precision {coverage_at(p, right, answerable, PRECISION):.3f}",
            f"calibration error {calibration_error(p, right):.3f}",
        ]
        if not answerable.all():
            figures.append(f"AUC {separation(p, answerable):.4f}")
        for stranger in [s for s in observed if s.corpus == left.corpus and s.name != left.name]:
            q = np.array([probability(row, weights) for row in stranger.judged(weights)[0]])
            refused = refused_at(p, answerable, q, LOST)
            figures.append(f"{stranger.name} refused at 5 % {refused:.4f}")
        kept = p >= weights.answered
        figures.append(f"answered {kept.mean():.3f}, of these right {right[kept].mean() if kept.any() else 1:.3f}")
        yield ", ".join(figures)


def _packed(observed: ObservedSet) -> tuple[Array, npt.NDArray[np.bool_], npt.NDArray[np.int64]] | None:
    """Return all candidates of the questions that have a right and a wrong one, and where each question begins."""
    used = [seen for seen in observed.questions if seen.right.any() and not seen.right.all()]
    if not used:
        return None
    sizes = [len(seen.right) for seen in used]
    starts = np.cumsum([0, *sizes[:-1]]).astype(np.int64)
    return np.concatenate([s.terms for s in used]), np.concatenate([s.right for s in used]), starts


def _means(x: Array, starts: npt.NDArray[np.int64]) -> Array:
    """Return each row's question's mean (rows, terms)."""
    sizes = np.diff([*starts, len(x)])
    means: Array = np.repeat(np.add.reduceat(x, starts, axis=0) / sizes[:, None], sizes, axis=0)
    return means


def _thresholds(
    observed: Sequence[ObservedSet],
    judged: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]],
    confidence: dict[str, float],
    shares: Sequence[float],
) -> dict[str, float]:
    """Return the lowest probability from which 95 % are right, and the one under which 5 % of the answerable fall.

    On the mix of all sets, each counting the same; the strangers' share is less.
    """
    blank = Weights({}, confidence, 1.0, 0.0)
    p = np.concatenate([[probability(row, blank) for row in x] for x, _, _ in judged])
    right = np.concatenate([r for _, r, _ in judged])
    answerable = np.concatenate([a for _, _, a in judged])
    w = np.concatenate(
        [np.full(len(s.questions), share / len(s.questions)) for s, share in zip(observed, shares, strict=True)]
    )
    order = np.argsort(-p, kind="stable")
    precision = np.cumsum((w * right)[order]) / np.cumsum(w[order])
    good = np.flatnonzero(precision >= PRECISION)
    answered = float(p[order][good[-1]]) if len(good) else 1.0
    rising = np.argsort(p[answerable], kind="stable")
    fallen = np.cumsum(w[answerable][rising]) / w[answerable].sum()
    weak = float(p[answerable][rising][np.searchsorted(fallen, LOST)])
    return {"answered": max(answered, weak), "weak": weak}
