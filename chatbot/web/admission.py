"""Admission control: how many requests may be in work at once, over all worker processes, and fewer under overload.

Clients that wait for an answer before they ask again, however many they are, fill the server to their number and no
further: up to `most` all are answered. When more arrive than that, the server is behind for good, and each request that
it takes waits behind those it took before. So from the first refusal on it takes only as many as keep its cores busy,
answers those quickly and refuses the others at once; when a second has passed without a refusal, it takes all again.
"""

from __future__ import annotations

import threading
import time

from chatbot.web.board import Board

CALM_NS = 1_000_000_000


class Admission:
    """The gate of one worker process; what is in work in the others it reads from the board."""

    def __init__(self, counted: Board, most: int, busy: int) -> None:
        """Let `most` requests in at once over all processes, and `busy` into this one while more arrive."""
        self._board = counted
        self._most = most
        self.busy = busy
        self._inside = 0
        self._lock = threading.Lock()

    def enter(self) -> bool:
        """Let one request in, or tell that it must be refused."""
        with self._lock:
            now = time.monotonic_ns()
            crowded = now < max(self._board.each("crowded_until"))  # in whichever process it was noticed
            if (crowded and self._inside >= self.busy) or self._board.total("in_flight") >= self._most:
                self._board.put("crowded_until", now + CALM_NS)
                return False
            self._count(1)
            return True

    def leave(self) -> None:
        """Note that a request which was let in has been answered."""
        with self._lock:
            self._count(-1)

    def _count(self, more: int) -> None:
        self._inside += more
        self._board.put("in_flight", self._inside)
