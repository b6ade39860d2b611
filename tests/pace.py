"""Bounds on processor time that hold on slow and busy machines as well.

Seconds alone are no measure: a core that others share takes twice as long for the same steps, in processor time, too.
So a bound is set in seconds of an idle core (`within`), or on how time grows with the input (`assert_grows_with`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

YARDSTICK = 0.03  # seconds that `_steps` takes on an idle core of 2.1 GHz, on which the bounds were set
SOON = 1.0  # seconds; whatever is done by then needs no second look
PARTS = 8
MOST = 2 * PARTS  # 8 times as long where time grows with the input, 64 times where it grows with its square
TRIES = 3

_WORD = re.compile(r"\w+")
_TEXT = " ".join(f"word{number % 997} of the yardstick" for number in range(10_000))


def seconds_of(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that the work takes in this thread."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _steps() -> None:
    """Do what readers of text do: find words, count them in a dictionary, put strings together."""
    counts: dict[str, int] = {}
    for found in _WORD.finditer(_TEXT):
        word = found.group().upper()
        counts[word] = counts.get(word, 0) + 1
    "".join(f"{word}{count}" for word, count in sorted(counts.items()))


def slowness() -> float:
    """Return how many times as long as an idle core this one takes now, at least 1."""
    return max(1.0, *(seconds_of(_steps) / YARDSTICK for _ in range(TRIES)))


@contextmanager
def within(seconds: float, what: str = "it") -> Iterator[None]:
    """Fail where the block takes more processor time of its thread than so many seconds of an idle core."""
    began = time.thread_time()
    yield
    took = time.thread_time() - began
    if took > seconds:
        most = seconds * slowness()
        assert took < most, f"{what} took {took:.2f} s, at most {most:.2f} s on this machine now"


def assert_grows_with(count: int, work: Callable[[int], object]) -> None:
    """Fail where the time of `work(count)` grows faster than `count`, or takes a minute of an idle core."""
    for tries_left in reversed(
        range(TRIES)
    ):  # others who come to use the core between the two are no fault of the work
        with within(60):
            whole = seconds_of(lambda: work(count))
        if whole < SOON:
            return
        part = seconds_of(lambda: work(count // PARTS))
        if whole < MOST * part:
            return
        assert tries_left, f"{count:,} took {whole:.2f} s, {count // PARTS:,} only {part:.2f} s"
