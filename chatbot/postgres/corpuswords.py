"""What depends on the whole corpus: the numbers of terms, how many passages hold each, how often a word occurs.

A row says from which generation on something is so; only what differs from the latest row is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from psycopg import Connection

from chatbot.postgres.copying import copy_rows

K = TypeVar("K")
Counted = tuple[Sequence[str], npt.NDArray[np.int64]]


def write_terms(
    connection: Connection[Any], vocabulary: Counted, last: int, born: int
) -> tuple[npt.NDArray[np.int32], int]:
    """Number new terms from `last` on; note how many passages hold each term from this generation on.

    Return the database's number of each of the version's terms (t,), and the last number that it has given.
    """
    words, held = vocabulary
    known: dict[str, int] = dict(connection.execute("SELECT term, number FROM term", binary=True).fetchall())
    new = [term for term in words if term not in known]
    known |= {term: number for number, term in enumerate(new, start=last + 1)}
    copy_rows(connection, "term", ("int4", "text"), ((known[term], term) for term in new))
    numbers = np.array([known[term] for term in words], np.int32)
    query = "SELECT DISTINCT ON (term) term, held FROM frequency ORDER BY term, born DESC"
    before: dict[int, int] = dict(connection.execute(query, binary=True).fetchall())
    now = dict(zip(numbers.tolist(), held.tolist(), strict=True))
    copy_rows(connection, "frequency", ("int4", "int4", "int4"), _changed(before, now, born))
    return numbers, last + len(new)


def write_surfaces(connection: Connection[Any], surfaces: Counted, born: int) -> None:
    """Note how often each unstemmed word occurs from this generation on."""
    words, counts = surfaces
    query = "SELECT DISTINCT ON (word) word, occurs FROM surface ORDER BY word, born DESC"
    before: dict[str, int] = dict(connection.execute(query, binary=True).fetchall())
    now = dict(zip(words, counts.tolist(), strict=True))
    copy_rows(connection, "surface", ("text", "int4", "int8"), _changed(before, now, born))


def _changed(before: dict[K, int], now: dict[K, int], born: int) -> list[tuple[K, int, int]]:
    gone = [(key, born, 0) for key, count in before.items() if count and key not in now]
    return gone + [(key, born, count) for key, count in now.items() if before.get(key) != count]
