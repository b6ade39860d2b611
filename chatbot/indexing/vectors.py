"""FAISS over the vectors of views: rows and scores. Knows no text; the only module that imports faiss.

All views of passage i stand in rows `offsets[i]:offsets[i + 1]` of the matrix. FAISS searches some of them; the rest
are only scored for passages already found.

Up to `SIZE` searched views all of them are compared: they stay in a processor's cache and take 1 ms. Beyond, an
inverted file of 8-bit codes, of a third of the dimensions, looks into the lists nearest to the question; whole vectors
score what it finds. How many lists is found at build, by how much of an exact search they find; if no number will do,
codes of all dimensions are tried, and then comparing all of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import best, load, product, ranges, save
from chatbot.indexing.cores import cores_given
from chatbot.indexing.index import Floats, Hits, Rows, View, ViewScores
from chatbot.indexing.matrix import KINDS, OFFSETS, ViewMatrix

SEARCHED = (View.QUESTION, View.WHOLE, View.WINDOW)
"""A sentence alone finds little that its window does not find, and there are more of them than of all other views."""

SEARCHED_AT_SIZE = (View.QUESTION, View.WHOLE)
"""And for a passage without a question the window, or else the sentence, that is least like the whole: two for each."""

SIZE = 20_000
TARGET = 0.985
"""Share of an exact search's first ten passages that a search must find, with and without a filter."""

SEARCHED_VIEWS, SEARCHED_ROWS = "searched-views", "searched-rows"  # places of such views, and their passages
_FAISS = "vectors.faiss"
_SPARE = 4  # views fetched for each passage wanted, at first
_FEWEST = 160  # views fetched at least: those found by a third of the dimensions are not in their right order
_MAIN = 3  # one main axis for so many dimensions
_AT_A_TIME = 20_000  # rows decoded at once
_LISTS = 8192  # most lists
_PER_ROOT = 6  # lists for each unit of the square root of the number of views
_TRAINING = 20  # vectors that each list is found from
_PROBES = (8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 320, 384, 512)  # numbers of lists that are tried
_TRIED = 100  # stored views that stand in for questions
_FOUND = 10  # passages that count
_FILTERED = 100  # one passage in so many, when searching under a filter is measured
_CODES = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT

Report = Mapping[str, str | int | float]
Ints = npt.NDArray[np.int64]


def many(kinds: npt.NDArray[np.uint8]) -> bool:
    """Tell whether there are so many views (v,) that they are kept as codes and not all of them compared."""
    return int(np.isin(kinds, SEARCHED).sum()) >= SIZE


def write_vectors(folder: Path, offsets: Ints, kinds: npt.NDArray[np.uint8]) -> Report:
    """Write what stands beside the matrix, which is in `folder` already; return how it is searched, and how well."""
    matrix = ViewMatrix(folder)
    owners = np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))
    searched = _searched(matrix, offsets, kinds) if many(kinds) else np.flatnonzero(np.isin(kinds, SEARCHED))
    save(folder, OFFSETS, offsets)
    save(folder, KINDS, kinds)
    save(folder, SEARCHED_VIEWS, searched.astype(np.int32))
    save(folder, SEARCHED_ROWS, owners[searched])
    if many(kinds):
        return _LargeIndex(folder, matrix, searched, owners[searched]).report(kinds)
    index = faiss.IndexFlatIP(matrix.dimensions)
    _fill(index, matrix, searched)
    faiss.write_index(index, str(folder / _FAISS))
    return {"index": "exact", "views": len(searched)}


def search_warnings(report: Report) -> list[str]:
    """Return what must be said where the inverted file found too little and all views are compared instead."""
    found = report.get("inverted file found")
    if found is None:
        return []
    return [f"an inverted file found {found:.1%} of the nearest passages; all are compared instead, slower"]


