"""One index version on disk -> a generation in the database, in one transaction: all of it is seen, or nothing.

Only what changed is written: new articles with their passages, words and vectors; who retires; how many passages hold
a word, where that is another number than before. Readers are never locked out; another publisher waits a moment for its
turn and is then told.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from psycopg import Connection
from psycopg.rows import dict_row

from chatbot.errors import BuildError
from chatbot.indexing.index import Codes, PassageWords, Rows, View
from chatbot.indexing.manifest import Manifest
from chatbot.indexing.pieces import PieceStore
from chatbot.indexing.texts import TextStore
from chatbot.indexing.vectors import VectorIndex
from chatbot.indexing.versions import IndexFolder
from chatbot.indexing.words import WordIndex
from chatbot.postgres import corpuswords, encoders, schema
from chatbot.postgres.address import Address
from chatbot.postgres.changes import Changes, NewArticle
from chatbot.postgres.copying import copy_rows, copy_vectors
from chatbot.postgres.layout import Layout
from chatbot.postgres.segments import Segments
from chatbot.postgres.upkeep import Pruned, connected, remove_old

_BATCH = 500  # articles written at a time
_ARTICLE = ("int4", "text", "bytea", "text", "text", "int4", "int4", "bytea", "int4", "int4")
_PASSAGE = ("int4", "int4", "bytea", "bytea", "bytea")
_POINT = """
UPDATE state SET active = %(to)s, moves = moves + 1, history = array_append(array_remove(history, %(to)s), %(to)s)
"""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did; `written` and `retired` count articles; `again` tells that the version had been there.

    `removed` are the old versions that made room.
    """

    version: str
    generation: int
    written: int = 0
    retired: int = 0
    kept: int = 0
    seconds: float = 0.0
    again: bool = False
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        gone = f"; {len(self.removed):,} old versions removed" if self.removed else ""
        if self.again:
            there = f"version {self.version} was in the database already"
            return f"{there}; it is served as generation {self.generation}{gone}"
        counts = f"{self.written:,} articles written, {self.retired:,} retired, {self.kept:,} as they were"
        return f"version {self.version} is generation {self.generation}: {counts}{gone}; {self.seconds:.1f} s"


def publish(folder: Path, index: str, keep: int = 0, pinned: Collection[str] = ()) -> Published:
    """Publish the served version of an index folder, every checksum compared, into the database that `index` names.

    `keep` is how many versions stay in the database (0: all), beside those `pinned`; see `upkeep.remove_old`.

    Raises:
        SettingsError: `index` is no PostgreSQL URL.
        IndexingError: the folder holds no whole version.
        BuildError: the database cannot be reached, has no tables, is of another kind, or somebody else is publishing.
    """
    address = Address.parse(index)
    place = IndexFolder(folder)
    version = place.current()
    manifest = place.check(version)
    started = time.monotonic()
    with connected(address, "nothing was published") as connection, connection.transaction():
        done = _Publish(connection, place, manifest).run()
        gone = remove_old(connection, keep, pinned) if keep else Pruned()
        return replace(done, removed=gone.versions, seconds=time.monotonic() - started)


