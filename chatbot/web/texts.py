"""What the pages say around the quotes, in one language: a type that no translation can leave incomplete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
