"""Request counts of all clients in memory that all worker processes share: a storage for Flask-Limiter.

A fixed number of slots holds a counter each: a digest of its key, what was counted, and when it ends. The digest is
keyed with random bytes made at start, so that no address stands in memory, let alone on disk. A key has eight slots to
choose from; where all are taken, the counter that ends first makes room, so that a flood of clients costs no memory.
Counters end by the system's monotonic clock, which is one for all processes: set the time back by an hour, and nobody
is refused for an hour.
"""

from __future__ import annotations

import hashlib
import mmap
import secrets
import time

import numpy as np
import numpy.typing as npt
from limits.storage import Storage

from chatbot.web.turns import Turns

_SETS, _WAYS = 8192, 8
_SLOT = np.dtype([("digest", "S16"), ("count", np.int64), ("ends", np.float64)])

Slots = npt.NDArray[np.void]


class RateTable(Storage):
    """Counters that end; safe to use from several threads and forked processes."""

    STORAGE_SCHEME = ["shared"]  # noqa: RUF012  # the base class declares it so

    def __init__(self, uri: str | None = None, *, wrap_exceptions: bool = False) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        memory = mmap.mmap(-1, _SETS * _WAYS * _SLOT.itemsize)
        self._slots: Slots = np.frombuffer(memory, _SLOT).reshape(_SETS, _WAYS)
        self._secret = secrets.token_bytes(16)
        self._turns = Turns("rates")

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a counter may raise."""
        return OSError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a counter, which ends `expiry` seconds after it began, and return its count."""
        now = time.monotonic()
        with self._turns.turn():
            slots, digest = self._set(key)
            place = self._find(slots, digest, now)
            if place < 0:
                place = int(slots["ends"].argmin())
                slots[place] = (digest, 0, now + expiry)
            slots["count"][place] += amount
            return int(slots["count"][place])

    def get(self, key: str) -> int:
        """Return a counter's count, 0 where there is none."""
        return self._look(key)[0]

    def get_expiry(self, key: str) -> float:
        """Return when a counter ends, in seconds since the epoch; now where there is none."""
        return self._look(key)[1]

    def check(self) -> bool:
        """Tell whether there is room for counters; there always is."""
        return True

    def reset(self) -> None:
        """End all counters."""
        with self._turns.turn():
            self._slots["ends"] = 0

    def clear(self, key: str) -> None:
        """End one counter."""
        with self._turns.turn():
            slots, digest = self._set(key)
            slots["ends"][slots["digest"] == digest] = 0

    def _look(self, key: str) -> tuple[int, float]:
        now, clock = time.monotonic(), time.time()
        with self._turns.turn():
            slots, digest = self._set(key)
            place = self._find(slots, digest, now)
            return (int(slots["count"][place]), clock + float(slots["ends"][place]) - now) if place >= 0 else (0, clock)

    def _set(self, key: str) -> tuple[Slots, bytes]:
        # the last byte is never 0: numpy cuts zeros off the end of what it compares
        digest = hashlib.blake2b(key.encode(), digest_size=19, key=self._secret).digest()
        return self._slots[int.from_bytes(digest[:3], "big") % _SETS], digest[3:18] + bytes([digest[18] | 1])

    def _find(self, slots: Slots, digest: bytes, now: float) -> int:
        found = np.flatnonzero((slots["digest"] == digest) & (slots["ends"] > now))
        return int(found[0]) if len(found) else -1
