"""Operations on published generations: list, roll back, prune."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg import Connection

from chatbot.errors import BuildError
from chatbot.postgres import schema
from chatbot.postgres.address import Address
from chatbot.postgres.layout import Layout
from chatbot.postgres.segments import Segments

_GONE = """
SELECT number FROM article a
WHERE NOT EXISTS (SELECT FROM generation g WHERE a.born <= g.number AND g.number < a.retired)
"""
_REMEMBER_THOSE_THERE = """
UPDATE state SET history = ARRAY (
    SELECT number FROM unnest(history) WITH ORDINALITY AS served (number, place) JOIN generation USING (number)
    ORDER BY place
)
"""
_OLD_COUNTS = """
DELETE FROM {table} t USING (
    SELECT {key}, born, lead(born) OVER (PARTITION BY {key} ORDER BY born) AS next FROM {table}
) c WHERE t.{key} = c.{key} AND t.born = c.born
    AND NOT EXISTS (SELECT FROM generation WHERE c.born <= number AND number < c.next) AND c.next IS NOT NULL
"""
_COUNTS_OF_NONE = """
DELETE FROM {table} t WHERE {count} = 0 AND NOT EXISTS (SELECT FROM {table} WHERE {key} = t.{key} AND born < t.born)
"""
_UNHURRIED = "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout'"
"""As in `address`, but servers before PostgreSQL 17 refuse connections that name this one."""

_TERMS_OF_NONE = "DELETE FROM term WHERE NOT EXISTS (SELECT FROM frequency WHERE term = number)"


@dataclass(frozen=True, slots=True)
class Kept:
    """A generation in the database."""

    number: int
    version: str
    published: datetime
    passages: int
    served: bool


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed."""

    versions: tuple[str, ...] = ()
    articles: int = 0


def generations(address: Address) -> list[Kept]:
    """Return all generations, the oldest first.

    Raises:
        BuildError: the database cannot be reached or has no tables.
    """
    query = """
        SELECT number, version, published, layout, number IS NOT DISTINCT FROM s.active
        FROM generation, state s ORDER BY number
    """
    with connected(address) as connection:
        found = connection.execute(query, binary=True).fetchall()
    return [
        Kept(number, version, published, len(Layout.unpack(layout)), served)
        for number, version, published, layout, served in found
    ]


def roll_back(address: Address, version: str = "") -> str:
    """Serve the version that was served before the current one, or the one that is named; return its id.

    Raises:
        BuildError: there is none, or the database cannot be reached.
    """
    with connected(address) as connection, connection.transaction():
        ((history,),) = connection.execute("SELECT history FROM state FOR UPDATE").fetchall()
        before: list[int] = history[:-1]
        numbers: dict[str, int] = dict(connection.execute("SELECT version, number FROM generation").fetchall())
        target = numbers.get(version) if version else next(reversed(before), None)
        if target is None:
            raise BuildError(
                f"there is no {version or 'earlier version'} in the database; see: scripts/database.py list"
            )
        kept = before[: before.index(target)] if target in before else [one for one in history if one != target]
        query = "UPDATE state SET active = %s, moves = moves + 1, history = %s"
        connection.execute(query, (target, [*kept, target]))
        return next(name for name, number in numbers.items() if number == target)


def prune(address: Address, keep: int, pinned: Collection[str] = ()) -> Pruned:
    """Remove generations as `remove_old` does, make one segment of all postings, and give the room back.

    Raises:
        BuildError: somebody is publishing, or the database cannot be reached.
    """
    with connected(address) as connection:
        with connection.transaction():
            pruned = remove_old(connection, keep, pinned)
            if pruned.articles:
                _repack(connection)
        connection.execute(f"VACUUM (ANALYZE) {', '.join(schema.LARGE)}")
        return pruned


def remove_old(connection: Connection[Any], keep: int, pinned: Collection[str]) -> Pruned:
    """Remove all generations but the served one, the `keep - 1` others that were served last, and those `pinned`.

    With them go the rows that no other one has, words among them, whose numbers are not given again; postings of
    passages that are gone stay until their segment is merged.
    As in a folder, generations that the history no longer names count as served before all others, the latest published
    last. App servers follow a publish within a second; one that still answers from a removed generation says 503 until
    then. For whoever is in a transaction.
    """
    ((active, history),) = connection.execute("SELECT active, history FROM state FOR UPDATE").fetchall()
    turn = {number: place for place, number in enumerate(history)}
    there: dict[int, str] = dict(connection.execute("SELECT number, version FROM generation").fetchall())
    others = sorted(there.keys() - {active}, key=lambda number: (turn.get(number, -1), number))
    old = [number for number in others[: max(len(others) - keep + 1, 0)] if there[number] not in pinned]
    if not old:
        return Pruned()
    connection.execute("DELETE FROM generation WHERE number = ANY (%s)", (old,))
    connection.execute(_REMEMBER_THOSE_THERE)
    gone = [number for (number,) in connection.execute(_GONE).fetchall()]
    for table in ("sentence", "searched", "passage"):
        connection.execute(f"DELETE FROM {table} WHERE article = ANY (%s)", (gone,))  # noqa: S608  constants
    connection.execute("DELETE FROM article WHERE number = ANY (%s)", (gone,))
    for table, key, count in (("frequency", "term", "held"), ("surface", "word", "occurs")):
        connection.execute(_OLD_COUNTS.format(table=table, key=key))
        connection.execute(_COUNTS_OF_NONE.format(table=table, key=key, count=count))
    connection.execute(_TERMS_OF_NONE)
    connection.execute("DELETE FROM encoder WHERE fingerprint NOT IN (SELECT fingerprint FROM generation)")
    return Pruned(tuple(sorted(there[number] for number in old)), len(gone))


def _repack(connection: Connection[Any]) -> None:
    """Make one segment of all, without the passages that are gone."""
    ((passages, last),) = connection.execute("SELECT passages, segments FROM state").fetchall()
    query = "SELECT mean_length FROM generation ORDER BY number DESC LIMIT 1"
    ((mean,),) = connection.execute(query).fetchall()
    segments = Segments(connection, last, mean)
    segments.merge([number for (number,) in connection.execute("SELECT number FROM segment").fetchall()], passages)
    connection.execute("UPDATE state SET segments = %s", (segments.last,))


@contextmanager
def connected(address: Address, failed: str = "the database says") -> Iterator[Connection[Any]]:
    """Connect to the primary; what fails there is said in one line that begins with `failed`.

    Raises:
        BuildError: it cannot be reached, or has no tables, or somebody else is at work there.
        OtherReleaseError: its tables are another release's.
    """
    try:
        with psycopg.connect(address.primary(), autocommit=True) as connection:
            connection.execute(_UNHURRIED)
            if not schema.exists(connection):
                raise BuildError("the database has no tables for an index yet; run: scripts/database.py create")
            schema.check_tables(connection)
            yield connection
    except psycopg.errors.LockNotAvailable as error:
        raise BuildError("somebody else is publishing into this database; wait until that has ended") from error
    except psycopg.Error as error:
        raise failure(error, failed) from error


def failure(error: psycopg.Error, failed: str = "the database says") -> BuildError:
    """Return what went wrong in the database, in its own words after `failed`: they hold no password."""
    said = " ".join(str(error).strip().splitlines()[:1]) or type(error).__name__
    if isinstance(error, psycopg.errors.InsufficientPrivilege):  # as with the app servers' URL, whose user only reads
        said += "; name another user in the URL: an administrator to create, otherwise the publisher"
    return BuildError(f"{failed}: {said}")
