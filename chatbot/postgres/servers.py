"""The servers that hold one index, and a read on whichever of them can give it.

Every server may be read: the primary and its standbys. A read goes to them in turn, and from one that fails to the
next; one that cannot be reached rests for a moment, and then one read tries it. Nothing waits longer than a reader
does: where no server gives an answer in time, the read ends with one clear error. Knows no tables.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import TypeVar

import psycopg
from psycopg.errors import InsufficientPrivilege, InvalidSchemaName, QueryCanceled, SerializationFailure, UndefinedTable
from psycopg_pool import PoolTimeout, TooManyRequests

from chatbot.errors import IndexingError, UnreachableIndexError
from chatbot.postgres.address import Address
from chatbot.postgres.server import ATTEMPT, ReadConnection, Server, SilentError

PATIENCE = 1.4  # seconds that a read, or all reads of a question together once one has failed, may take
_LEAST = 0.4  # seconds that a read has, however long others of its question have waited
_BUSY, _AWAY, _ABSENT, _LOST = "no free connection", "no connection", "does not have it yet", "connection lost"
_FAULT = "a fault of its own, which is in the log"
_FINAL = (_BUSY, _AWAY, _ABSENT, _FAULT)
_CLOSED = (InsufficientPrivilege, UndefinedTable, InvalidSchemaName)  # asking again, or elsewhere, helps nobody

_log = logging.getLogger(__name__)

T = TypeVar("T")


class AbsentError(Exception):
    """The server does not have what is asked for: a standby behind its primary, or one that came back from the past."""


class Servers:
    """Connections to all servers of an address. Safe to use from several threads."""

    def __init__(self, address: Address, connections: int) -> None:
        """Prepare up to `connections` connections to each server; none is made before it is needed.

        Nor is a thread started: worker processes are forked from one that has prepared, and threads are not.
        """
        self._servers = [Server(name, conninfo, connections) for name, conninfo in address.each()]
        self._turns = count()
        self._troubles = _Troubles()

    def close(self) -> None:
        """Close all connections."""
        for server in self._servers:
            server.close()

    def read(self, work: Callable[[ReadConnection], T], patience: float = 0.0) -> T:
        """Return what `work` reads on a connection of some server.

        `work` raises `AbsentError` where that server does not have it; it may be called again on another one.

        Raises:
            UnreachableIndexError: no server gave it within `patience` seconds; by default, `PATIENCE`.
            IndexingError: the role may not read it, or it is gone.
        """
        patience = patience or PATIENCE
        deadline = self._troubles.deadline(patience)
        reasons: dict[str, str] = {}
        tried = self._in_turn()
        for number, server in enumerate((*tried, *tried)):  # twice: all connections may be stale after a restart
            left = deadline - time.monotonic()
            if left <= 0 or reasons.get(server.name) in _FINAL:
                continue
            share = left / max(1, len(tried) - number)  # so that the last server gets all that is left
            try:
                return server.read(work, min(share, PATIENCE), share)  # what may take long is the answer
            except AbsentError:
                reasons[server.name] = _ABSENT
            except _CLOSED as error:
                raise _closed(error) from error
            except psycopg.Error as error:
                reasons[server.name] = _failed(server, error)
                self._troubles.began(deadline - patience)
        raise _unreachable(reasons)

    def read_all(self, work: Callable[[ReadConnection], T]) -> list[T]:
        """Return what `work` reads on each server that answers.

        Raises:
            UnreachableIndexError: none does.
            IndexingError: the role may not read it, or it is gone.
        """
        found = []
        for server in self._in_turn():
            try:
                found.append(server.read(work, ATTEMPT, ATTEMPT))
            except _CLOSED as error:
                raise _closed(error) from error
            except psycopg.Error as error:
                _failed(server, error)
        if not found:  # said in the same words each time, so that whoever asks again and again logs it once
            raise UnreachableIndexError("no server of the index gives an answer; ask again in a moment")
        return found

    def _in_turn(self) -> list[Server]:
        """Return the servers that do not rest, each call another one first."""
        first = next(self._turns) % len(self._servers)
        now = time.monotonic()
        return [s for s in self._servers[first:] + self._servers[:first] if s.takes_turns(now)]


class _Troubles(threading.local):
    """When reads of a thread last began to fail: the reads of one question share their patience."""

    _since = float("-inf")

    def began(self, moment: float) -> None:
        if moment - self._since > PATIENCE:
            self._since = moment

    def deadline(self, patience: float) -> float:
        now = time.monotonic()
        shared = self._since + patience
        return max(shared, now + _LEAST) if now < shared else now + patience


def _failed(server: Server, error: psycopg.Error) -> str:
    """Note that a read failed on a server; return why, in words that hold nothing secret."""
    if isinstance(error, TooManyRequests) or (isinstance(error, PoolTimeout) and server.connected()):
        return _BUSY
    if isinstance(error, PoolTimeout | SilentError):
        server.away()
        return _AWAY
    if isinstance(error, QueryCanceled | SerializationFailure):
        return _LOST  # a standby ends queries that stand in the way of its replay; the next one passes
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        what = (server.name, type(error).__name__, error.sqlstate)  # what the server says of it may quote a reader
        _log.error("%s: %s (SQLSTATE %s)", *what)
        return _FAULT
    server.renew()
    return _LOST


def _unreachable(reasons: dict[str, str]) -> UnreachableIndexError:
    told = "; ".join(f"{name}: {reason}" for name, reason in reasons.items()) or "none could be reached a moment ago"
    return UnreachableIndexError(f"no server of the index gave an answer ({told}); ask again in a moment")


def _closed(error: psycopg.Error) -> IndexingError:
    return IndexingError(
        f"the database does not let this role read ({error.diag.message_primary or type(error).__name__}); run: "
        "scripts/database.py create --reader ROLE"
    )
