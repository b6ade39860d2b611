from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.indexing import arrays
from chatbot.indexing.arrays import RowWriter, Words, best, load, load_all, product, save, save_words


def test_a_saved_array_comes_back_as_a_read_only_map(tmp_path: Path) -> None:
    save(tmp_path, "a", np.arange(5))
    array = load(tmp_path, "a")
    assert isinstance(array.base, np.memmap)
    assert array.tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_an_array_without_elements_comes_back(tmp_path: Path) -> None:
    save(tmp_path, "a", np.empty((0, 3), np.float32))
    assert load(tmp_path, "a").shape == (0, 3)


def test_an_array_of_objects_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([{}], object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle"):
        load(tmp_path, "a")


@pytest.fixture
def switching() -> Iterator[None]:
    """Let other threads run each time that garbage is collected, which numpy does while it parses a header."""
    before = gc.get_threshold()
    gc.callbacks.append(_give_way)
    gc.set_threshold(5)
    yield
    gc.set_threshold(*before)
    gc.callbacks.remove(_give_way)


def _give_way(_phase: str, _info: dict[str, int]) -> None:
    time.sleep(0)


@pytest.mark.usefixtures("switching")
def test_several_threads_may_open_arrays_at_once(tmp_path: Path) -> None:
    save(tmp_path, "a", np.ones((2, 3)))
    np.savez(tmp_path / "b.npz", one=np.ones(4), two=np.ones(5))

    def opened(_turn: int) -> float:
        return float(load(tmp_path, "a").sum() + sum(array.sum() for array in load_all(tmp_path / "b.npz").values()))

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(opened, range(400))) == {15.0}


@pytest.mark.parametrize("parts", [[], [0], [3], [1, 0, 12345, 2]])
def test_rows_written_one_by_one_make_the_file_that_numpy_writes_at_once(tmp_path: Path, parts: list[int]) -> None:
    rows = np.random.default_rng(1).random((sum(parts), 4), np.float32)
    with RowWriter(tmp_path, "grown", 4, np.float32) as writer:
        for part in np.split(rows, np.cumsum(parts)[:-1]) if parts else []:
            writer.append(part)
    save(tmp_path, "whole", rows)
    assert writer.rows == len(rows)
    assert (tmp_path / "grown.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()


@given(words=st.sets(st.text(st.characters(codec="utf-8"), min_size=1)), other=st.text(st.characters(codec="utf-8")))
@settings(deadline=None)
def test_a_stored_word_has_the_number_of_its_place_and_any_other_none(
    words: set[str], other: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("words")
    save_words(folder, "w", sorted(words))
    stored = Words(folder, "w")
    assert list(stored) == sorted(words)
    assert [stored.number(word) for word in stored] == list(range(len(words)))
    assert stored.number(other) == (sorted(words).index(other) if other in words else -1)


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, -1.0]), max_size=40), st.integers(0, 50), st.booleans())
@settings(deadline=None)
def test_best_is_the_head_of_a_stable_sort(some: list[float], limit: int, many: bool) -> None:
    scores = 100 * some if many else some
    expected = sorted(range(len(scores)), key=lambda place: (-scores[place], place))[:limit]
    assert best(np.array(scores, np.float32), limit).tolist() == expected


def test_pages_that_are_let_go_of_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "_LARGE", 1)
    save(tmp_path, "rows", np.arange(100_000))
    rows = load(tmp_path, "rows")
    assert rows.sum() == 4_999_950_000
    mapped = resident(tmp_path / "rows.npy")
    assert mapped > 100
    residency = arrays.Residency(rows, np.arange(5))
    for _ in range(16):
        residency.used()
    assert resident(tmp_path / "rows.npy") == 0
    assert rows.sum() == 4_999_950_000


def resident(file: Path) -> int:
    """Return how many kB of a mapped file this process has mapped in."""
    maps = Path("/proc/self/smaps").read_text(encoding="ascii", errors="replace")
    part = maps.split(f" {file}\n", 1)[1]
    return int(part.split("Rss:", 1)[1].split()[0])


def test_a_product_is_numpys_and_says_nothing_of_invalid_values() -> None:
    rows, column = np.arange(6, dtype=np.float32).reshape(2, 3), np.array([1, 2, 3], np.float32)
    assert product(rows, column).tolist() == (rows @ column).tolist() == [8, 26]
    assert np.isnan(product(np.array([np.inf]), np.array([0.0])))
