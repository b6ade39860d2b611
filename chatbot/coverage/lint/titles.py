"""Titles that cannot be told apart in a list: they have the same content words, or nearly the same letters.

A title is compared with few others: with those that hold nearly as many of each letter, which is found for all at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from chatbot.indexing.words import terms
from chatbot.reading.landing import fold

EQUAL_TITLES = 0.88  # difflib's ratio of two titles without case and accents
_SMALL = frozenset({"a", "an", "and", "for", "in", "my", "of", "on", "our", "the", "to", "with", "your"})


class Titles:
    """The titles of n articles in an order of theirs."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._letters = [fold(title) for title in titles]
        self._lengths = np.array([len(letters) for letters in self._letters])
        self._content = [frozenset(terms(title)) - _SMALL for title in titles]
        self._first = {words: number for number, words in reversed(list(enumerate(self._content)))}
        holding: dict[str, list[tuple[int, int]]] = {}
        for number, letters in enumerate(self._letters):
            for letter, count in Counter(letters).items():
                holding.setdefault(letter, []).append((number, count))
        self._holding = {letter: np.array(pairs).T for letter, pairs in holding.items()}

    def near(self, number: int) -> int | None:
        """Return the number of the first title before this one that cannot be told from it, None where all can."""
        letters = self._letters[number]
        for other in np.flatnonzero(self._shared(number) >= EQUAL_TITLES).tolist():
            same = self._content[other] == self._content[number]
            if same or SequenceMatcher(None, letters, self._letters[other], autojunk=False).ratio() >= EQUAL_TITLES:
                return int(other)
        return None

    def _shared(self, number: int) -> npt.NDArray[np.float64]:
        """Return difflib's quick ratio of this title and each before it (number,); 1 for the same content words."""
        letters = self._letters[number]
        both = np.zeros(number)
        for letter, count in Counter(letters).items():
            numbers, counts = self._holding[letter]
            before = np.searchsorted(numbers, number)
            both[numbers[:before]] += np.minimum(counts[:before], count)
        lengths = self._lengths[:number] + len(letters)
        ratios: npt.NDArray[np.float64] = np.divide(2.0 * both, lengths, out=np.ones(number), where=lengths > 0)
        first = self._first[self._content[number]]
        ratios[first : first + 1] = 1.0
        return ratios
