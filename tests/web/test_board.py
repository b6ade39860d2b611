"""What processes count together is the sum of what each counted, whatever became of them."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

from chatbot.web.board import BUCKETS, Board


def in_another_process(do: object, *arguments: object) -> int:
    """Run a function in a forked process that dies by kill -9 afterwards; return the signal it died of."""
    assert callable(do)
    child = os.fork()
    if not child:
        try:
            do(*arguments)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def count(board: Board, worker: int) -> None:
    board.take(worker)
    for _ in range(100):
        board.add("requests", "2xx")
    board.put("in_flight", 3)


def test_processes_add_up_and_a_dead_one_loses_nothing() -> None:
    board = Board(2)
    assert [in_another_process(count, board, worker) for worker in (0, 1, 1)] == [signal.SIGKILL] * 3
    assert board.total("requests", "2xx") == 300
    assert board.total("requests", "5xx") == 0


def test_a_worker_in_a_dead_ones_place_begins_its_gauges_anew() -> None:
    board = Board(2)
    in_another_process(count, board, 0)
    in_another_process(count, board, 1)
    assert board.each("in_flight") == [3, 3]
    board.take(1)
    assert (board.each("in_flight"), board.total("requests", "2xx")) == ([3, 0], 200)


def test_threads_lose_no_count() -> None:
    board = Board()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: board.add("swaps"), range(4000)))
    assert board.total("swaps") == 4000


def test_durations_fall_into_their_buckets() -> None:
    board = Board()
    for seconds in (0.001, BUCKETS[0], 0.015, 99.0):
        board.observe("request_seconds", "chat", seconds)
    counts, total = board.histogram("request_seconds", "chat")
    assert (counts[0], counts[2], counts[-1], sum(counts)) == (2, 1, 1, 4)
    assert abs(total - 99.021) < 1e-6
    assert board.histogram("request_seconds", "ask") == ([0] * (len(BUCKETS) + 1), 0.0)
