#!/usr/bin/env python3
"""Ask every question of evaluation sets through a real index and Answerer, and report how good the answers are.

A set without a corpus is asked of every other set's index. Beside each ranking figure stand plain baselines from
the same process: one vector per passage from the same encoder, BM25, and their reciprocal-rank fusion.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
from scripts._commands import run, say
from scripts.evaluation.arguments import add_model, parser_of_sets
from scripts.evaluation.asking import BASELINES, Baselines, Outcome, ask_all
from scripts.evaluation.measuring import abstention_figures, ranking_figures, shown_figures, time_figures
from scripts.evaluation.plots import draw_all
from scripts.evaluation.sets import EvaluationSet, load_set, open_set

STRINGS = "squad2"  # the set whose answer strings stand word for word in its articles


def main(arguments: list[str] | None = None) -> int:
    """Evaluate as the command line says; return the exit status."""
    asked = _arguments(arguments)
    sets = [load_set(folder) for folder in asked.sets]
    figures: dict[str, Any] = {}
    outcomes: dict[str, list[Outcome]] = {}
    lines: list[dict[str, Any]] = []
    for evaluated in [s for s in sets if s.corpus]:
        own, others, figures[evaluated.name] = evaluate(
            evaluated, [s for s in sets if not s.corpus], asked.work, asked.model
        )
        outcomes[evaluated.name] = own
        lines += [o.as_json(evaluated.name) for o in own]
        lines += [o.as_json(f"{name}@{evaluated.name}") for name, found in others.items() for o in found]
    report = json.dumps(figures, indent=2) if asked.json else "\n".join(_table(figures))
    say(report)  # first: what took minutes is not lost where a file cannot be written
    if asked.run:
        asked.run.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    if asked.plot:
        draw_all(outcomes, figures, asked.plot)
    return 0


def evaluate(
    evaluated: EvaluationSet, strangers: Sequence[EvaluationSet], work: Path, model: str = ""
) -> tuple[list[Outcome], dict[str, list[Outcome]], dict[str, Any]]:
    """Return the outcomes of a set's own questions, those of other sets' questions to its index, and its figures."""
    answerer = open_set(evaluated, work, model)
    own = list(ask_all(answerer, evaluated.questions, evaluated.qualified))
    others = {s.name: list(ask_all(answerer, s.questions)) for s in strangers}
    baselines = Baselines(answerer.index, evaluated.qualified)
    plain = [baselines.ranked(o.asked.text) for o in own]
    figures = {
        "ranking": ranking_figures(own, {name: [found[name] for found in plain] for name in BASELINES}),
        "shown": shown_figures(own) if evaluated.name == STRINGS else {},
        "abstention": abstention_figures(own, others),
        "time": time_figures(own),
    }
    return own, others, figures


def _table(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the report."""
    for name, found in figures.items():
        yield name
        for measure, values in found["ranking"].items():
            low, high = values["over the best baseline"]
            beside = ", ".join(f"{system} {values[system]:.4f}" for system in BASELINES)
            yield f"  {measure:8} {values['ours']:.4f}   ({beside}; over the best {low:+.4f} to {high:+.4f})"
        for part in ("shown", "abstention", "time"):
            for label, value in found[part].items():
                yield f"  {label}: {value:.4f}"


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = parser_of_sets("Measure answers on evaluation sets.")
    add_model(parser)
    parser.add_argument("--run", type=Path, metavar="FILE", help="write one JSON line a question")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="draw the curves and bars into this folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(run(main))
