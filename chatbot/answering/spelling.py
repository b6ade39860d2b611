"""A question's mistyped words -> what the reader may have meant, in words of the corpus. Knows no passages.

A word is looked up by itself and by itself less one letter, among the known words and these less one letter: whatever
is one dropped, added, swapped or wrong letter away shares such a form (the symmetric deletion of SymSpell). The forms
are hashed for all words at once, so that half a million words take seconds to prepare and microseconds to search.

Which neighbour was meant is a noisy channel's question: how likely is the slip of the finger, how common the word. The
costs below are in nats, set on the development sets with one slip in every content word; README.md has the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import fold, terms

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]

WORD = re.compile(r"(?<![\w@/#.])[^\W\d_]+(?![\w@/#]|\.\w)")  # no part of an address, a file name or a version
SHORTEST, LONGEST = 3, 24  # letters; a shorter word has more neighbours than letters, a longer one is no typed word

RARITY = 0.6  # share of a word's -log frequency that counts: corpora are small, their counts uncertain
COMMON = 0.005  # frequency of the encoder's first word; the later ones fall off with their rank (Zipf)
KNOWN = 3.0  # what leaving a known word alone is worth in a question that has mistyped ones
ODD, MOST = 2.5, 9.0  # a slip from `ODD` on is believed up to this cost in all: the word may be a name or a term
FAR = 3.5  # a slip from here on is never believed: a first letter that no finger near it typed
FUNCTION = 0.8  # what speaks against a function word: readers mistype them, but nothing is found by them
DOUBT = 2.5  # a second reading is worth a search where it is at most this much less likely

_BASE = 0x9E3779B97F4A7C15  # odd, so that multiplication by it loses nothing modulo 2**64
_INVERSE = pow(_BASE, -1, 2**64)
_PLACES = {c: (x + y / 2, y) for y, row in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm")) for x, c in enumerate(row)}


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was probably meant; `text` is the typed text where nothing seems mistyped.

    `second` is the next likely reading where the choice is in doubt. `changes` are the (typed, meant) pairs of `text`.
    """

    text: str
    second: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


class Speller:
    """The known words, ready to be searched for what a reader meant. Safe to use from several threads."""

    def __init__(self, words: Sequence[str], counts: npt.NDArray[np.int64], common: Sequence[str] = ()) -> None:
        """Prepare the search.

        `words` are the corpus' words as `fold` returns them, `counts` (len(words),) how often each stands there;
        `common` are words of the language at large, most frequent first.
        """
        total = max(int(counts.sum()), 1)
        self._corpus = frozenset(words)
        self._frequency = {word: count / total for word, count in zip(words, counts.tolist(), strict=True)}
        for rank, word in enumerate(common):
            self._frequency[word] = self._frequency.get(word, 0.0) + COMMON / (rank + 10)
        self._words = list(self._frequency)
        self._hashes, self._owners = _index(self._words)

    def read(self, text: str) -> Reading:
        """Return what `text` was probably meant to say."""
        places = [(m, fold(m.group())) for m in WORD.finditer(text)]
        content = [(m, w) for m, w in places if SHORTEST <= len(w) <= LONGEST and w not in FUNCTION_WORDS]
        if all(w in self._frequency for _, w in content):
            return Reading(text)
        meant: dict[int, str] = {}
        doubts: list[tuple[float, int, str]] = []
        unknown = sum(w not in self._frequency for _, w in content) / len(content)
        for match, word in content:
            (best, first), *others = self._meanings(word, KNOWN if word in self._corpus else KNOWN * (1 - unknown))
            if not _akin(first, word):
                meant[match.start()] = first
            doubts += [(cost - best, match.start(), other) for cost, other in others[:2] if not _akin(first, other)]
        if not meant:
            return Reading(text)
        gap, start, other = min(doubts, default=(math.inf, 0, ""))
        second = _replaced(text, meant | {start: other}) if gap < DOUBT else None
        changes = tuple((m.group(), meant[m.start()]) for m, _ in content if m.start() in meant)
        return Reading(_replaced(text, meant), second, changes)

    def _meanings(self, word: str, keep: float) -> list[tuple[float, str]]:
        """Return (cost, word) of what `word` may mean, likeliest first; itself where known or nothing fits."""
        found = [
            (cost + rarity, meant)
            for meant, cost, rarity in self._neighbours(word)
            if cost < ODD or (cost < FAR and cost + rarity < MOST)
        ]
        if word in self._frequency:
            return sorted([*found, (self._rarity(word) - keep, word)])
        return sorted(found) or [(0.0, word)]

    def _rarity(self, word: str) -> float:
        return -RARITY * math.log(self._frequency[word]) + (FUNCTION if word in FUNCTION_WORDS else 0.0)

    def _neighbours(self, word: str) -> Iterator[tuple[str, float, float]]:
        """Yield the known words one slip away from `word`, the slip's cost and the word's rarity, in no order."""
        forms = _forms(np.array([word]).view(np.uint32).reshape(1, -1))[0]
        starts = np.searchsorted(self._hashes, forms, "left").tolist()
        ends = np.searchsorted(self._hashes, forms, "right").tolist()
        for owner in {o for s, e in zip(starts, ends, strict=True) if e > s for o in self._owners[s:e].tolist()}:
            cost = slip(word, self._words[owner])
            if cost is not None:
                yield self._words[owner], cost, self._rarity(self._words[owner])


def slip(typed: str, meant: str) -> float | None:
    """Return how unlikely it is to type `typed` for `meant`, None where no single slip parts them.

    Swapped letters and a letter typed twice are the commonest, then a dropped or a neighbouring key's letter. The first
    letter is rarely wrong.
    """
    most = min(len(typed), len(meant))
    start = 0
    while start < most and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < most - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    was, now = meant[start : len(meant) - end], typed[start : len(typed) - end]
    first = 0.0 if start else 1.0
    match len(was), len(now):
        case 2, 2 if now == was[::-1]:
            return first + 1.0
        case 0, 1:
            return first + (0.7 if start and now == typed[start - 1] else 2.5)
        case 1, 0:
            return first + 1.2
        case 1, 1:
            return first + (1.2 if _near(was, now) else 3.0)
    return None


def _akin(a: str, b: str) -> bool:
    """Tell whether two words are forms of one ("client", "clients"): either finds what the other does."""
    return a == b or terms(a) == terms(b)


def _near(a: str, b: str) -> bool:
    if a not in _PLACES or b not in _PLACES:
        return False
    (ax, ay), (bx, by) = _PLACES[a], _PLACES[b]
    return abs(ax - bx) <= 1 and abs(ay - by) <= 1


def _replaced(text: str, meant: dict[int, str]) -> str:
    """Return `text` with the words that start at these places replaced, in the typed word's case."""

    def put(match: re.Match[str]) -> str:
        word = match.group()
        new = meant.get(match.start())
        if new is None:
            return word
        return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new

    return WORD.sub(put, text)


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
