"""Arrays and word lists on disk, opened as memory maps: processes share one copy, and opening reads nothing."""

from __future__ import annotations

import mmap
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, count, pairwise
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_LARGE = 64_000_000  # bytes from which an array's pages are let go of
_USES = 8  # questions after which they are let go of again: each maps up to 40 MB of an index of a million passages
_FEW = 500  # numbers that are sorted sooner than parted into the highest and the others
_header = threading.Lock()  # numpy parses an array's header as Python, which threads cannot do at once before 3.11.8


def save(folder: Path, name: str, array: Array) -> None:
    """Write `array` to NAME.npy."""
    np.save(folder / f"{name}.npy", array, allow_pickle=False)


def load(folder: Path, name: str) -> Array:
    """Return NAME.npy as a read-only map."""
    path = folder / f"{name}.npy"
    with _header:
        try:
            array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
        except ValueError:  # nothing to map in an array without elements
            array = np.load(path, allow_pickle=False)
    return np.asarray(array)  # the same memory as a plain array: slicing a memmap costs microseconds each time


def load_all(file: Path) -> dict[str, Array]:
    """Return the arrays of an .npz file by their names, in memory."""
    with _header, np.load(file, allow_pickle=False) as stored:
        return dict(stored)


class Residency:
    """Keeps the pages of large mapped arrays from piling up: after so many uses the process lets go of all of them.

    The system keeps them in its cache, where they take no memory from anybody who needs it; they are mapped again when
    they are read again. Small arrays stay. Safe to use from several threads.
    """

    def __init__(self, *arrays: Array) -> None:
        bases = [array.base for array in arrays if array.nbytes >= _LARGE]
        self._maps = [getattr(base, "_mmap", None) for base in bases]
        self._uses = count(1)

    def used(self) -> None:
        """Take note of one use."""
        if self._maps and next(self._uses) % _USES == 0:
            for mapped in filter(None, self._maps):
                mapped.madvise(mmap.MADV_DONTNEED)


class RowWriter:
    """Writes NAME.npy row by row, for a matrix larger than memory; use as a context manager."""

    def __init__(self, folder: Path, name: str, columns: int, dtype: npt.DTypeLike) -> None:
        self._path = folder / f"{name}.npy"
        self._columns = columns
        self._dtype = np.dtype(dtype)
        self.rows = 0

    def __enter__(self) -> RowWriter:
        self._file: BinaryIO = self._path.open("wb")
        self._write_header()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def append(self, rows: Array) -> None:
        """Append rows (n, columns)."""
        self._file.write(np.ascontiguousarray(rows, self._dtype).tobytes())
        self.rows += len(rows)

    def _write_header(self) -> None:
        """Write the header; numpy pads it so that it stays as long however many rows there come to be."""
        shape = (self.rows, self._columns)
        header = {"descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)


def save_words(folder: Path, name: str, words: Iterable[str]) -> None:
    """Write sorted, unique words: their UTF-8 bytes end to end, and where each begins."""
    encoded = [word.encode() for word in words]
    save(folder, name, np.frombuffer(b"".join(encoded), np.uint8))
    save(folder, f"{name}-starts", np.fromiter(accumulate(map(len, encoded), initial=0), np.int64, len(encoded) + 1))


class Words:
    """What `save_words` wrote; a word's number is its place in the order of code points."""

    def __init__(self, folder: Path, name: str) -> None:
        self._bytes = load(folder, name).data
        self._starts = load(folder, f"{name}-starts").data

    def __iter__(self) -> Iterator[str]:
        whole, starts = bytes(self._bytes), self._starts.tolist()
        return (whole[start:end].decode() for start, end in pairwise(starts))

    def number(self, word: str) -> int:
        """Return a word's number, -1 where it is not among them."""
        encoded, words = word.encode(), len(self._starts) - 1
        place = bisect_left(range(words), encoded, key=self._encoded)
        return place if place < words and self._encoded(place) == encoded else -1

    def _encoded(self, number: int) -> bytes:
        return bytes(self._bytes[self._starts[number] : self._starts[number + 1]])


def ranges(firsts: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """Return n ranges of places end to end: where each begins there, and the end (n + 1,), and all their places.

    Range i holds `counts[i]` places, from `firsts[i]` on.
    """
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return offsets, np.repeat(firsts - offsets[:-1], counts) + np.arange(offsets[-1])


@np.errstate(invalid="ignore")
def product(left: Array, right: Array) -> Any:
    """Return `left @ right` without a word about invalid values.

    Now and then, rarely, OpenBLAS reports one though all numbers are finite and the product is right (numpy issue
    24067). Whatever it is multiplied for would fail where warnings are errors.
    """
    return left @ right


def best(scores: npt.NDArray[np.float32], limit: int) -> npt.NDArray[np.int64]:
    """Return the places of the `limit` highest scores, highest first, of equal ones the first place first."""
    if limit <= 0:
        return np.empty(0, np.int64)
    if len(scores) <= max(limit, _FEW):
        return np.argsort(-scores, kind="stable")[:limit]
    least = np.partition(scores, -limit)[-limit]
    above = np.flatnonzero(scores > least)
    level = np.flatnonzero(scores == least)[: limit - len(above)]
    places = np.sort(np.concatenate([above, level]))
    return places[np.argsort(-scores[places], kind="stable")]
