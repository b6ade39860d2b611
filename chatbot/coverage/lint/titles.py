"""The titles of all articles -> for each the first that readers cannot tell from it, though there are ten thousand.

So is what was meant by a name that no article has.

Titles are near that have the same content words, or nearly the same letters. Letters are compared one pair of titles at
a time, which takes long, so only those pairs are compared that share enough pairs of neighbouring letters; how many
they share is counted for blocks of titles by one matrix product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise
from zlib import crc32

import numpy as np

from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats
from chatbot.indexing.words import terms
from chatbot.reading.landing import fold

EQUAL_TITLES = 0.88  # difflib's ratio of two titles without case and accents
_SMALL = frozenset({"a", "an", "and", "for", "in", "my", "of", "on", "our", "the", "to", "with", "your"})
_BUCKETS = 1024  # into which pairs of letters fall; where two fall into one, a pair of titles more is compared
_ROWS = 256  # titles of a block
_TRIED = 20  # names among which the likest is sought

Before = Callable[[int, int], bool]
"""Tells of two places whether the title at the first one came before that at the second."""


def first_near(titles: Sequence[str], before: Before) -> dict[int, int]:
    """Return the place of each title that is near one before it, with the first place of such a one."""
    letters = [fold(title) for title in titles]
    found = _same_words(titles, before)
    for place, candidates in _candidates(letters):
        most = found.get(place, len(titles))
        earlier = (other for other in candidates if other < most and before(other, place))
        near = next(_alike(letters, place, earlier), None)
        if near is not None:
            found[place] = near
    return found


def likest(names: Sequence[str], among: Sequence[str], ratio: float) -> Iterator[str]:
    """Yield for each name what is likest it among others, "" where nothing reaches this ratio of difflib's.

    Compared letter by letter are only those that share most pairs of neighbouring letters with it, for their length.
    """
    letters = [fold(each) for each in among]
    counts, lengths = _pairs(letters), np.array([len(each) + 1 for each in letters], np.float32)
    for start in range(0, len(names), _ROWS):
        block = [fold(name) for name in names[start : start + _ROWS]]
        for name, shared in zip(block, product(_pairs(block), counts.T), strict=True):
            first = np.argsort(-shared / (lengths + len(name)), kind="stable")[:_TRIED].tolist()
            near = get_close_matches(name, [letters[place] for place in first], 1, ratio)
            yield next((among[place] for place in first if letters[place] in near), "")


def content(title: str) -> frozenset[str]:
    """Return the words of a title that say what it is about."""
    return frozenset(terms(title)) - _SMALL


def _same_words(titles: Sequence[str], before: Before) -> dict[int, int]:
    groups: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for place, title in enumerate(titles):
        groups[content(title)].append(place)
    firsts = (
        (place, next((other for other in group if before(other, place)), None))
        for group in groups.values()
        for place in group
    )
    return {place: first for place, first in firsts if first is not None}


def _alike(letters: Sequence[str], place: int, others: Iterator[int]) -> Iterator[int]:
    """Yield those of the `others` that have nearly the same letters."""
    own = letters[place]
    rough = SequenceMatcher(None, "", own, autojunk=False)  # it takes its second text apart once for all others
    for other in others:
        rough.set_seq1(letters[other])
        may_be = rough.real_quick_ratio() >= EQUAL_TITLES and rough.quick_ratio() >= EQUAL_TITLES
        if may_be and SequenceMatcher(None, own, letters[other], autojunk=False).ratio() >= EQUAL_TITLES:
            yield other


def _candidates(letters: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield each place with all those, in order, whose letters may be nearly the same.

    The ratio is 2 m / n of two titles with n letters together, of which m on each side lie in equal blocks. Between two
    blocks there is a letter that lies in none, so there are at most n - 2 m + 1 blocks, and the titles share at least
    m - (n - 2 m + 1) pairs of neighbouring letters.
    """
    lengths = np.array([len(text) for text in letters], np.int64)
    order = np.argsort(lengths, kind="stable")
    lengths, counts = lengths[order], _pairs([letters[place] for place in order])
    for start in range(0, len(order), _ROWS):
        rows = slice(start, start + _ROWS)
        own = lengths[rows]
        least = own[0] * EQUAL_TITLES / (2 - EQUAL_TITLES)  # of shorter titles not even all letters would do
        most = own[-1] * (2 - EQUAL_TITLES) / EQUAL_TITLES
        near = slice(np.searchsorted(lengths, np.floor(least)), np.searchsorted(lengths, np.ceil(most), "right"))
        together = own[:, None] + lengths[near]
        equal = np.ceil(EQUAL_TITLES / 2 * together - 1e-6)
        may_be = product(counts[rows], counts[near].T) >= 3 * equal - together - 1
        for row, place in enumerate(order[rows].tolist()):
            yield place, np.sort(order[near][may_be[row]]).tolist()


def _pairs(letters: Sequence[str]) -> Floats:
    """Return how many pairs of neighbouring letters of each text fall into each bucket (n, buckets).

    The product of two rows is never less than the number of pairs that the texts share.
    """
    counts = np.zeros((len(letters), _BUCKETS), np.float32)
    for row, text in enumerate(letters):
        for pair in pairwise(text):
            counts[row, crc32("".join(pair).encode("utf-8", "replace")) % _BUCKETS] += 1
    return counts
