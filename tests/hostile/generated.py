"""Generated input, so many examples of it, the same for the same number."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def tried(strategy: SearchStrategy[T], check: Callable[[T], None], examples: int, number: int) -> int:
    """Give `check` so many examples, or all there are; return how many it was given. `number` is the seed."""
    count = 0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    @given(strategy)
    def each(example: T) -> None:
        nonlocal count
        count += 1
        check(example)

    each()
    return count
