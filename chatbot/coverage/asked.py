"""Files of questions -> questions with the day they were asked, where the file knows it.

A text file has one question in each line; a CSV file a header with a column `question` and, if there is one, `date`; a
JSON-lines file objects with `question` and, if there is one, `date`. Other columns are left alone.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from chatbot.answering.question import make_question
from chatbot.errors import CorpusError, Fault, QuestionError

_Row = tuple[int, object, object]  # line, question, date


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that someone asked; `day` is None where nobody wrote it down.

    `logged` marks one from the question log, whose text is shown only in a group with entries on two days or more.
    """

    text: str
    day: date | None = None
    logged: bool = False


def read_questions(path: Path) -> list[Asked]:
    """Return the questions of a .csv, .jsonl or text file, in order; blank lines are skipped.

    Raises:
        CorpusError: the file cannot be read, or lines of it hold no question; every such line is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(str(path), 0, f"the file cannot be read ({error})", "name a readable file in UTF-8")
        raise CorpusError([fault]) from error
    readers = {".csv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl}
    found: list[Asked] = []
    faults: list[Fault] = []
    for line, question, day in readers.get(path.suffix.lower(), _lines)(text):
        read = _asked(question, day)
        if isinstance(read, Asked):
            found.append(read)
        else:
            faults.append(Fault(str(path), line, *read))
    if not found and not faults:
        faults.append(Fault(str(path), 0, "there is no question in it", "write one question in each line"))
    if faults:
        raise CorpusError(faults)
    return found


def _lines(text: str) -> Iterator[_Row]:
    yield from ((number, line, None) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _csv(text: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if "question" not in names:
        yield 1, None, None
        return
    for row in reader:
        if any(value for value in row.values()):
            yield reader.line_num, row[names["question"]], row.get(names["date"]) if "date" in names else None


def _jsonl(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            record = None
        yield (number, record.get("question"), record.get("date")) if isinstance(record, dict) else (number, None, None)


def _asked(question: object, day: object) -> Asked | tuple[str, str]:
    """Return the question, or what was seen and the remedy."""
    if not isinstance(question, str):
        return "there is no question", 'give it as {"question": "..."}, in a CSV column "question", or one in each line'
    try:
        text = make_question(question).text
    except QuestionError as error:
        return f"the question {error.detail}", "mend or remove the line"
    if day in (None, ""):
        return Asked(text)
    try:
        return Asked(text, datetime.fromisoformat(str(day)).date())
    except ValueError:
        return f"the date is {day!r}", "write it as 2026-11-23"
