"""Files of questions -> questions with the day they were asked, where the file knows it.

A text file has one question in each line; a CSV file, with commas or semicolons, a header with a column `question` and,
if there is one, `date`; a JSON-lines file objects with `question` and, if there is one, `date`. Other columns are left
alone.
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

_Row = tuple[int, object, object]  # line, question or why the file cannot be read from there on, date


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
    yield from ((number, line, None) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _csv(text: str) -> Iterator[_Row]:
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = 1
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if "question" not in names:
            yield 1, None, None
            return
        began = reader.line_num + 1
        for row in reader:
            cells = dict(zip(names, row, strict=False))
            if any(row):
                yield began, cells.get("question"), cells.get("date")
            began = reader.line_num + 1
    except csv.Error as error:
        yield began, error, None


def _jsonl(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, brackets nested too deeply
            record = None
        yield (number, record.get("question"), record.get("date")) if isinstance(record, dict) else (number, None, None)


def _asked(question: object, day: object) -> Asked | tuple[str, str]:
    """Return the question, or what was seen and the remedy."""
    if isinstance(question, csv.Error):
        return f"from here on it is no valid CSV: {question}", "look for a quotation mark that is not closed"
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
