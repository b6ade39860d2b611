"""The servers that hold one index, and a read on whichever of them can give it.

Every server may be read: the primary and its standbys. A read goes to them in turn, and from one that fails to the
next; one that failed rests for a moment. Nothing waits longer than a reader does: where no server gives an answer in
time, the read ends with one clear error. Knows no tables.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout, TooManyRequests

from chatbot.errors import UnreachableIndexError
from chatbot.postgres.address import Address

PATIENCE = 1.5  # seconds that a read may take in all
ATTEMPT = 0.7  # seconds that it may take on one server, and that it waits for a free connection there
REST = 0.5  # seconds that a server which failed is left alone
_WAITING = 64  # reads that wait for a connection of one server; more are told at once

T = TypeVar("T")


class AbsentError(Exception):
    """The server does not have what is asked for: a standby behind its primary, or one that came back from the past."""


class ReadConnection(psycopg.Connection[TupleRow]):
    """A connection whose every wait ends: a server that is there and says nothing must not hold a reader."""

    patience = ATTEMPT

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server, at most `patience` seconds."""
        return super().wait(gen, interval, self.patience if timeout is None else timeout)


@dataclass(slots=True)
class _Server:
    name: str
    pool: ConnectionPool[ReadConnection]
    rests_until: float = field(default=0.0)


class Servers:
    """Connections to all servers of an address. Safe to use from several threads."""

    def __init__(self, address: Address, connections: int) -> None:
        """Prepare up to `connections` connections to each server; none is made before it is needed.

        Nor is a thread started: worker processes are forked from one that has prepared, and threads are not.
        """
        self.address = address
        self._lock = threading.Lock()
        self._opened = False
        self._servers = [_Server(name, _pool(name, conninfo, connections)) for name, conninfo in address.each()]
        self._turns = count()

    def close(self) -> None:
        """Close all connections."""
        for server in self._servers:
            server.pool.close(timeout=1)

    def _open(self) -> None:
        with self._lock:
            for server in self._servers if not self._opened else ():
                server.pool.open()
            self._opened = True

    def read(self, work: Callable[[ReadConnection], T], patience: float = PATIENCE) -> T:
        """Return what `work` reads on a connection of some server.

        `work` raises `AbsentError` where that server does not have it; it may be called again on another one.

        Raises:
            UnreachableIndexError: no server gave it within `patience` seconds.
        """
        deadline = time.monotonic() + patience
        reasons: dict[str, str] = {}
        tried = self._in_turn()
        for server in (*tried, *tried):  # a second time: all connections may be stale after a restart
            left = deadline - time.monotonic()
            if left <= 0 or reasons.get(server.name) in _FINAL:
                continue
            try:
                with server.pool.connection(timeout=min(left, ATTEMPT)) as connection:
                    connection.patience = min(left, max(ATTEMPT, patience / 2))
                    return work(connection)
            except AbsentError:
                reasons[server.name] = _ABSENT
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                reasons[server.name] = _failed(server, error)
        told = "; ".join(f"{name}: {reason}" for name, reason in reasons.items()) or "all of them failed a moment ago"
        raise UnreachableIndexError(f"no server of the index gave an answer ({told}); ask again in a moment")

    def read_all(self, work: Callable[[ReadConnection], T]) -> list[T]:
        """Return what `work` reads on each server that answers.

        Raises:
            UnreachableIndexError: none does.
        """
        found = []
        reasons = []
        for server in self._in_turn():
            try:
                with server.pool.connection() as connection:
                    connection.patience = ATTEMPT
                    found.append(work(connection))
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                reasons.append(f"{server.name}: {_failed(server, error)}")
        if not found:
            told = "; ".join(reasons) or "all of them failed a moment ago"
            raise UnreachableIndexError(f"no server of the index answers ({told})")
        return found

    def _in_turn(self) -> list[_Server]:
        """Return the servers that do not rest, each call another one first."""
        if not self._opened:
            self._open()
        first = next(self._turns) % len(self._servers)
        now = time.monotonic()
        return [s for s in self._servers[first:] + self._servers[:first] if s.rests_until <= now]


_BUSY, _AWAY, _ABSENT, _LOST = "no free connection", "no connection", "does not have it yet", "connection lost"
_FINAL = (_BUSY, _AWAY, _ABSENT)


def _failed(server: _Server, error: Exception) -> str:
    """Note that a read failed on a server; return why, in words that hold nothing secret."""
    if isinstance(error, TooManyRequests):
        return _BUSY
    if isinstance(error, PoolTimeout):
        if server.pool.get_stats().get("pool_size", 0) > 0:
            return _BUSY
        server.rests_until = time.monotonic() + REST
        return _AWAY
    if isinstance(error, psycopg.errors.QueryCanceled | psycopg.errors.SerializationFailure):
        return _LOST  # a standby ends queries that stand in the way of its replay; the next one passes
    server.rests_until = time.monotonic() + REST
    server.pool.drain()
    return _LOST


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
