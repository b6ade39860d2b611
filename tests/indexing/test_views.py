"""The texts that are embedded for a passage."""

from __future__ import annotations

import time

from chatbot.indexing.index import Encoder
from chatbot.indexing.views import views_of
from chatbot.reading.article import Article, Span
from chatbot.reading.passages import Kind, Passage


def test_a_row_of_accents_is_cut_in_time(encoder: Encoder) -> None:
    text = "a" + "\u0301\u0323" * 30_000
    whole = Span(0, len(text))
    article, passage = Article("a", "T", text, "a.md"), Passage("a", "s", Kind.SECTION, whole, (whole,))
    started = time.process_time()
    assert views_of(passage, article, encoder)
    assert time.process_time() - started < 1  # a twentieth of it; three seconds where it is taken apart
