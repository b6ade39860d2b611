"""Outcomes -> gaps: what readers ask and the corpus does not surely answer, in topics, with what comes nearest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.answering.answer import Status
from chatbot.coverage.grouping import MOST, groups_of
from chatbot.coverage.naming import names_of
from chatbot.coverage.survey import Outcome
from chatbot.coverage.words import stems, words_and_stems
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Filter, Floats, PassageIndex
from chatbot.reading.passages import Passage, Role

NEAREST = 3
_MISSING = 4  # words named as missing
_COMMON = 0.4  # of a group's questions use a word that its subject is made of


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that comes near a gap, its best cosine with the gap's middle, and why it falls short."""

    article: str
    source_id: str
    title: str
    text: str
    cosine: float
    why: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions about one thing; `size` counts how often they were asked, the most central question stands first."""

    name: str
    size: int
    answered: int
    weak: int
    unanswered: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic of flagged questions and the passages nearest to it."""

    topic: Topic
    nearest: tuple[Near, ...]

    @property
    def lone(self) -> bool:
        """True where one question alone makes the topic."""
        return len(self.topic.questions) == 1


def question_vectors(outcomes: Sequence[Outcome], encode: Callable[[str], Floats]) -> Floats:
    """Return (n, dimensions): the vectors of what is meant; those just asked are still in an encoder's memory."""
    return np.stack([encode(outcome.meant) for outcome in outcomes]) if outcomes else np.empty((0, 1), np.float32)


def groups_among(rows: Sequence[int], vectors: Floats) -> list[list[int]]:
    """Return these rows in groups of like questions; of more than `MOST` the last, which were asked last."""
    latest = list(rows)[-MOST:]
    return [[latest[place] for place in group] for group in groups_of(vectors[latest])]


def topics_of(
    outcomes: Sequence[Outcome], groups: Sequence[Sequence[int]], vectors: Floats, hidden: frozenset[int]
) -> list[tuple[Topic, list[int]]]:
    """Return the topic of each group with its rows, the most asked first.

    Hidden rows are counted, but neither shown nor used for names; a group of nothing else is left out.
    """
    central = [_by_centrality(rows, vectors) for rows in groups if not hidden.issuperset(rows)]
    shown = [[outcomes[row] for row in rows if row not in hidden] for rows in central]
    names = names_of([[each.meant for each in seen] for seen in shown])
    topics = [
        (_topic(name, [each.question for each in seen], [outcomes[row] for row in rows]), rows)
        for name, seen, rows in zip(names, shown, central, strict=True)
    ]
    return sorted(topics, key=lambda item: (-item[0].size, item[0].name))


def gaps_of(topics: Sequence[tuple[Topic, list[int]]], vectors: Floats, index: PassageIndex) -> list[Gap]:
    """Return the topics of flagged questions, each with its nearest passages."""
    return [Gap(topic, _nearest(topic, vectors[rows].mean(axis=0), index)) for topic, rows in topics]


def _by_centrality(rows: Sequence[int], vectors: Floats) -> list[int]:
    middle = vectors[list(rows)].mean(axis=0)
    return sorted(rows, key=lambda row: (-float(product(vectors[row], middle)), row))


def _topic(name: str, questions: Sequence[str], outcomes: Sequence[Outcome]) -> Topic:
    counts = Counter[Status]()
    for outcome in outcomes:
        counts[outcome.status] += outcome.times
    return Topic(
        name,
        counts.total(),
        counts[Status.ANSWERED],
        counts[Status.WEAK],
        counts[Status.UNANSWERED],
        tuple(questions),
    )


def _nearest(topic: Topic, middle: Floats, index: PassageIndex) -> tuple[Near, ...]:
    vector = (middle / max(float(np.linalg.norm(middle)), 1e-9)).astype(np.float32)
    hits = index.nearest(vector, NEAREST, Filter())
    wanted = _subject(topic)
    near = []
    for passage, score in zip(index.passages(hits.rows), hits.scores, strict=True):
        record = index.article(passage.article_id)
        if record:
            text = passage.span.of(record.text)
            why = _why(wanted, f"{_around(passage, record.text)} {text}")
            place = (passage.article_id, passage.source_id, record.title, text)
            near.append(Near(*place, cosine=round(float(score), 3), why=why))
    return tuple(near)


def _around(passage: Passage, text: str) -> str:
    asked = (context.span.of(text) for context in passage.context if context.role is Role.QUESTION)
    return " ".join((*passage.headings, *asked))


def _subject(topic: Topic) -> dict[str, str]:
    """Return stem -> word of what a topic's questions have in common."""
    uses: Counter[str] = Counter()
    words: dict[str, str] = {}
    for question in topic.questions:
        found = {stem: word for word, stem in words_and_stems(question)}
        uses.update(found.keys())
        words = {**{stem: word.lower() for stem, word in found.items()}, **words}
    least = max(1, _COMMON * len(topic.questions))
    return {stem: words[stem] for stem, n in uses.most_common() if n >= least}


def _why(wanted: dict[str, str], text: str) -> str:
    held = set(stems(text))
    missing = [word for stem, word in wanted.items() if stem not in held][:_MISSING]
    if missing:
        return f"says nothing of {', '.join(missing)}"
    return "uses these words, but no sentence of it says what is asked" if wanted else "is only loosely related"
