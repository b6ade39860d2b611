#!/usr/bin/env python3
"""Measure time, memory and growth in one run, beside a plain server made of the same parts.

The figures of one run are compared with each other, never with those of another machine or minute.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
import msgspec
from rich.console import Console

from chatbot.errors import ChatbotError
from chatbot.indexing.encoder import FEWEST_REMEMBERED
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import every_passage, record_of
from chatbot.indexing.versions import IndexFolder, open_index
from scripts._commands import run
from scripts.benchmarking.building import measure_building, prepare_yardstick
from scripts.benchmarking.growth import Grown, measure_growth
from scripts.benchmarking.plots import draw_all
from scripts.benchmarking.questions import questions_of
from scripts.benchmarking.report import Report, table
from scripts.benchmarking.serving import FULL, SHORT, measure_serving
from scripts.benchmarking.stores import check_same, measure_stores

PARTS = ("build", "serve", "grow")
QUESTIONS = Path("tests/data/reader_questions/shipped/questions.jsonl")
MOST_KEPT = 2 * FEWEST_REMEMBERED  # by the two processes that share the questions
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; return the exit status."""
    asked = _arguments(arguments)
    questions = questions_of(asked.questions)
    if not asked.short and len(set(questions)) <= MOST_KEPT:
        raise ChatbotError(
            f"{asked.questions}: {len(set(questions))} different questions; ask more than {MOST_KEPT}, since servers "
            "keep the vectors of the latest ones in any case"
        )
    index = open_index(asked.index)
    if asked.database:
        check_same(index.version, asked.database)
    with tempfile.TemporaryDirectory() as work:
        report = _measure(asked, index, questions, Path(work))
    Console().print(table(report))  # first: what took minutes is not lost where a file cannot be written
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    if asked.plot:
        draw_all(report, asked.plot)
    return 0


def _measure(asked: argparse.Namespace, index: FileIndex, questions: Sequence[str], work: Path) -> Report:
    encoder = IndexFolder(asked.index).encoders / index.encoder.fingerprint
    parts = asked.only or PARTS
    yardstick, amounts = (None, SHORT) if asked.short else (work, FULL)
    texts = [passage.span.of(record_of(index, passage.article_id).text) for passage in every_passage(index)]
    building = serving = stores = None
    if "build" in parts:
        building = measure_building(encoder, texts, 5 if asked.short else 1000, work, yardstick)
    if "serve" in parts:
        if yardstick:
            prepare_yardstick(yardstick, texts)
        serving = measure_serving(asked.index, encoder, yardstick, questions, amounts)
    growth: tuple[Grown, ...] = ()
    if "grow" in parts:
        growth = measure_growth(encoder, asked.size or ((200,) if asked.short else SIZES), asked.work or work)
    if asked.database:
        stores = measure_stores(asked.index, asked.database, encoder, questions, amounts)
    return Report(len(index), serving, building, growth, stores)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure time, memory and growth beside a plain server.")
    parser.add_argument("--index", type=Path, default=Path("index"), metavar="DIR", help="built index [%(default)s]")
    parser.add_argument(
        "--questions", type=Path, default=QUESTIONS, metavar="FILE", help="several hundred to ask [%(default)s]"
    )
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL database that serves the same index, beside it")
    parser.add_argument(
        "--only", choices=(*PARTS, "database"), action="append", help="measure this part; may be given again"
    )
    parser.add_argument("--short", action="store_true", help="a few of each and no yardstick: does it work")
    parser.add_argument(
        "--size", type=int, action="append", metavar="N", help=f"grow to N passages; may be given again {list(SIZES)}"
    )
    parser.add_argument("--work", type=Path, metavar="DIR", help="where made-up indexes go, 5 GB for the largest")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="draw the pictures into this folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(run(main))
