"""No regular expression of the package can be made to hang by what somebody writes.

Patterns are collected mechanically: every constant of every module, however deep in its values, and every literal given
to `re`. Each is applied as the package applies it (search, match, fullmatch) to text that repeats something hard. The
short form looks for time that grows faster than the text; the long one takes a million characters, or as many as the
code before a pattern lets through to it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from chatbot.answering.question import Limits
from chatbot.reading.html.names import calls_itself_faq
from chatbot.reading.parts import part_of
from tests.hostile.patterns import SIZE, UNITS, literals, methods_of, patterns, seconds

SHORT = 15_000  # characters
GROWS = 0.04  # seconds of processor time for the short text: what grows with it takes a tenth of that at most
THIRD = 3**3  # times as long as for a third of a text takes what grows with the cube of the text, all else less
LIMIT = 1.0  # seconds of processor time for the long text: time that grows with its square takes hours
QUESTION = Limits().chars
GIVEN = {
    "chatbot.answering.ranges.": 80,
    "chatbot.coverage.redaction.": QUESTION,
    "chatbot.reading.html.names._FAQ": 300,
    "chatbot.reading.parts._PATTERNS": 120,
    "chatbot.safety.korean": QUESTION,
}
"""Where a pattern never sees a million characters, and how many it sees; tests of questions, and below, hold to it."""


@cache
def everything() -> dict[tuple[Any, int], str]:
    """Return all patterns of the package, each with its place."""
    return {**literals(), **patterns()}


def slow(size: int, limit: float) -> list[str]:
    """Return a line for each pattern and text that takes longer.

    Texts have `size` characters; where these are more than the short ones, as many as the pattern is given at most.
    Most are through a third of it so soon that the whole would not take them long however they grow; that is spared.
    """
    found = []
    for (text, flags), place in everything().items():
        pattern, methods = re.compile(text, flags), methods_of(place)
        given = [most for start, most in GIVEN.items() if place.startswith(start)] if size > SHORT else []
        most = min([size, *given])
        for unit in UNITS:
            if seconds(pattern, unit, methods, most // 3, limit) < limit / THIRD:
                continue
            if seconds(pattern, unit, methods, most, 2 * limit) > limit:
                again = min(seconds(pattern, unit, methods, most, 10 * limit) for _ in range(3))
                found += [f"{place} on {unit!r}: {again:.3f} s"] if again > limit else []
    return found


def test_the_patterns_are_found() -> None:
    places = set(everything().values())
    assert len(places) > 100
    assert {"chatbot.web.decoding._PLACE", "chatbot.safety.korean._SPACES"} <= places
    assert all(any(place.startswith(start) for place in places) for start in GIVEN)


def test_a_slow_pattern_is_noticed() -> None:
    assert seconds(re.compile(r"(?:a+)+b"), "a", {"search"}, 5_000, 0.2) == 0.2


def test_no_pattern_takes_time_that_grows_faster_than_the_text() -> None:
    assert slow(SHORT, GROWS) == []


@pytest.mark.long
def test_no_pattern_takes_a_second_for_a_million_characters() -> None:
    assert slow(SIZE, LIMIT) == []


@pytest.mark.parametrize("heading", ["faq", "frequently asked", "related", "1. "])
def test_a_heading_of_a_million_characters_is_no_part_and_no_faq(heading: str) -> None:
    assert part_of(heading * SIZE) is None
    assert not calls_itself_faq(heading * SIZE)
