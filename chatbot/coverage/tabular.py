"""Coverage -> JSON for programs and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from chatbot.coverage.lint.output import as_records
from chatbot.coverage.result import Coverage

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # wide ones are read as the narrow ones


def as_json(coverage: Coverage) -> str:
    """Return questions, gaps, unreached, overlap and lint as one JSON object."""
    return json.dumps(as_object(coverage), ensure_ascii=False, indent=2)


def as_object(coverage: Coverage) -> dict[str, list[dict[str, Any]]]:
    """Return what `as_json` writes; a question has an entry for each time it was asked."""
    questions = [
        {
            "question": outcome.question,
            "status": outcome.status.value,
            "confidence": outcome.confidence,
            "article": outcome.article or None,
            "source_id": outcome.source_id or None,
        }
        for outcome in coverage.outcomes
        for _ in range(outcome.times)
    ]
    gaps = [
        {
            "name": gap.topic.name,
            "size": gap.topic.size,
            "questions": list(gap.topic.questions),
            "nearest": [
                {
                    "article": near.article,
                    "source_id": near.source_id,
                    "text": near.text,
                    "cosine": near.cosine,
                    "why": near.why,
                }
                for near in gap.nearest
            ],
        }
        for gap in coverage.gaps
    ]
    unreached = [
        {"article": part.article, "source_id": part.source_id, "kind": part.kind, "name": part.name}
        for part in coverage.unreached
    ]
    overlap = [
        {
            "kind": each.kind,
            "article": each.article,
            "source_id": each.source_id,
            "text": each.text,
            "other_article": each.other_article,
            "other_source_id": each.other_source_id,
            "other_text": each.other_text,
            "score": each.score,
            "why": each.why,
        }
        for each in coverage.overlaps
    ]
    return {
        "questions": questions,
        "gaps": gaps,
        "unreached": unreached,
        "overlap": overlap,
        "lint": as_records(coverage.findings),
    }


def questions_csv(coverage: Coverage) -> str:
    """Return one row for each distinct question: its answer and its gap; `shown` is the status a reader is told."""
    gap_of = {question: gap.topic.name for gap in coverage.gaps for question in gap.topic.questions}
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
