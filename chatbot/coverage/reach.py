"""Outcomes x index -> which articles, sections and FAQ entries questions reach, and which none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.answering.answer import Status
from chatbot.coverage.survey import Outcome, Place, tally
from chatbot.indexing.index import PassageIndex, every_passage, record_of, records
from chatbot.reading.passages import Kind, Passage


@dataclass(frozen=True, slots=True)
class Part:
    """A section, takeaway or FAQ entry; `questions` counts those for which it was quoted, in any place.

    `near` counts those without a sure answer to which it comes nearest of all, quoted or not.
    """

    article: str
    source_id: str
    kind: str
    name: str
    questions: int
    near: int = 0


@dataclass(frozen=True, slots=True)
class ArticleReach:
    """How questions reach one article: first quotes by status, and how many of its parts were quoted at all."""

    article: str
    title: str
    answered: int
    weak: int
    parts: tuple[Part, ...]

    @property
    def reached(self) -> int:
        """How many of its parts were quoted."""
        return sum(part.questions > 0 for part in self.parts)


def reach(outcomes: Sequence[Outcome], index: PassageIndex) -> list[ArticleReach]:
    """Return every article of the index, in corpus order, with its parts in reading order."""
    quoted = tally((place, outcome.times) for outcome in outcomes for place in outcome.reached)
    first = tally(((outcome.article, outcome.status), outcome.times) for outcome in outcomes)
    near = tally((outcome.nearest, outcome.times) for outcome in outcomes if not outcome.talk)
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for (name, source), (kind, label) in _parts(index).items():
        parts[name].append(Part(name, source, kind, label, quoted[name, source], near[name, source]))
    return [
        ArticleReach(r.id, r.title, first[r.id, Status.ANSWERED], first[r.id, Status.WEAK], tuple(parts[r.id]))
        for r in records(index)
    ]


def most_asked(articles: Sequence[ArticleReach], most: int) -> list[ArticleReach]:
    """Return at most so many articles: those that answer most questions, most first, and equals in corpus order."""
    return sorted(articles, key=lambda each: (-each.answered - each.weak, -each.reached))[:most]


def _parts(index: PassageIndex) -> dict[Place, tuple[str, str]]:
    """Return (kind, name) of each section and FAQ entry that has a passage."""
    parts: dict[Place, tuple[str, str]] = {}
    for passage in every_passage(index):
        if passage.source not in parts:
            parts[passage.source] = _named(passage, index)
    return parts


def _named(passage: Passage, index: PassageIndex) -> tuple[str, str]:
    if passage.kind is Kind.FAQ:
        return "faq", passage.question_in(record_of(index, passage.article_id).text)
    kind = "takeaway" if passage.kind is Kind.TAKEAWAY else "section"
    return kind, passage.headings[-1] if passage.headings else record_of(index, passage.article_id).title
