"""Coverage -> JSON for programs and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from chatbot.coverage.gaps import Gap
from chatbot.coverage.lint.output import as_records
from chatbot.coverage.result import Coverage
from chatbot.coverage.survey import Outcome

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # wide ones are read as the narrow ones


def as_json(coverage: Coverage) -> str:
    """Return questions, gaps, unreached, overlap and lint as one JSON object.

    A question has an entry for each line that asks it.
    """
    found = {
        "questions": [_question(outcome, text) for outcome in coverage.outcomes for text in outcome.wordings],
        "gaps": [_gap(gap) for gap in coverage.gaps],
        "unreached": [_named(part, "article", "source_id", "kind", "name") for part in coverage.unreached],
        "overlap": [asdict(each) for each in coverage.overlaps],
        "lint": as_records(coverage.findings),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _question(outcome: Outcome, text: str) -> dict[str, Any]:
    return {
        "question": text,
        "status": outcome.status.value,
        "confidence": outcome.confidence,
        "article": outcome.article or None,
        "source_id": outcome.source_id or None,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    nearest = [_named(near, "article", "source_id", "text", "cosine", "why") for near in gap.nearest]
    topic = gap.topic
    return {"name": topic.name, "size": topic.size, "questions": list(topic.questions), "nearest": nearest}


def _named(record: object, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def gaps_by_question(coverage: Coverage) -> dict[str, str]:
    """Return the name of the gap in which a question stands, for each that stands in one."""
    return {question: gap.topic.name for gap in coverage.gaps for question in gap.topic.questions}


def questions_csv(coverage: Coverage) -> str:
    """Return one row for each distinct question: its answer and its gap; `shown` is the status a reader is told."""
    gap_of = gaps_by_question(coverage)
    header = ("question", "times", "status", "shown", "confidence", "pooled", "article", "source_id", "quote", "gap")
    rows = (
        (
            *(o.question, o.times, o.status, o.shown, o.confidence, o.pooled),
            *(o.article, o.source_id, o.quote, gap_of.get(o.question, "")),
        )
        for o in coverage.outcomes
    )
    return to_csv(header, rows)


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV file's text in which no text cell is run as a formula by a spreadsheet.

    Source of the rule (an apostrophe before = + - @ tab and carriage return): OWASP, "CSV Injection". White
    space before a formula hides it from no spreadsheet; a cell that begins with a line break or tab is marked, too.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip().startswith(_FORMULA) or value[:1] in ("\t", "\r", "\n") else value
