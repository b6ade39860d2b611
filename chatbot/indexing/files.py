"""One index version on disk as a `PassageIndex`: vectors, words and texts, joined by the row of a passage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chatbot.indexing.index import Codes, Encoder, Filter, Floats, Hits, Rows
from chatbot.indexing.pieces import PieceStore, nearest
from chatbot.indexing.texts import TextStore
from chatbot.indexing.vectors import VectorIndex
from chatbot.indexing.words import WordIndex


class FileIndex:
    """Implements `PassageIndex` over the files of one version, which `versions.open_index` has checked."""

    def __init__(self, folder: Path, version: str, encoder: Encoder) -> None:
        """Open the files in `folder`; what one of them knows alone is asked of it directly."""
        self.version, self.encoder = version, encoder
        self._vectors, self._words, self._texts = VectorIndex(folder), WordIndex(folder), TextStore(folder)
        self._pieces = PieceStore(folder)
        self.view_scores = self._vectors.view_scores
        self.term_numbers, self.idf, self.bm25 = self._words.term_numbers, self._words.idf, self._words.bm25
        self.words, self.surface_words = self._words.words, self._words.surface_words
        self.passages, self.article = self._texts.passages, self._texts.article
        self.article_ids, self.languages = self._texts.article_ids, self._texts.languages

    def __len__(self) -> int:
        return len(self._texts)

    def nearest(self, vector: Floats, limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by the best inner product of any of their searched views."""
        return self._vectors.nearest(vector, limit, self._texts.allowed(where))

    def matching(self, terms: Sequence[str], limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by BM25 over these stemmed terms."""
        return self._words.matching(terms, limit, self._texts.allowed(where))

    def nearest_pieces(self, asked: Codes, rows: Rows) -> Floats:
        """Return (n, m): the cosine of each of these (m, PIECE) and each passage's nearest word piece, 0 without."""
        offsets, codes = self._pieces.of(rows)
        return nearest(asked, codes, offsets)
