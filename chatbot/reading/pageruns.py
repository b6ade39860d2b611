"""Consecutive lines of a page's text that could be headings -> which of them are: the others lost their bullets.

How a page writes its headings helps, Like This or like this. Knows lines alone, nothing of the page around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W_]+)*")
_LONGER = 3  # letters; shorter words may begin with a small letter in a title
_FEWEST = 2  # capitals behind the first word: one may be a name
_LONG_RUN = 3  # lines; two may be a heading and the first one below it


def is_title_case(text: str) -> bool:
    """Tell whether most longer words after the first begin with a capital, as Titles in English Do; at least two do."""
    return may_be_title_case(text) and _capitals(text).count(True) >= _FEWEST


def may_be_title_case(text: str) -> bool:
    """Tell whether most longer words after the first begin with a capital, be it a single one: "When to Refer"."""
    capitals = _capitals(text)
    return any(capitals) and capitals.count(True) * 10 >= len(capitals) * 7


def in_title_case(headings: Iterable[str]) -> bool:
    """Tell whether two thirds of the headings are Written Like This, of those that can tell."""
    told = [heading for heading in headings if _capitals(heading)]
    titled = [heading for heading in told if may_be_title_case(heading)]
    return sum(sum(_capitals(heading)) for heading in titled) >= _FEWEST and len(titled) * 3 >= len(told) * 2


def _capitals(text: str) -> list[bool]:
    return [word[0].isupper() for word in _WORD.findall(text)[1:] if len(word) > _LONGER]


def announced_heads(announced: Sequence[bool], followed: bool) -> list[bool]:
    """Return which lines of a table of contents are headings: those that stand below once more are none."""
    last = len(announced) - 1
    return [not again and (followed or n != last) for n, again in enumerate(announced)]


def heads_of(run: Sequence[str], *, led: bool, followed: bool, titled: bool) -> list[bool]:
    """Return which lines of a run are headings.

    `led`: a line that ends with a colon introduces them. `followed`: a block that a heading can head stands below the
    last. `titled`: the page's headings are in Title Case.
    """
    last = len(run) - 1
    written = [is_title_case(line) for line in run]
    closes = written[-1] or (may_be_title_case(run[-1]) and not any(map(may_be_title_case, run[:-1])))
    if led:
        ends = followed and (closes if titled else len(run) >= _LONG_RUN)
        return [ends and n == last for n in range(len(run))]
    if len(run) >= _LONG_RUN and titled and any(written):
        return [*written[:-1], closes]
    if len(run) > _LONG_RUN or (len(run) == _LONG_RUN and not followed):
        return [n == 0 or (followed and n == last) for n in range(len(run))]
    return [followed or n != last for n in range(len(run))]
