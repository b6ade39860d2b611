"""Contextual vectors of the word pieces of each sentence, in 32 bytes each: what late interaction compares.

The vector of a text tells what it is about. Whether a passage has something near each word of a question is told by
their pieces (late interaction: Khattab and Zaharia 2020, "ColBERT: Efficient and Effective Passage Search"). Whole
vectors of all pieces would take ten times the room of everything else; along the first 32 principal axes of the
encoder's own pieces they tell nearly as much. The axes stand in pieces.npz, for the encoder that ranking.json was
fitted for; `scripts/fit_ranking.py` writes both. For another encoder there are none, and no passage has pieces.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import Residency, RowWriter, load, load_all, product, ranges, save
from chatbot.indexing.index import PIECE, Codes, Floats, Rows
from chatbot.indexing.matrix import OFFSETS
from chatbot.indexing.models import file_sha256

TEXTS = Path(__file__).with_name("check_texts.txt")
"""Real sentences, one a line: encoders are compared with their originals on them; the axes are of their pieces."""

NONE: Codes = np.empty((0, PIECE), np.int8)
"""The pieces of a view that has none."""

PIECES, STARTS = "pieces", "piece-starts"  # of all views in the matrix's order; only sentences have any

_AXES = Path(__file__).with_name("pieces.npz")
_MOST = 127  # a coded number is that much of 1


def axes(fingerprint: str) -> Floats | None:
    """Return the axes (width, PIECE) of this encoder's pieces, None where it has none."""
    return _axes(fingerprint, _AXES)


def axes_digest(fingerprint: str) -> str:
    """Return what tells one encoder's axes from others, "" where it has none."""
    return "" if axes(fingerprint) is None else file_sha256(_AXES)


def write_axes(states: Iterable[Floats], fingerprint: str) -> None:
    """Find the axes of word pieces, given as (t, width) for some texts, and write them where `axes` finds them."""
    unit = np.concatenate([_unit(some.astype(np.float64)) for some in states])
    _, vectors = np.linalg.eigh(unit.T @ unit)
    found = vectors[:, : -PIECE - 1 : -1].astype(np.float16)
    np.savez(_AXES, axes=found, encoder=np.array(fingerprint))
    _axes.cache_clear()


@cache
def _axes(fingerprint: str, file: Path) -> Floats | None:
    stored = load_all(file)
    return stored["axes"].astype(np.float32) if str(stored["encoder"]) == fingerprint else None


def coded(states: Floats, found: Floats) -> Codes:
    """Return what the encoder makes of word pieces (t, width), as it is kept: along the axes (width, PIECE)."""
    codes: Codes = np.rint(_unit(product(states, found)) * _MOST).astype(np.int8)
    return codes


def nearest(asked: Codes, codes: Codes, offsets: npt.NDArray[np.int64]) -> Floats:
    """Return (n, m): the cosine of each of `asked` (m, PIECE) and each passage's nearest piece, 0 where it has none.

    Passage i's pieces are `codes[offsets[i]:offsets[i + 1]]`. Sums of such small whole numbers are exact in any order.
    """
    found = np.zeros((len(offsets) - 1, len(asked)), np.float32)
    some = np.diff(offsets) > 0
    if len(codes) and len(asked):
        near = product(codes.astype(np.float32), asked.T.astype(np.float32, order="C"))
        found[some] = np.maximum.reduceat(near, offsets[:-1][some], axis=0) / np.float32(_MOST**2)
    return found


class PieceWriter:
    """Writes the pieces of all views, in the matrix's order; use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._codes = RowWriter(folder, PIECES, PIECE, np.int8)
        self._ends = array("q", [0])

    def __enter__(self) -> PieceWriter:
        self._codes.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._codes.__exit__()
        save(self._folder, STARTS, np.array(self._ends, np.int64))

    def append(self, pieces: Sequence[Codes]) -> None:
        """Append what each of some views has, (t, PIECE); most have none."""
        self._codes.append(np.concatenate([NONE, *pieces]))
        self._ends.extend(accumulate(map(len, pieces), initial=self._ends.pop()))


class PieceStore:
    """The pieces of the sentences of n passages. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what a build wrote into `folder`."""
        self._codes = load(folder, PIECES)
        self._starts = load(folder, STARTS)
        self._offsets = load(folder, OFFSETS)
        self._residency = Residency(self._codes, self._starts)

    def of(self, rows: Rows) -> tuple[npt.NDArray[np.int64], Codes]:
        """Return offsets (n + 1,) and codes (t, PIECE) of the passages `rows`."""
        self._residency.used()
        firsts = self._starts[self._offsets[rows]]
        offsets, places = ranges(firsts, self._starts[self._offsets[rows + 1]] - firsts)
        return offsets, np.take(self._codes, places, axis=0)


def _unit(vectors: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    unit: npt.NDArray[np.floating] = vectors / np.maximum(np.sqrt(np.vecdot(vectors, vectors)), 1e-9)[:, None]
    return unit
