"""The dashboard's data -> CSV files, one for each part of it, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from chatbot.coverage.comparing import first_quote
from chatbot.coverage.result import Coverage
from chatbot.coverage.standing import Snapshot
from chatbot.coverage.tabular import questions_csv, to_csv

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to download: what it holds, and how it is made."""

    title: str
    make: Callable[[Snapshot], str]


def _gaps(now: Snapshot) -> Iterable[Row]:
    for gap in now.coverage.gaps:
        near = gap.nearest[0] if gap.nearest else None
        place = (f"{near.article}#{near.source_id}", near.cosine, near.why) if near else ("", "", "")
        topic = gap.topic
        months = [f"{month:%Y-%m}" for month in topic.months] or ["", ""]
        counts = (topic.size, topic.unanswered, topic.weak, *months)
        yield topic.name, *counts, gap.advice, *place, "\n".join(topic.questions)


def _parts(now: Snapshot) -> Iterable[Row]:
    """Yield every section and FAQ entry; those that no question reaches have 0 questions."""
    for article in now.coverage.articles:
        for part in article.parts:
            yield part.article, article.title, part.source_id, part.kind, part.name, part.questions


def _feedback(now: Snapshot) -> Iterable[Row]:
    for judged in now.feedback:
        reasons = ", ".join(f"{reason}: {count}" for reason, count in judged.reasons)
        yield judged.place, judged.helpful, judged.unhelpful, reasons, judged.confidence


def _golden(now: Snapshot) -> Iterable[Row]:
    for each in now.golden.checked if now.golden else ():
        quoted, _ = first_quote(each.answer)
        yield each.golden.question, each.fate, each.golden.expected, each.answer.status, each.answer.confidence, quoted


def _changes(now: Snapshot) -> Iterable[Row]:
    for change in now.golden.changes if now.golden else ():
        before, after = ((answer.status, *first_quote(answer)) for answer in (change.before, change.after))
        yield change.question, change.move, change.source, *before, *after


def _each(parts: Callable[[Coverage], Iterable[object]], *members: str) -> Callable[[Snapshot], Iterable[Row]]:
    """Return what makes a row of these members of each part."""
    row = attrgetter(*members)
    return lambda now: map(row, parts(now.coverage))


def _table(title: str, header: Sequence[str], rows: Callable[[Snapshot], Iterable[Row]]) -> Table:
    return Table(title, lambda now: to_csv(header, rows(now)))


_MONTHS = ("first_month", "last_month")
_NEAREST = ("nearest", "cosine", "why_it_falls_short")
_BEFORE_AFTER = ("before", "before_place", "before_quote", "after", "after_place", "after_quote")
_STATUSES = ("answered", "weak", "unanswered")
_PAIR = ("article", "source_id", "other_article", "other_source_id")
_FINDING = ("line", "level", "rule", "section", "seen", "remedy")
_topics = _each(lambda coverage: coverage.topics, "name", "size", *_STATUSES)
_trend = _each(lambda coverage: coverage.trend, "start", *_STATUSES)
_overlaps = _each(lambda coverage: coverage.overlaps, *_PAIR, "score")
_lint = _each(lambda coverage: coverage.findings, "path", *_FINDING)
TABLES: Mapping[str, Table] = {
    "questions": Table("all questions", lambda now: questions_csv(now.coverage)),
    "gaps": _table("gaps", ("topic", "asked", "unanswered", "weak", *_MONTHS, "advice", *_NEAREST, "questions"), _gaps),
    "topics": _table("topics", ("topic", "asked", *_STATUSES), _topics),
    "sections": _table("sections", ("article", "title", "section", "kind", "name", "questions"), _parts),
    "trend": _table("trend", ("from", *_STATUSES), _trend),
    "overlap": _table("overlap", ("article", "section", "other_article", "other_section", "score"), _overlaps),
    "lint": _table("lint", ("file", *_FINDING), _lint),
    "feedback": _table("feedback", ("place", "helpful", "unhelpful", "reasons", "confidence"), _feedback),
    "golden": _table("golden questions", ("question", "fate", "expected", "status", "confidence", "quoted"), _golden),
    "changes": _table("changed answers", ("question", "change", "source", *_BEFORE_AFTER), _changes),
}
