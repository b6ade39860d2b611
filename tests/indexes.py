"""Indexes for tests, built for real and kept under `.cache/tests`: compiling the encoder takes a minute, once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from chatbot.indexing.build import BuildOptions, build_index
from chatbot.indexing.encoders import compile_into, compiled_encoder
from chatbot.indexing.staleness import is_stale
from chatbot.indexing.upkeep import prune
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus
from scripts.evaluation.sets import folder_of, load_set

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "tests"
SETS = CACHE / "sets"  # the indexes of evaluation sets, as `scripts.evaluation.sets.open_set` lays them out
ALIKE = {"followups": "corpus", "followups_pages": "pages"}
"""Evaluation sets that are asked of articles which another index of the cache holds, all or some of them."""
TODAY = date(2026, 1, 1)  # decides which articles are published; a fixed day, so that no test changes overnight


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Hold a lock of the cache: the tests may run in several processes, each of which wants the same indexes."""
    file = CACHE / f"{name}.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def default_encoder() -> Path:
    """Return the folder of the default model's encoder, compiled where the cache has none."""
    place = IndexFolder(CACHE)
    with _alone("encoders"):
        for folder in (place.versions, place.encoders):
            folder.mkdir(parents=True, exist_ok=True)
        return compiled_encoder(place, "") or compile_into(place, "")


def share_encoders(work: Path) -> None:
    """Let indexes that are built under `work` use the encoder of the other tests."""
    IndexFolder(work).share_encoders(default_encoder().parent)


def index_of(corpus: Path, name: str, alike: str = "") -> Path:
    """Build the index of `corpus` in the cache's folder `name`, reusing what is there, and return the folder.

    What it shares with the one of the folder `alike` is not encoded again.
    """
    with _folder(name) as folder:
        if is_stale(_read(corpus), folder):
            build_index(_read(corpus), folder, BuildOptions(reuse=CACHE / alike if alike else None))
        return folder


def index_of_set(name: str) -> Path:
    """Build the index of the evaluation set `name` under `SETS`, reusing what is there, and return the folder."""
    corpus = load_set(folder_of(name)).corpus
    assert corpus is not None
    return index_of(corpus, f"{SETS.name}/{name}", ALIKE.get(name, ""))


def index_of_each(corpora: Sequence[Path], name: str) -> Path:
    """Build these corpora one after the other into one folder; the last one is served, other versions are removed.

    Where another process has done that already, nothing is touched: its tests may be reading.
    """
    with _folder(name) as folder:
        versions = list((folder / "versions").glob("[!.]*"))
        if len(versions) != len(corpora) or is_stale(_read(corpora[-1]), folder):
            for corpus in corpora:
                build_index(_read(corpus), folder)
            prune(IndexFolder(folder), len(corpora))
        return folder


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    """Give an index folder of the cache that has the default encoder; hold its lock."""
    folder, encoders = CACHE / name, default_encoder().parent
    with _alone(name):
        IndexFolder(folder).share_encoders(encoders)
        yield folder


def _read(corpus: Path) -> Corpus:
    return Corpus(corpus, today=TODAY)
