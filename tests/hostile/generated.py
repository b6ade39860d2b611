"""Generated input, so many examples of it, the same for the same number."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
SHOWN = 600  # characters of an example that fails


def tried(strategy: SearchStrategy[T], check: Callable[[T], None], examples: int, number: int) -> int:
    """Give `check` so many examples, or all there are; return how many it was given. `number` is the seed.

    What `check` raises first is raised here, with the beginning of the example: a whole one would bury the message.
    """
    count = 0
    failures: list[Exception] = []

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
        if failures:
            return
        try:
            check(example)
        except Exception as error:
            error.add_note(f"Example: {repr(example)[:SHOWN]}")
            failures.append(error)

    each()
    if failures:
        raise failures[0]
    return count
