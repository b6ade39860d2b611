"""Files of questions -> questions with the day they were asked, where the file knows it.

A file is text with a question a line, a table (CSV with commas, semicolons or tabs) with a header, JSON lines, or a
JSON list. Such files come from other programs and thousands of readers, so a line without a usable question is left out
and told, and only a file of which nothing can be used is an error.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote_plus

from chatbot.answering.question import make_question
from chatbot.coverage.columns import columns_of, form_of, header_line, read_day, read_times, separator_of
from chatbot.coverage.words import counted
from chatbot.errors import CorpusError, Fault, QuestionError, Severity

_TABLES = {".csv", ".tsv", ".tab"}
_LINES = {".jsonl", ".ndjson"}
_JSON = ".json"  # a list, or lines after all
_UNKNOWN = {"(not set)", "(not provided)", "(other)"}  # what analytics write where they know no words
_ENCODED = re.compile(r"\w\+\w|%[0-9A-Fa-f]{2}")
_NUMBER = re.compile(r"[\d,]+")
_SPACE = re.compile(r"\s")
_BETWEEN = re.compile(r"[\s,]*")  # entries of a JSON list
_ZIP = b"PK"  # begins a workbook of Excel and the like
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HOW = 'give it as {"question": "..."}, in a CSV column "question", or one in each line'
_MEND = "mend or remove the line"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that someone asked; `day` is None where nobody wrote it down, `times` how often the file counts it.

    `logged` marks one from the question log, whose text is shown only in a group with entries on two days or more.
    """

    text: str
    day: date | None = None
    logged: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class Questions:
    """What a file holds, in order; `notes` are sentences on what was left out and how doubtful bytes were read."""

    asked: tuple[Asked, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One line as it stands in the file; `question` is None where it has none."""

    line: int
    question: str | None
    day: str = ""
    times: int = 1


def read_questions(path: Path) -> Questions:
    """Return the questions of a file; blank lines are skipped.

    Raises:
        CorpusError: the file cannot be read, is no valid CSV from some line on, or holds no question.
    """
    text, notes = _text(path)
    rows = list(_rows(path, text))
    form = form_of(row.day for row in rows if row.day)
    asked: list[Asked] = []
    faults: list[Fault] = []
    undated: list[_Row] = []
    for row in rows:
        try:
            question = make_question(_decoded(row.question)).text if row.question is not None else ""
        except QuestionError as error:
            faults.append(Fault(str(path), row.line, f"the question {error.detail}", _MEND))
            continue
        if not question or question in _UNKNOWN:
            faults.append(Fault(str(path), row.line, "there is no question", _HOW))
            continue
        day = read_day(row.day, form) if form else None
        undated += [row] if row.day and day is None else []
        asked.append(Asked(question, day, times=row.times))
    if not asked:
        raise CorpusError(faults or [Fault(str(path), 0, "there is no question in it", "write one in each line")])
    return Questions(tuple(asked), (*notes, *_left_out(path, faults, len(rows)), *_undated(path, undated, form)))


def read_all(paths: Sequence[Path], notes: TextIO) -> Iterator[Asked]:
    """Yield the questions of several files; what they leave out is written to `notes`, a line each.

    Raises:
        CorpusError: as `read_questions`.
    """
    for path in paths:
        found = read_questions(path)
        notes.writelines(f"{note}\n" for note in found.notes)
        yield from found.asked


def _decoded(text: str) -> str:
    """Return a question that was cut out of an address ("flat+tyre", "flat%20tyre") as it was typed."""
    return unquote_plus(text) if _ENCODED.search(text) and not _SPACE.search(text.strip()) else text


def _text(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and a note where its encoding had to be guessed."""
    try:
        raw = path.read_bytes()
        if raw.startswith(_UTF_16):
            return raw.decode("utf-16"), ()
        if b"\0" in raw:
            remedy = "in Excel, choose Save as, CSV UTF-8" if raw.startswith(_ZIP) else "export the questions as CSV"
            raise CorpusError([Fault(str(path), 0, "the file is no text", remedy)])
        return raw.decode("utf-8-sig"), ()
    except OSError as error:
        fault = Fault(str(path), 0, f"the file cannot be read ({error.strerror})", "name a readable file")
        raise CorpusError([fault]) from error
    except UnicodeDecodeError:
        return _guessed(path, raw)


def _guessed(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file that is not UTF-8, as old spreadsheets save it, and a note that shows a line of it."""
    try:
        text, name = raw.decode("euc_kr"), "Korean (EUC-KR)"  # two high bytes each, which Western text hardly ever has
    except UnicodeDecodeError:
        text, name = raw.decode("cp1252", "replace"), "Western (Windows-1252)"
    line = next(line for line in text.splitlines() if not line.isascii())
    seen = f"the file is not UTF-8 and was read as {name}, such as “{line.strip()[:60]}”"
    return text, (str(Fault(str(path), 0, seen, "if that looks wrong, save it as UTF-8", Severity.WARNING)),)


def _rows(path: Path, text: str) -> Iterator[_Row]:
    suffix = path.suffix.lower()
    if suffix == _JSON and text.lstrip().startswith("["):
        return map(_row_of, _listed(path, text))
    if suffix in _LINES or suffix == _JSON:
        return map(_row_of, _objects(text))
    head = text.partition("\n")[0]
    if suffix in _TABLES or ("\t" in head and columns_of(head.split("\t"))):  # spreadsheets save tables as .txt, too
        return _cells(path, text)
    return (_Row(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _cells(path: Path, text: str) -> Iterator[_Row]:
    lines = text.split("\n")
    before = header_line(lines)
    table = io.StringIO("\n".join(lines[before:]), newline="")
    reader = csv.reader(table, delimiter=separator_of(lines[before]), strict=True)
    began = before + 1
    try:
        header = next(reader, [])
        columns = columns_of(header)
        if columns is None:
            seen = f"there is no question column, only {', '.join(map(repr, header)) or 'an empty file'}"
            raise CorpusError([Fault(str(path), began, seen, 'write "question" above the column of questions')])
        began = before + reader.line_num + 1
        for row in reader:
            if any(row):
                day, times = _cell(row, columns.date), _cell(row, columns.times)
                question = ",".join(row) if len(header) == 1 else _cell(row, columns.question)  # commas of a bare list
                yield _Row(began, question, day, read_times(times))
            began = before + reader.line_num + 1
    except csv.Error as error:
        seen = f"from here on it is no valid CSV: {error}"
        raise CorpusError([Fault(str(path), began, seen, "look for a quotation mark that is not closed")]) from error


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _objects(text: str) -> Iterator[tuple[int, object]]:
    """Yield the number of each line and the JSON in it, None where it is none."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, nested too deeply
                yield number, None


def _listed(path: Path, text: str) -> Iterator[tuple[int, object]]:
    """Yield the line and value of each entry of a JSON list."""
    decoder, line, before, at = json.JSONDecoder(), 1, 0, text.index("[") + 1
    while between := _BETWEEN.match(text, at):
        at = between.end()
        line, before = line + text.count("\n", before, at), at
        if text.startswith("]", at):
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            how = "mend it, or export the questions as CSV"
            raise CorpusError([Fault(str(path), line, "from here on it is no valid JSON", how)]) from error
        yield line, value


def _row_of(numbered: tuple[int, object]) -> _Row:
    number, value = numbered
    if isinstance(value, str):
        return _Row(number, value)
    record = value if isinstance(value, dict) else {}
    columns = columns_of(list(record))
    if columns is None:
        return _Row(number, None)
    held = list(record.values())
    question = held[columns.question]
    day, times = ("" if place is None else str(held[place] or "") for place in (columns.date, columns.times))
    return _Row(number, question if isinstance(question, str) else None, day, read_times(times))


def _left_out(path: Path, faults: Sequence[Fault], lines: int) -> Iterator[str]:
    """Yield a sentence that counts the lines left out by what is wrong with them, and names the first of each."""
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(_NUMBER.sub("", fault.seen), []).append(fault)
    if alike:
        causes = [f"{len(own):,} as in line {own[0].line} ({own[0].seen.partition(';')[0]})" for own in alike.values()]
        seen = f"{len(faults):,} of {lines:,} lines are left out: {', '.join(causes)}"
        yield str(Fault(str(path), 0, seen, "the others are used", Severity.WARNING))


def _undated(path: Path, rows: Sequence[_Row], form: str | None) -> Iterator[str]:
    if rows:
        why = "cannot be read" if form is not None else "may be day and month or month and day"
        many = f"{counted(len(rows), 'date')} such as {rows[0].day[:40]!r}"
        seen = f"{many} {why}; each question counts, without a day"
        yield str(Fault(str(path), rows[0].line, seen, "write dates as 2026-11-23", Severity.WARNING))
