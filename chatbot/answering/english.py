"""English at large, for what a corpus is too small to tell: which words there are, and which follow each other.

The counts are those that symspellpy brings along, of Google Books: 82,834 words, and 243,342 pairs of words that follow
each other. Reading them takes .4 s and 40 MB, once in a process; only questions with a mistyped or rare word need them.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from chatbot.answering.neighbours import Neighbours
from chatbot.indexing.index import Floats

_WORDS, _PAIRS = "frequency_dictionary_en_82_765.txt", "frequency_bigramdictionary_en_243_342.txt"
_COUNTED = 1_024_908_267_229  # words in all; symspellpy names it as SymSpell.N

Numbers = npt.NDArray[np.int64]

_READING = threading.Lock()


class English:
    """The language's words and pairs of words. Safe to use from several threads."""

    def __init__(self) -> None:
        """Read what symspellpy brings along."""
        with _file(_WORDS).open(encoding="utf-8-sig") as lines:
            counts = {word: int(count) for word, count in map(str.split, lines)}
        self._number = {word: number for number, word in enumerate(counts)}
        self._frequency = np.fromiter(counts.values(), np.float64, len(counts)) / _COUNTED
        self.neighbours = Neighbours(list(counts))
        with _file(_PAIRS).open(encoding="utf-8-sig") as lines:
            found = ((self._of(a), self._of(b), int(count)) for a, b, count in map(str.split, lines))
            pairs = np.fromiter(
                (pair for pair in found if min(pair) >= 0), np.dtype([("a", int), ("b", int), ("n", float)])
            )
        keys = self._keys(pairs["a"], pairs["b"])
        order = np.argsort(keys)
        chance = self._frequency[pairs["a"]] * self._frequency[pairs["b"]] * _COUNTED
        self._pairs = keys[order]
        self._attraction = np.maximum(0, np.log(pairs["n"] / chance)).astype(np.float32)[order]

    def __contains__(self, word: str) -> bool:
        return word in self._number

    def frequency(self, word: str) -> float:
        """Return the share of all words that are this one; 0 where it is none of the counted ones."""
        number = self._of(word)
        return float(self._frequency[number]) if number >= 0 else 0.0

    def attraction(self, first: Sequence[str], second: Sequence[str]) -> Floats:
        """Return (n,), in nats: how much likelier each `second` word is after the `first` one than anywhere.

        That is their pointwise mutual information (Church and Hanks 1990, "Word association norms, mutual information,
        and lexicography"); 0 where the pair is not among the counted ones, or rarer than by chance.
        """
        one, other = self._numbers(first), self._numbers(second)
        keys = self._keys(one, other)
        places = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        found = (self._pairs[places] == keys) & (one >= 0) & (other >= 0)
        return np.where(found, self._attraction[places], np.float32(0))

    def _of(self, word: str) -> int:
        """Return a word's number, -1 where it is not counted."""
        return self._number.get(word, -1)

    def _numbers(self, words: Sequence[str]) -> Numbers:
        return np.fromiter(map(self._of, words), np.int64, len(words))

    def _keys(self, first: Numbers, second: Numbers) -> Numbers:
        return first * len(self._number) + second


def english() -> English:
    """Return the language at large, read once in a process; threads that ask meanwhile wait."""
    with _READING:
        return _read()


@cache
def _read() -> English:
    return English()


def _file(name: str) -> Traversable:
    return files("symspellpy") / name
