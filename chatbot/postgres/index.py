"""One generation in PostgreSQL as a `PassageIndex`: the same answers as from files, from any server that has it.

A passage's row is its place in corpus order; the tables know it by its number (`layout`). The server finds the nearest
passages; their views are compared here, and words scored, since PostgreSQL's own ranking is not BM25. Rows are never
changed, so what was read is kept for the questions that follow, up to a bound, and goes with the version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from chatbot.errors import DamagedIndexError
from chatbot.indexing.arrays import best
from chatbot.indexing.index import (
    PIECE,
    ArticleRecord,
    Codes,
    Encoder,
    Filter,
    Floats,
    Hits,
    PassageWords,
    Rows,
    View,
    ViewScores,
)
from chatbot.indexing.pieces import NONE, nearest
from chatbot.indexing.texts import Latest
from chatbot.postgres import queries
from chatbot.postgres.lexicon import Lexicon, candidates
from chatbot.postgres.reading import Reading, passing, storable
from chatbot.reading.passages import Passage

EXACT = 5000
"""Passages that a filter leaves, up to which all of them are compared: HNSW would go through too many others."""

_KEPT = 4096  # passages, about 16 kB each with words, pieces and vectors
_RECORDS = 64  # articles kept decoded
_MASKS = 64  # filters whose rows are remembered
_AT_A_TIME = 1000  # passages asked for in one query
_LONG = 60.0  # seconds that reads of the whole corpus may take: they happen when a version is opened


class Stored(NamedTuple):
    """A passage, its words, terms and then places (2, t), its word pieces (p, PIECE), and its views as they came."""

    passage: Passage
    words: npt.NDArray[np.int32]
    pieces: Codes
    views: bytes


class DatabaseIndex:
    """Implements `PassageIndex`. Safe to use from several threads."""

    def __init__(self, reading: Reading, encoder: Encoder, remembered: int) -> None:
        """Prepare; what the latest `remembered` vectors found is kept."""
        self._reading = reading
        self._generation = reading.generation
        self._layout = reading.generation.layout
        self.version, self.encoder = reading.generation.version, encoder
        self._lexicon = Lexicon(reading)
        self._passages = Latest(_KEPT, self._fetch)
        self._decode = msgspec.msgpack.Decoder(Passage).decode
        # as pgvector sends a vector: how many numbers, two bytes of nothing, the numbers
        self._views = np.dtype([("kind", ">i2"), ("head", ">u2", 2), ("vector", ">f2", encoder.dimensions)])
        self._nearest = lru_cache(maxsize=remembered)(self._search)
        self._decode_record = msgspec.msgpack.Decoder(ArticleRecord).decode
        self._allowed = lru_cache(maxsize=_MASKS)(self._read_allowed)
        self.article = lru_cache(maxsize=_RECORDS)(self._article)

    def __len__(self) -> int:
        return len(self._layout)

    def nearest(self, vector: Floats, limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by the best inner product of any of their searched views."""
        return self._nearest(vector.tobytes(), limit, where)

    def view_scores(self, vector: Floats, rows: Rows) -> ViewScores:
        """Return the inner products of `vector`, in half precision, with all views of the passages `rows`.

        Sums of products of such numbers are exact in double precision, in whatever order they are added up.
        """
        held = [stored.views for stored in self._stored(rows)]
        views = np.frombuffer(b"".join(held), self._views)
        scores = np.vecdot(views["vector"], vector.astype(np.float16).astype(np.float64))
        offsets = np.cumsum([0, *map(len, held)], dtype=np.int64) // self._views.itemsize
        return ViewScores(offsets, views["kind"].astype(np.uint8), scores.astype(np.float32))

    def matching(self, terms: Sequence[str], limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by BM25 over these stemmed terms."""
        if not terms:
            return _NO_HITS
        whole = self._lexicon.holds(terms)
        hits = candidates(self._lexicon.scores(tuple(terms)), self._allowed(where), limit, whole)
        if whole:
            return hits
        rows = np.sort(hits.rows)
        exact = self.bm25(terms, rows)
        order = best(exact, limit)
        return Hits(rows[order], exact[order])

    def term_numbers(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the number of each stemmed term, -1 where no passage holds it."""
        return np.array([term.number for term in self._lexicon.terms(terms)], np.int32)

    def idf(self, terms: Sequence[str]) -> Floats:
        """Return the idf of each stemmed term; a term no passage holds counts as held by none."""
        return self._lexicon.idf(self._lexicon.terms(terms))

    def bm25(self, terms: Sequence[str], rows: Rows) -> Floats:
        """Return the BM25 score (len(rows),) of these passages, 0 where nothing matches."""
        if self._lexicon.holds(terms):
            return self._lexicon.scores(tuple(terms))[rows]
        return self._lexicon.bm25(terms, self.words(rows))

    def words(self, rows: Rows) -> PassageWords:
        """Return the terms of the passages in reading order."""
        held = [stored.words for stored in self._stored(rows)]
        offsets = np.cumsum([0, *(one.shape[1] for one in held)], dtype=np.int64)
        both = np.concatenate([np.empty((2, 0), np.int32), *held], axis=1)
        return PassageWords(offsets, both[0], both[1])

    def nearest_pieces(self, asked: Codes, rows: Rows) -> Floats:
        """Return (n, m): the cosine of each of these (m, PIECE) and each passage's nearest word piece, 0 without."""
        held = [stored.pieces for stored in self._stored(rows)]
        offsets = np.cumsum([0, *map(len, held)], dtype=np.int64)
        return nearest(asked, np.concatenate([NONE, *held]), offsets)

    def surface_words(self) -> tuple[Sequence[str], npt.NDArray[np.int64]]:
        """Return the articles' unstemmed words (folded runs of letters), sorted, and how often each occurs."""
        found = sorted(self._reading.rows(queries.SURFACES, patience=_LONG))
        return [word for word, _ in found], np.array([occurs for _, occurs in found], np.int64)

    def passages(self, rows: Rows) -> list[Passage]:
        """Return the passages, in the order of `rows`."""
        return [stored.passage for stored in self._stored(rows)]

    def _article(self, article_id: str) -> ArticleRecord | None:
        """Return one article, None where the index has none of this id."""
        found = self._reading.rows(queries.ARTICLE, {"id": article_id}) if storable(article_id) else []
        if not found:
            return None
        record = self._decode_record(found[0][0])
        if hashlib.sha256(record.text.encode()).hexdigest() != record.sha256:
            raise self._damaged(f"the text of {article_id} is not the one that was published")
        return record

    def article_ids(self) -> list[str]:
        """Return the ids of all articles, in corpus order."""
        found = self._reading.rows(queries.ARTICLES, patience=_LONG)
        ids: dict[int, str] = {number: name for number, name in found}  # noqa: C416  rows are tuples of any length to mypy
        return [ids[number] for number in self._layout.articles[:, 0].tolist()]

    def languages(self) -> frozenset[str]:
        """Return the languages ("en", "ko-KR", ...) of the articles."""
        return frozenset(language for (language,) in self._reading.rows(queries.LANGUAGES))

    def _search(self, vector: bytes, limit: int, where: Filter) -> Hits:
        allowed = self._allowed(where)
        passages = len(self) if allowed is None else int(allowed.sum())
        if limit <= 0 or not passages:
            return _NO_HITS
        searched = self._generation.searched
        exact = searched > View.WHOLE or passages <= EXACT
        views = limit if exact else limit * (View.WHOLE + 1)  # at most so many of one passage are searched
        text = msgspec.json.encode(np.frombuffer(vector, np.float32).tolist()).decode()  # as pgvector reads it
        values: dict[str, object] = {**passing(where), "vector": text, "limit": views, "searched": searched}
        return self._hits(self._reading.rows(queries.EXACT if exact else queries.APPROXIMATE, values), limit)

    def _hits(self, found: Sequence[tuple[Any, ...]], limit: int) -> Hits:
        """Return the best `limit` passages of (number, score) rows, in which one may stand twice."""
        numbers = np.array([number for number, _ in found], np.int64)
        scores = np.array([score for _, score in found], np.float32)
        rows = self._layout.rows(numbers)
        order = np.lexsort((rows, -scores))
        _, first = np.unique(rows[order], return_index=True)
        kept = order[np.sort(first)][:limit]
        hits = Hits(rows[kept], scores[kept])
        for array in (hits.rows, hits.scores):
            array.setflags(write=False)  # who asks again gets the same
        return hits

    def _read_allowed(self, where: Filter) -> npt.NDArray[np.bool_] | None:
        if not where:
            return None
        found = self._reading.rows(queries.ALLOWED, passing(where))
        mask = self._layout.mask(np.array([number for (number,) in found], np.int32))
        mask.setflags(write=False)
        return mask

    def _stored(self, rows: Rows) -> list[Stored]:
        return self._passages.get(self._layout.numbers(np.asarray(rows, np.int64)).tolist())

    def _fetch(self, numbers: list[int]) -> dict[int, Stored]:
        found: dict[int, Stored] = {}
        for start in range(0, len(numbers), _AT_A_TIME):
            some = numbers[start : start + _AT_A_TIME]
            for number, *parts in self._reading.rows(queries.PASSAGES, {"passages": some}):
                found[number] = self._parsed(*parts)
        if len(found) < len(numbers):
            raise self._damaged(f"{len(numbers) - len(found)} passages are missing")
        return found

    def _parsed(self, passage: bytes, words: bytes, pieces: bytes, views: bytes | None) -> Stored:
        if not views:
            raise self._damaged("vectors of a passage are missing")
        return Stored(
            self._decode(passage),
            np.frombuffer(words, "<i4").reshape(2, -1),
            np.frombuffer(pieces, np.int8).reshape(-1, PIECE),
            views,
        )

    def _damaged(self, seen: str) -> DamagedIndexError:
        return DamagedIndexError(f"version {self.version} in the database: {seen}; publish it again")


_NO_HITS = Hits(np.empty(0, np.int64), np.empty(0, np.float32))
