"""A question's amounts and a table's row -> whether the row is for them: "5 days before" is in the row of "7 or fewer".

A row names its range in its first cell, as price lists and terms do. Knows no units: a table's rows share theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.reading.parts import NUMBERS

_NUMBER = r"\d{1,9}(?:[,.]\d{1,9}){0,3}"
_UNIT = r"[^\d\t]{0,12}?"  # between a number and what makes a range of it: "3 cm to 5 cm", "65세 이상"
_LONGEST = 80  # characters of a row in which its range is looked for
_ASKED = re.compile(rf"(?<![\w.,]){_NUMBER}")
_SPELT = NUMBERS[1:]  # "one" is said of much that is not counted
_WORD = re.compile(r"[a-z]+")
_BETWEEN = re.compile(rf"({_NUMBER}){_UNIT}(?:\bto\b|\band\b|[-–—~]|에서|부터)\s*({_NUMBER})", re.I)
_FROM = re.compile(
    rf"(?:(?P<beyond>more than|over|above|>)|from|at least|≥)\s*(?P<n>{_NUMBER})"
    rf"|(?P<m>{_NUMBER}){_UNIT}(?:(?P<past>초과)|(?:and|or) (?:over|above|more|older|up)|\+|이상)",
    re.I,
)
_UP_TO = re.compile(
    rf"(?:(?P<beyond>less than|fewer than|under|below|<)|up to|to|at most|≤)\s*(?P<n>{_NUMBER})"
    rf"|(?P<m>{_NUMBER}){_UNIT}(?:(?P<past>미만)|(?:and|or) (?:under|below|less|fewer|younger)|이하|까지)",
    re.I,
)


def amounts(question: str) -> tuple[float, ...]:
    """Return the numbers of a question, also those of two to twelve that are spelt out."""
    figures = [_value(match) for match in _ASKED.findall(question)]
    return (*figures, *(2.0 + _SPELT.index(word) for word in _WORD.findall(question.lower()) if word in _SPELT))


def holds(row: str, asked: Iterable[float]) -> bool:
    """Tell whether the first cell of a row names a range in which one of the amounts lies."""
    cell = row[:_LONGEST].split("\t", 1)[0]
    if between := _BETWEEN.search(cell):
        low, high = map(_value, between.groups())
        return any(low <= amount <= high for amount in asked)
    if least := _FROM.search(cell):
        limit, open_ = _limit(least)
        return any(amount > limit or (amount == limit and not open_) for amount in asked)
    if most := _UP_TO.search(cell):
        limit, open_ = _limit(most)
        return any(amount < limit or (amount == limit and not open_) for amount in asked)
    return False


def _limit(found: re.Match[str]) -> tuple[float, bool]:
    """Return the number, and whether it lies outside of the range itself."""
    return _value(found["n"] or found["m"]), bool(found["beyond"] or found["past"])


def _value(number: str) -> float:
    """Return what "3,000", "2.5" or "1.000" says; three figures after the last mark are thousands."""
    whole, mark, rest = number.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}{'' if len(rest) == 3 else mark}{rest}")
