"""A cache of how the latest questions were understood and answered, for those that follow on them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock

from chatbot.answering.followup import Turn


class Remembered:
    """The turns of up to `most` questions; what was used longest ago goes first. Safe to use from several threads.

    Of the questions themselves, and of those `before` each, oldest first, only a digest is kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._turns: OrderedDict[bytes, Turn] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: str, before: tuple[str, ...]) -> Turn | None:
        """Return what became of a question, None where that is not, or no longer, known."""
        key = _digest(asked, before)
        with self._lock:
            if key in self._turns:
                self._turns.move_to_end(key)
            return self._turns.get(key)

    def keep(self, asked: str, before: tuple[str, ...], turn: Turn) -> None:
        """Keep what became of a question."""
        key = _digest(asked, before)
        with self._lock:
            self._turns[key] = turn
            self._turns.move_to_end(key)
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)


def _digest(asked: str, before: tuple[str, ...]) -> bytes:
    return hashlib.sha256(repr((asked, before)).encode()).digest()
