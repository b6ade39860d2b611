"""One database server: a pool of connections on which every wait ends, and whether it is worth asking now."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

ATTEMPT = 0.7  # seconds that a read may take on one server, and that it waits for a free connection there
_REST, _LONGEST_REST = 0.5, 2.0  # seconds that a server which cannot be reached is left alone: at first, and at most
_WAITING = 64  # reads that wait for a connection; more are told at once

T = TypeVar("T")


class SilentError(psycopg.OperationalError):
    """The server is there and says nothing."""


class ReadConnection(psycopg.Connection[TupleRow]):
    """A connection whose every wait ends: a server that is there and says nothing must not hold a reader."""

    patience = ATTEMPT

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server, at most `patience` seconds.

        Raises:
            SilentError: it has not said anything by then, although that was long enough.
        """
        started, limit = time.monotonic(), self.patience if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.OperationalError as error:
            if error.sqlstate is None and time.monotonic() - started >= max(limit, ATTEMPT):
                raise SilentError("no answer in time") from error
            raise


class Server:
    """Reads of one server. Safe to use from several threads."""

    def __init__(self, name: str, conninfo: str, connections: int) -> None:
        """Prepare; a connection, and the pool's threads, are made by the first read."""
        self.name = name
        self._pool = _pool(name, conninfo, connections)
        self._lock = threading.Lock()
        self._renewed = self._rest = self._rests_until = 0.0

    def close(self) -> None:
        """Close all connections."""
        self._pool.close(timeout=1)

    def read(self, work: Callable[[ReadConnection], T], timeout: float, patience: float) -> T:
        """Return what `work` reads; wait for a connection `timeout`, and for each answer `patience` seconds.

        Raises:
            psycopg.Error: the server could not be reached, ended the connection, or said what was wrong.
        """
        self._pool.open()  # does nothing but once
        with self._pool.connection(timeout=timeout) as connection:
            connection.patience = patience
            found = work(connection)
        self._rest = self._rests_until = 0.0
        return found

    def connected(self) -> bool:
        """Tell whether there are connections, all of them in use perhaps."""
        return self._pool.get_stats().get("pool_size", 0) > 0

    def renew(self) -> None:
        """Replace all connections: one was lost, so the others may be stale."""
        with self._lock:
            now = time.monotonic()
            if now - self._renewed < _REST:
                return  # they have just been replaced; what is lost now was made before
            self._renewed = now
        self._pool.drain()

    def away(self) -> None:
        """Leave the server alone, longer each time, and begin with new connections then."""
        self._rest = min(max(2 * self._rest, _REST), _LONGEST_REST)
        self._rests_until = time.monotonic() + self._rest
        self.renew()

    def takes_turns(self, now: float) -> bool:
        """Tell whether a read may go there; to a server that has rested, one read at a time."""
        with self._lock:
            if self._rest and self._rests_until <= now:
                self._rests_until = now + ATTEMPT
                return True
            return not self._rest


def _pool(name: str, conninfo: str, connections: int) -> ConnectionPool[ReadConnection]:
    return ConnectionPool(
        conninfo,
        connection_class=ReadConnection,
        kwargs={"autocommit": True, "prepare_threshold": 0},
        min_size=0,
        max_size=connections,
        max_waiting=_WAITING,
        timeout=ATTEMPT,
        reconnect_timeout=ATTEMPT,
        name=name,
        open=False,
    )
