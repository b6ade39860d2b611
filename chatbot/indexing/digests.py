"""128-bit digests of texts: the keys by which what an earlier build made of them is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Digests = npt.NDArray[np.uint64]


def digests_of(texts: Iterable[bytes]) -> Digests:
    """Return the first 128 bits of each text's sha256, (n, 2)."""
    found = b"".join(hashlib.sha256(text).digest()[:16] for text in texts)
    return np.frombuffer(found, np.uint64).reshape(-1, 2)


class Places:
    """Where each digest stands among many."""

    def __init__(self, digests: Digests) -> None:
        """Prepare to look up any of these (n, 2); of equal ones the first counts."""
        self._order = np.argsort(digests[:, 0], kind="stable")
        self._sorted = digests[self._order]

    def find(self, digests: Digests) -> npt.NDArray[np.int64]:
        """Return the place (m,) of each of these digests (m, 2), -1 where it is not among them."""
        if not len(self._sorted):
            return np.full(len(digests), -1)
        places = np.minimum(np.searchsorted(self._sorted[:, 0], digests[:, 0]), len(self._sorted) - 1)
        return np.where((self._sorted[places] == digests).all(axis=1), self._order[places], -1)
