"""English at large, for what a corpus is too small to tell: which words there are, and which follow each other.

The counts are those that symspellpy brings along, of Google Books: 82,834 words, and 243,342 pairs of words that follow
each other. A process reads the words once, when a corpus is in English and another language or a question has a word
that the corpus lacks. Reading the rest takes .3 s, and only mistyped and rare words need it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import repeat

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
        """Read the words that symspellpy brings along; the rest is read when it is needed, or by `prepare`."""
        with _file(_WORDS).open(encoding="utf-8-sig") as lines:
            counts = {word: int(count) for word, count in map(str.split, lines)}
        self._number = {word: number for number, word in enumerate(counts)}
        self._frequency = np.fromiter(counts.values(), np.float64, len(counts)) / _COUNTED

    def prepare(self) -> None:
        """Read all that is not read yet, .3 s, so that no question waits for it."""
        _ = self.neighbours, self._attractions

    @cached_property
    def neighbours(self) -> Neighbours:
        """The words, to be searched for those that are near a mistyped one."""
        return Neighbours(list(self._number))

    @cached_property
    def _attractions(self) -> tuple[Numbers, Floats]:
        """The keys (n,) of the pairs of counted words, sorted, and the attraction of each (n,)."""
        number = self._number.get
        with _file(_PAIRS).open(encoding="utf-8-sig") as lines:
            found = ((number(a, -1), number(b, -1), int(count)) for a, b, count in map(str.split, lines))
            pairs = np.fromiter(found, np.dtype([("a", int), ("b", int), ("n", float)]))
        pairs = pairs[(pairs["a"] >= 0) & (pairs["b"] >= 0)]
        keys = self._keys(pairs["a"], pairs["b"])
        order = np.argsort(keys)
        chance = self._frequency[pairs["a"]] * self._frequency[pairs["b"]] * _COUNTED
        return keys[order], np.maximum(0, np.log(pairs["n"] / chance)).astype(np.float32)[order]

    def __contains__(self, word: str) -> bool:
        return word in self._number

    def frequency(self, word: str) -> float:
        """Return the share of all words that are this one; 0 where it is none of the counted ones."""
        number = self._number.get(word, -1)
        return float(self._frequency[number]) if number >= 0 else 0.0

    def attraction(self, first: Sequence[str], second: Sequence[str]) -> Floats:
        """Return (n,), in nats: how much likelier each `second` word is after the `first` one than anywhere.

        That is their pointwise mutual information (Church and Hanks 1990, "Word association norms, mutual information,
        and lexicography"); 0 where the pair is not among the counted ones, or rarer than by chance.
        """
        one, other = self._numbers(first), self._numbers(second)
        keys = self._keys(one, other)
        counted, attraction = self._attractions
        places = np.minimum(np.searchsorted(counted, keys), len(counted) - 1)
        found = (counted[places] == keys) & (one >= 0) & (other >= 0)
        return np.where(found, attraction[places], np.float32(0))

    def _numbers(self, words: Sequence[str]) -> Numbers:
        """Return the number of each word, -1 where it is not counted."""
        return np.fromiter(map(self._number.get, words, repeat(-1)), np.int64, len(words))

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
