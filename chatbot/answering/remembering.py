"""What became of the latest questions, kept for those that follow on them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from chatbot.answering.followup import Turn

Asked = tuple[str, tuple[str, ...]]
"""A question and those before it, oldest first."""


class Remembered:
    """The turns of up to `most` questions; what was used longest ago goes first. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._turns: OrderedDict[Asked, Turn] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Asked) -> Turn | None:
        """Return what became of a question, None where that is not, or no longer, known."""
        with self._lock:
            if asked in self._turns:
                self._turns.move_to_end(asked)
            return self._turns.get(asked)

    def keep(self, asked: Asked, turn: Turn) -> None:
        """Keep what became of a question."""
        with self._lock:
            self._turns[asked] = turn
            self._turns.move_to_end(asked)
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)
