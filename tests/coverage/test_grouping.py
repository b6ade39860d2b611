"""Questions in groups: the threads of a real set, and the same groups as a library makes."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from sklearn.cluster import AgglomerativeClustering

from chatbot.coverage.grouping import MOST, groups_of
from chatbot.indexing.index import Floats


def unit_vectors(count: int, dimensions: int, seed: int) -> Floats:
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


@pytest.mark.parametrize("alike", [0.1, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("seed", range(5))
def test_groups_are_those_of_average_linkage(alike: float, seed: int) -> None:
    """The library's threshold is a distance, 1 - cosine."""
    vectors = unit_vectors(90, 6, seed)
    library = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=1 - alike)
    expected = defaultdict(set)
    for row, label in enumerate(library.fit_predict(vectors)):
        expected[int(label)].add(row)
    assert {frozenset(rows) for rows in groups_of(vectors, alike)} == {frozenset(g) for g in expected.values()}


def test_equal_questions_make_one_group_and_the_largest_group_comes_first() -> None:
    one, other = np.eye(2, dtype=np.float32)
    assert groups_of(np.array([other, one, one, other, one]), 0.5) == [[1, 2, 4], [0, 3]]


def test_no_questions_make_no_group() -> None:
    assert groups_of(np.empty((0, 8), np.float32), 0.5) == []


def test_more_questions_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="5001 questions are too many"):
        groups_of(np.zeros((MOST + 1, 1), np.float32), 0.5)
