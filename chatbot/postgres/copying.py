"""Rows into a table by COPY: columns of one width as one block of memory, others one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from psycopg import Connection, sql

from chatbot.indexing.index import Floats

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_COPY = sql.SQL("COPY {} FROM STDIN (FORMAT BINARY)")


def copy_rows(connection: Connection[Any], table: str, types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table whose columns, in order, have these types."""
    with connection.cursor() as cursor, cursor.copy(_COPY.format(sql.Identifier(table))) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def copy_vectors(connection: Connection[Any], table: str, columns: Sequence[npt.NDArray[Any]], vectors: Floats) -> None:
    """Add rows (article, passage, place, kind) (v,) with their vectors (v, dimensions) as half-precision numbers.

    COPY's binary format: two bytes count the fields, four bytes before each say how long it is, all big-endian.
    pgvector's: two bytes count the dimensions, two are zero.
    """
    dimensions = vectors.shape[1]
    fields: list[tuple[str, Any, Any]] = [("fields", ">i2", len(columns) + 1)]
    types = (("article", ">i4"), ("passage", ">i4"), ("place", ">i2"), ("kind", ">i2"))
    for (name, kind), values in zip(types, columns, strict=True):
        fields += [(f"{name} size", ">i4", np.dtype(kind).itemsize), (name, kind, values)]
    fields += [("size", ">i4", 4 + 2 * dimensions), ("dimensions", ">u2", dimensions), ("unused", ">u2", 0)]
    rows = np.empty(len(vectors), [(name, kind) for name, kind, _ in fields] + [("vector", ">f2", (dimensions,))])
    for name, _, values in fields:
        rows[name] = values
    rows["vector"] = vectors
    with connection.cursor() as cursor, cursor.copy(_COPY.format(sql.Identifier(table))) as copy:
        copy.write(_HEADER + rows.tobytes() + _END)
