"""An article -> its passages, words and views in the files of a version: made anew, or reused from an earlier one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from chatbot.indexing.arrays import save
from chatbot.indexing.digests import digests_of
from chatbot.indexing.embedding import ViewSpool
from chatbot.indexing.index import Encoder
from chatbot.indexing.texts import TextWriter
from chatbot.indexing.unchanged import KEYS, Unchanged
from chatbot.indexing.views import views_of
from chatbot.indexing.wordwriter import WordWriter
from chatbot.reading.article import Article
from chatbot.reading.folder import canonical
from chatbot.reading.passages import passages_of


class ArticleWriter:
    """Writes articles in corpus order, and puts their views aside; use as a context manager."""

    def __init__(self, folder: Path, encoder: Encoder, spool: ViewSpool, unchanged: Unchanged | None) -> None:
        """Begin anew in `folder`; what is in `unchanged` is taken from there."""
        self._folder, self._encoder, self._spool, self._unchanged = folder, encoder, spool, unchanged
        spool.clear()
        self._texts = TextWriter(folder)
        self._words = WordWriter(unchanged.terms if unchanged else ())
        self._keys = [np.empty((0, 2), np.uint64)]

    def __enter__(self) -> ArticleWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._texts.close()

    def add(self, article: Article) -> int:
        """Add the next article; return the number of its passages."""
        key = digests_of([canonical(article)])
        self._keys.append(key)
        self._words.add_article(article)
        known = self._unchanged.find(key) if self._unchanged else None
        if known:
            self._texts.add_stored(known.stored)
            self._words.add_known(known.words)
            self._spool.add_known(known.first, known.offsets, known.kinds)
            return len(known.stored.passages)
        passages = passages_of(article, self._encoder.count_tokens, self._encoder.max_tokens)
        self._texts.add(article, passages)
        for passage in passages:
            self._words.add_passage(passage, article)
            self._spool.add(views_of(passage, article, self._encoder))
        return len(passages)

    def write(self) -> None:
        """Finish the files."""
        self._texts.write()
        self._words.write(self._folder)
        save(self._folder, KEYS, np.concatenate(self._keys))
