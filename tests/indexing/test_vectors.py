from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.indexing import vectors
from chatbot.indexing.arrays import save
from chatbot.indexing.index import Floats, View
from chatbot.indexing.vectors import MATRIX, SEARCHED, VectorIndex, searched_kinds, write_vectors

DIMENSIONS = 16


def unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)


class Stored:
    """Random unit vectors for passages that have these kinds of views, and their index."""

    def __init__(self, folder: Path, kinds: list[list[View]], seed: int = 0) -> None:
        random = np.random.default_rng(seed)
        self.kinds = np.array([kind for passage in kinds for kind in passage], np.uint8)
        self.offsets = np.cumsum([0, *map(len, kinds)]).astype(np.int64)
        self.matrix = unit(random.standard_normal((len(self.kinds), DIMENSIONS)).astype(np.float32))
        self.question = unit(random.standard_normal(DIMENSIONS).astype(np.float32))
        save(folder, MATRIX, self.matrix)
        write_vectors(folder, self.offsets, self.kinds)
        self.index = VectorIndex(folder)

    def expected(self, allowed: npt.NDArray[np.bool_], kinds: tuple[View, ...]) -> list[tuple[float, int]]:
        """Return (-score, row) of every allowed passage, best first."""
        scores = np.where(np.isin(self.kinds, kinds), self.matrix @ self.question, -2)
        best = np.maximum.reduceat(scores, self.offsets[:-1])
        return sorted((-float(best[row]), int(row)) for row in np.flatnonzero(allowed))


VIEWS = st.lists(st.sampled_from(list(View)), max_size=6).map(lambda kinds: sorted([View.WHOLE, *kinds]))


@given(
    kinds=st.lists(VIEWS, min_size=1, max_size=30), limit=st.integers(0, 40), seed=st.integers(0, 99), data=st.data()
)
@settings(max_examples=80, deadline=None)
def test_nearest_finds_what_an_exhaustive_search_finds(
    kinds: list[list[View]], limit: int, seed: int, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stored = Stored(tmp_path_factory.mktemp("vectors"), kinds, seed)
    mask = data.draw(st.none() | st.lists(st.booleans(), min_size=len(kinds), max_size=len(kinds)))
    allowed = None if mask is None else np.array(mask)
    hits = stored.index.nearest(stored.question, limit, allowed)
    everything = np.ones(len(kinds), bool) if allowed is None else allowed
    expected = stored.expected(everything, SEARCHED)[:limit]
    assert hits.rows.tolist() == [row for _, row in expected]
    np.testing.assert_allclose(hits.scores, [-score for score, _ in expected], atol=1e-5)


def test_a_passage_with_many_near_views_does_not_crowd_out_the_others(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE] + [View.WINDOW] * 200] + [[View.WHOLE]] * 50)
    near = stored.index.nearest(stored.matrix[:201].mean(axis=0), 20)
    assert len(set(near.rows.tolist())) == 20


def test_a_filter_of_one_in_a_hundred_still_fills_the_list(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE, View.WINDOW, View.SENTENCE]] * 3000)
    allowed = np.arange(3000) % 100 == 7
    hits = stored.index.nearest(stored.question, 30, allowed)
    assert len(hits.rows) == 30
    assert set(hits.rows.tolist()) == set(np.flatnonzero(allowed).tolist())


def test_equal_scores_are_in_row_order(tmp_path: Path) -> None:
    save(tmp_path, MATRIX, np.tile(unit(np.ones(DIMENSIONS, np.float32)), (6, 1)))
    write_vectors(tmp_path, np.arange(7), np.full(6, View.WHOLE, np.uint8))
    hits = VectorIndex(tmp_path).nearest(unit(np.ones(DIMENSIONS, np.float32)), 4)
    assert hits.rows.tolist() == [0, 1, 2, 3]


def test_view_scores_are_the_products_with_all_views_in_the_order_asked(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE], [View.QUESTION, View.WHOLE, View.SENTENCE], [View.WHOLE, View.SENTENCE]])
    found = stored.index.view_scores(stored.question, np.array([2, 1]))
    assert found.offsets.tolist() == [0, 2, 5]
    assert found.kinds.tolist() == [View.WHOLE, View.SENTENCE, View.QUESTION, View.WHOLE, View.SENTENCE]
    np.testing.assert_allclose(found.scores, stored.matrix[[4, 5, 1, 2, 3]] @ stored.question, atol=1e-6)


def test_views_are_given_as_they_are_stored(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE], [View.QUESTION, View.WHOLE, View.SENTENCE], [View.WHOLE, View.SENTENCE]])
    offsets, kinds, vectors = stored.index.views(np.array([2, 1]))
    assert offsets.tolist() == [0, 2, 5]
    assert kinds.tolist() == [View.WHOLE, View.SENTENCE, View.QUESTION, View.WHOLE, View.SENTENCE]
    assert vectors.tobytes() == stored.matrix[[4, 5, 1, 2, 3]].tobytes()
    assert stored.index.searched() == SEARCHED


def test_a_views_score_does_not_depend_on_what_else_is_asked(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE, View.SENTENCE, View.SENTENCE]] * 40)
    rows = np.random.default_rng(3).permutation(40)
    together = stored.index.view_scores(stored.question, rows)
    for place, row in enumerate(rows):
        alone = stored.index.view_scores(stored.question, np.array([row]))
        part = slice(*together.offsets[place : place + 2])
        assert alone.scores.tobytes() == together.scores[part].tobytes()


def test_no_rows_have_no_scores(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE]])
    found = stored.index.view_scores(stored.question, np.empty(0, np.int64))
    assert found.offsets.tolist() == [0]
    assert len(found.scores) == len(found.kinds) == 0


def test_many_views_leave_the_windows_to_scoring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert searched_kinds(np.full(10, View.WINDOW, np.uint8)) == SEARCHED
    monkeypatch.setattr(vectors, "SIZE", 10)
    stored = Stored(tmp_path, [[View.WHOLE, View.WINDOW, View.WINDOW]] * 10)
    expected = stored.expected(np.ones(10, bool), (View.QUESTION, View.WHOLE))
    assert stored.index.nearest(stored.question, 10).rows.tolist() == [row for _, row in expected]


def test_sixteen_threads_get_the_same_bytes(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE, View.WINDOW]] * 500)
    allowed = np.arange(500) % 3 == 0
    seen: list[bytes] = []

    def ask() -> None:
        for _ in range(10):
            hits = stored.index.nearest(stored.question, 20, allowed)
            seen.append(hits.rows.tobytes() + hits.scores.tobytes())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 160
    assert len(set(seen)) == 1
