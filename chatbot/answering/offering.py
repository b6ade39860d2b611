"""What a reader is offered to go on with beside the quotes: FAQ questions near the asked one, or the closest places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

import numpy as np

from chatbot.answering.answer import Link, Quote, Related
from chatbot.answering.considering import Considered, closest_places
from chatbot.answering.links import link_to_section
from chatbot.indexing.index import ArticleRecord, Filter, Floats, PassageIndex, record_of
from chatbot.reading.passages import Kind, Passage

NEAR_ENOUGH = 0.6
"""Share of the first passage's score below which another article's passage is about something else."""

CLOSEST_PLACES = 3
MOST_QUESTIONS = 3
MOST_ARTICLES = 6  # that are named to who asks what there is
_LOOKED_AT = 400  # passages, for what to offer to who says hello
_ARTICLES = 24  # of which some are named


def offered(
    index: PassageIndex, considered: Considered, passages: Sequence[Passage], quotes: Sequence[Quote]
) -> tuple[Related, ...]:
    """Return FAQ questions near the asked one that are not quoted; with no quote the closest places first.

    They are those of the first passage's article, and others whose score is near its own.
    """
    closest = closest_places(index, considered, CLOSEST_PLACES) if passages and not quotes else ()
    questions: list[Related] = []
    shown = {(q.article.id, q.source_id) for q in quotes}
    scores = considered.ranking.scores[: len(passages)].tolist()
    for passage, score in zip(passages, scores, strict=True):
        name = (passage.article_id, passage.source_id)
        is_near = score >= NEAR_ENOUGH * scores[0] or passage.article_id == passages[0].article_id
        if passage.kind is Kind.FAQ and is_near and name not in shown:
            shown.add(name)
            questions.append(_faq_question(index, passage))
    return (*_places(index, closest), *questions[:MOST_QUESTIONS])


def openers(index: PassageIndex, vector: Floats, where: Filter) -> tuple[Related, ...]:
    """Return the first FAQ question of each of the first articles near `vector` (dimensions,), for who says hello."""
    first: dict[str, Passage] = {}
    for passage in _near(index, vector, where):
        if passage.kind is Kind.FAQ:
            first.setdefault(passage.article_id, passage)
    return tuple(_faq_question(index, passage) for passage in list(first.values())[:MOST_QUESTIONS])


def contents(index: PassageIndex, vector: Floats, where: Filter) -> tuple[Related, ...]:
    """Return some articles near `vector` (dimensions,) for who asks what there is, of as many categories as can be."""
    named = list(dict.fromkeys(passage.article_id for passage in _near(index, vector, where)))[:_ARTICLES]
    categories: dict[str | None, list[ArticleRecord]] = {}
    for record in (record_of(index, article_id) for article_id in named):
        categories.setdefault(record.category, []).append(record)
    in_turn = filter(None, chain.from_iterable(zip_longest(*categories.values())))
    return tuple(Related("article", r.title, r.id, "", r.url, Link()) for r in islice(in_turn, MOST_ARTICLES))


def _near(index: PassageIndex, vector: Floats, where: Filter) -> list[Passage]:
    return index.passages(np.sort(index.nearest(vector, _LOOKED_AT, where).rows))


def _places(index: PassageIndex, closest: Iterable[tuple[str, Passage | None]]) -> Iterator[Related]:
    """Yield the closest places; the title of an article is said once, above its further sections."""
    named: set[str] = set()
    for article_id, passage in closest:
        record = record_of(index, article_id)
        heading = passage.headings[-1] if passage and passage.headings else record.title
        if passage is None or heading == record.title:
            yield Related("article", record.title, article_id, "", record.url, Link())
        else:
            text = heading if article_id in named else f"{record.title} › {heading}"
            link = link_to_section(passage, record.text)
            yield Related("article", text, article_id, passage.source_id, record.url, link)
        named.add(article_id)


def _faq_question(index: PassageIndex, passage: Passage) -> Related:
    record = record_of(index, passage.article_id)
    asked_there, link = passage.question_in(record.text), link_to_section(passage, record.text)
    return Related("question", asked_there, record.id, passage.source_id, record.url, link)
