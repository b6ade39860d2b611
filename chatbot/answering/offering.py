"""What a reader is offered to go on with beside the quotes: FAQ questions near the asked one, or the closest places."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence, Set
from itertools import chain, zip_longest

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

    They are those of the first passage's article, and others whose score is near its own. Steps that were asked for and
    are not quoted, as `quotes` are full, stand before them.
    """
    shown = {(q.article.id, q.source_id) for q in quotes}
    read_on = _steps(index, considered, shown) if quotes else closest_places(index, considered, CLOSEST_PLACES)
    questions: list[Related] = []
    scores = considered.ranking.scores[: len(passages)].tolist()
    for passage, score in zip(passages, scores, strict=True):
        is_near = score >= NEAR_ENOUGH * scores[0] or passage.article_id == passages[0].article_id
        if passage.kind is Kind.FAQ and is_near and passage.source not in shown:
            shown.add(passage.source)
            questions.append(_faq_question(index, passage))
    return (*_places(index, read_on if passages else (), {q.article.id for q in quotes}), *questions[:MOST_QUESTIONS])


def _steps(
    index: PassageIndex, considered: Considered, shown: Container[tuple[str, str]]
) -> Sequence[tuple[str, Passage]]:
    """Return the steps that were asked for and are in no section that is `shown`, each with its article's id."""
    passages = index.passages(considered.candidates.rows[considered.ranking.order[: considered.steps]])
    left = {passage.source_id: (passage.article_id, passage) for passage in passages if passage.source not in shown}
    return [*left.values()]


def openers(index: PassageIndex, vector: Floats, where: Filter) -> tuple[Related, ...]:
    """Return the first FAQ question of each of the first articles near `vector` (dimensions,), for who says hello."""
    first: dict[str, Passage] = {}
    for passage in _near(index, vector, where):
        if passage.kind is Kind.FAQ:
            first.setdefault(passage.article_id, passage)
    return tuple(_faq_question(index, passage) for passage in list(first.values())[:MOST_QUESTIONS])


def contents(index: PassageIndex, vector: Floats, where: Filter, page: int = 0) -> tuple[Related, ...]:
    """Return some articles near `vector` (dimensions,) for who asks what there is, of as many categories as can be.

    They are those of a `page`; after the last one comes the first again.
    """
    named = list(dict.fromkeys(passage.article_id for passage in _near(index, vector, where)))[:_ARTICLES]
    categories: dict[str | None, list[ArticleRecord]] = {}
    for record in (record_of(index, article_id) for article_id in named):
        categories.setdefault(record.category, []).append(record)
    records = [*filter(None, chain.from_iterable(zip_longest(*categories.values())))]
    start = page * MOST_ARTICLES % (len(records) + -len(records) % MOST_ARTICLES or 1)
    shown = records[start : start + MOST_ARTICLES]
    return tuple(Related("article", r.title, r.id, "", r.url, Link()) for r in shown)


def _near(index: PassageIndex, vector: Floats, where: Filter) -> list[Passage]:
    return index.passages(np.sort(index.nearest(vector, _LOOKED_AT, where).rows))


def _places(index: PassageIndex, closest: Iterable[tuple[str, Passage | None]], quoted: Set[str]) -> Iterator[Related]:
    """Yield these places; the title of an article is said once, above its further sections, of a `quoted` one never."""
    named = set(quoted)
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
