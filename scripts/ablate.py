#!/usr/bin/env python3
"""Fit the weights without one idea at a time and report what each gives, every set left out of the fit it is judged by.

scripts/ablate.py SET_DIR... [--each SET_DIR...]     as for scripts/fit_ranking.py
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
import numpy as np

from chatbot.answering.ranking import LONG, PROSE
from scripts._commands import run, say
from scripts.evaluation.arguments import add_each, parser_of_sets
from scripts.evaluation.fitting import left_out
from scripts.evaluation.observing import ObservedSet, observe
from scripts.evaluation.scoring import PRECISION, coverage_at, roc_auc
from scripts.evaluation.sets import load_sets

IDEAS: dict[str, tuple[str, ...]] = {
    "best and second best view": ("best", "second"),
    "FAQ question alone": ("question", "question in prose"),
    "title of an article": ("title",),
    "single sentences": ("sentence in prose",),
    "BM25": ("words in prose",),
    "covered words": ("said", LONG, "said in prose"),
    "more of them in a longer question": (LONG,),
    "neighbouring words": ("paired",),
    "word pieces": ("pieces in prose",),
    "other weights among prose": tuple(f"{name} in prose" for name in PROSE),
    "leads over other sources": ("lead on third", "lead among questions"),
    "lead among FAQ entries": ("lead among questions",),
    "missing words": ("missing at length", "unknown in prose"),
    "signs from the words": ("denies alone in prose", "opposite", "numbers"),
    "nearness to what no article answers": ("out of scope",),
}
"""What can be left out; the views' cosines of the best candidate stay in the confidence."""

OTHER_NAMES = "those about another name last"

Row = dict[str, float]


def main(arguments: list[str] | None = None) -> int:
    """Report as the command line says; return the exit status."""
    parser = parser_of_sets("What each idea of ranking and confidence gives.")
    add_each(parser)
    asked = parser.parse_args(arguments)
    for line in report(observe(load_sets(asked.sets, asked.each), asked.work)):
        say(line)
    return 0


def report(observed: Sequence[ObservedSet]) -> Iterator[str]:
    """Yield the figures with all ideas, then for each idea what they are more with it than without it."""
    whole = figures(observed, ())
    yield "all: " + ", ".join(f"{name} {value:.4f}" for name, value in whole.items())
    for idea, names in IDEAS.items():
        without = figures(observed, names)
        yield _line(idea, whole, without)
    yield _line(OTHER_NAMES, whole, figures([_unheaded(s) for s in observed], ()))


def _line(idea: str, whole: Row, without: Row) -> str:
    return f"{idea}: " + ", ".join(f"{name} {whole[name] - without[name]:+.4f}" for name in whole)


def _unheaded(observed: ObservedSet) -> ObservedSet:
    """Return the set with no word known to stand in a heading, so that no passage is about another name."""
    features = (replace(q.features, headed=np.zeros_like(q.features.headed)) for q in observed.questions)
    questions = tuple(replace(q, features=f) for q, f in zip(observed.questions, features, strict=True))
    return replace(observed, questions=questions)


def figures(observed: Sequence[ObservedSet], without: Collection[str]) -> Row:
    """Return each whole set's figures under weights fitted on the other families, these names without weight."""
    found: Row = {}
    for one in left_out(observed, without):
        name = one.left.name
        found |= {f"{name} {measure}": float(one.ranking[measure].mean()) for measure in ("hit@1", "MRR@10")}
        found[f"{name} coverage"] = coverage_at(one.p, one.right, one.answerable, PRECISION)
        if not one.answerable.all():
            found[f"{name} AUC"] = roc_auc(one.p, one.answerable)
        found |= {f"{name} {what}": share for what, share in one.refused.items()}
    return found


if __name__ == "__main__":
    sys.exit(run(main))