class _Publish:
    """One publish, inside its transaction: what its steps share."""

    def __init__(self, connection: Connection[Any], place: IndexFolder, manifest: Manifest) -> None:
        self._connection = connection
        self._place = place
        self._manifest = manifest
        folder = place.versions / manifest.version
        self._texts, self._words, self._vectors = TextStore(folder), WordIndex(folder), VectorIndex(folder)
        self._pieces = PieceStore(folder)

    def run(self) -> Published:
        state = self._state()
        number = state["generations"] + 1
        query = "SELECT number FROM generation WHERE version = %s"
        if known := self._connection.execute(query, (self._manifest.version,)).fetchone():
            if state["active"] != known[0]:
                self._point(known[0])
            return Published(self._manifest.version, known[0], again=True)
        encoders.store(self._connection, self._place.encoders / self._manifest.fingerprint, self._manifest.fingerprint)
        made_by = "\0".join(value for name, value in sorted(self._manifest.inputs.items()) if name != "corpus")
        changes = Changes(self._held(), (state["articles"], state["passages"]), made_by)
        vocabulary = self._words.vocabulary()
        own, last_term = corpuswords.write_terms(self._connection, vocabulary, state["terms"], number)
        segments = Segments(self._connection, state["segments"], self._words.mean_length)
        written = 0
        new = changes.new(self._texts.stored())
        while batch := list(islice(new, _BATCH)):
            self._write(batch, own, number, segments)
            written += len(batch)
        segments.finish(changes.passage)
        retired = changes.retired
        self._connection.execute("UPDATE article SET retired = %s WHERE number = ANY (%s)", (number, retired))
        corpuswords.write_surfaces(self._connection, self._words.surface_words(), number)
        self._add_generation(number, Layout(changes.layout))
        counters = (changes.article, changes.passage, last_term, segments.last, number)
        self._connection.execute(
            "UPDATE state SET articles = %s, passages = %s, terms = %s, segments = %s, generations = %s", counters
        )
        self._point(number)
        self._prepare(written > changes.kept // 10)
        return Published(self._manifest.version, number, written, len(retired), changes.kept)

    def _state(self) -> dict[str, Any]:
        """Take this publisher's turn: the row is locked until the end. Check that vectors of this size fit."""
        with self._connection.cursor(row_factory=dict_row) as cursor:
            (state,) = cursor.execute("SELECT * FROM state FOR UPDATE").fetchall()
        dimensions = self._vectors.views(np.zeros(1, np.int64))[2].shape[1]
        if state["dimensions"] != dimensions:
            raise BuildError(
                f"the database is for vectors of {state['dimensions']} dimensions, those of this encoder have "
                f"{dimensions}; create tables for them in a database of their own, and let CHATBOT_INDEX name that one"
            )
        return state

    def _held(self) -> dict[tuple[str, bytes], tuple[int, int, int]]:
        query = "SELECT id, digest, number, first_passage, passages FROM article WHERE retired = %s"
        found = self._connection.execute(query, (schema.FOREVER,), binary=True)
        return {(name, digest): (number, first, count) for name, digest, number, first, count in found}

    def _write(self, articles: Sequence[NewArticle], own: npt.NDArray[np.int32], born: int, segments: Segments) -> None:
        """Write articles with all that hangs on them."""
        copy_rows(self._connection, "article", _ARTICLE, (_article_row(article, born) for article in articles))
        rows = np.concatenate([np.arange(a.row, a.row + len(a.stored.passages)) for a in articles]).astype(np.int64)
        if not len(rows):
            return
        owners = np.repeat([a.number for a in articles], [len(a.stored.passages) for a in articles]).astype(np.int32)
        first = articles[0].first
        found = self._words.words(rows)
        words = PassageWords(found.offsets, own[found.terms], found.places)
        blobs = (passage for a in articles for passage in a.stored.passages)
        copy_rows(
            self._connection,
            "passage",
            _PASSAGE,
            zip(
                range(first, first + len(rows)),
                owners.tolist(),
                blobs,
                _word_rows(words),
                _piece_rows(*self._pieces.of(rows)),
                strict=True,
            ),
        )
        segments.add(words, first)
        self._write_views(rows, owners, first)

    def _write_views(self, rows: Rows, owners: npt.NDArray[np.int32], first: int) -> None:
        offsets, kinds, vectors = self._vectors.views(rows)
        counts = np.diff(offsets)
        passages = np.repeat(np.arange(first, first + len(rows)), counts)
        places = np.arange(len(kinds)) - np.repeat(offsets[:-1], counts)
        columns: list[npt.NDArray[Any]] = [np.repeat(owners, counts), passages, places, kinds]
        sentence = kinds == int(View.SENTENCE)
        for table, chosen in (("searched", ~sentence), ("sentence", sentence)):
            copy_vectors(self._connection, table, [column[chosen] for column in columns], vectors[chosen])

    def _add_generation(self, number: int, layout: Layout) -> None:
        manifest = self._manifest
        self._connection.execute(
            "INSERT INTO generation (number, version, manifest, model, fingerprint, mean_length, searched, layout)"
            " VALUES (%s, %s, %b, %s, %s, %s, %s, %b)",
            (
                number,
                manifest.version,
                manifest.content(),
                str(manifest.encoder["model"]),
                manifest.fingerprint,
                self._words.mean_length,
                int(max(self._vectors.searched())),
                layout.pack(),
            ),
        )

    def _point(self, generation: int) -> None:
        self._connection.execute(_POINT, {"to": generation})

    def _prepare(self, much: bool) -> None:
        """Make the HNSW index where there are many vectors and none yet; tell the planner of much that is new."""
        if max(self._vectors.searched()) <= View.WHOLE:
            self._connection.execute(
                f"CREATE INDEX IF NOT EXISTS {schema.NEAREST} ON searched USING hnsw (vector halfvec_ip_ops) "
                f"WITH (m = {schema.LINKS}, ef_construction = {schema.EFFORT}) WHERE kind <= {int(View.WHOLE)}"
            )
        if much:
            self._connection.execute(f"ANALYZE {', '.join(schema.LARGE)}")


def _article_row(new: NewArticle, born: int) -> tuple[object, ...]:
    """Return what the table `article` holds of one that belongs to the index from generation `born` on."""
    own = new.stored
    about = (new.number, own.id, new.digest, own.language, own.category)
    return (*about, new.first, len(own.passages), own.record, born, schema.FOREVER)


def _piece_rows(offsets: npt.NDArray[np.int64], codes: Codes) -> Iterator[bytes]:
    for start, end in pairwise(offsets.tolist()):
        yield codes[start:end].tobytes()


def _word_rows(words: PassageWords) -> Iterator[bytes]:
    """Yield each passage's terms, then their places, as the index reads them."""
    both = np.stack([words.terms, words.places]).astype("<i4")
    for start, end in pairwise(words.offsets.tolist()):
        yield both[:, start:end].tobytes()
