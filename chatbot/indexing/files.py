"""One index version on disk as a `PassageIndex`: vectors, words and texts, joined by the row of a passage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chatbot.indexing.index import (
    ArticleRecord,
    Codes,
    Encoder,
    Filter,
    Floats,
    Hits,
    PassageWords,
    Rows,
    ViewScores,
)
from chatbot.indexing.pieces import PieceStore, nearest
from chatbot.indexing.texts import TextStore
from chatbot.indexing.vectors import VectorIndex
from chatbot.indexing.words import WordIndex
from chatbot.reading.passages import Passage


class FileIndex:
    """Implements `PassageIndex` over the files of one version, which `versions.open_index` has checked."""

    def __init__(self, folder: Path, version: str, encoder: Encoder) -> None:
        self._version = version
        self._encoder = encoder
        self._vectors = VectorIndex(folder)
        self._words = WordIndex(folder)
        self._texts = TextStore(folder)
        self._pieces = PieceStore(folder)

    @property
    def version(self) -> str:
        """The version's id."""
        return self._version

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors."""
        return self._encoder

    def __len__(self) -> int:
        return len(self._texts)

    def nearest(self, vector: Floats, limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by the best inner product of any of their searched views."""
        return self._vectors.nearest(vector, limit, self._texts.allowed(where))

    def view_scores(self, vector: Floats, rows: Rows) -> ViewScores:
        """Return the exact inner products of `vector` with all views of the passages `rows`."""
        return self._vectors.view_scores(vector, rows)

    def matching(self, terms: Sequence[str], limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by BM25 over these stemmed terms."""
        return self._words.matching(terms, limit, self._texts.allowed(where))

    def term_numbers(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the number of each stemmed term, -1 where no passage holds it."""
        return self._words.term_numbers(terms)

    def idf(self, terms: Sequence[str]) -> Floats:
        """Return BM25's idf of each stemmed term; a term no passage holds counts as held by none."""
        return self._words.idf(terms)

    def bm25(self, terms: Sequence[str], rows: Rows) -> Floats:
        """Return the BM25 score (len(rows),) of these passages, 0 where nothing matches."""
        return self._words.bm25(terms, rows)

    def words(self, rows: Rows) -> PassageWords:
        """Return the terms of the passages, for coverage features."""
        return self._words.words(rows)

    def nearest_pieces(self, asked: Codes, rows: Rows) -> Floats:
        """Return (n, m): the cosine of each of these (m, PIECE) and each passage's nearest word piece, 0 without."""
        offsets, codes = self._pieces.of(rows)
        return nearest(asked, codes, offsets)

    def surface_words(self) -> tuple[Sequence[str], npt.NDArray[np.int64]]:
        """Return the articles' unstemmed words (folded runs of letters) in order, and how often each occurs."""
        return self._words.surface_words()

    def passages(self, rows: Rows) -> list[Passage]:
        """Return the passages, in the order of `rows`."""
        return self._texts.passages(rows)

    def article(self, article_id: str) -> ArticleRecord | None:
        """Return one article, None where the index has none of this id."""
        return self._texts.article(article_id)

    def article_ids(self) -> list[str]:
        """Return the ids of all articles, in corpus order."""
        return self._texts.article_ids()

    def languages(self) -> frozenset[str]:
        """Return the languages ("en", "ko-KR", ...) of the articles."""
        return self._texts.languages()
