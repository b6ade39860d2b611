"""FAISS and a matrix of view vectors: rows and scores. Knows no text; the only module that imports faiss.

All views of passage i stand in rows `offsets[i]:offsets[i + 1]` of one memory-mapped matrix. FAISS searches some of
them; the rest are only scored for passages already found.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import best, load, save
from chatbot.indexing.index import Floats, Hits, Rows, View, ViewScores

MATRIX = "views"
SEARCHED = (View.QUESTION, View.WHOLE, View.WINDOW)
"""A sentence alone finds little that its window does not find, and there are more of them than of all other views."""

SEARCHED_AT_SIZE = (View.QUESTION, View.WHOLE)
SIZE = 20_000
"""Searched views from which on the windows, too, are only scored, and FAISS holds half-precision numbers.

Up to here all of them stay in a processor's cache, and an exact search takes 1 ms; beyond, memory is the limit.
"""

_FAISS = "vectors.faiss"
_SPARE = 4  # views fetched for each passage wanted, at first


def searched_kinds(kinds: npt.NDArray[np.uint8]) -> tuple[View, ...]:
    """Return which of the views (v,) are searched: fewer kinds where there are many views."""
    return SEARCHED if np.isin(kinds, SEARCHED).sum() < SIZE else SEARCHED_AT_SIZE


def write_vectors(folder: Path, offsets: npt.NDArray[np.int64], kinds: npt.NDArray[np.uint8]) -> None:
    """Write what stands beside the matrix "views", which is in `folder` already: offsets, kinds and the FAISS index."""
    matrix = load(folder, MATRIX)
    searched = np.flatnonzero(np.isin(kinds, searched_kinds(kinds)))
    save(folder, "view-offsets", offsets)
    save(folder, "view-kinds", kinds)
    save(folder, "searched-views", searched.astype(np.int32))
    owners = np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))
    save(folder, "searched-rows", owners[searched])
    index = _empty_index(matrix.shape[1], len(searched))
    for part in np.array_split(searched, 1 + len(searched) // 10_000):
        index.add(matrix[part])
    faiss.write_index(index, str(folder / _FAISS))


def _empty_index(dimensions: int, views: int) -> faiss.Index:
    """Return the kind of index that suits so many views."""
    if views < SIZE:
        return faiss.IndexFlatIP(dimensions)
    return faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


class VectorIndex:
    """The vectors of n passages. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_vectors` wrote into `folder`."""
        self._matrix = load(folder, MATRIX)
        self._offsets = load(folder, "view-offsets")
        self._kinds = load(folder, "view-kinds")
        self._rows = load(folder, "searched-rows")
        self._index = faiss.read_index(str(folder / _FAISS), faiss.IO_FLAG_MMAP_IFC)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def nearest(self, vector: Floats, limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> Hits:
        """Return up to `limit` passages by their best searched view; only rows where `allowed` (n,) is true.

        FAISS returns views, so more of them are fetched until they belong to enough passages.
        """
        passages = len(self) if allowed is None else int(allowed.sum())
        wanted, views = min(limit, passages), _SPARE * limit
        selector = None if allowed is None else self._selector(allowed)
        while wanted > 0:
            rows, scores = self._search(vector, min(views, len(self._rows)), selector)
            if len(rows) >= wanted or views >= len(self._rows):
                order = best(scores, limit)
                return Hits(rows[order], scores[order])
            views *= 4
        return Hits(np.empty(0, np.int64), np.empty(0, np.float32))

    def view_scores(self, vector: Floats, rows: Rows) -> ViewScores:
        """Return the inner products of `vector` with all views of the passages `rows`.

        A product is summed in the same order wherever its view stands, so it is the same in every call.
        """
        offsets, kinds, vectors = self.views(rows)
        return ViewScores(offsets, kinds, np.vecdot(vectors, vector))

    def views(self, rows: Rows) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8], Floats]:
        """Return offsets (n + 1,), kinds (v,) and vectors (v, dimensions) of all views of the passages `rows`."""
        first, counts = self._offsets[rows], self._offsets[rows + 1] - self._offsets[rows]
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        views = np.repeat(first - offsets[:-1], counts) + np.arange(offsets[-1])
        return offsets, self._kinds[views], np.take(self._matrix, views, axis=0)

    def searched(self) -> tuple[View, ...]:
        """Return the kinds of views that a search looks through."""
        return searched_kinds(self._kinds)

    def _search(self, vector: Floats, views: int, selector: faiss.IDSelector | None) -> tuple[Rows, Floats]:
        """Return the passages of the `views` best views, in row order, and each one's best score."""
        parameters = faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]
        faiss.omp_set_num_threads(1)  # each calling thread has its own setting; a second one waits more than it helps
        scores, found = self._index.search(np.ascontiguousarray(vector[None]), views, params=parameters)
        held = found[0][found[0] >= 0]  # FAISS fills up with -1 where there are fewer views
        rows, first = np.unique(self._rows[held], return_index=True)  # views come best first
        return rows.astype(np.int64), scores[0][first]

    def _selector(self, allowed: npt.NDArray[np.bool_]) -> faiss.IDSelector:
        bits = np.packbits(allowed[self._rows], bitorder="little")
        return faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # the stubs show the C++ signature
