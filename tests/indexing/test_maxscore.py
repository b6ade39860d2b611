from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.indexing import maxscore
from chatbot.indexing.maxscore import Postings, candidates, looked_up

PASSAGES = 40

HELD = st.lists(
    st.dictionaries(st.integers(0, PASSAGES - 1), st.integers(1, 40), min_size=1, max_size=PASSAGES), max_size=6
)


def postings(held: dict[int, int]) -> Postings:
    rows = np.array(sorted(held), np.int32)
    impacts = np.array([held[row] / 8 for row in rows.tolist()], np.float32)
    return Postings(rows, impacts, float(impacts.max()))


def all_scores(lists: list[Postings]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for one in lists:
        for row, impact in zip(one.rows.tolist(), one.impacts.tolist(), strict=True):
            scores[row] = scores.get(row, 0.0) + impact
    return scores


@given(
    HELD,
    st.integers(1, 50),
    st.none() | st.lists(st.booleans(), min_size=PASSAGES, max_size=PASSAGES),
    st.sampled_from([0, 5, 500]),
)
@settings(max_examples=300, deadline=None)
def test_the_best_by_adding_up_everything_are_among_the_candidates(
    held: list[dict[int, int]], limit: int, mask: list[bool] | None, few: int
) -> None:
    lists = [postings(one) for one in held]
    allowed = None if mask is None else np.array(mask)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maxscore, "FEW", few)
        rows = candidates(lists, limit, PASSAGES, allowed).tolist()
    scores = {row: s for row, s in all_scores(lists).items() if allowed is None or allowed[row]}
    best = sorted(scores, key=lambda row: (-scores[row], row))[:limit]
    assert set(best) <= set(rows) <= set(scores)
    assert rows == sorted(rows)


def test_the_list_of_a_common_word_is_only_looked_up() -> None:
    rare = Postings(np.arange(0, 100, 4, dtype=np.int32), np.full(25, 5, np.float32), 5.0)
    common = Postings(np.arange(100, dtype=np.int32), np.linspace(0.1, 0.2, 100, dtype=np.float32), 0.2)
    assert set(candidates([common, rare], 10, 100).tolist()) <= set(range(0, 100, 4))


def test_once_enough_postings_were_read_the_other_lists_are_only_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maxscore, "FEW", 0)
    lists = [Postings(np.arange(n, 50, dtype=np.int32), np.full(50 - n, 1, np.float32), 1.0) for n in (45, 0, 40)]
    assert candidates(lists, 3, 50).tolist() == [45, 46, 47, 48, 49]
    monkeypatch.setattr(maxscore, "ENOUGH", 4)
    assert candidates(lists, 3, 50).tolist() == [45, 46, 47, 48, 49]
    assert candidates(lists, 6, 50).tolist() == list(range(40, 50)), "until there are as many rows as are wanted"


def test_rows_that_a_term_is_not_in_get_nothing() -> None:
    one = postings({3: 8, 5: 16})
    assert looked_up(one, np.array([0, 3, 4, 5, 39])).tolist() == [0, 1, 0, 2, 0]
