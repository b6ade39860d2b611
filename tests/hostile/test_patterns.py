"""No regular expression of the package can be made to hang by what somebody writes.

Patterns are collected mechanically: every constant of every module, however deep in its values, and every literal given
to `re`. Each is applied as the package applies it (search, match, fullmatch) to text that repeats something hard. The
short form looks for time that grows faster than the text; the long one takes a million characters.
"""

from __future__ import annotations

import re

import pytest

from tests.hostile.patterns import UNITS, WORST, literals, methods_of, patterns, seconds

ALL = {**literals(), **patterns()}
SHORT, LONG = 30_000, 1_000_000  # characters
GROWS = 0.15  # seconds of processor time for the short text: what grows with it takes a tenth of that at most
LIMIT = 0.1  # seconds of processor time for the long text


def slow(units: tuple[str, ...], size: int, limit: float) -> list[str]:
    """Return a line for each pattern that takes longer than the limit on one of the texts."""
    found = []
    for (text, flags), place in ALL.items():
        pattern = re.compile(text, flags)
        methods = methods_of(place)
        took = {unit: seconds(pattern, unit, methods, size, 2 * limit) for unit in units}
        worst = max(took, key=lambda unit: took[unit])
        if took[worst] > limit:
            again = min(seconds(pattern, worst, methods, size, 10 * limit) for _ in range(3))
            found += [f"{place} on {worst!r}: {again:.3f} s"] if again > limit else []
    return found


def test_the_patterns_are_found() -> None:
    places = set(ALL.values())
    assert len(places) > 100
    assert {"chatbot.web.decoding._PLACE", "chatbot.safety.korean._SPACES"} <= places


def test_a_slow_pattern_is_noticed() -> None:
    assert seconds(re.compile(r"(?:a+)+b"), "a", {"search"}, 5_000, 0.2) == 0.2


def test_no_pattern_takes_time_that_grows_faster_than_the_text() -> None:
    assert slow(WORST, SHORT, GROWS) == []


@pytest.mark.long
def test_no_pattern_takes_a_tenth_of_a_second_for_a_million_characters() -> None:
    assert slow(UNITS, LONG, LIMIT) == []
