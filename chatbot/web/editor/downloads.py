"""The dashboard's data -> CSV files, one for each part of it, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chatbot.answering.answer import Answer
from chatbot.coverage.golden_report import place_of
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


def _topics(now: Snapshot) -> Iterable[Row]:
    return ((t.name, t.size, t.answered, t.weak, t.unanswered) for t in now.coverage.topics)


def _parts(now: Snapshot) -> Iterable[Row]:
    """Yield every section and FAQ entry; those that no question reaches have 0 questions."""
    for article in now.coverage.articles:
        for part in article.parts:
            yield part.article, article.title, part.source_id, part.kind, part.name, part.questions


def _trend(now: Snapshot) -> Iterable[Row]:
    return ((period.start, period.answered, period.weak, period.unanswered) for period in now.coverage.trend)


def _overlaps(now: Snapshot) -> Iterable[Row]:
    for each in now.coverage.overlaps:
        yield each.article, each.source_id, each.other_article, each.other_source_id, each.score


def _lint(now: Snapshot) -> Iterable[Row]:
    return ((f.path, f.line, f.level, f.rule, f.section, f.seen, f.remedy) for f in now.coverage.findings)


def _feedback(now: Snapshot) -> Iterable[Row]:
    for judged in now.feedback:
        reasons = ", ".join(f"{reason}: {count}" for reason, count in judged.reasons)
        yield judged.place, judged.helpful, judged.unhelpful, reasons, judged.confidence


def _golden(now: Snapshot) -> Iterable[Row]:
    for each in now.golden.checked if now.golden else ():
        quoted = place_of(each.answer.quotes[0]) if each.answer.quotes else ""
        yield each.golden.question, each.fate, each.golden.expected, each.answer.status, each.answer.confidence, quoted


def _changes(now: Snapshot) -> Iterable[Row]:
    for change in now.golden.changes if now.golden else ():
        yield change.question, change.move, change.source, *_first_quote(change.before), *_first_quote(change.after)


def _first_quote(answer: Answer) -> Row:
    """Return an answer's status, and the place and text of its first quote."""
    quote = answer.quotes[0] if answer.quotes else None
    return answer.status, place_of(quote) if quote else "", quote.text if quote else ""


def _table(title: str, header: Sequence[str], rows: Callable[[Snapshot], Iterable[Row]]) -> Table:
    return Table(title, lambda now: to_csv(header, rows(now)))


_MONTHS = ("first_month", "last_month")
_NEAREST = ("nearest", "cosine", "why_it_falls_short")
_BEFORE_AFTER = ("before", "before_place", "before_quote", "after", "after_place", "after_quote")
TABLES: Mapping[str, Table] = {
    "questions": Table("all questions", lambda now: questions_csv(now.coverage)),
    "gaps": _table("gaps", ("topic", "asked", "unanswered", "weak", *_MONTHS, "advice", *_NEAREST, "questions"), _gaps),
    "topics": _table("topics", ("topic", "asked", "answered", "weak", "unanswered"), _topics),
    "sections": _table("sections", ("article", "title", "section", "kind", "name", "questions"), _parts),
    "trend": _table("trend", ("from", "answered", "weak", "unanswered"), _trend),
    "overlap": _table("overlap", ("article", "section", "other_article", "other_section", "score"), _overlaps),
    "lint": _table("lint", ("file", "line", "level", "rule", "section", "seen", "remedy"), _lint),
    "feedback": _table("feedback", ("place", "helpful", "unhelpful", "reasons", "confidence"), _feedback),
    "golden": _table("golden questions", ("question", "fate", "expected", "status", "confidence", "quoted"), _golden),
    "changes": _table("changed answers", ("question", "change", "source", *_BEFORE_AFTER), _changes),
}
