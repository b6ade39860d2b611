"""All are let in up to a number; from the first refusal on only as many as can be answered quickly."""

from __future__ import annotations

import pytest

from chatbot.web.admission import CALM_SECONDS, Admission
from chatbot.web.board import Board


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("chatbot.web.admission.time.monotonic", lambda: now[0])
    return now


def enter(gate: Admission, times: int) -> int:
    return sum(gate.enter() for _ in range(times))


def leave(gate: Admission, times: int) -> None:
    for _ in range(times):
        gate.leave()


def test_clients_that_wait_for_their_answers_are_never_refused(clock: list[float]) -> None:
    gate = Admission(Board(), most=8, busy=2)
    assert enter(gate, 8) == 8
    for _ in range(100):
        gate.leave()
        assert gate.enter()


def test_after_a_refusal_few_are_let_in_until_it_is_calm(clock: list[float]) -> None:
    gate = Admission(Board(), most=8, busy=2)
    assert enter(gate, 9) == 8
    leave(gate, 6)
    assert enter(gate, 1) == 0, "two are inside, and that is enough now"
    leave(gate, 1)
    assert enter(gate, 2) == 1
    clock[0] += CALM_SECONDS + 0.1
    assert enter(gate, 6) == 6


def test_the_number_holds_over_all_processes(clock: list[float]) -> None:
    board = Board(2)
    board.worker = 1
    board.put("in_flight", 7)
    board.worker = 0
    assert enter(Admission(board, most=8, busy=2), 3) == 1