def _searched(matrix: ViewMatrix, offsets: Ints, kinds: npt.NDArray[np.uint8]) -> Ints:
    """Return the places of the views that are searched among many."""
    chosen = np.isin(kinds, SEARCHED_AT_SIZE)
    wholes = np.flatnonzero(kinds == View.WHOLE)
    whole = wholes[np.minimum(np.searchsorted(wholes, offsets[:-1]), len(wholes) - 1)]
    owners = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    likeness = np.empty(len(kinds), np.float32)
    for part in np.array_split(np.arange(len(kinds)), 1 + len(kinds) // _AT_A_TIME):
        likeness[part] = np.vecdot(matrix.vectors(part), matrix.vectors(whole[owners[part]]))
    # a window (2) before a sentence (3), of these the least like; what is searched already, last
    order = np.lexsort((likeness, np.where(chosen, 9, kinds), owners))
    first = order[offsets[:-1]]
    asked = np.bitwise_or.reduceat(kinds == View.QUESTION, offsets[:-1])
    chosen[first[~asked]] = True
    return np.flatnonzero(chosen)


class _LargeIndex:
    """The index of many views while it is made: filled, tried, written."""

    def __init__(self, folder: Path, matrix: ViewMatrix, searched: Ints, owners: npt.NDArray[np.int32]) -> None:
        self._folder, self._matrix, self._searched, self._owners = folder, matrix, searched, owners

    def report(self, kinds: npt.NDArray[np.uint8]) -> Report:
        """Write the index that finds enough, and return what was measured of it."""
        faiss.omp_set_num_threads(cores_given())
        places = np.flatnonzero(kinds == View.SENTENCE)
        tried = self._matrix.vectors(places[:: max(1, len(places) // _TRIED)][:_TRIED])
        exact = self._exact(tried, self._searched), self._exact(tried, self._searched[self._filtered])
        for axes in (self._matrix.dimensions // _MAIN, self._matrix.dimensions):
            index = self._inverted_file(axes)
            ivf = faiss.extract_index_ivf(index)
            for probes in (probes for probes in _PROBES if probes <= ivf.nlist):
                ivf.nprobe = probes
                found = self._recall(index, tried, exact)
                if min(found) >= TARGET:
                    return self._written(index, found, {"lists": ivf.nlist, "probes": probes, "dimensions": axes})
        flat = faiss.IndexScalarQuantizer(self._matrix.dimensions, *_CODES)
        flat.train(self._sample(_LISTS))
        _fill(flat, self._matrix, self._searched)
        return self._written(flat, self._recall(flat, tried, exact), {"inverted file found": round(min(found), 4)})

    @property
    def _filtered(self) -> npt.NDArray[np.bool_]:
        allowed: npt.NDArray[np.bool_] = self._owners % _FILTERED == 0
        return allowed

    def _inverted_file(self, axes: int) -> faiss.Index:
        lists = max(1, min(_LISTS, _PER_ROOT * math.isqrt(len(self._searched)), len(self._searched) // _TRAINING))
        sample = self._sample(lists)
        ivf = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(axes), axes, lists, *_CODES)
        ivf.cp.niter, ivf.cp.seed, ivf.cp.spherical = 6, 1, True
        ivf.cp.min_points_per_centroid, ivf.cp.max_points_per_centroid = 1, _TRAINING
        index = faiss.IndexPreTransform(_projection(sample, axes), ivf) if axes < self._matrix.dimensions else ivf
        index.train(sample)
        _fill(index, self._matrix, self._searched)
        return index

    def _sample(self, lists: int) -> Floats:
        """Return every so many of the searched views, as many as `lists` are found from."""
        return self._matrix.vectors(self._searched[:: max(1, len(self._searched) // (lists * _TRAINING))])

    def _exact(self, vectors: Floats, views: Ints) -> list[set[int]]:
        """Return the first passages by comparing each vector with all `views`."""
        wanted = min(len(views), _SPARE * _FOUND)
        scores = np.empty((len(vectors), 0), np.float32)
        found = np.empty((len(vectors), 0), np.int64)
        for part in np.array_split(views, 1 + len(views) // _AT_A_TIME):
            among, most = self._matrix.vectors(part), min(wanted, len(part))
            some, places = faiss.knn(vectors, among, most, metric=faiss.METRIC_INNER_PRODUCT)
            scores, found = np.hstack([scores, some]), np.hstack([found, part[places]])
            kept = np.argsort(-scores, axis=1, kind="stable")[:, :wanted]
            scores, found = np.take_along_axis(scores, kept, 1), np.take_along_axis(found, kept, 1)
        owners = self._owners[np.searchsorted(self._searched, found)]
        return [set(list(dict.fromkeys(row))[:_FOUND]) for row in owners.tolist()]

    def _recall(self, index: faiss.Index, vectors: Floats, exact: tuple[list[set[int]], ...]) -> tuple[float, ...]:
        """Return the shares of the exact passages that are found without and with the filter."""
        search = _Search(index, self._matrix, self._searched, self._owners)
        shares = []
        for wanted, views in zip(exact, (None, self._filtered), strict=True):
            among = None if views is None else _Selection(views)
            found = (search.passages(vector, _FOUND, among).rows.tolist() for vector in vectors)
            hits = sum(len(those & set(rows)) for those, rows in zip(wanted, found, strict=True))
            shares.append(hits / max(1, sum(map(len, wanted))))
        return tuple(shares)

    def _written(self, index: faiss.Index, found: tuple[float, ...], more: dict[str, int | float]) -> Report:
        faiss.write_index(index, str(self._folder / _FAISS))
        kind = "inverted file, 8 bits" if "lists" in more else "all compared, 8 bits"
        recall = {f"recall@{_FOUND}": round(found[0], 4), f"recall@{_FOUND} of 1 %": round(found[1], 4)}
        return {"index": kind, "views": len(self._searched), **more, **recall}


def _projection(vectors: Floats, axes: int) -> faiss.LinearTransform:
    """Return the map onto the `axes` directions in which the vectors (n, d) are longest: products change least.

    Second moments are taken about 0; about the mean, as usual, products would not keep their order.
    """
    _, directions = np.linalg.eigh(product(vectors.T, vectors).astype(np.float64))
    made = faiss.LinearTransform(vectors.shape[1], axes, False)
    faiss.copy_array_to_vector(directions[:, ::-1][:, :axes].T.astype(np.float32).ravel(), made.A)
    made.is_trained = True
    return made


def _fill(index: faiss.Index, matrix: ViewMatrix, searched: Ints) -> None:
    for part in np.array_split(searched, 1 + len(searched) // _AT_A_TIME):
        index.add(matrix.vectors(part))


class _Selection:
    """Some of the searched views, as FAISS asks for them, and their share of all."""

    def __init__(self, views: npt.NDArray[np.bool_]) -> None:
        bits = np.packbits(views, bitorder="little")
        self.selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # stubs show C++ signatures
        self.share = max(float(views.mean()), 1e-9)


class _Search:
    """Views found by FAISS -> passages: `searched` (v,) are places in the matrix, `owners` (v,) their passages.

    Where the matrix holds codes, what is found is scored by it: FAISS keeps a rougher and shorter code of each view.
    """

    def __init__(self, index: faiss.Index, matrix: ViewMatrix, searched: Ints, owners: npt.NDArray[np.int32]) -> None:
        self._index, self._matrix, self._searched, self._owners = index, matrix, searched, owners
        ivf = faiss.try_extract_index_ivf(index)
        self._lists, self._probes = (ivf.nlist, ivf.nprobe) if ivf else (0, 0)
        self._projects = isinstance(index, faiss.IndexPreTransform)

    def passages(self, vector: Floats, limit: int, among: _Selection | None) -> Hits:
        """Return up to `limit` passages by their best view; more views are fetched until there are enough.

        Under a filter that few pass, as many more lists are looked into, in the end all of them.
        """
        probes = math.ceil(self._probes / (among.share if among else 1.0))
        views = max(_SPARE * limit, _FEWEST)
        while limit > 0:
            rows, scores, some = self._views(vector, min(views, len(self._owners)), among, min(probes, self._lists))
            if len(rows) >= limit or (some and probes >= self._lists) or views >= len(self._owners):
                order = best(scores, limit)
                return Hits(rows[order], scores[order])
            if some:
                probes = self._lists
            else:
                views *= 4
        return Hits(np.empty(0, np.int64), np.empty(0, np.float32))

    def _views(self, vector: Floats, views: int, among: _Selection | None, probes: int) -> tuple[Rows, Floats, bool]:
        """Return the passages of the `views` best views, in row order, their best scores, and if there were fewer."""
        faiss.omp_set_num_threads(1)  # each calling thread has its own setting; a second one waits more than it helps
        nearest, found = self._index.search(vector[None], views, params=self._parameters(among, probes))
        held = found[0][found[0] >= 0]  # FAISS fills up with -1
        scores = nearest[0][: len(held)]
        if self._matrix.coded:
            scores = self._matrix.products(self._searched[held], vector)
            order = np.argsort(-scores)
            held, scores = held[order], scores[order]
        owners = self._owners[held]  # np.unique, for what follows, would import numpy.ma: a sixtieth of a start
        order = np.argsort(owners, kind="stable")  # views come best first
        sorted_owners = owners[order]
        is_first = np.ones(len(order), bool)
        np.not_equal(sorted_owners[1:], sorted_owners[:-1], out=is_first[1:])
        first = order[is_first]
        return owners[first].astype(np.int64), scores[first], len(held) < views

    def _parameters(self, among: _Selection | None, probes: int) -> faiss.SearchParameters | None:
        if self._lists:
            chosen = {"sel": among.selector} if among else {}
            ivf = faiss.SearchParametersIVF(nprobe=probes, **chosen)  # type: ignore[call-arg]
            return faiss.SearchParametersPreTransform(index_params=ivf) if self._projects else ivf  # type: ignore[call-arg]
        return faiss.SearchParameters(sel=among.selector) if among else None  # type: ignore[call-arg]


class VectorIndex:
    """The vectors of n passages. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_vectors` wrote into `folder`."""
        self._matrix = ViewMatrix(folder)
        self._offsets = load(folder, OFFSETS)
        self._kinds = load(folder, KINDS)
        self._owners = load(folder, SEARCHED_ROWS)
        index = faiss.read_index(str(folder / _FAISS), faiss.IO_FLAG_MMAP_IFC)
        self._search = _Search(index, self._matrix, load(folder, SEARCHED_VIEWS), self._owners)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def nearest(self, vector: Floats, limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> Hits:
        """Return up to `limit` passages by their best searched view; only rows where `allowed` (n,) is true."""
        if allowed is None:
            return self._search.passages(vector, min(limit, len(self)), None)
        return self._search.passages(vector, min(limit, int(allowed.sum())), _Selection(allowed[self._owners]))

    def view_scores(self, vector: Floats, rows: Rows) -> ViewScores:
        """Return the inner products of `vector` with all views of the passages `rows`."""
        offsets, places = self._places(rows)
        return ViewScores(offsets, self._kinds[places], self._matrix.products(places, vector))

    def views(self, rows: Rows) -> tuple[Ints, npt.NDArray[np.uint8], Floats]:
        """Return offsets (n + 1,), kinds (v,) and vectors (v, dimensions) of all views of the passages `rows`."""
        offsets, places = self._places(rows)
        return offsets, self._kinds[places], self._matrix.vectors(places)

    def searched(self) -> tuple[View, ...]:
        """Return the kinds of views of which all are searched."""
        return SEARCHED_AT_SIZE if many(self._kinds) else SEARCHED

    def _places(self, rows: Rows) -> tuple[Ints, Ints]:
        firsts = self._offsets[rows]
        return ranges(firsts, self._offsets[rows + 1] - firsts)
