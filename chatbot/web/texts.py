"""What the pages say around the quotes, in one language: a type that no translation can leave incomplete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language. `{...}` are filled in with `str.format`; `kinds` names the kinds of quotes.

    `thousands` stands between the digits of a large number.
    """

    lang: str
    site: str
    skip: str
    tagline: str
    question: str
    follow_up: str
    ask: str
    bad_question: str
    examples: str
    earlier: str
    ask_again: str
    start_over: str
    you_asked: str
    following: str
    may_answer: str
    marked: str
    counted: Callable[[int, int], str]
    kinds: Mapping[str, str]
    by: str
    read: str
    new_tab: str
    reviewed: str
    reviewed_by: str
    reviewed_by_only: str
    reviewed_long_ago: str
    not_reviewed: str
    published: str
    updated: str
    closest: str
    related: str
    promise: str
    languages: str
    original: str
    ask_articles: str
    problem: str
    back: str
    no_service: str
    noted: str
    erase: str
    erased: str
    not_erased: str
    thousands: str
    date: Callable[[date], str]


def counting(quotes: tuple[str, str], articles: tuple[str, str]) -> Callable[[int, int], str]:
    """Return what says how many quotes come from how many articles.

    Each has a form for one and one for more: "{} quote from {}", "{} quotes from {}" and "{} article", "{} articles".
    """

    def counted(cited: int, of: int) -> str:
        return quotes[cited != 1].format(cited, articles[of != 1].format(of))

    return counted


def dating(day: str, months: Sequence[str], first: str = "1") -> Callable[[date], str]:
    """Return what writes a date as in `day`, "{day} {month} {year}"; the first of a month is `first`."""

    def dated(on: date) -> str:
        return day.format(day=first if on.day == 1 else on.day, month=months[on.month - 1], year=on.year)

    return dated
