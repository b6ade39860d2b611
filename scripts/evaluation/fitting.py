"""Observed sets -> weights: a listwise softmax for the ranking, a logistic regression for the confidence.

Every set counts the same, however many questions it has; all articles of a set that are asked alone count as one set
together. A question of another set that is put to an index counts as one without an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from chatbot.answering.confidence import OUT_OF_SCOPE, SIGNALS, probability
from chatbot.answering.ranking import TERMS
from chatbot.answering.weights import Weights
from chatbot.indexing.index import Floats
from scripts.evaluation.observing import ObservedSet
from scripts.evaluation.scoring import (
    LOST,
    PRECISION,
    Marks,
    calibration_error,
    coverage_at,
    descending,
    ranking_measures,
    refused_at,
    roc_auc,
)

RIDGE = 0.003  # of the squared weights, each in units of its term's spread
STRENGTH = 0.003  # inverse regularisation of the logistic regression; weaker carried over less
WITHIN = 0.03  # the same where a confidence is fitted within one set
FOLDS = 5  # of a set's own groups, for what can be reached within it
CHANCES = 200  # times that right and wrong are drawn anew, for the error that perfect probabilities would show

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


def fit_all(observed: Sequence[ObservedSet], without: Collection[str] = ()) -> Fitted:
    """Fit ranking, then confidence on what it ranks first, then both thresholds.

    Terms and signals that `without` names are given no weight.
    """
    ranking = fit_ranking([s for s in observed if s.name == s.corpus], without)
    kept = np.array([name not in without for name in SIGNALS])
    found = (s.judged(_blank(ranking)) for s in observed)
    judged = [(each.signals * kept, each.right, each.answerable) for each in found]
    shares = _shares(observed)
    confidence = fit_confidence([(x, right) for x, right, _ in judged], shares)
    return Fitted(ranking, confidence, fit_thresholds(observed, judged, confidence, shares))


def _blank(ranking: dict[str, float]) -> Weights:
    return Weights(ranking, {"bias": 0.0, **dict.fromkeys(SIGNALS, 0.0)}, 1.0, 0.0)


def _shares(observed: Sequence[ObservedSet]) -> list[float]:
    """Return each set's weight: 1 for a whole set, another for a family's articles alone, another for its strangers."""
    kinds = [(s.family, s.name == s.corpus, s.name if s.whole else "") for s in observed]
    count = Counter(kinds)
    return [1 / count[kind] for kind in kinds]


def fit_ranking(observed: Sequence[ObservedSet], without: Collection[str] = ()) -> dict[str, float]:
    """Return the weights under which right candidates win the softmax over each question's candidates."""
    found = [(pack, share) for s, share in zip(observed, _shares(observed), strict=True) if (pack := _packed(s))]
    packs, shares = [pack for pack, _ in found], [share for _, share in found]
    squares = [np.square(x - _means(x, s)).mean(axis=0) for x, _, s in packs]
    spread = np.sqrt(np.average(squares, axis=0, weights=shares)) + 1e-9
    kept = np.array([name not in without for name in TERMS])
    ready = [
        (kept * x / spread, r, s, np.repeat(np.arange(len(s)), np.diff([*s, len(x)])), share)
        for (x, r, s), share in zip(packs, shares, strict=True)
    ]

    def loss(w: Array) -> tuple[float, Array]:
        total, slope = RIDGE * float(w @ w), 2 * RIDGE * w
        for scaled, right, starts, owner, share in ready:
            z = scaled @ w
            e = np.exp(z - np.maximum.reduceat(z, starts)[owner])
            all_, good = np.add.reduceat(e, starts), np.maximum(np.add.reduceat(e * right, starts), 1e-300)
            total += share * float(np.mean(np.log(all_) - np.log(good)))
            slope = slope + scaled.T @ (e / all_[owner] - e * right / good[owner]) * (share / len(starts))
        return total, slope

    best = minimize(loss, np.zeros(len(TERMS)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(TERMS, (best.x / spread).tolist(), strict=True))


def fit_confidence(
    sets: Sequence[tuple[Floats, Marks]], shares: Sequence[float], strength: float = STRENGTH
) -> dict[str, float]:
    """Return the logistic weights of the signals (q, s) that tell the right first quotes (q,).

    Nearness to what no article answers says nothing of most questions; regularised with the others it would count for
    little, and change them. It is weighed last, beside the sum of the others, which stays as it is.
    """
    x = np.concatenate([x for x, _ in sets]).astype(np.float64)
    last = SIGNALS.index(OUT_OF_SCOPE)
    out_of_scope, x[:, last] = x[:, last].copy(), 0
    right = np.concatenate([r for _, r in sets])
    weight = np.concatenate(
        [np.full(len(r), share * 1000 / len(r)) for (_, r), share in zip(sets, shares, strict=True)]
    )
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=3000).fit((x - mean) / spread, right, sample_weight=weight)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ mean)
    weights[last] = _weighed_last(bias + x @ weights, out_of_scope, right, weight)
    return {"bias": bias, **dict(zip(SIGNALS, weights.tolist(), strict=True))}


