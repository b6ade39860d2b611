"""Turns that threads and processes take: one at a time, and one that dies in its turn keeps nobody waiting.

Processes take turns by a record lock on a file in memory, which the system lets go of when its holder dies. Record
locks are a process's, not a thread's, so the threads of a process take turns by a lock of their own.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Whose turn it is; made before the processes are forked that share it."""

    def __init__(self, name: str) -> None:
        self._file = os.memfd_create(name)
        self._threads = threading.Lock()

    def __del__(self) -> None:
        os.close(self._file)

    @contextmanager
    def turn(self) -> Iterator[int]:
        """Wait for a turn, which lasts as long as the block; gives the descriptor of the file in memory."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield self._file
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
