"""waitress's event loop over a selector: its cost grows with the events, not with the open connections.

waitress asks every connection before each turn what it waits for. With hundreds of readers who keep theirs open that
takes longer than an answer, and three turns go by for each. Here a connection is asked when it is new, when something
has happened on it, while another thread works on it, and when all are to be.
"""

from __future__ import annotations

import selectors
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from waitress import wasyncore


class Connections(dict[int, Any]):
    """The map from descriptor to connection that waitress's parts enter themselves into.

    Of its methods only `begin` and `end` may be called by other threads than the loop's.
    """

    def __init__(self) -> None:
        super().__init__()
        self._selector = selectors.DefaultSelector()
        self._changed: set[int] = set()
        self._lock = threading.Lock()  # held for the next two
        self._worked_on: Counter[Any] = Counter()
        self._worked_off: list[Any] = []

    def __setitem__(self, descriptor: int, connection: Any) -> None:
        super().__setitem__(descriptor, connection)
        self._changed.add(descriptor)

    def __delitem__(self, descriptor: int) -> None:
        super().__delitem__(descriptor)
        self._changed.discard(descriptor)
        if descriptor in self._selector.get_map():
            self._selector.unregister(descriptor)

    def begin(self, connection: Any) -> None:
        """Ask this connection in every turn from now on: another thread gets a request of it to work on."""
        with self._lock:
            self._worked_on[connection] += 1

    def end(self, connection: Any) -> None:
        """Ask it once more for this request, which is done with; the next one may have begun already."""
        with self._lock:
            self._worked_off.append(connection)
            self._worked_on[connection] -= 1
            if not self._worked_on[connection]:
                del self._worked_on[connection]

    def ask(self, connection: Any) -> None:
        """Ask this connection in the next turn."""
        self._changed.add(connection._fileno)

    def ask_all(self) -> None:
        """Ask every connection in the next turn: for what nobody tells of, such as that idle ones are to close."""
        self._changed.update(self)

    def turn(self, seconds: float) -> None:
        """Wait at most so long for something to happen, and let the connections handle it."""
        self._ask()
        for key, events in self._selector.select(seconds):
            for event, handle in ((selectors.EVENT_READ, wasyncore.read), (selectors.EVENT_WRITE, wasyncore.write)):
                if events & event and self.get(key.fd) is key.data:  # not one that has its descriptor from a closed one
                    handle(key.data)
                    self._changed.add(key.fd)

    def drain(self, has_work: Callable[[float], bool], most: float) -> None:
        """Take turns until there is no more work, or for so many seconds; `has_work` gets how many have passed."""
        began = time.monotonic()
        quiet = 0  # turns without work; one alone may have missed a request that was just arriving
        while quiet < 2 and (passed := time.monotonic() - began) < most:
            self.turn(0.05)
            quiet = 0 if has_work(passed) else quiet + 1

    def _ask(self) -> None:
        """Ask those connections what they wait for that may wait for something else than before."""
        with self._lock:
            worked_on, self._worked_off = [*self._worked_on, *self._worked_off], []
        descriptors = [connection._fileno for connection in worked_on]  # None where it has been closed
        self._changed.update(descriptor for descriptor in descriptors if descriptor is not None)
        changed, self._changed = self._changed, set()
        for descriptor in changed:
            self._register(descriptor)

    def _register(self, descriptor: int) -> None:
        connection = self.get(descriptor)
        if connection is None:
            return
        wanted = selectors.EVENT_READ if connection.readable() else 0
        if connection.writable() and not connection.accepting:
            wanted |= selectors.EVENT_WRITE
        known = self._selector.get_map().get(descriptor)
        if not wanted and known:
            self._selector.unregister(descriptor)
        elif wanted and not known:
            self._selector.register(descriptor, wanted, connection)
        elif known and known.events != wanted:
            self._selector.modify(descriptor, wanted, connection)
