"""What a build has encoded so far, on disk, so that a build that is killed loses nothing: the next one goes on from it.

A journal is a file of blocks. A block holds some texts: how many they are, the key of each, its row of the matrix and
its pieces, and last the sha256 of all that. A build appends blocks and changes none. Where a builder was killed or the
disk was full, the last block is torn: it is dropped, as is all that follows a damaged one.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.indexing.digests import Digests, Places
from chatbot.indexing.index import PIECE, Codes
from chatbot.indexing.matrix import Stored, row_type
from chatbot.indexing.pieces import NONE

_SIZES = struct.Struct("<QQQ")  # of a block: the bytes of a row, how many texts, how many pieces all of them have
_KEY, _NUMBER, _DIGEST = 16, 4, 32  # bytes of a key, of a number of pieces, of a sha256
_FORCED = 10  # seconds of encoding that are lost at most where the machine itself stops

Ints = npt.NDArray[np.int64]


class _Block(NamedTuple):
    """n texts: their keys (n, 2), how many pieces each has (n,), their rows (n, columns), all pieces (t, PIECE)."""

    keys: Digests
    numbers: npt.NDArray[np.uint32]
    rows: Stored
    pieces: Codes


class Journal:
    """The texts that earlier builds encoded and did not publish, found by their keys; and where this one adds its own.

    A place is the number of a text that stood there when the journal was opened. Use as a context manager, holding the
    builder's lock.
    """

    def __init__(self, path: Path, dimensions: int, coded: bool) -> None:
        """Open nothing yet; rows in the file `path` have so many dimensions and are kept as 8-bit codes or whole."""
        self._path = path
        self._columns, self._type = row_type(dimensions, coded)
        self._row = self._columns * self._type.itemsize  # bytes

    def __enter__(self) -> Journal:
        """Read what is there, every checksum compared, and drop what is torn."""
        self._path.parent.mkdir(exist_ok=True)
        self._file = self._path.open("a+b")
        size = os.fstat(self._file.fileno()).st_size
        self._data = memoryview(mmap.mmap(self._file.fileno(), size, access=mmap.ACCESS_READ) if size else b"")
        self._whole = 0  # bytes
        self._blocks = list(self._read())
        self._firsts = np.cumsum([0, *(len(block.keys) for block in self._blocks)])
        self.find = Places(np.concatenate([np.empty((0, 2), np.uint64), *(block.keys for block in self._blocks)])).find
        self._file.truncate(self._whole)
        self._forced = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._force()
        finally:
            self._file.close()

    def rows(self, places: Ints) -> Stored:
        """Return the rows at these places (n, columns), as the matrix keeps them."""
        return np.stack([block.rows[i] for block, i in self._at(places)])

    def pieces(self, places: Ints) -> list[Codes]:
        """Return the pieces of the texts at these places, each (t, PIECE)."""
        return [block.pieces[block.numbers[:i].sum() :][: block.numbers[i]] for block, i in self._at(places)]

    def append(self, keys: Digests, rows: Stored, pieces: Sequence[Codes]) -> None:
        """Add texts: their keys (n, 2), rows (n, columns) and pieces, each (t, PIECE)."""
        numbers = np.fromiter(map(len, pieces), np.uint32, len(pieces))
        block = _Block(keys, numbers, rows, np.concatenate([NONE, *pieces]))
        sizes = _SIZES.pack(self._row, len(block.keys), len(block.pieces))
        content = b"".join((sizes, *(part.tobytes() for part in block)))
        self._file.write(content + hashlib.sha256(content).digest())
        self._file.flush()
        if time.monotonic() - self._forced > _FORCED:
            self._force()

    def _force(self) -> None:
        """Have the system write to disk now what it was given."""
        os.fsync(self._file.fileno())
        self._forced = time.monotonic()

    def _at(self, places: Ints) -> Iterator[tuple[_Block, int]]:
        """Yield the block of each of these places, and which of its texts it is."""
        blocks = np.searchsorted(self._firsts, places, side="right") - 1
        return zip(map(self._blocks.__getitem__, blocks), (places - self._firsts[blocks]).tolist(), strict=True)

    def _read(self) -> Iterator[_Block]:
        """Yield the blocks up to the first that is not whole, or whose rows are of another kind."""
        data, start = self._data, 0
        while start + _SIZES.size <= len(data):
            row, texts, pieces = _SIZES.unpack_from(data, start)
            end = start + _SIZES.size + texts * (_KEY + _NUMBER + row) + pieces * PIECE
            if row != self._row or hashlib.sha256(data[start:end]).digest() != data[end : end + _DIGEST]:
                return
            yield self._block(start + _SIZES.size, texts, pieces)
            start = self._whole = end + _DIGEST

    def _block(self, start: int, texts: int, pieces: int) -> _Block:
        """Return the block whose parts begin at this byte."""
        keys = np.ndarray((texts, 2), np.uint64, self._data, start)
        numbers = np.ndarray((texts,), np.uint32, self._data, start := start + keys.nbytes)
        rows = np.ndarray((texts, self._columns), self._type, self._data, start := start + numbers.nbytes)
        return _Block(keys, numbers, rows, np.ndarray((pieces, PIECE), np.int8, self._data, start + rows.nbytes))
