"""A run's figures -> two pictures: how cost grows with the corpus, and how answer times are spread."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from scripts.benchmarking.report import Report
from scripts.benchmarking.serving import Serving

mpl.rcParams["svg.fonttype"] = "none"  # letters as text: it can be read aloud, and the files are small


def draw_all(report: Report, folder: Path) -> list[Path]:
    """Write the pictures that the run has figures for into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {}
    if report.serving:
        drawn["latency.svg"] = _latency(report.serving)
    if report.growth:
        drawn["growth.svg"] = _growth(report)
    for name, figure in drawn.items():
        figure.savefig(folder / name, metadata={"Date": None})
    return [folder / name for name in drawn]


def _latency(serving: Serving) -> Figure:
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot(xlabel="milliseconds", ylabel="share of answers within", xscale="log")
    shown = {"bare encoder": serving.forward, "answer over HTTP": serving.ours.one}
    if serving.yardstick:
        shown["yardstick over HTTP"] = serving.yardstick.one
    for label, latency in shown.items():
        ms = np.sort(latency.sample)
        axes.step(ms, np.arange(1, len(ms) + 1) / len(ms), where="post", label=label)
    _name_ticks(axes.xaxis)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def _growth(report: Report) -> Figure:
    figure = Figure(figsize=(7, 4), layout="constrained")
    time = figure.add_subplot(xlabel="passages", ylabel="milliseconds", xscale="log", yscale="log")
    memory = time.twinx()
    sizes = [grown.passages for grown in report.growth]
    time.plot(sizes, [grown.p50 for grown in report.growth], "o-", label="retrieval, p50")
    time.plot(sizes, [grown.beyond for grown in report.growth], "s-", label="all beyond the encoder, p50")
    memory.plot(sizes, [grown.megabytes for grown in report.growth], "^:", color="grey", label="memory")
    memory.set(ylabel="MB (PSS)", yscale="log")
    time.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    for axis in (time.yaxis, memory.yaxis):
        _name_ticks(axis)
    lines = [*time.get_lines(), *memory.get_lines()]
    time.legend(lines, [str(line.get_label()) for line in lines])
    time.grid(alpha=0.3)
    return figure


def _name_ticks(axis: Axis) -> None:
    """Name 1, 2 and 5 of each power of ten on a logarithmic axis by plain numbers; "6 x 10^-1" is hard to read."""
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axis.set_minor_formatter(NullFormatter())
