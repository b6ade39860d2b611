"""Outcomes -> pictures: the risk-coverage curve, the reliability diagram, a bar chart against the baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from scripts.evaluation.asking import BASELINES, Outcome
from scripts.evaluation.scoring import reliability


def draw_all(outcomes: Mapping[str, Sequence[Outcome]], figures: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the three pictures into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        "risk-coverage.svg": _risk_coverage(outcomes),
        "reliability.svg": _reliability(outcomes),
        "baselines.svg": _bars(figures),
    }
    for name, figure in drawn.items():
        figure.savefig(folder / name, metadata={"Date": None})
    return [folder / name for name in drawn]


def _risk_coverage(outcomes: Mapping[str, Sequence[Outcome]]) -> Figure:
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot(xlabel="share of questions answered", ylabel="share of these that are wrong")
    for name, found in outcomes.items():
        order = np.argsort([-o.answer.confidence for o in found], kind="stable")
        wrong = 1 - np.array([o.right for o in found])[order]
        counts = np.arange(1, len(found) + 1)
        axes.plot(counts / len(found), np.cumsum(wrong) / counts, label=name)
    axes.legend()
    return figure


def _reliability(outcomes: Mapping[str, Sequence[Outcome]]) -> Figure:
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.add_subplot(xlabel="confidence", ylabel="share right")
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    for name, found in outcomes.items():
        stated, right, _ = reliability(
            np.array([o.answer.confidence for o in found]), np.array([o.right for o in found])
        )
        axes.plot(stated, right, "o-", label=name)
    axes.legend()
    return figure


def _bars(figures: Mapping[str, Any]) -> Figure:
    names = [name for name, found in figures.items() if found["ranking"]]
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot(ylabel="MRR@10")
    systems = ("ours", *BASELINES)
    for i, system in enumerate(systems):
        heights = [figures[name]["ranking"]["MRR@10"][system] for name in names]
        axes.bar(np.arange(len(names)) + 0.2 * i, heights, 0.2, label=system)
    axes.set_xticks(np.arange(len(names)) + 0.3, names)
    axes.legend()
    return figure
