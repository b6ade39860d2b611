"""Many passages: HNSW finds what an exact search finds, also behind a filter, and a small publish stays small."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest

from chatbot.answering.retrieval import retrieve
from chatbot.answering.understanding import Meaning
from chatbot.indexing import vectors
from chatbot.indexing.index import Filter, Floats, Rows
from chatbot.indexing.texts import TextStore
from chatbot.indexing.vectors import VectorIndex
from chatbot.indexing.versions import IndexFolder
from chatbot.indexing.words import terms
from chatbot.postgres import index as postgres_index
from chatbot.postgres.index import DatabaseIndex
from chatbot.postgres.publishing import publish
from chatbot.postgres.store import Database as Store
from tests.postgres.cluster import Database
from tests.postgres.synthetic import Size, World, build, unit

pytestmark = pytest.mark.postgres
FOUND, LIMIT = 10, 40
FILTERS = {"none": Filter(), "1 %": Filter(frozenset({"one"})), "20 %": Filter(frozenset({"fifth"}))}


class Exact:
    """All searched vectors of a version, compared one by one."""

    def __init__(self, folder: Path, version: str) -> None:
        opened = VectorIndex(folder / "versions" / version)
        self._texts = TextStore(folder / "versions" / version)
        everything = np.arange(len(opened))
        offsets, kinds, matrix = opened.views(everything)
        searched = np.isin(kinds, opened.searched())
        self._matrix = matrix[searched]
        self._owners = np.repeat(everything, np.diff(offsets))[searched]
        self.whole = self._matrix[np.unique(self._owners, return_index=True)[1]]

    def allowed(self, where: Filter) -> int:
        """Return how many passages the filter lets pass."""
        allowed = self._texts.allowed(where)
        return int(self._owners[-1]) + 1 if allowed is None else int(allowed.sum())

    def nearest(self, vector: Floats, where: Filter) -> Rows:
        """Return the nearest passages."""
        best = np.full(int(self._owners[-1]) + 1, -2, np.float32)
        np.maximum.at(best, self._owners, self._matrix @ vector)
        allowed = self._texts.allowed(where)
        if allowed is not None:
            best[~allowed] = -2
        return np.argsort(-best, kind="stable")[:FOUND]


def questions(exact: Exact, number: int) -> list[Floats]:
    """Return passages' vectors moved by noise."""
    chance = np.random.default_rng(11)
    chosen = exact.whole[chance.integers(0, len(exact.whole), number)]
    return list(unit(chosen + 0.6 * chance.standard_normal(chosen.shape) / np.sqrt(chosen.shape[1])))


def recalls(index: DatabaseIndex, exact: Exact, asked: list[Floats]) -> dict[str, float]:
    """Return recall@10 under each filter; every list must be full."""
    found = {}
    for name, where in FILTERS.items():
        shares = []
        for vector in asked:
            hits = index.nearest(vector, LIMIT, where)
            wanted = min(LIMIT, exact.allowed(where))
            assert len(hits.rows) == wanted, f"{len(hits.rows)} of {wanted} passages under {name}"
            shares.append(len(set(hits.rows[:FOUND].tolist()) & set(exact.nearest(vector, where).tolist())) / FOUND)
        found[name] = float(np.mean(shares))
    return found


def retrieval_ms(index: DatabaseIndex, world: World, asked: list[Floats], where: Filter) -> float:
    """Return the median milliseconds of finding a question's candidates with all that ranking needs of them."""
    taken = []
    for number, vector in enumerate(asked):
        words = tuple(terms(" ".join(world.texts(1, 10**8 + number)[0].split()[:8])))
        started = time.perf_counter()
        retrieve(index, Meaning("", vector, words), where)
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


@pytest.mark.long
def test_two_hundred_thousand_passages(
    database: Database, encoders: Path, encoder_folder: Path, tmp_path: Path
) -> None:
    figures = measure(20_000, database, encoders, encoder_folder, tmp_path / "index")
    print(json.dumps(figures))
    check(figures)
    assert figures["share"] <= 0.05


def measure(articles: int, database: Database, encoders: Path, encoder_folder: Path, folder: Path) -> dict[str, Any]:
    """Publish so many articles of ten passages, search them, publish again with one in a thousand changed."""
    world = World()
    version = build(world, Size(articles), folder, encoder_folder)
    full = publish(folder, database.publisher)
    store = Store(database.settings(encoders, database.reader_of(database.primary)))
    index, exact = store.open(version), Exact(folder, version)
    asked = questions(exact, 100)
    figures: dict[str, Any] = {"passages": len(index), "full publish s": round(full.seconds, 1)}
    figures["recall"] = recalls(index, exact, asked)
    retrieval_ms(index, world, asked[:20], Filter())
    figures["p50 ms"] = {name: round(retrieval_ms(index, world, asked, where), 1) for name, where in FILTERS.items()}
    build(world, Size(articles, max(1, articles // 1000)), folder, encoder_folder)
    small = publish(folder, database.publisher)
    figures["small publish s"], figures["share"] = round(small.seconds, 2), round(small.seconds / full.seconds, 4)
    figures["written"] = small.written
    store.close()
    return figures


def check(figures: dict[str, Any]) -> None:
    recall = figures["recall"]
    assert recall["none"] >= 0.97
    assert min(recall.values()) >= 0.95


def test_hnsw_finds_what_an_exact_search_finds_also_behind_a_filter(
    new_database: Callable[[], Database],
    encoders: Path,
    encoder_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vectors, "SIZE", 500)
    monkeypatch.setattr(postgres_index, "EXACT", 30)  # the filter of one in a hundred leaves fewer, of one in five more
    database, folder = new_database(), tmp_path / "index"
    version = build(World(), Size(200), folder, encoder_folder)
    publish(folder, database.publisher)
    store = Store(database.settings(encoders, database.reader_of(database.primary)))
    exact = Exact(folder, version)
    check({"recall": recalls(store.open(version), exact, questions(exact, 10))})
    assert IndexFolder(folder).current() == version
    with database.primary.admin(database.name) as connection:
        used = "SELECT idx_scan > 0 FROM pg_stat_all_indexes WHERE indexrelname = 'searched_nearest'"
        connection.execute("SELECT pg_stat_force_next_flush()")
        assert connection.execute(used).fetchone() is not None
    store.close()
