"""Reads of one generation, each on a server that has it. Knows no vectors and no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import sql
from psycopg.rows import TupleRow

from chatbot.indexing.index import Filter
from chatbot.postgres import queries
from chatbot.postgres.layout import Layout
from chatbot.postgres.server import ReadConnection
from chatbot.postgres.servers import AbsentError, Servers
from chatbot.reading.metadata import unstorable


@dataclass(frozen=True, slots=True)
class Generation:
    """What is published: `version` is the id of the files it was made from, `searched` the last searched `View`."""

    number: int
    version: str
    fingerprint: str
    mean_length: float
    searched: int
    layout: Layout


class Reading:
    """Asks queries of one generation. Safe to use from several threads."""

    def __init__(self, servers: Servers, generation: Generation) -> None:
        self._servers = servers
        self.generation = generation

    def rows(self, query: str, values: Mapping[str, object] | None = None, patience: float = 0.0) -> list[TupleRow]:
        """Return what a query gives.

        Raises:
            UnreachableIndexError: no server gives it in time, or none has this generation any more.
        """
        own = {"generation": self.generation.number, "version": self.generation.version, **(values or {})}

        def work(connection: ReadConnection) -> list[TupleRow]:
            found = connection.execute(sql.SQL(query), own, binary=True).fetchall()
            if not found and not connection.execute(sql.SQL(queries.IS_HERE), own).fetchall():
                raise AbsentError
            return found

        return self._servers.read(work, patience)


def passing(where: Filter) -> dict[str, list[str] | None]:
    """Return a filter as the queries take it. What PostgreSQL cannot hold, no article has: it is left out."""
    limits = {"category": where.category, "language": where.language, "article": where.article}
    return {name: sorted(filter(storable, values)) if values else None for name, values in limits.items()}


def storable(text: str) -> bool:
    """Tell whether PostgreSQL can hold `text`: no zero, no half of a surrogate pair."""
    return not unstorable(text)
