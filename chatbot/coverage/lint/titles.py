"""The titles of all articles -> for each the first that readers cannot tell from it; names -> what was meant by them.

Titles are near that have the same content words, or nearly the same letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist, extractOne

from chatbot.indexing.words import terms
from chatbot.reading.landing import fold

EQUAL_TITLES = 0.88  # share of two titles' letters, without case and accents, that stand in both in one order
_SMALL = frozenset({"a", "an", "and", "for", "in", "my", "of", "on", "our", "the", "to", "with", "your"})
_ROWS = 256  # titles that are compared with all others at once

Before = Callable[[int, int], bool]
"""Tells of two places whether the title at the first one came before that at the second."""


def first_near(titles: Sequence[str], before: Before) -> dict[int, int]:
    """Return the place of each title that is near one before it, with the first place of such a one."""
    letters = [fold(title) for title in titles]
    numbers: dict[frozenset[str], int] = {}
    words = np.array([numbers.setdefault(content(title), len(numbers)) for title in titles])
    found: dict[int, int] = {}
    for start in range(0, len(titles), _ROWS):
        block = slice(start, start + _ROWS)
        alike = cdist(letters[block], letters, scorer=Indel.normalized_similarity, score_cutoff=EQUAL_TITLES) > 0
        for own, near in enumerate(alike | (words[block, None] == words), start):
            first = next((other for other in np.flatnonzero(near).tolist() if before(other, own)), None)
            if first is not None:
                found[own] = first
    return found


def likest(names: Sequence[str], among: Sequence[str], least: float) -> Iterator[str]:
    """Yield for each name what is likest it among others by the same share, "" where nothing reaches `least`."""
    letters = [fold(each) for each in among]
    for name in names:
        near = extractOne(fold(name), letters, scorer=Indel.normalized_similarity, score_cutoff=least)
        yield among[near[2]] if near else ""


def content(title: str) -> frozenset[str]:
    """Return the words of a title that say what it is about."""
    return frozenset(terms(title)) - _SMALL
