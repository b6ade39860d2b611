"""A line and an article's authors -> whether it says no more than who wrote it, when, and how long it takes to read.

Words alone tell it, in every format; where such a line may stand, the readers know.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from chatbot.reading.parts import MONTH, TIME, WHEN, may_be_name

LONGEST = 120  # characters of a byline
FARTHEST = 12  # lines below the title, or above the end

_CAPITAL = r"(?-i:[A-Z])[\w.'’-]{0,20}"
NAME = rf"{_CAPITAL}(?: {_CAPITAL}){{1,3}}"
_BY = re.compile(rf"\bby {NAME}(?![^\s,;|·•–—(])(?!,? for (?!the\b)(?-i:[a-z]))", re.IGNORECASE)
_READ = r"\d{1,3}[ -]?min(?:ute)?s?\b(?: to)?(?: read)?"
_DATES = re.compile(rf"{WHEN}|{MONTH} \d{{1,2}}(?!\w)|{MONTH} \d{{4}}|{_READ}", re.IGNORECASE)
_AROUND = re.compile(
    rf"\b(?:{TIME}|utc|gmt|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?|written|posted|published|updated"
    r"|modified|last|first|originally|by|on|at|in|and|the|words|story|text|author|date|estimated|reading|read|time"
    r"|about|approx|views?|comments?|likes?|shares?|share|follow|listen|save|print|\d[\d.,]{0,8}k?)\b",
    re.IGNORECASE,
)
_MOST_AUTHORS = 20


def is_byline(line: str, authors: Collection[str]) -> bool:
    """Tell a line that begins with "By" and a name, or that is nothing but names, dates and a reading time."""
    flat = " ".join(line.split())
    if _BY.match(flat) and not is_sentence(flat):
        return True
    rest, is_told = _without_names(flat, authors)
    return (is_told or holds_date(rest)) and is_filler(_DATES.sub(" ", rest))


def is_sentence(line: str) -> bool:
    """Tell a line that ends as a sentence or a question does, or as what introduces a list."""
    return not may_be_name(line) or line.endswith("?")


def names_author(line: str, authors: Collection[str]) -> bool:
    """Tell a line that names an author and says no more."""
    rest, is_told = _without_names(" ".join(line.split()), authors)
    return is_told and is_filler(_DATES.sub(" ", rest))


def holds_date(line: str) -> bool:
    """Tell whether a line holds a date, with or without a year, or a reading time."""
    return bool(_DATES.search(line))


def is_filler(line: str) -> bool:
    """Tell a line without other words than those that a byline joins: "by", "updated on", "41", "Share"."""
    return not any(map(str.isalnum, _AROUND.sub(" ", line)))


def _without_names(line: str, authors: Collection[str]) -> tuple[str, bool]:
    rest, found = _BY.subn(" ", line)
    names = filter(None, map(str.strip, islice(authors, _MOST_AUTHORS)))
    for name in sorted(names, key=len, reverse=True):
        found += rest.count(name)
        rest = rest.replace(name, " ")
    return rest, found > 0
