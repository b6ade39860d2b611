"""Python keeps to one core; other work goes to the others."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from chatbot.indexing import cores

MINE = sorted(os.sched_getaffinity(0))


def _ran_on(cores_of_process: list[int]) -> list[set[int]]:
    """Return where a thread that keeps to these cores runs itself, and where one that it starts goes beside it."""
    seen: list[set[int]] = []

    def go() -> None:
        cores.go_beside()
        seen.append(os.sched_getaffinity(0))

    def answer() -> None:
        cores.keep_to(cores_of_process)
        seen.append(os.sched_getaffinity(0))
        _run(go)

    _run(answer)
    return seen


def _run(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_others", ())


def test_a_thread_stays_where_it_is_where_nobody_has_said_otherwise() -> None:
    assert not cores.go_beside()
    assert sorted(os.sched_getaffinity(0)) == MINE


def test_python_keeps_to_the_first_core_and_leaves_the_others_to_the_rest() -> None:
    assert _ran_on(MINE[:2]) == [{MINE[0]}, set(MINE[:2][-1:])]


def test_with_one_core_all_stays_there() -> None:
    assert _ran_on(MINE[:1]) == [{MINE[0]}, {MINE[0]}]


def test_cores_that_are_taken_away_stop_nothing() -> None:
    assert _ran_on([MINE[0], 4095]) == [{MINE[0]}, {MINE[0]}]


def test_a_product_of_matrices_stays_on_the_thread_that_asks_for_it() -> None:
    seen: list[set[int]] = []

    def keep() -> None:
        threadpool_limits(limits=2, user_api="blas")
        seen.append(_threads_of_blas())
        cores.keep_to(MINE[:2])
        seen.append(_threads_of_blas())

    _run(keep)  # of all threads, the one that set a limit may change it while it lives
    assert max(seen[0]) == 2  # of those that no other thread has limited
    assert seen[1] == {1}


def _threads_of_blas() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.mark.parametrize(
    ("limits", "given"),
    [
        ({}, 8),
        ({"system.slice/chat.service": "max 100000"}, 8),
        ({"system.slice/chat.service": "150000 100000"}, 2),
        ({"system.slice/chat.service": "50000 100000", "system.slice": "300000 100000"}, 1),
        ({"system.slice/chat.service": "max 100000", "system.slice": "300000 100000"}, 3),
        ({"": "400000 100000", "system.slice": "nonsense"}, 4),
        ({"": "9900000 100000"}, 8),
    ],
)
def test_a_limit_on_time_counts_as_fewer_cores(
    limits: dict[str, str], given: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container of one core on a machine of 64 must not get 64 workers."""
    (tmp_path / "system.slice" / "chat.service").mkdir(parents=True)
    for group, limit in limits.items():
        (tmp_path / group / "cpu.max").write_text(limit + "\n")
    own = tmp_path / "own"
    own.write_text("1:cpu:/\n0::/system.slice/chat.service\n")
    monkeypatch.setattr(cores, "GROUPS", tmp_path)
    monkeypatch.setattr(cores, "_OWN_GROUP", own)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)))
    assert cores.cores_given() == given


def test_without_control_groups_the_cores_of_this_process_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for missing in ("no file", "version 1"):
        own = tmp_path / missing
        if missing == "version 1":
            own.write_text("1:cpu:/\n")
        monkeypatch.setattr(cores, "_OWN_GROUP", own)
        assert cores.cores_given() == len(MINE)
