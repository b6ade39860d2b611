"""The cores of this process: how many it has, one of them for all its Python, the others for the encoder under load.

Python runs on one core at a time. An answer passes from the thread that reads to one that answers, and each time the
system would give it an idle core, what the last answer left in the cache of the other one would have to come over: a
sixth of an answer's time. So all threads keep to one core. While several questions wait, that one would be the only one
at work; then the encoder, which is not Python, runs on the others: on two cores, three quarters more answers. While
there is one question at a time, handing its text to a core that sleeps takes longer than it saves.

Containers and services may be allowed the time of fewer cores than they can run on (`docker run --cpus`, systemd's
`CPUQuota=`). Source: Linux kernel documentation, "Control Group v2", cpu.max.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from threadpoolctl import threadpool_limits

GROUPS = Path("/sys/fs/cgroup")
"""Where the system shows control groups."""

_OWN_GROUP = Path("/proc/self/cgroup")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Others:
    pool: ThreadPoolExecutor
    crowded: Callable[[], bool]


_others: _Others | None = None


def cores_given() -> int:
    """Return how many cores this process may keep busy: those it may run on, or as many as it has the time of."""
    return max(1, min([len(os.sched_getaffinity(0)), *map(math.ceil, _allowances())]))


def _allowances() -> Iterator[float]:
    """Yield how many cores' time each control group has that this process belongs to, if its time is limited."""
    with suppress(OSError, StopIteration):
        lines = _OWN_GROUP.read_text(encoding="utf-8").splitlines()
        own = GROUPS / next(line for line in lines if line.startswith("0::")).removeprefix("0::").lstrip("/")
        for group in (own, *own.parents):
            with suppress(OSError, ValueError):  # the topmost has no limit, and "max" is none
                time, period = (group / "cpu.max").read_text(encoding="ascii").split()
                yield int(time) / int(period)


def keep_to(cores: Sequence[int], crowded: Callable[[], bool]) -> None:
    """Keep this thread, and those that it starts, to the first of these cores; the others are for work beside it.

    `crowded` tells, at any time and from any thread, whether more than one question is being answered. Without other
    cores all work stays on the first.
    """
    global _others  # noqa: PLW0603  a process has one place
    own, *others = cores
    os.sched_setaffinity(0, {own})
    multiply_on_one_thread()
    if others:
        pool = ThreadPoolExecutor(len(others), "beside", _move, (others,))
        _others = _Others(pool, crowded)


def multiply_on_one_thread() -> None:
    """Keep the matrix products of this process, from now on, each on the thread that asks for it.

    Those of an answer are so small that the threads of BLAS wait for each other longer than they multiply: with another
    program at work beside it, ranking took four times as long on two cores.
    """
    threadpool_limits(limits=1, user_api="blas")


def _move(cores: Sequence[int]) -> None:
    """Move this thread to these cores, unless the system has taken them away meanwhile."""
    with suppress(OSError):
        os.sched_setaffinity(0, cores)


def beside(work: Callable[[], Made]) -> Made:
    """Return what `work`, which is not Python, makes: on another core where there is one and a crowd, else here."""
    if _others is None or not _others.crowded():
        return work()
    return _others.pool.submit(work).result()
