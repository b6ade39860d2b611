#!/usr/bin/env python3
r"""Fit the weights of ranking and confidence on evaluation sets, one set left out at a time, and write ranking.json.

    scripts/fit_ranking.py ../shared/eval/covid_faq_agencies ../shared/eval/stackfaq ../shared/eval/squad2 \
        ../shared/eval/mtrag ../shared/eval/oos_queries

What is reported of a set comes from weights fitted without it; what is written is fitted on all of them. Questions go
through the real index and the real path of an Answerer.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chatbot.answering.weights import FILE
from scripts.evaluation.fitting import fit_all, left_out_report
from scripts.evaluation.observing import observe
from scripts.evaluation.sets import load_set


def main(arguments: list[str] | None = None) -> int:
    """Fit as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description="Fit ranking.json on evaluation sets.")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR")
    parser.add_argument("--work", type=Path, default=Path(".cache/evaluation"), help="folder for the sets' indexes")
    parser.add_argument("--model", default="", help="sentence-transformers model name or folder")
    parser.add_argument("--out", type=Path, default=FILE, help="file to write [%(default)s]")
    asked = parser.parse_args(arguments)
    observed = observe([load_set(folder) for folder in asked.sets], asked.work, asked.model)
    for line in left_out_report(observed):
        sys.stdout.write(line + "\n")
    stored = {
        "command": "scripts/fit_ranking.py " + " ".join(map(str, asked.sets)),
        "encoder": observed[0].index.encoder.fingerprint,
        "fitted": fit_all(observed).as_json(),
        "neutral": json.loads(FILE.read_text(encoding="utf-8"))["neutral"],
    }
    asked.out.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
