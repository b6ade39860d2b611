"""The vectors of all views, one row each, on disk and mapped: as they are, or as 8-bit codes where there are many.

A coded row is the vector's numbers as int8 and, in four more bytes, the float32 that they are multiplied with. Codes
take a quarter of the room and of the reading; a product moves by less than .001. A row is copied from one version to
the next as it stands, so that a vector made long ago is the same as one made now.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import Residency, RowWriter, load
from chatbot.indexing.index import Floats

MATRIX = "views"
OFFSETS, KINDS = "view-offsets", "view-kinds"  # where each passage's rows begin, and what each row stands for
_SCALE = 4  # bytes at the end of a coded row
_MOST = 127

Stored = npt.NDArray[Any]


class ViewMatrix:
    """The rows of the views (v,), read-only. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `matrix_writer` wrote into `folder`."""
        self.rows: Stored = load(folder, MATRIX)
        self.coded = bool(self.rows.dtype == np.int8)
        self._residency = Residency(self.rows)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.rows.shape[1]) - _SCALE * self.coded

    def vectors(self, places: Sequence[int] | npt.NDArray[np.integer[Any]]) -> Floats:
        """Return the vectors at these places, (n, dimensions)."""
        rows = np.take(self.rows, places, axis=0)
        if not self.coded:
            return rows
        codes, scales = _parts(rows)
        return codes * scales[:, None]

    def products(self, places: npt.NDArray[np.int64], vector: Floats) -> Floats:
        """Return the inner products (n,) of `vector` with the vectors at these places.

        A product is summed in the same order wherever its view stands, so it is the same in every call.
        """
        rows = np.take(self.rows, places, axis=0)
        self._residency.used()
        if not self.coded:
            plain: Floats = np.vecdot(rows, vector)
            return plain
        codes, scales = _parts(rows)
        products: Floats = np.vecdot(codes, vector) * scales
        return products


def matrix_writer(folder: Path, dimensions: int, coded: bool) -> RowWriter:
    """Return the writer of the matrix in `folder`; it takes rows as `stored` returns them."""
    return RowWriter(folder, MATRIX, *row_type(dimensions, coded))


def row_type(dimensions: int, coded: bool) -> tuple[int, np.dtype[Any]]:
    """Return how many numbers a row of `stored` has, and of which type they are."""
    return dimensions + _SCALE * coded, np.dtype(np.int8 if coded else np.float32)


def stored(vectors: Floats, coded: bool) -> Stored:
    """Return vectors (n, d) as they are kept: (n, d) float32, or (n, d + 4) int8."""
    if not coded:
        return vectors
    scales = np.maximum(np.abs(vectors).max(axis=1), np.float32(1e-12)) / np.float32(_MOST)
    codes = np.rint(vectors / scales[:, None]).astype(np.int8)
    return np.hstack([codes, scales.astype(np.float32)[:, None].view(np.int8)])


def _parts(rows: Stored) -> tuple[Floats, Floats]:
    """Return the codes (n, d), as floats, and the scales (n,) of coded rows."""
    scales = np.ascontiguousarray(rows[:, -_SCALE:]).view(np.float32)[:, 0]
    return rows[:, :-_SCALE].astype(np.float32), scales
