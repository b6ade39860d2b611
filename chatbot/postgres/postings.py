"""Which passages hold a term, how often, and how long they are: packed in one value a term. Knows no SQL.

The passages to which a term adds most come first. So the first part of a value is enough of a common word, and a score
that counts only that part can only be too low, by what the word adds to a passage in which it counts little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chatbot.indexing.index import PassageWords
from chatbot.indexing.words import impacts

RECORD = np.dtype([("passage", "<u4"), ("frequency", "<u2"), ("length", "<u2")])
"""One passage that holds the term: its number, how often it holds it, and how many terms it has in all."""

Records = npt.NDArray[np.void]
_MOST = 0xFFFF


Posting = tuple[int, bytes]
"""A term's number, and its records, those to which it adds most first."""


def postings_of(words: PassageWords, first: int, mean: float) -> Iterator[Posting]:
    """Yield the postings of passages numbered from `first` on, by term; `words` holds term numbers as stored."""
    lengths = np.diff(words.offsets)
    owners = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    pairs, counts = np.unique(words.terms * np.int64(max(len(lengths), 1)) + owners, return_counts=True)
    terms, rows = np.divmod(pairs, max(len(lengths), 1))
    records = np.empty(len(pairs), RECORD)
    records["passage"] = rows + first
    records["frequency"] = np.minimum(counts, _MOST)
    records["length"] = np.minimum(lengths[rows], _MOST)
    yield from _packed(terms, records, mean)


def merged(parts: Iterable[Posting], live: npt.NDArray[np.bool_], mean: float) -> Iterator[Posting]:
    """Yield the postings of several segments as those of one; of passages, by number, only the `live` ones."""
    found = [(term, unpacked(content)) for term, content in parts]
    if not found:
        return
    terms = np.repeat([term for term, _ in found], [len(records) for _, records in found]).astype(np.int64)
    records = np.concatenate([records for _, records in found])
    kept = live[records["passage"]]
    yield from _packed(terms[kept], records[kept], mean)


def unpacked(content: bytes) -> Records:
    """Return the records (p,) of a posting, or of the first part of one."""
    return np.frombuffer(content, RECORD)


def added(records: Records, weight: np.float32, mean: float) -> npt.NDArray[np.float32]:
    """Return what a term of this idf adds to the score of each passage (p,)."""
    return impacts(weight, records["frequency"].astype(np.int64), records["length"].astype(np.int64), mean)


def _packed(terms: npt.NDArray[np.int64], records: Records, mean: float) -> Iterator[Posting]:
    order = np.lexsort((records["passage"], -added(records, np.float32(1), mean), terms))
    terms, records = terms[order], records[order]
    bounds = np.flatnonzero(np.diff(terms, prepend=-1, append=-2))
    for start, end in pairwise(bounds.tolist()):
        yield int(terms[start]), records[start:end].tobytes()
