"""Views of passages -> their vectors and pieces: encodes what is new, takes the rest from earlier builds."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import load, save
from chatbot.indexing.digests import Digests, Places, digests_of
from chatbot.indexing.index import Codes, Encoder, View
from chatbot.indexing.journal import Journal
from chatbot.indexing.matrix import Stored, ViewMatrix, matrix_writer, stored
from chatbot.indexing.pieces import NONE, PIECES, STARTS, PieceWriter
from chatbot.indexing.vectors import many

KEYS = "view-keys"
_CHUNK = 256  # views encoded at a time
_NEW = -1  # place of a view that is not taken over

Ints = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]


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
    def kinds(self) -> Kinds:
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

    def add_known(self, first: int, offsets: Ints, kinds: Kinds) -> None:
        """Add the views of the next passages, whose rows stand from `first` on in the earlier version's matrix.

        `kinds` (v,) are theirs; passage i's are `offsets[i]:offsets[i + 1]`.
        """
        self._ends.extend((offsets[1:] + len(self._kinds)).tolist())
        self._kinds.frombytes(kinds.tobytes())
        self._places.extend(range(first, first + len(kinds)))

    def chunks(self) -> Iterator[tuple[Kinds, Ints, list[str]]]:
        """Yield all views in order, some at a time: kinds (c,), places (c,) and the texts of the new ones.

        A place is that of a row in the earlier version's matrix, -1 for a new view.
        """
        self._file.seek(0)
        kinds, places = self.kinds, np.array(self._places, np.int64)
        for start in range(0, len(places), _CHUNK):
            part = slice(start, start + _CHUNK)
            new = int((places[part] == _NEW).sum())
            yield kinds[part], places[part], list(map(json.loads, islice(self._file, new)))


class EarlierViews:
    """What an earlier version, made by the same encoder, holds of its views, found by the digests of their texts."""

    def __init__(self, folder: Path | None, coded: bool) -> None:
        """Open the version in `folder`; None knows nothing; 8-bit codes are of no use where vectors are kept whole."""
        self._matrix = ViewMatrix(folder) if folder else None
        usable = self._matrix and (coded or not self._matrix.coded)
        self.keys: Digests = load(folder, KEYS) if folder and usable else np.empty((0, 2), np.uint64)
        self.find = Places(self.keys).find
        self._pieces: Codes = load(folder, PIECES) if folder else NONE
        self._starts: Ints = load(folder, STARTS) if folder else np.zeros(1, np.int64)
        self._coded = coded

    def rows(self, places: Ints) -> Stored:
        """Return the rows at these places, as they are kept now."""
        if self._matrix is None:
            raise LookupError("there is no earlier version to take rows from")
        if self._matrix.coded == self._coded:
            return self._matrix.rows[places]
        return stored(self._matrix.vectors(places), self._coded)

    def pieces(self, places: Ints) -> list[Codes]:
        """Return the pieces of the views at these places."""
        firsts, lasts = self._starts[places].tolist(), self._starts[places + 1].tolist()
        return [self._pieces[first:last] for first, last in zip(firsts, lasts, strict=True)]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where earlier builds by the same encoder left what they made: `versions`, if there are any, and the journal.

    Places in a spool are those of rows of the first version.
    """

    versions: tuple[Path, ...]
    journal: Path


def embed(
    spool: ViewSpool, encoder: Encoder, earlier: Earlier, folder: Path, progress: Callable[[int], None]
) -> tuple[int, int]:
    """Write the matrix, the pieces of sentences and the digests of all texts into `folder`; return (encoded, reused).

    That is how many texts were encoded, and how many rows were taken over. What is encoded goes into the journal, too.
    `progress` is told the number of views done so far.
    """
    coded = many(spool.kinds)
    known, *others = [EarlierViews(version, coded) for version in earlier.versions or (None,)]
    encoded = reused = 0
    all_keys = [np.empty((0, 2), np.uint64)]
    with (
        Journal(earlier.journal, encoder.dimensions, coded) as journal,
        matrix_writer(folder, encoder.dimensions, coded) as matrix,
        PieceWriter(folder) as pieces,
    ):
        sources: list[EarlierViews | Journal] = [known, *others, journal]
        for kinds, places, texts in spool.chunks():
            chunk = _Chunk(kinds, places, texts, known)
            for source in sources:
                chunk.take_over(source)
            encoded += chunk.encode(encoder, coded, journal)
            reused += chunk.reused
            matrix.append(np.stack(chunk.rows))
            pieces.append(chunk.pieces)
            all_keys.append(chunk.keys)
            progress(matrix.rows)
    save(folder, KEYS, np.concatenate(all_keys))
    return encoded, reused


class _Chunk:
    """Some views (c,): their digests, and what is written of each, taken over or made."""

    def __init__(self, kinds: Kinds, places: Ints, texts: list[str], known: EarlierViews) -> None:
        """Take over the rows that have places among `known`; `texts` are those of the other views."""
        self._sentences = (kinds == View.SENTENCE).tolist()
        new = places == _NEW
        self.keys = np.empty((len(places), 2), np.uint64)
        self.keys[~new] = known.keys[places[~new]]
        marked = zip(texts, kinds[new].tolist(), strict=True)
        self.keys[new] = digests_of(f"{kind == View.SENTENCE:d}{text}".encode() for text, kind in marked)
        self.rows: list[Stored] = [NONE] * len(places)
        self.pieces: list[Codes] = [NONE] * len(places)
        self.reused = 0
        self._missing = dict(zip(np.flatnonzero(new).tolist(), texts, strict=True))
        self._take(known, np.flatnonzero(~new), places[~new])

    def take_over(self, source: EarlierViews | Journal) -> None:
        """Take over what is missing and stands in `source`."""
        missing = np.array(list(self._missing), np.int64)
        places = source.find(self.keys[missing])
        self._take(source, missing[places != _NEW], places[places != _NEW])

    def _take(self, source: EarlierViews | Journal, views: Ints, places: Ints) -> None:
        """Take over what stands at these places for these of the views."""
        if not len(views):
            return
        self.reused += len(views)
        for i, row, codes in zip(views.tolist(), source.rows(places), source.pieces(places), strict=True):
            self.rows[i], self.pieces[i] = row, codes
            self._missing.pop(i, None)

    def encode(self, encoder: Encoder, coded: bool, journal: Journal) -> int:
        """Make what is missing; return the number of different texts encoded."""
        texts = list(dict.fromkeys(self._missing.values()))
        vectors, pieces = encoder.encode_sentences(texts)
        made = dict(zip(texts, zip(stored(vectors, coded), pieces, strict=True), strict=True))
        for i, text in self._missing.items():
            self.rows[i], codes = made[text]
            if self._sentences[i]:
                self.pieces[i] = codes
        if texts:
            views = list(self._missing)
            journal.append(self.keys[views], np.stack([self.rows[i] for i in views]), [self.pieces[i] for i in views])
        return len(texts)
