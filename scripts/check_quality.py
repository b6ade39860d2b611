#!/usr/bin/env python3
"""Hold answers to what they reached: measure evaluation sets and compare every figure with its floor.

Exit 1 where a floor is broken. `--update` raises the floors that are surpassed; `--update --lower` also lowers those
that are broken: say why in the commit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
from chatbot.answering.weights import Weights
from scripts._commands import run, say
from scripts.evaluate import STRINGS
from scripts.evaluation.arguments import add_work
from scripts.evaluation.asking import ask_all
from scripts.evaluation.gate import Figures, Floors, digest_of
from scripts.evaluation.measuring import abstention_figures, ranking_figures, shown_figures
from scripts.evaluation.sets import CONVERSATIONS, EVAL, folder_of, load_set, open_set

SETS = ("covid_faq_agencies", "stackfaq", "squad2", *CONVERSATIONS)
FAQ = SETS[:2]
STRANGERS = "oos_queries"  # put to the FAQ sets
FLOORS = Path(__file__).resolve().parents[1] / "tests" / "quality" / "floors.json"
_LEFT_OUT = ("right among", "answered")  # what moves against another figure


def main(arguments: list[str] | None = None) -> int:
    """Check as the command line says; return 0, or 1 where a floor is broken."""
    asked = _arguments(arguments)
    names = tuple(asked.set or SETS)
    figures = measure(names, asked.work)
    floors, digests = Floors.read(asked.floors), digests_of(names)
    if asked.update:
        floors.raised(figures, digests, asked.lower).write(asked.floors, "scripts/check_quality.py --update")
        return 0
    floors = floors.of(names)
    faults = [*floors.outdated(digests), *floors.broken(figures)]
    say("\n".join(faults) or "every figure stands at its floor or better")
    return 1 if faults else 0


def measure(names: Sequence[str], work: Path, weights: Weights | None = None) -> Figures:
    """Return the figures of these sets at the shipped weights, or at `weights`, through the real build and answers."""
    figures = {}
    for name in names:
        asked = load_set(folder_of(name))
        answerer = open_set(asked, work, weights=weights)
        own = list(ask_all(answerer, asked.questions, asked.qualified))
        far = {STRANGERS: list(ask_all(answerer, load_set(EVAL / STRANGERS).questions))} if name in FAQ else {}
        ranking = {measure: values["ours"] for measure, values in ranking_figures(own, {}).items()}
        others = {**(shown_figures(own) if name == STRINGS else {}), **abstention_figures(own, far)}
        figures[name] = ranking | {label: value for label, value in others.items() if not label.startswith(_LEFT_OUT)}
    return figures


def digests_of(names: Sequence[str]) -> dict[str, str]:
    """Return what each set is; for those that are shared, the far-off questions that are put to some are included."""
    far = {name: [] if name in CONVERSATIONS else [EVAL / STRANGERS] for name in names}
    return {name: digest_of([folder_of(name), *far[name]]) for name in names}


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the quality of answers with its floors.")
    parser.add_argument("--set", action="append", metavar="NAME", help=f"a set; repeatable [{', '.join(SETS)}]")
    parser.add_argument("--update", action="store_true", help="write floors instead: those that are surpassed rise")
    parser.add_argument("--lower", action="store_true", help="with --update, let floors fall, too")
    floors = "where they stand (default: the committed file)"
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help=floors)
    add_work(parser)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(run(main))
