"""The arguments that scripts on evaluation sets have in common: which sets, and where their indexes are kept."""

from __future__ import annotations

import argparse
from pathlib import Path

_SET = "folder with questions.jsonl, and articles.jsonl or corpus.txt, which names the folder of its articles"


def parser_of_sets(description: str) -> argparse.ArgumentParser:
    """Return a parser that takes the folders of `sets` and `work`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR", help=_SET)
    add_work(parser)
    return parser


def add_each(parser: argparse.ArgumentParser) -> None:
    """Let the parser take sets that are put to `each` of their articles alone."""
    about = "sets put to each of their articles alone"
    parser.add_argument("--each", nargs="*", type=Path, default=[], metavar="SET_DIR", help=about)


def add_work(parser: argparse.ArgumentParser) -> None:
    """Let the parser take `work`."""
    about = "folder for the sets' indexes [%(default)s]"
    parser.add_argument("--work", type=Path, default=Path(".cache/evaluation"), metavar="DIR", help=about)


def add_model(parser: argparse.ArgumentParser) -> None:
    """Let the parser take the `model` that encodes."""
    about = "sentence-transformers model name or folder (default: all-MiniLM-L6-v2)"
    parser.add_argument("--model", default="", metavar="NAME", help=about)
