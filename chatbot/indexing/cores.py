"""The cores of this process: how many it has, one of them for all its Python, the others for the encoder.

Python runs on one core at a time. An answer passes from the thread that reads to one that answers, and each time the
system would give it an idle core, what the last answer left in the cache of the other one would have to come over: a
sixth of an answer's time. So all threads keep to one core, and the encoder, which is not Python, runs on the others
while they read words.

Containers and services may be allowed the time of fewer cores than they can run on (`docker run --cpus`, systemd's
`CPUQuota=`). Source: Linux kernel documentation, "Control Group v2", cpu.max.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from threadpoolctl import threadpool_limits

GROUPS = Path("/sys/fs/cgroup")
"""Where the system shows control groups."""

_OWN_GROUP = Path("/proc/self/cgroup")
_others: tuple[int, ...] = ()


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


def keep_to(cores: Sequence[int]) -> None:
    """Keep this thread, and those that it starts, to the first of these cores; the others are for work beside it."""
    global _others  # noqa: PLW0603  a process has one place
    own, *others = cores
    _others = tuple(others)
    os.sched_setaffinity(0, {own})
    multiply_on_one_thread()


def multiply_on_one_thread() -> None:
    """Keep the matrix products of this process, from now on, each on the thread that asks for it.

    Those of an answer are so small that the threads of BLAS wait for each other longer than they multiply: with another
    program at work beside it, ranking took four times as long on two cores.
    """
    threadpool_limits(limits=1, user_api="blas")


def go_beside() -> bool:
    """Move this thread, and those that it starts, to the cores that no Python keeps to; tell whether there are any."""
    if not _others:
        return False
    with suppress(OSError):  # the system may have taken them away meanwhile
        os.sched_setaffinity(0, _others)
    return True