def fit_thresholds(
    observed: Sequence[ObservedSet],
    judged: Sequence[tuple[npt.NDArray[np.float32], Marks, Marks]],
    confidence: dict[str, float],
    shares: Sequence[float],
) -> dict[str, float]:
    """Return the lowest probability from which 95 % are right, and the one under which 5 % of the answerable fall.

    On the mix of the sets whose questions readers asked, each counting the same. Those that were written for this
    project keep away from the words of their passages: half of them find another passage first.
    """
    mix = [entry for entry in zip(observed, judged, shares, strict=True) if not entry[0].written]
    blank = Weights({}, confidence, 1.0, 0.0)
    p = np.concatenate([[probability(row, blank) for row in x] for _, (x, _, _), _ in mix])
    right = np.concatenate([r for _, (_, r, _), _ in mix])
    answerable = np.concatenate([a for _, (_, _, a), _ in mix])
    w = np.concatenate([np.full(len(s.questions), share / len(s.questions)) for s, _, share in mix])
    order, ends = descending(p)
    precision = np.cumsum((w * right)[order]) / np.cumsum(w[order])
    good = ends[precision[ends] >= PRECISION]
    answered = float(p[order][good[-1]]) if len(good) else 1.0
    rising = np.argsort(p[answerable], kind="stable")
    fallen = np.cumsum(w[answerable][rising]) / w[answerable].sum()
    weak = float(p[answerable][rising][np.searchsorted(fallen, LOST)])
    return {"answered": max(answered, weak), "weak": weak}


def _weighed_last(sums: Array, signal: Array, right: Marks, weight: Array) -> float:
    """Return the weight of one more signal (q,) that is likeliest beside the log-odds `sums` (q,)."""

    def loss(weighed: Array) -> float:
        odds = sums + weighed[0] * signal
        return float(np.average(np.logaddexp(0, odds) - right * odds, weights=weight))

    return float(minimize(loss, np.zeros(1)).x[0])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What `weights` that know neither its questions nor its articles make of the q questions of the set `left`.

    `ranking` holds each measure of those with an answer; signals `x` (q, s), probabilities `p` (q,), whether the first
    quote is `right` (q,) and whether a question is `answerable` (q,) are those of all. `refused` says of each set that
    is asked of the same articles which share is refused where 5 % of the answerable questions are, too.
    """

    left: ObservedSet
    weights: Weights
    ranking: dict[str, Array]
    x: Floats
    p: Array
    right: Marks
    answerable: Marks
    refused: dict[str, float]


def left_out(observed: Sequence[ObservedSet], without: Collection[str] = ()) -> Iterator[LeftOut]:
    """Yield every whole set under weights fitted on the other families; terms and signals `without` as in `fit_all`."""
    for left in [s for s in observed if s.whole]:
        weights = fit_all([s for s in observed if s.family != left.family], without).weights()
        ranked, x, p, right, answerable = left.judged(weights)
        ranking = ranking_measures(ranked, [seen.asked.relevant for seen in left.questions])
        refused = {}
        for stranger in [s for s in observed if s.corpus == left.corpus and s.name != left.name]:
            q = stranger.judged(weights).confidence
            refused[f"{stranger.name} refused at 5 %"] = refused_at(p, answerable, q, LOST)
        yield LeftOut(left, weights, ranking, x, p, right, answerable, refused)


def left_out_report(observed: Sequence[ObservedSet]) -> Iterator[str]:
    """Yield a line of figures for each whole set that is left out."""
    for found in left_out(observed):
        left, weights, x, p = found.left, found.weights, found.x, found.p
        right, answerable = found.right, found.answerable
        figures = [
            f"{left.name}: hit@1 {found.ranking['hit@1'].mean():.4f}",
            f"MRR@10 {found.ranking['MRR@10'].mean():.4f}",
            f"coverage at 95 % precision {coverage_at(p, right, answerable, PRECISION):.3f}",
            f"calibration error {calibration_error(p, right):.3f}",
        ]
        if not answerable.all():
            figures.append(f"AUC {roc_auc(p, answerable):.4f}")
        figures += [f"{name} {share:.4f}" for name, share in found.refused.items()]
        kept = p >= weights.answered
        figures.append(f"answered {kept.mean():.3f}, of these right {right[kept].mean() if kept.any() else 1:.3f}")
        figures.append(f"answerable refused {(p[answerable] < weights.weak).mean():.3f}")
        yield ", ".join([*figures, *_within(left, x, p, right, answerable)])


def _within(observed: ObservedSet, x: Floats, p: Array, right: Marks, answerable: Marks) -> Iterator[str]:
    """Yield what is reached where the set's own judged questions help, by folds of its groups.

    They calibrate the probabilities (q,) of weights that do not know the set, with two numbers, as many as a hundred
    questions can tell (Platt 1999, "Probabilistic outputs for support vector machines"); and which questions have an
    answer is told by all weights fitted anew to the signals (q, s).
    """
    groups = np.array([seen.asked.group for seen in observed.questions])
    folds = min(FOLDS, len(set(groups.tolist())))
    if folds < 2:
        return
    odds = np.log(p / (1 - p))[:, None]
    calibrated, refitted = np.zeros(len(right)), np.zeros(len(right))
    for rest, fold in GroupKFold(folds).split(x, right, groups):
        platt = LogisticRegression(C=np.inf).fit(odds[rest], right[rest])
        calibrated[fold] = platt.predict_proba(odds[fold])[:, 1]
        weights = Weights({}, fit_confidence([(x[rest], right[rest])], [1.0], WITHIN), 1.0, 0.0)
        refitted[fold] = [probability(row, weights) for row in x[fold]]
    yield f"calibrated within it by folds {calibration_error(calibrated, right):.3f}"
    chance = np.random.default_rng(0).random((CHANCES, len(right)))
    perfect = np.mean([calibration_error(calibrated, one < calibrated) for one in chance])
    yield f"(perfect probabilities: {perfect:.3f})"
    if not answerable.all():
        yield f"AUC fitted within it by folds {roc_auc(refitted, answerable):.4f}"


def _packed(observed: ObservedSet) -> tuple[Array, Marks, npt.NDArray[np.int64]] | None:
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
