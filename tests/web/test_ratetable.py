"""Counters hold across processes and threads, end in time, and take no more memory than they were given."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot.web.ratetable import RateTable
from tests.web.test_board import in_another_process


def test_processes_and_threads_count_together() -> None:
    table = RateTable()

    def count() -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: table.add("reader", 60, 1), range(100)))

    for _ in range(3):
        in_another_process(count)
    assert table.add("reader", 60, 5) == 305
    assert table.look("reader")[0] == 305
    assert table.look("another")[0] == 0


def test_a_process_that_dies_in_its_turn_blocks_nobody() -> None:
    table = RateTable()

    def die_inside() -> None:
        table._turns.turn().__enter__()  # what a kill at the worst moment leaves

    in_another_process(die_inside)
    assert table.add("reader", 60, 1) == 1


def test_a_counter_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    table = RateTable()
    now, began = time.time(), time.monotonic()
    table.add("reader", 60, 1)
    count, ends = table.look("reader")
    assert (count, now + 59 < ends < now + 62) == (1, True)
    monkeypatch.setattr("chatbot.web.ratetable.time.monotonic", lambda: began + 61)
    assert table.look("reader")[0] == 0
    assert table.add("reader", 60, 1) == 1


def test_a_clock_that_is_set_ends_no_counter_and_keeps_none(monkeypatch: pytest.MonkeyPatch) -> None:
    table = RateTable()
    table.add("reader", 60, 1)
    set_back = time.time() - 3600
    monkeypatch.setattr("chatbot.web.ratetable.time.time", lambda: set_back)
    count, ends = table.look("reader")
    assert (count, set_back + 55 < ends <= set_back + 60) == (1, True)
    monkeypatch.setattr("chatbot.web.ratetable.time.time", lambda: set_back + 7200)
    assert table.look("reader")[0] == 1


def test_more_clients_than_there_is_room_for_push_out_those_whose_time_ends_first() -> None:
    table = RateTable()
    for number in range(70_000):
        table.add(f"flood {number}", 60, 1)
    assert table.add("reader", 60, 1) == 1
    assert table.add("reader", 60, 1) == 2


def test_counters_are_forgotten_alone_or_all() -> None:
    table = RateTable()
    for key in ("a", "b"):
        table.add(key, 60, 1)
    table.forget("a")
    assert (table.look("a")[0], table.look("b")[0]) == (0, 1)
    table.forget()
    assert table.look("b")[0] == 0


def test_no_key_stands_in_memory() -> None:
    table = RateTable()
    table.add("192.0.2.77", 60, 1)
    assert b"192.0.2" not in table._slots.tobytes()
