"""Question vectors -> groups that ask about the same thing. Own code, because serving installs no clustering library.

Average linkage: two groups are joined while the mean cosine between their questions is high enough, so that no single
question bridges two topics, and five questions group as well as a thousand.

Source of the algorithm: F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms", The Computer
Journal 26 (1983): nearest-neighbour chains, which need n rows of work for each of n joins.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

MOST = 5000
"""Questions that are grouped at once: 100 MB of distances."""


def groups_of(vectors: Floats, alike: float) -> list[list[int]]:
    """Return the rows of `vectors` (n, dimensions) in groups, the largest first, ties by first row.

    Groups are joined while the mean product between their rows is at least `alike`: their cosine where L2-normalised.

    Raises:
        ValueError: there are more than `MOST` rows.
    """
    if len(vectors) > MOST:
        raise ValueError(f"{len(vectors)} questions are too many to group at once; take the latest {MOST}")
    groups = {row: [row] for row in range(len(vectors))}
    for left, right in _joins(product(vectors, vectors.T), alike):
        groups[left] = sorted(groups[left] + groups.pop(right))
    return sorted(groups.values(), key=lambda rows: (-len(rows), rows[0]))


def _joins(similar: npt.NDArray[np.float32], alike: float) -> list[tuple[int, int]]:
    """Return the joins (left < right) of average linkage whose mean product is at least `alike`; changes `similar`.

    Average linkage is reducible: a join found early in a chain is the one that a sorted search would make, and none
    below the threshold leads to one above it. So a chain that ends below the threshold is left alone.
    """
    sizes = np.ones(len(similar), np.float32)
    np.fill_diagonal(similar, -np.inf)
    open_rows = set(range(len(similar)))
    joins: list[tuple[int, int]] = []
    chain: list[int] = []
    while open_rows:
        if not chain:
            chain.append(min(open_rows))
        top = chain[-1]
        nearest = int(np.argmax(similar[top]))
        if len(chain) > 1 and similar[top, chain[-2]] >= similar[top, nearest]:
            nearest = chain[-2]
        if similar[top, nearest] < alike:
            open_rows.discard(top)  # its nearest neighbour is too far, so it stays as it is
            _close(similar, top)
            chain.clear()
        elif len(chain) > 1 and nearest == chain[-2]:
            left, right = sorted((top, nearest))
            share = sizes[left] / (sizes[left] + sizes[right])
            similar[left] = share * similar[left] + (1 - share) * similar[right]
            similar[:, left] = similar[left]
            similar[left, left] = -np.inf
            sizes[left] += sizes[right]
            _close(similar, right)
            open_rows.discard(right)
            joins.append((left, right))
            del chain[-2:]
        else:
            chain.append(nearest)
    return joins


def _close(similar: npt.NDArray[np.float32], row: int) -> None:
    """Take a row out of every later search."""
    similar[row] = -np.inf
    similar[:, row] = -np.inf
