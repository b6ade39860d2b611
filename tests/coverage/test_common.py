"""What all questions of a list share does not make two of them alike."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.coverage.common import SURELY_ALIKE, common_of
from chatbot.coverage.grouping import groups_of
from chatbot.indexing.index import Floats


def on_one_theme(topics: int, each: int, weight: float = 1.4, seed: int = 0) -> Floats:
    """Return questions (topics * each, 384) that share more with all others than with their own topic, by topic."""
    chance = np.random.default_rng(seed)
    theme, *middles = chance.normal(size=(topics + 1, 384))
    rows = [weight * theme + middle + 0.3 * chance.normal(size=384) for middle in middles for _ in range(each)]
    vectors = np.array(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_questions_on_one_theme_are_parted_by_what_is_not_the_theme() -> None:
    """On a site for therapists nearly every question is about a client."""
    vectors = on_one_theme(40, 5)
    assert len(groups_of(vectors, SURELY_ALIKE)) < 10
    expected = [list(range(first, first + 5)) for first in range(0, 200, 5)]
    assert common_of(vectors).groups(vectors, [""] * len(vectors)) == expected


def test_of_a_few_questions_nothing_is_known_to_be_common() -> None:
    """Five questions that are all about one thing are one topic."""
    vectors = on_one_theme(1, 5)
    common = common_of(vectors)
    assert common.share == pytest.approx(0, abs=0.01)
    assert common.groups(vectors, [""] * 5) == [[0, 1, 2, 3, 4]]
    np.testing.assert_allclose(common.besides(vectors), vectors, atol=0.05)


def test_few_questions_on_one_theme_are_parted_by_more_likeness_than_few_on_many() -> None:
    """Of six questions on covid all are near, of six on a flat only those on its deposit."""
    vectors = on_one_theme(3, 2, weight=0.9)
    assert common_of(vectors).groups(vectors, [""] * 6) == [[0, 1], [2, 3], [4, 5]]
    others = np.vstack([vectors, np.eye(384, dtype=np.float32)[:6]])
    assert common_of(others).groups(others, [""] * 12)[0] == [0, 1, 2, 3, 4, 5]


def test_of_a_few_questions_those_are_alike_that_share_words_which_the_others_lack() -> None:
    """To an encoder "sliding scale fees" and "raising my fees" are far apart."""
    vectors = np.array([[1, 0, 0], [0.34, 0.94, 0], [0.34, 0, 0.94]], np.float32)
    common = common_of(vectors)
    assert common.groups(vectors, ["a fair fee?", "my fees", "my garden"]) == [[0, 1], [2]]
    assert common.groups_by_meaning(vectors) == [[0], [1], [2]]
    assert common.groups(vectors, ["a fair price?", "my child", "my garden"]) == [[0], [1], [2]]
    assert common.groups(vectors, ["fees", "my fees", "a fee?"]) == [[0], [1], [2]], "all do"
    known = common_of(vectors, lambda stems: np.array([stem != "fee" for stem in stems], np.float32))
    assert known.groups(vectors, ["a fair fee?", "my fees", "my garden"]) == [[0], [1], [2]], "all articles speak of it"


@pytest.mark.parametrize("vectors", [np.empty((0, 8), np.float32), np.zeros((3, 8), np.float32)])
def test_no_questions_and_questions_that_are_nothing_share_nothing(vectors: Floats) -> None:
    common = common_of(vectors)
    assert common.besides(vectors).tolist() == vectors.tolist()
