#!/usr/bin/env python3
r"""Fit the weights of ranking and confidence on evaluation sets, one set left out at a time, and write ranking.json.

    scripts/fit_ranking.py ../shared/eval/covid_faq_agencies ../shared/eval/stackfaq ../shared/eval/squad2 \
        ../shared/eval/mtrag ../shared/eval/oos_queries tests/data/reader_questions/pages \
        tests/data/reader_questions/shipped --each tests/data/reader_questions/shipped

What is reported of a set comes from weights fitted without it; what is written is fitted on all of them. Questions go
through the real index and the real path of an Answerer. With a model other than before, the axes of its word pieces and
the vectors of out_of_scope.txt are written anew as well, wherever `--out` is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
from chatbot.answering import out_of_scope
from chatbot.answering.weights import FILE
from chatbot.indexing import pieces
from scripts._commands import run, say
from scripts.evaluation.arguments import add_each, add_model, parser_of_sets
from scripts.evaluation.fitting import fit_all, left_out_report
from scripts.evaluation.observing import observe
from scripts.evaluation.sets import load_sets, open_encoder


def main(arguments: list[str] | None = None) -> int:
    """Fit as the command line says; return the exit status."""
    parser = parser_of_sets("Fit ranking.json on evaluation sets.")
    add_each(parser)
    add_model(parser)
    parser.add_argument("--out", type=Path, default=FILE, metavar="FILE", help="to write (default: the committed one)")
    asked = parser.parse_args(arguments)
    sets = load_sets(asked.sets, asked.each)  # first: the encoder may have to be compiled
    encoder = open_encoder(asked.work, asked.model)
    if pieces.axes(encoder.fingerprint) is None:
        texts = pieces.TEXTS.read_text(encoding="utf-8").splitlines()
        pieces.write_axes(map(encoder.states, texts), encoder.fingerprint)
    observed = observe(sets, asked.work, asked.model)
    if not out_of_scope.is_current(encoder):
        out_of_scope.write(encoder)
    for line in left_out_report(observed):
        say(line)
    stored = {
        "command": _command(asked.sets, asked.each),
        "encoder": encoder.fingerprint,
        "fitted": fit_all(observed).as_json(),
        "neutral": json.loads(FILE.read_text(encoding="utf-8"))["neutral"],
    }
    asked.out.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    return 0


def _command(sets: Sequence[Path], each: Sequence[Path]) -> str:
    return " ".join(["scripts/fit_ranking.py", *map(str, sets), *(["--each", *map(str, each)] if each else [])])


if __name__ == "__main__":
    sys.exit(run(main))
