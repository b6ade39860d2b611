"""Python keeps to one core; in a crowd, other work runs beside it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from chatbot.indexing import cores

MINE = sorted(os.sched_getaffinity(0))


def _ran_on(cores_of_process: list[int], crowded: Callable[[], bool]) -> list[set[int]]:
    """Return where a thread that keeps to these cores runs itself, and where it has work done."""
    seen: list[set[int]] = []

    def answer() -> None:
        cores.keep_to(cores_of_process, crowded)
        seen.append(os.sched_getaffinity(0))
        seen.append(cores.beside(lambda: os.sched_getaffinity(0)))

    thread = threading.Thread(target=answer)
    thread.start()
    thread.join()
    return seen


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_others", None)


def test_work_is_done_here_where_nobody_has_said_otherwise() -> None:
    assert cores.beside(threading.get_ident) == threading.get_ident()


def test_alone_a_question_is_encoded_where_it_is_answered() -> None:
    assert _ran_on(MINE[:2], lambda: False) == [{MINE[0]}, {MINE[0]}]


def test_in_a_crowd_it_is_encoded_on_the_other_core_where_there_is_one() -> None:
    assert _ran_on(MINE[:2], lambda: True) == [{MINE[0]}, set(MINE[:2][-1:])]


def test_with_one_core_all_stays_there_crowd_or_not() -> None:
    assert _ran_on(MINE[:1], lambda: True) == [{MINE[0]}, {MINE[0]}]


def test_a_product_of_matrices_stays_on_the_thread_that_asks_for_it() -> None:
    seen: list[set[int]] = []

    def keep() -> None:
        threadpool_limits(limits=2, user_api="blas")
        seen.append(_threads_of_blas())
        cores.keep_to(MINE[:2], lambda: False)
        seen.append(_threads_of_blas())

    thread = threading.Thread(target=keep)  # of all threads, the one that set a limit may change it while it lives
    thread.start()
    thread.join()
    assert max(seen[0]) == 2  # of those that no other thread has limited
    assert seen[1] == {1}


def _threads_of_blas() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_cores_that_are_taken_away_stop_nothing() -> None:
    assert _ran_on([MINE[0], 4095], lambda: True)[0] == {MINE[0]}
    assert cores.beside(lambda: "done") == "done"


def test_what_goes_wrong_beside_is_raised_here() -> None:
    def fail() -> None:
        raise ValueError("no such text")

    _ran_on(MINE[:2], lambda: True)
    with pytest.raises(ValueError, match="no such text"):
        cores.beside(fail)


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
