"""Posting lists -> the rows that can be among the best, without adding up every list: MaxScore, a list at a time.

Lists are taken by the most that they can add. As soon as the lists left cannot lift a new row among the best, they are
only looked up for the rows found so far, and of these ever fewer are kept, until they are few (Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995). Rare words come first so, and the long lists of common ones are hardly
read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import best
from chatbot.indexing.index import Floats, Rows

ENOUGH = 1_000_000
"""Postings after which lists are only looked up, come what may: a question of common words alone has no best rows."""

FEW = 500
"""Rows that are returned without a look at the lists left: scoring them costs less than thinning them out."""

_SLACK = np.float32(1e-3)  # sums in another order differ by less


@dataclass(frozen=True, slots=True)
class Postings:
    """One term: its rows (p,), ascending, what it adds to the score of each (p,), and the highest of these."""

    rows: npt.NDArray[np.int32]
    impacts: Floats
    most: float


def candidates(
    lists: Sequence[Postings], limit: int, passages: int, allowed: npt.NDArray[np.bool_] | None = None
) -> Rows:
    """Return rows, ascending, among which are the `limit` best; only ones where `allowed` (passages,) is true."""
    lists = sorted(lists, key=lambda postings: -postings.most)
    left = [*accumulate((postings.most for postings in reversed(lists)), initial=0.0)][::-1]
    scores = np.zeros(passages, np.float32)
    seen: list[npt.NDArray[np.int32]] = []
    least, read, taken = -1.0, 0, 0
    for postings in lists:
        if left[taken] < least - _SLACK or (read > ENOUGH and least > 0):
            break
        rows, impacts = postings.rows, postings.impacts
        if allowed is not None:
            rows, impacts = rows[allowed[rows]], impacts[allowed[rows]]
        before = scores[rows]
        seen.append(rows[before == 0])  # the others are there already: every impact is more than 0
        sums = before + impacts
        scores[rows] = sums
        least, read, taken = max(least, _least(sums, limit)), read + len(postings.rows), taken + 1
    found = np.concatenate(seen) if seen else np.empty(0, np.int32)
    found = np.sort(found[scores[found] + np.float32(left[taken]) >= least - _SLACK])  # in order they are found faster
    sums = scores[found]
    while taken < len(lists) and len(found) > FEW:
        kept = sums + np.float32(left[taken]) >= max(least, _least(sums, limit)) - _SLACK
        found, sums = found[kept], sums[kept] + looked_up(lists[taken], found[kept])
        taken += 1
    return found[sums + np.float32(left[taken]) >= max(least, _least(sums, limit)) - _SLACK].astype(np.int64)


def looked_up(postings: Postings, rows: npt.NDArray[np.integer]) -> Floats:
    """Return what a term adds to the scores of these rows, 0 where it is not in them."""
    places = np.minimum(np.searchsorted(postings.rows, rows), len(postings.rows) - 1)
    return np.where(postings.rows[places] == rows, postings.impacts[places], np.float32(0))


def _least(scores: Floats, limit: int) -> float:
    """Return the score that `limit` of these reach, -1 where there are not so many."""
    return float(scores[best(scores, limit)[-1]]) if 0 < limit <= len(scores) else -1.0
