"""Ranked passages -> quotes: exact spans with their context, the best sentence marked, no passage said twice."""

from __future__ import annotations

import numpy as np

from chatbot.answering.answer import Quote, QuotedArticle, QuotedBlock, QuotedContext
from chatbot.answering.links import link_to
from chatbot.indexing.index import ArticleRecord, Floats
from chatbot.reading.article import Block
from chatbot.reading.passages import Passage


def quote_of(passage: Passage, record: ArticleRecord, sentence_scores: Floats, score: float) -> Quote:
    """Return the quote of a passage; `sentence_scores` (s,) tell which of its sentences is the best."""
    text, start = record.text, passage.span.start
    best = int(np.argmax(sentence_scores))
    marked = passage.sentences[best]
    context = [QuotedContext(c.role, c.span.of(text), c.span.start, c.span.end) for c in passage.context]
    return Quote(
        text=passage.span.of(text),
        context=tuple(context),
        kind=passage.kind,
        article=quoted_article(record),
        source_id=passage.source_id,
        headings=passage.headings,
        start=start,
        end=passage.span.end,
        highlights=((marked.start - start, marked.end - start),),
        blocks=tuple(_block(block, start) for block in passage.blocks),
        link=link_to(passage, best, text),
        score=round(score, 4),
    )


def quoted_article(record: ArticleRecord) -> QuotedArticle:
    """Return what an answer says about an article."""
    return QuotedArticle(
        id=record.id,
        title=record.title,
        url=record.url,
        authors=record.authors,
        reviewed_by=record.reviewed_by,
        reviewed=record.reviewed,
        published=record.published,
        language=record.language,
    )


def _block(block: Block, start: int) -> QuotedBlock:
    return QuotedBlock(block.kind, block.span.start - start, block.span.end - start, block.first)
