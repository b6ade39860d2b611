"""A worker with more connections than another leaves the next one to it, but never for long."""

from __future__ import annotations

import pytest

from chatbot.web.board import Board
from chatbot.web.sharing import PATIENCE, Share


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("chatbot.web.sharing.time.monotonic", lambda: now[0])
    return now


def two_workers(other: int) -> Share:
    """Return the share of worker 0; worker 1 has `other` connections."""
    board = Board(2)
    board.take(1)
    board.put("connections", other)
    board.take(0)
    return Share(board)


def test_a_worker_alone_takes_every_connection() -> None:
    assert not Share(Board()).yields(1000)


@pytest.mark.parametrize(("own", "leaves"), [(0, False), (3, False), (4, True), (9, True)])
def test_the_one_with_fewest_takes_it(own: int, leaves: bool) -> None:
    assert two_workers(3).yields(own) is leaves


def test_what_nobody_else_takes_is_taken_after_a_moment(clock: list[float]) -> None:
    share = two_workers(0)
    assert share.yields(1)
    assert share.left == pytest.approx(PATIENCE)
    clock[0] += 0.6 * PATIENCE
    assert share.yields(1)
    assert share.left == pytest.approx(0.4 * PATIENCE)
    clock[0] += 0.5 * PATIENCE
    assert share.left == 0
    assert not share.yields(1)
    assert share.yields(2), "the next one is left to the other again"


def test_patience_for_one_that_another_took_is_none_for_a_later_one(clock: list[float]) -> None:
    share = two_workers(0)
    assert share.yields(1)
    clock[0] += 5
    assert share.yields(1)
