"""Views of passages -> one matrix of vectors: encodes what is new, takes the rest from an earlier version."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import load, save
from chatbot.indexing.index import Encoder, View
from chatbot.indexing.matrix import Stored, ViewMatrix, matrix_writer, stored
from chatbot.indexing.vectors import many

KEYS = "view-keys"
_CHUNK = 256  # views encoded at a time

Keys = npt.NDArray[np.uint64]


class ViewSpool:
    """The texts of all views, kept in a file until their number is known; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kinds = array("B")
        self._ends = array("q", [0])

    def __enter__(self) -> ViewSpool:
        self._file: TextIO = self._path.open("w+", encoding="utf-8")
        return self

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
    def offsets(self) -> npt.NDArray[np.int64]:
        """Where each passage's views begin, and the end (n + 1,)."""
        return np.array(self._ends, np.int64)

    def add(self, views: Sequence[tuple[View, str]]) -> None:
        """Add the views of the next passage."""
        for kind, text in views:
            self._kinds.append(kind)
            self._file.write(json.dumps(text) + "\n")
        self._ends.append(len(self._kinds))

    def chunks(self) -> Iterator[list[str]]:
        """Yield all texts in order, some at a time."""
        self._file.seek(0)
        chunk: list[str] = []
        for line in self._file:
            chunk.append(json.loads(line))
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk


class Known:
    """Rows of an earlier version's matrix that the same encoder made, found by the digest of their text."""

    def __init__(self, folder: Path | None, coded: bool) -> None:
        """Open the version in `folder`; None knows nothing, nor are codes of use where vectors are kept whole."""
        self._matrix = ViewMatrix(folder) if folder else None
        usable = self._matrix and (coded or not self._matrix.coded)
        keys: Keys = load(folder, KEYS) if folder and usable else np.empty((0, 2), np.uint64)
        self._order = np.argsort(keys[:, 0], kind="stable")
        self._keys = keys[self._order]
        self._coded = coded

    def find(self, keys: Keys) -> npt.NDArray[np.int64]:
        """Return the place of each key's row, -1 where there is none."""
        if not len(self._keys):
            return np.full(len(keys), -1)
        places = np.minimum(np.searchsorted(self._keys[:, 0], keys[:, 0]), len(self._keys) - 1)
        return np.where((self._keys[places] == keys).all(axis=1), self._order[places], -1)

    def rows(self, places: npt.NDArray[np.int64]) -> Stored:
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
        for texts in spool.chunks():
            keys = _keys(texts)
            places = known.find(keys)
            new = list({text: None for text, place in zip(texts, places, strict=True) if place < 0})
            made = dict(zip(new, stored(encoder.encode_passages(new), coded), strict=True))
            old = iter(known.rows(places[places >= 0]) if (places >= 0).any() else ())
            rows = [made[text] if place < 0 else next(old) for text, place in zip(texts, places, strict=True)]
            writer.append(np.stack(rows))
            all_keys.append(keys)
            encoded += len(new)
            progress(writer.rows)
    save(folder, KEYS, np.concatenate(all_keys))
    return encoded, writer.rows - encoded


def _keys(texts: Sequence[str]) -> Keys:
    """Return the first 128 bits of each text's sha256, (len(texts), 2)."""
    digests = b"".join(hashlib.sha256(text.encode()).digest()[:16] for text in texts)
    return np.frombuffer(digests, np.uint64).reshape(-1, 2)
