"""A question's mistyped words -> the corpus' own words. Knows words and counts; knows no passages, ranks nothing.

A word is looked up by itself and by itself less one letter, among the corpus' words and these less one letter: whatever
is one dropped, doubled, swapped or wrong letter away shares such a form (the symmetric deletion of SymSpell). The forms
are hashed for all words at once, so that half a million words take a second to prepare and microseconds to search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LONGEST = 24  # longer words are neither repaired nor offered: they are names of things, and rarely typed by hand
SHORTEST = 3  # a shorter word has more neighbours than letters
_BASE = 0x9E3779B97F4A7C15  # odd, so that multiplication by it loses nothing modulo 2**64
_WRAP = 2**64 - 1

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {letter: (x + y / 2, y) for y, row in enumerate(_ROWS) for x, letter in enumerate(row)}


@dataclass(frozen=True, slots=True)
class Repair:
    """A question with its mistyped words replaced; `changes` are (typed, meant) pairs in the order of the text."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


def fold(word: str) -> str:
    """Return `word` as the speller compares words: without case, accents and typographic apostrophes."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Speller:
    """The corpus' words, ready to be searched for what a reader meant."""

    def __init__(self, words: Sequence[str], counts: npt.NDArray[np.int64]) -> None:
        """`words` are folded and unique, `counts` (len(words),) tell how often each stands in the corpus."""
        self._words = words
        self._counts = dict(zip(words, counts.tolist(), strict=True))
        self._total = max(int(counts.sum()), 1)
        self._hashes, self._owners = _index(words)

    def candidates(self, word: str) -> list[tuple[float, str]]:
        """Return (cost, word) of the corpus' words one edit from the folded `word`, the likeliest first."""
        forms = _forms(word)
        starts = np.searchsorted(self._hashes, forms, "left")
        ends = np.searchsorted(self._hashes, forms, "right")
        owners = {int(o) for s, e in zip(starts, ends, strict=True) if e > s for o in self._owners[s:e]}
        found = []
        for owner in owners:
            meant = self._words[owner]
            cost = edit_cost(word, meant)
            if cost is not None:
                found.append((cost - np.log(self._counts[meant] / self._total) , meant))
        return sorted(found)


def edit_cost(typed: str, meant: str) -> float | None:
    """Return how unlikely it is to type `typed` for `meant`, None where more than one edit parts them."""
    if abs(len(typed) - len(meant)) > 1:
        return None
    start = 0
    most = min(len(typed), len(meant))
    while start < most and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < most - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    was, now = meant[start : len(meant) - end], typed[start : len(typed) - end]
    first = 1.0 if start == 0 else 0.0
    if len(now) == len(was) == 2 and now == was[::-1]:
        return first + 1.0
    if not was and len(now) == 1:
        return first + (0.7 if start and typed[start - 1] == now or typed[start + 1 : start + 2] == now else 2.5)
    if not now and len(was) == 1:
        return first + 1.2
    if len(now) == len(was) == 1:
        return first + (1.2 if _neighbours(now, was) else 3.0)
    return None


def _neighbours(a: str, b: str) -> bool:
    if a not in _PLACES or b not in _PLACES:
        return False
    (ax, ay), (bx, by) = _PLACES[a], _PLACES[b]
    return abs(ax - bx) <= 1 and abs(ay - by) <= 1


def _index(words: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int32]]:
    """Return the hashes, sorted, of all words and of all words less one letter, and the number of each one's word."""
    kept = np.array([i for i, w in enumerate(words) if SHORTEST - 1 <= len(w) <= LONGEST], np.int32)
    letters = np.array([words[i] for i in kept], f"U{LONGEST}")
    codes = letters.view(np.uint32).reshape(len(kept), LONGEST).astype(np.uint64)
    length = np.char.str_len(letters)
    hashes, owners = [_hash_rows(codes, length)], [kept]
    for gone in range(LONGEST):
        longer = length > gone
        rest = np.delete(codes[longer], gone, axis=1)
        hashes.append(_hash_rows(rest, length[longer] - 1))
        owners.append(kept[longer])
    found, numbers = np.concatenate(hashes), np.concatenate(owners)
    order = np.argsort(found, kind="stable")
    return found[order], numbers[order]


def _hash_rows(codes: Hashes, length: npt.NDArray[np.int64]) -> Hashes:
    """Return a polynomial hash of each row's first `length` code points."""
    value = np.zeros(len(codes), np.uint64)
    base = np.uint64(_BASE)
    for column in range(codes.shape[1]):
        value = np.where(column < length, value * base + codes[:, column] + np.uint64(1), value)
    return value


def _forms(word: str) -> Hashes:
    """Return the hashes of `word` and of `word` less each one letter."""
    return np.array([_hash(word), *(_hash(word[:i] + word[i + 1 :]) for i in range(len(word)))], np.uint64)


def _hash(word: str) -> int:
    value = 0
    for letter in word:
        value = (value * _BASE + ord(letter) + 1) & _WRAP
    return value
