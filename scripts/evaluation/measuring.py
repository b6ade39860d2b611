"""Outcomes of one set -> its figures: ranking with intervals, answer strings shown, abstention, calibration, time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from chatbot.answering.answer import Answer, Status
from scripts.evaluation.asking import Outcome, Ranked
from scripts.evaluation.observing import UNJUDGED
from scripts.evaluation.scoring import (
    LOST,
    PRECISION,
    calibration_error,
    coverage_at,
    ranking_measures,
    refused_at,
    roc_auc,
)

SHOWN = 60  # words of the quotes in which the answer is looked for
_DRAWS = 2000  # of the bootstrap

Array = npt.NDArray[np.float64]


def ranking_figures(outcomes: Sequence[Outcome], baselines: Mapping[str, Sequence[Ranked]]) -> dict[str, Any]:
    """Return each measure over the answerable questions, ours and the baselines'.

    `baselines` hold one ranking for each outcome. The interval is that of our mean less the best baseline's, by paired
    bootstrap over questions.
    """
    relevant = [o.asked.relevant for o in outcomes]
    if not any(relevant):
        return {}
    ours = ranking_measures([_sources(o.ranked) for o in outcomes], relevant)
    theirs = {name: ranking_measures(list(map(_sources, ranked)), relevant) for name, ranked in baselines.items()}
    figures: dict[str, Any] = {}
    for measure, values in ours.items():
        figures[measure] = {"ours": float(values.mean())} | {n: float(t[measure].mean()) for n, t in theirs.items()}
        best = max(theirs, key=lambda name: float(theirs[name][measure].mean()), default=None)
        if best is not None:
            figures[measure]["over the best baseline"] = interval(values - theirs[best][measure])
    return figures


def each_figure(outcomes: Sequence[Outcome], measure: str) -> Array:
    """Return one of `MEASURES` for those outcomes (q,) whose questions have an answer."""
    return ranking_measures([_sources(o.ranked) for o in outcomes], [o.asked.relevant for o in outcomes])[measure]


def interval(differences: Array, outside: float = 2.5) -> list[float]:
    """Return the interval of the mean of paired differences (q,), by bootstrap with a fixed seed.

    `outside` is the per cent of draws beyond each of its ends.
    """
    draws = np.random.default_rng(0).integers(0, len(differences), (_DRAWS, len(differences)))
    return [float(v) for v in np.percentile(differences[draws].mean(axis=1), (outside, 100 - outside))]


def shown_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the share of answer strings in the first words shown and in a marked sentence, whatever the status.

    Counts answerable questions with an answer string; one that was left unanswered shows nothing.
    """
    kept = [o for o in outcomes if o.asked.answerable and o.asked.answer_text]
    if not kept:
        return {}
    first = [_holds(" ".join(_words(o.answer)[:SHOWN]), o) for o in kept]
    marked = [_holds(_marked(o.answer), o) for o in kept]
    return {f"answer in {SHOWN} words": float(np.mean(first)), "answer marked": float(np.mean(marked))}


def abstention_figures(outcomes: Sequence[Outcome], strangers: Mapping[str, Sequence[Outcome]]) -> dict[str, Any]:
    """Return how well the confidence tells what is answered; `strangers` are other sets' questions to this index."""
    kept = [o for o in outcomes if o.asked.label != UNJUDGED]
    p = np.array([o.answer.confidence for o in kept])
    right, answerable = np.array([o.right for o in kept]), np.array([o.asked.answerable for o in kept])
    answered = np.array([o.answer.status is Status.ANSWERED for o in kept])
    refused = np.array([o.answer.status is Status.UNANSWERED for o in kept])
    figures: dict[str, Any] = {
        "coverage at 95 % precision": coverage_at(p, right, answerable, PRECISION),
        "calibration error": calibration_error(p, right),
        "answered": float(answered.mean()),
        "right among answered": float(right[answered].mean()) if answered.any() else 1.0,
        "answerable refused": float(refused[answerable].mean()),
    }
    if not answerable.all():
        figures["AUC"] = roc_auc(p, answerable)
        figures["unanswerable refused"] = float(refused[~answerable].mean())
        figures["unanswerable refused at 5 % false refusals"] = refused_at(p, answerable, p[~answerable], LOST)
    for name, others in strangers.items():
        q = np.array([o.answer.confidence for o in others])
        figures[f"{name} refused at 5 % false refusals"] = refused_at(p, answerable, q, LOST)
        figures[f"{name} refused"] = float(np.mean([o.answer.status is Status.UNANSWERED for o in others]))
    return figures


def time_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the median and the 95th percentile of the milliseconds."""
    median, high = np.percentile([o.ms for o in outcomes], (50, 95))
    return {"ms": float(median), "ms p95": float(high)}


def _sources(ranked: Ranked) -> list[str]:
    return [source for source, _ in ranked]


def _words(answer: Answer) -> list[str]:
    return [word for quote in answer.quotes for word in quote.text.split()]


def _marked(answer: Answer) -> str:
    return "\n".join(quote.text[start:end] for quote in answer.quotes[:1] for start, end in quote.highlights)


def _holds(text: str, outcome: Outcome) -> bool:
    flat = " ".join(text.split())
    return any(" ".join(wanted.split()) in flat for wanted in outcome.asked.answer_text)
