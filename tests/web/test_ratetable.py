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
            list(pool.map(lambda _: table.incr("reader", 60), range(100)))

    for _ in range(3):
        in_another_process(count)
    assert table.incr("reader", 60, 5) == 305
    assert table.get("reader") == 305
    assert table.get("another") == 0


def test_a_process_that_dies_in_its_turn_blocks_nobody() -> None:
    table = RateTable()

    def die_inside() -> None:
        table._turns.turn().__enter__()  # what a kill at the worst moment leaves

    in_another_process(die_inside)
    assert table.incr("reader", 60) == 1


def test_a_counter_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    table = RateTable()
    now, began = time.time(), time.monotonic()
    table.incr("reader", 60)
    count, ends = table.get("reader"), table.get_expiry("reader")
    assert (count, now + 59 < ends < now + 62) == (1, True)
    monkeypatch.setattr("chatbot.web.ratetable.time.monotonic", lambda: began + 61)
    assert table.get("reader") == 0
    assert table.incr("reader", 60) == 1


def test_a_clock_that_is_set_ends_no_counter_and_keeps_none(monkeypatch: pytest.MonkeyPatch) -> None:
    table = RateTable()
    table.incr("reader", 60)
    set_back = time.time() - 3600
    monkeypatch.setattr("chatbot.web.ratetable.time.time", lambda: set_back)
    count, ends = table.get("reader"), table.get_expiry("reader")
    assert (count, set_back + 55 < ends <= set_back + 60) == (1, True)
    monkeypatch.setattr("chatbot.web.ratetable.time.time", lambda: set_back + 7200)
    assert table.get("reader") == 1


def test_more_clients_than_there_is_room_for_push_out_those_whose_time_ends_first() -> None:
    table = RateTable()
    for number in range(70_000):
        table.incr(f"flood {number}", 60)
    assert table.incr("reader", 60) == 1
    assert table.incr("reader", 60) == 2


def test_counters_are_forgotten_alone_or_all() -> None:
    table = RateTable()
    for key in ("a", "b"):
        table.incr(key, 60)
    table.clear("a")
    assert (table.get("a"), table.get("b")) == (0, 1)
    table.reset()
    assert table.get("b") == 0


def test_no_key_stands_in_memory() -> None:
    table = RateTable()
    table.incr("192.0.2.77", 60)
    assert b"192.0.2" not in table._slots.tobytes()
