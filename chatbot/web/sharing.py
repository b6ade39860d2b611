"""Which worker process accepts the next connection: the one with fewest, or after a moment any that is free.

All workers wait at one listening socket, and the one that is awake already would take them all, since a client keeps
its connection and asks again: one core would answer while the others have nothing to do.
"""

from __future__ import annotations

import time

from chatbot.web.board import Board

PATIENCE = 0.002  # seconds that a connection is left to workers with fewer; one that hangs costs clients no more


class Share:
    """One worker's share of the connections. Used by the thread that accepts them."""

    def __init__(self, counted: Board) -> None:
        """Compare this process's connections with what the others say on the board."""
        self._board = counted
        self._until = 0.0

    @property
    def left(self) -> float:
        """The seconds for which the next connection is still left to others; 0 while it is not."""
        return max(0.0, self._until - time.monotonic())

    def yields(self, own: int) -> bool:
        """Tell whether to leave the connection that waits to others; `own` is how many this worker has."""
        now = time.monotonic()
        if now < self._until:
            return True
        if now < self._until + PATIENCE:  # it has been left to them
            self._until = 0.0
            return False
        others = [n for worker, n in enumerate(self._board.each("connections")) if worker != self._board.worker]
        if own <= min(others, default=own):
            return False
        self._until = now + PATIENCE
        return True
