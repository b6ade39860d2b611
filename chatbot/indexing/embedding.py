"""Views of passages -> one matrix of vectors: encodes what is new, takes the rest from an earlier version."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import load, save
from chatbot.indexing.digests import Digests, Places, digests_of
from chatbot.indexing.index import Encoder, View
from chatbot.indexing.matrix import Stored, ViewMatrix, matrix_writer, stored
from chatbot.indexing.vectors import many

KEYS = "view-keys"
_CHUNK = 256  # views encoded at a time
_NEW = -1  # place of a view that is not taken over

Ints = npt.NDArray[np.int64]


class ViewSpool:
    """All views until their number is known: new texts, kept in a file, and places of rows of an earlier version.

    Use as a context manager.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> ViewSpool:
        self._file: TextIO = self._path.open("w+", encoding="utf-8")
        self.clear()
        return self

    def clear(self) -> None:
        """Forget all views."""
        self._kinds = array("B")
        self._ends = array("q", [0])
        self._places = array("q")
        self._file.seek(0)
        self._file.truncate()

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def kinds(self) -> npt.NDArray[np.uint8]:
        """The views' kinds (v,)."""
        return np.array(self._kinds, np.uint8)

    @property
    def offsets(self) -> Ints:
        """Where each passage's views begin, and the end (n + 1,)."""
        return np.array(self._ends, np.int64)

    def add(self, views: Sequence[tuple[View, str]]) -> None:
        """Add the views of the next passage."""
        for kind, text in views:
            self._kinds.append(kind)
            self._places.append(_NEW)
            self._file.write(json.dumps(text) + "\n")
        self._ends.append(len(self._kinds))

    def add_known(self, first: int, offsets: Ints, kinds: npt.NDArray[np.uint8]) -> None:
        """Add the views of the next passages, whose rows stand from `first` on in the earlier version's matrix.

        `kinds` (v,) are theirs; passage i's are `offsets[i]:offsets[i + 1]`.
        """
        self._ends.extend((offsets[1:] + len(self._kinds)).tolist())
        self._kinds.frombytes(kinds.tobytes())
        self._places.extend(range(first, first + len(kinds)))

    def chunks(self) -> Iterator[tuple[Ints, list[str]]]:
        """Yield all views in order, some at a time: places (c,) of rows, -1 for new ones, and the texts of the new."""
        self._file.seek(0)
        places = np.array(self._places, np.int64)
        for start in range(0, len(places), _CHUNK):
            chunk = places[start : start + _CHUNK]
            yield chunk, list(map(json.loads, islice(self._file, int((chunk == _NEW).sum()))))


class Known:
    """Rows of an earlier version's matrix that the same encoder made, found by the digest of their text."""

    def __init__(self, folder: Path | None, coded: bool) -> None:
        """Open the version in `folder`; None knows nothing, nor are codes of use where vectors are kept whole."""
        self._matrix = ViewMatrix(folder) if folder else None
        usable = self._matrix and (coded or not self._matrix.coded)
        self.keys: Digests = load(folder, KEYS) if folder and usable else np.empty((0, 2), np.uint64)
        self.find = Places(self.keys).find
        self._coded = coded

    def rows(self, places: Ints) -> Stored:
        """Return the rows at these places, as they are kept now."""
        if self._matrix is None:
            raise LookupError("there is no earlier version to take rows from")
        if self._matrix.coded == self._coded:
            return self._matrix.rows[places]
        return stored(self._matrix.vectors(places), self._coded)


def embed(
    spool: ViewSpool, encoder: Encoder, reusable: Path | None, folder: Path, progress: Callable[[int], None]
) -> tuple[int, int]:
    """Write the matrix and the digests of its texts into `folder`; return (encoded, reused).

    Rows are taken over from the version in the folder `reusable`. `progress` is told the number of views done so far.
    """
    coded = many(spool.kinds)
    known = Known(reusable, coded)
    encoded = 0
    all_keys = [np.empty((0, 2), np.uint64)]
    with matrix_writer(folder, encoder.dimensions, coded) as writer:
        for places, texts in spool.chunks():
            fresh = places == _NEW
            keys = np.empty((len(places), 2), np.uint64)
            keys[fresh], keys[~fresh] = digests_of(map(str.encode, texts)), known.keys[places[~fresh]]
            places[fresh] = known.find(keys[fresh])
            missing = [text for text, place in zip(texts, places[fresh], strict=True) if place == _NEW]
            new = list(dict.fromkeys(missing))
            made = dict(zip(new, stored(encoder.encode_passages(new), coded), strict=True))
            old = places != _NEW
            rows = np.empty((len(places), writer.columns), writer.dtype)
            if old.any():
                rows[old] = known.rows(places[old])
            if missing:
                rows[~old] = np.stack([made[text] for text in missing])
            writer.append(rows)
            all_keys.append(keys)
            encoded += len(new)
            progress(writer.rows)
    save(folder, KEYS, np.concatenate(all_keys))
    return encoded, writer.rows - encoded
