"""Indexes for tests, built for real and kept under `.cache/tests`: compiling the encoder takes a minute, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from chatbot.indexing.build import build_index
from chatbot.indexing.upkeep import prune
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "tests"
TODAY = date(2026, 1, 1)  # decides which articles are published; a fixed day, so that no test changes overnight


def index_of(corpus: Path, name: str) -> Path:
    """Build the index of `corpus` in the cache's folder `name`, reusing what is there, and return the folder."""
    folder = CACHE / name
    encoders = CACHE / "encoders"
    encoders.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    if not (folder / "encoders").exists():
        (folder / "encoders").symlink_to(encoders)
    build_index(Corpus(corpus, today=TODAY), folder)
    return folder


def index_of_each(corpora: Iterable[Path], name: str) -> Path:
    """Build these corpora one after the other into one folder; the last one is served, other versions are removed."""
    built = [index_of(corpus, name) for corpus in corpora]
    prune(IndexFolder(built[0]), len(built))
    return built[0]
