"""Many words, ready to be searched for those that are a slip of the finger, or two, away from what was typed.

A word is looked up by itself and by itself less one letter, among the known words and these less one letter: whatever
is one dropped, added, swapped or wrong letter away shares such a form (the symmetric deletion of SymSpell). The forms
are hashed for all words at once, so that half a million words take seconds to prepare and microseconds to search.
For two slips those words that begin with the same letter and have nearly the same letters are compared one by one, in
milliseconds. What tells these apart is gathered for the first such search, in a tenth of a second at most.
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
Letters = npt.NDArray[np.uint32]

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
        firsts, letters, numbers = self._sorted
        bounds = np.array([ord(typed[0]), ord(typed[0]) + 1], firsts.dtype)  # of another type all would be converted
        start, end = np.searchsorted(firsts, bounds).tolist()
        own = np.bitwise_or.reduce(_bits(_joined([typed])[0]))
        near = numbers[start:end][np.bitwise_count(letters[start:end] ^ own) <= 2 * _SLIPS]
        alike = [self._words[number] for number in near.tolist()]
        return [word for word, _, _ in extract(typed, alike, scorer=OSA.distance, score_cutoff=_SLIPS, limit=None)]

    @cached_property
    def _sorted(self) -> tuple[Letters, Letters, Numbers]:
        """The first letter of each word, sorted, which letters it has, and its number: (n,) each."""
        letters, starts = _joined(self._words)
        if not len(letters):
            return letters, letters, np.empty(0, np.int32)
        firsts = letters[starts[:-1]]
        order = np.argsort(firsts, kind="stable").astype(np.int32)
        return firsts[order], np.bitwise_or.reduceat(_bits(letters), starts[:-1])[order], order


def _bits(letters: Letters) -> Letters:
    """Return a bit for each letter; a few share one. A slip changes two of the bits that a word has, at most."""
    return np.uint32(1) << (letters & np.uint32(31))


def _joined(words: Sequence[str]) -> tuple[Letters, npt.NDArray[np.int64]]:
    """Return the letters of n words, one after another, and where each word starts and the last one ends (n + 1,)."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    return np.frombuffer("".join(words).encode("utf-32-le"), np.uint32), np.concatenate([[0], np.cumsum(lengths)])


def _index(words: Sequence[str]) -> tuple[Hashes, Numbers]:
    """Return the hashes, sorted, of all words and of all words less one letter, and the number of each one's word."""
    hashes, owners = _hashed(words)
    order = np.argsort(hashes)
    return hashes[order], owners[order]


def _hashed(words: Sequence[str]) -> tuple[Hashes, Numbers]:
    """Return the same as they come, by the words' length."""
    letters, starts = _joined(words)
    lengths = np.diff(starts)
    hashes, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for length in range(SHORTEST, LONGEST + 1):
        numbers = np.flatnonzero(lengths == length).astype(np.int32)
        hashes.append(_forms(letters[starts[numbers][:, None] + np.arange(length)]).ravel())
        owners.append(np.repeat(numbers, length + 1))
    return np.concatenate(hashes), np.concatenate(owners)


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
