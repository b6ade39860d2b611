from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.indexing import vectors
from chatbot.indexing.arrays import save
from chatbot.indexing.index import Floats, View
from chatbot.indexing.matrix import MATRIX, matrix_writer, stored
from chatbot.indexing.vectors import SEARCHED, SEARCHED_ROWS, SEARCHED_VIEWS, VectorIndex, many, write_vectors

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


@pytest.fixture
def many_views(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have few views treated as many."""
    monkeypatch.setattr(vectors, "SIZE", 10)


@pytest.mark.usefixtures("many_views")
def test_among_many_views_each_passage_has_two_that_are_searched(tmp_path: Path) -> None:
    kinds = [[View.WHOLE, View.WINDOW, View.WINDOW, View.SENTENCE], [View.QUESTION, View.WHOLE, View.SENTENCE]] * 100
    stored = Stored(tmp_path, [*kinds, [View.WHOLE, View.SENTENCE, View.SENTENCE], [View.WHOLE]])
    searched = np.load(tmp_path / f"{SEARCHED_VIEWS}.npy")
    owners = np.load(tmp_path / f"{SEARCHED_ROWS}.npy")
    assert np.bincount(owners).tolist() == [2] * 201 + [1]
    for row in range(0, 200, 2):
        whole, *windows = stored.matrix[stored.offsets[row] : stored.offsets[row] + 3]
        second = searched[owners == row][1]
        assert second == stored.offsets[row] + 1 + int(np.argmin(np.stack(windows) @ whole))
    assert set(stored.kinds[searched[owners == 1]]) == {View.QUESTION, View.WHOLE}


def clustered(
    folder: Path, passages: int, report: list[vectors.Report] | None = None, axes: int = DIMENSIONS
) -> Stored:
    """Return passages around a few topics, as texts are; random vectors have no near ones to be found.

    They fill a space of `axes` dimensions.
    """
    made = Stored.__new__(Stored)
    random = np.random.default_rng(1)
    topics = random.standard_normal((20, DIMENSIONS))
    made.kinds = np.tile(np.array([View.WHOLE, View.WINDOW, View.SENTENCE], np.uint8), passages)
    made.offsets = np.arange(0, 3 * passages + 1, 3)
    around = topics[random.integers(0, 20, passages)] + 0.5 * random.standard_normal((passages, DIMENSIONS))
    noise = 0.3 * random.standard_normal((3 * passages, DIMENSIONS))
    space = np.linalg.qr(random.standard_normal((DIMENSIONS, axes)))[0]
    onto = space @ space.T if axes < DIMENSIONS else np.eye(DIMENSIONS)
    made.matrix = unit(((np.repeat(around, 3, axis=0) + noise) @ onto).astype(np.float32))
    made.question = unit(((topics[0] + 0.5 * random.standard_normal(DIMENSIONS)) @ onto).astype(np.float32))
    with matrix_writer(folder, DIMENSIONS, coded=True) as writer:
        writer.append(stored(made.matrix, coded=True))
    found = write_vectors(folder, made.offsets, made.kinds)
    if report is not None:
        report.append(found)
    made.index = VectorIndex(folder)
    return made


@pytest.mark.usefixtures("many_views")
@pytest.mark.parametrize(("axes", "kept"), [(DIMENSIONS // 3, DIMENSIONS // 3), (DIMENSIONS, DIMENSIONS)])
def test_the_index_of_many_views_finds_what_it_was_measured_to_find(tmp_path: Path, axes: int, kept: int) -> None:
    report: list[vectors.Report] = []
    stored = clustered(tmp_path, 3000, report, axes)
    assert (report[0]["index"], report[0]["dimensions"]) == ("inverted file, 8 bits", kept)
    assert 1 < int(report[0]["probes"]) < int(report[0]["lists"])
    assert min(float(report[0]["recall@10"]), float(report[0]["recall@10 of 1 %"])) >= vectors.TARGET
    assert vectors.search_warnings(report[0]) == []
    for allowed in (np.ones(3000, bool), np.arange(3000) % 100 == 5):
        hits = stored.index.nearest(stored.question, 10, None if allowed.all() else allowed)
        expected = {row for _, row in stored.expected(allowed, (View.WHOLE, View.WINDOW))[:10]}
        assert len(expected & set(hits.rows.tolist())) >= 9
        assert allowed[hits.rows].all()


@pytest.mark.usefixtures("many_views")
def test_an_index_that_misses_its_target_says_so_and_compares_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "TARGET", 1.01)
    report: list[vectors.Report] = []
    stored = clustered(tmp_path, 1000, report)
    assert report[0]["index"] == "all compared, 8 bits"
    assert 0.5 < float(report[0]["inverted file found"]) < vectors.TARGET
    assert "all are compared" in vectors.search_warnings(report[0])[0]
    expected = {row for _, row in stored.expected(np.ones(1000, bool), (View.WHOLE, View.WINDOW))[:10]}
    assert len(expected & set(stored.index.nearest(stored.question, 10).rows.tolist())) >= 9


@pytest.mark.usefixtures("many_views")
def test_a_filter_that_hardly_a_passage_passes_finds_them_all(tmp_path: Path) -> None:
    stored = clustered(tmp_path, 2000)
    allowed = np.isin(np.arange(2000), [3, 999, 1500])
    assert set(stored.index.nearest(stored.question, 40, allowed).rows.tolist()) == {3, 999, 1500}
    assert stored.index.nearest(stored.question, 40, np.zeros(2000, bool)).rows.tolist() == []


@pytest.mark.usefixtures("many_views")
def test_codes_keep_products_and_a_row_that_is_copied_stays_as_it_is(tmp_path: Path) -> None:
    made = clustered(tmp_path, 500)
    found = made.index.view_scores(made.question, np.arange(500))
    np.testing.assert_allclose(found.scores, made.matrix @ made.question, atol=0.01)
    _, _, decoded = made.index.views(np.arange(500))
    np.testing.assert_allclose(decoded @ made.question, found.scores, atol=1e-6)


def test_from_this_many_searched_views_on_they_are_many() -> None:
    assert not many(np.full(vectors.SIZE - 1, View.WINDOW, np.uint8))
    assert many(np.full(vectors.SIZE, View.WINDOW, np.uint8))
    assert not many(np.full(2 * vectors.SIZE, View.SENTENCE, np.uint8)), "sentences alone are not searched"


def test_sixteen_threads_get_the_same_bytes(tmp_path: Path) -> None:
    stored = Stored(tmp_path, [[View.WHOLE, View.WINDOW]] * 500)
    allowed = np.arange(500) % 3 == 0

    def ask(_: int) -> bytes:
        hits = stored.index.nearest(stored.question, 20, allowed)
        return hits.rows.tobytes() + hits.scores.tobytes()

    with ThreadPoolExecutor(16) as threads:
        assert len(set(threads.map(ask, range(160)))) == 1
