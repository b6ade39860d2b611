"""All are let in up to a number; from the first refusal on only as many as can be answered quickly."""

from __future__ import annotations

import pytest

from chatbot.web.admission import CALM_NS, Admission
from chatbot.web.board import Board


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [100]
    monkeypatch.setattr("chatbot.web.admission.time.monotonic_ns", lambda: now[0])
    return now


def enter(gate: Admission, times: int) -> int:
    return sum(gate.enter() for _ in range(times))


def leave(gate: Admission, times: int) -> None:
    for _ in range(times):
        gate.leave()


def test_clients_that_wait_for_their_answers_are_never_refused(clock: list[int]) -> None:
    gate = Admission(Board(), most=8, busy=2)
    assert enter(gate, 8) == 8
    for _ in range(100):
        gate.leave()
        assert gate.enter()


def test_after_a_refusal_few_are_let_in_until_it_is_calm(clock: list[int]) -> None:
    gate = Admission(Board(), most=8, busy=2)
    assert enter(gate, 9) == 8
    leave(gate, 6)
    assert enter(gate, 1) == 0, "two are inside, and that is enough now"
    leave(gate, 1)
    assert enter(gate, 2) == 1
    clock[0] += CALM_NS + 1
    assert enter(gate, 6) == 6


def test_the_number_holds_over_all_processes(clock: list[int]) -> None:
    board = Board(2)
    board.worker = 1
    board.put("in_flight", 7)
    board.worker = 0
    assert enter(Admission(board, most=8, busy=2), 3) == 1


def test_one_process_is_crowded_when_another_is(clock: list[int]) -> None:
    board = Board(2)
    gates = [Admission(board, most=8, busy=2) for _ in range(2)]
    assert enter(gates[0], 9) == 8
    leave(gates[0], 8)
    board.worker = 1
    assert enter(gates[1], 5) == 2
