"""Many words, ready to be searched for those that are a slip of the finger, or two, away from what was typed.

A word is looked up by itself and by itself less one letter, among the known words and these less one letter: whatever
is one dropped, added, swapped or wrong letter away shares such a form (the symmetric deletion of SymSpell). The forms
are hashed for all words at once, so that half a million words take seconds to prepare and microseconds to search.
For two slips those words that begin with the same letter and have nearly the same letters are compared one by one, in
milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST, LONGEST = 3, 24  # letters; a shorter word has more neighbours than letters, a longer one is no typed word
_SLIPS = 2  # that part a word from one that is further away

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]

_BASE = 0x9E3779B97F4A7C15  # odd, so that multiplication by it loses nothing modulo 2**64
_INVERSE = pow(_BASE, -1, 2**64)


class Neighbours:
    """Words and what is near them. Safe to use from several threads."""

    def __init__(self, words: Sequence[str]) -> None:
        """Prepare the search of different words; those too short or too long are never found."""
        self._words = words
        self._hashes, self._owners = _index(words)

    def of(self, typed: str) -> set[str]:
        """Return the words that share a form with `typed`, two letters or more: all one slip away, and some others."""
        forms = _forms(np.array([typed]).view(np.uint32).reshape(1, -1))[0]
        starts = np.searchsorted(self._hashes, forms, "left").tolist()
        ends = np.searchsorted(self._hashes, forms, "right").tolist()
        owners = (self._owners[start:end].tolist() for start, end in zip(starts, ends, strict=True) if end > start)
        return {self._words[owner] for found in owners for owner in found}

    def further(self, typed: str) -> list[str]:
        """Return the words that begin with the same letter as `typed` and are at most two slips away.

        A slip is a letter dropped, added or wrong, or two swapped: the optimal string alignment distance.
        """
        alike, letters = self._beginning.get(typed[0], ([], np.empty(0, np.uint32)))
        near = np.flatnonzero(np.bitwise_count(letters ^ _letters(typed)) <= 2 * _SLIPS).tolist()
        found = extract(typed, [alike[i] for i in near], scorer=OSA.distance, score_cutoff=_SLIPS, limit=None)
        return [word for word, _, _ in found]

    @cached_property
    def _beginning(self) -> dict[str, tuple[list[str], npt.NDArray[np.uint32]]]:
        """The words that begin with each letter, and which letters each has."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(word[0], []).append(word)
        return {first: (words, np.fromiter(map(_letters, words), np.uint32)) for first, words in found.items()}


def _letters(word: str) -> int:
    """Return which letters `word` has, as bits (a few letters share one): a slip changes two bits at most."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _index(words: Sequence[str]) -> tuple[Hashes, Numbers]:
    """Return the hashes, sorted, of all words and of all words less one letter, and the number of each one's word."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    hashes, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for length in range(SHORTEST, LONGEST + 1):
        numbers = np.flatnonzero(lengths == length).astype(np.int32)
        if len(numbers):
            letters = np.array([words[i] for i in numbers.tolist()])
            forms = _forms(letters.view(np.uint32).reshape(len(numbers), length))
            hashes.append(forms.ravel())
            owners.append(np.repeat(numbers, length + 1))
    found, belongs = np.concatenate(hashes), np.concatenate(owners)
    order = np.argsort(found)
    return found[order], belongs[order]


def _forms(letters: npt.NDArray[np.uint32]) -> Hashes:
    """Return hashes (n, length + 1) of n words of one length, then of each less its first, second ... letter.

    A word's hash is the sum of letter times base to the power of the letters after it, modulo 2**64. Without one
    letter, those after it keep their share and those before are divided by the base, which has an inverse: it is odd.
    """
    length = letters.shape[1]
    powers = np.array([pow(_BASE, length - 1 - i, 2**64) for i in range(length)], np.uint64)
    shares = (letters.astype(np.uint64) + np.uint64(1)) * powers
    upto = np.cumsum(shares, axis=1, dtype=np.uint64)
    whole = upto[:, -1:]
    return np.hstack([whole, (upto - shares) * np.uint64(_INVERSE) + (whole - upto)])
