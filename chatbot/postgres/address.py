"""A postgresql:// URL -> the servers that it names, and how to connect to each. Nothing here shows a secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from chatbot.errors import SettingsError
from chatbot.postgres.schema import SEARCH_PATH

EFFORT = 120
"""Vectors that HNSW keeps in view while it searches (hnsw.ef_search): recall against time, see README.md here."""

_READING = {
    "search_path": SEARCH_PATH,
    "default_transaction_isolation": "read committed",  # a standby has none that is serializable
    "default_transaction_read_only": "on",
    "statement_timeout": "30s",
    "jit": "off",
    "plan_cache_mode": "force_custom_plan",  # a plan that does not know the limit may sort all vectors
    "hnsw.iterative_scan": "relaxed_order",  # goes on until a filter has let enough pass
    "hnsw.ef_search": str(EFFORT),
    "hnsw.max_scan_tuples": "100000",
}
_WRITING = {
    "search_path": SEARCH_PATH,
    "default_transaction_isolation": "read committed",
    "jit": "off",
    "lock_timeout": "5s",
    "statement_timeout": "0",  # whatever the server sets for others: an HNSW index may take long
    "idle_in_transaction_session_timeout": "0",  # so may reading files between two statements
}
_COMMON: dict[str, Any] = {
    "application_name": "chatbot",
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 2000,
}
_UNHURRIED = {"connect_timeout": 10, "tcp_user_timeout": 30_000}  # a publisher has more time than a reader
_ENCODING = {"client_encoding": "utf8"}  # whatever role, database or URL say: readers write in any script
_PORT = "5432"
_SECRET = frozenset({"password", "passfile", "sslpassword"})


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a URL, secrets among them: they are not shown."""

    parameters: dict[str, Any] = field(repr=False)

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read a URL; several servers are `host:port,host:port`.

        Raises:
            SettingsError: it is no such URL. The message does not repeat it: it may hold a password.
        """
        with suppress(psycopg.Error, ValueError):  # whose message quotes parts of the URL
            address = cls(dict(conninfo_to_dict(url)))
            if all(port.isdecimal() for _, port in address._servers()):
                return address
        raise SettingsError(
            "index: no PostgreSQL URL; write postgresql://USER@HOST:PORT,HOST:PORT/DATABASE, with special characters "
            "of a password as %XX, or put the password into PGPASSFILE"
        )

    def each(self) -> Iterator[tuple[str, str]]:
        """Yield each server's name and how to connect to it for reading.

        Where the URL names no host it is the one that libpq takes, as for publishing: this machine, by its socket.
        """
        for host, port in self._servers():
            own = self.parameters | ({"host": host, "port": port} if host else {"port": port})
            yield (
                f"{host or 'localhost'}:{port}",
                make_conninfo("", **_COMMON | own | _ENCODING | {"options": _options(own, _READING)}),
            )

    def primary(self) -> str:
        """Return how to connect to whichever server takes writes."""
        own = self.parameters | {"target_session_attrs": "read-write"}
        return make_conninfo("", **_COMMON | _UNHURRIED | own | _ENCODING | {"options": _options(own, _WRITING)})

    def _servers(self) -> list[tuple[str, str]]:
        """Return (host, port) of each server; ValueError where there is neither one port nor one for each host."""
        hosts = str(self.parameters.get("host", "")).split(",")
        ports = [port or _PORT for port in str(self.parameters.get("port", _PORT)).split(",")]
        return list(zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=True))

    def __str__(self) -> str:
        """The address without what is secret."""
        return " ".join(f"{name}={value}" for name, value in self.parameters.items() if name not in _SECRET)


def _options(parameters: dict[str, Any], settings: dict[str, str]) -> str:
    """Return what a session sets, after what the URL itself sets, so that the latter is kept but cannot undo it."""
    own = str(parameters.get("options", ""))
    return " ".join(
        [own, *(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in settings.items())]
    ).strip()
