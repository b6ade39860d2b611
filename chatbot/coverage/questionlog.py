"""The question log: what readers ask, without who they are. Nothing opens it unless the operator names a file.

An entry has a day but no hour, a redacted question, and a random id that only the asker gets: it erases the entry. No
address, no cookie, nothing that links two questions of one reader. `secure_delete` overwrites what is deleted, so that
an erased question is not in the file's bytes.

Source of secure_delete and its guarantee: SQLite documentation, "PRAGMA secure_delete".
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from chatbot.answering.answer import Answer
from chatbot.coverage.asked import Asked
from chatbot.coverage.redaction import redact
from chatbot.errors import ChatbotError

_TABLES = """
create table if not exists entries (
    id text primary key, day text not null, question text not null, status text not null, confidence real not null,
    quoted text not null, answer_id text not null
) without rowid;
create index if not exists entries_by_day on entries (day);
create table if not exists feedback (
    day text not null, answer_id text not null, source_id text not null, helpful integer not null, reason text not null
);
"""
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One logged question; `quoted` are "article#section" of its quotes, `helpful` counts verdicts on its answer."""

    day: date
    question: str
    status: str
    confidence: float
    quoted: tuple[str, ...]
    helpful: int
    unhelpful: int


class QuestionLog:
    """A SQLite file of redacted questions. Safe to use from several threads and processes."""

    def __init__(self, file: Path, keep_days: int) -> None:
        """Open or make the log; entries are deleted when they are `keep_days` days old.

        Raises:
            ChatbotError: the file cannot be used as a log, or `keep_days` is less than 1.
        """
        if keep_days < 1:
            raise ChatbotError(f"the question log is kept for {keep_days} days; keep it for at least 1")
        self._file = file
        self._keep = timedelta(days=keep_days)
        self._lock = threading.Lock()
        try:
            file.touch(0o600)
            with self._open() as log:
                log.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise ChatbotError(f"{file}: cannot be used as a question log ({error}); name another file") from error

    def add(self, question: str, answer: Answer, today: date) -> str:
        """Write one question, redacted, and return the id that erases it; entries past their days are deleted."""
        entry = secrets.token_hex(16)
        quoted = "\n".join(dict.fromkeys(f"{quote.article.id}#{quote.source_id}" for quote in answer.quotes))
        row = (
            entry,
            today.isoformat(),
            redact(question),
            str(answer.status),
            answer.confidence,
            quoted,
            answer.answer_id,
        )
        with self._open() as log:
            self._expire(log, today)
            log.execute("insert into entries values (?, ?, ?, ?, ?, ?, ?)", row)
        return entry

    def add_feedback(self, verdict: tuple[str, str, bool, str], today: date) -> None:
        """Write a verdict: (answer id, source id or "", helpful, reason or "")."""
        with self._open() as log:
            self._expire(log, today)
            log.execute("insert into feedback values (?, ?, ?, ?, ?)", (today.isoformat(), *verdict))

    def erase(self, entry: str) -> bool:
        """Delete the entry with this id, overwriting its bytes; tell whether there was one."""
        if not _ID.fullmatch(entry):
            return False
        with self._open() as log:
            return log.execute("delete from entries where id = ?", (entry,)).rowcount > 0

    def entries(self, today: date) -> list[Entry]:
        """Return the entries still kept, by day; those of one day in no order that tells who asked first."""
        query = """
            select day, question, status, confidence, quoted,
                (select count(*) from feedback where feedback.answer_id = entries.answer_id and helpful),
                (select count(*) from feedback where feedback.answer_id = entries.answer_id and not helpful)
            from entries order by day, id
        """
        with self._open() as log:
            self._expire(log, today)
            rows = log.execute(query).fetchall()
        return [
            Entry(date.fromisoformat(day), question, status, confidence, tuple(quoted.splitlines()), yes, no)
            for day, question, status, confidence, quoted, yes, no in rows
        ]

    def _expire(self, log: sqlite3.Connection, today: date) -> None:
        oldest = (today - self._keep).isoformat()
        log.execute("delete from entries where day <= ?", (oldest,))
        log.execute("delete from feedback where day <= ?", (oldest,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for one transaction; several processes may hold the file, so none keeps it open."""
        with self._lock, closing(sqlite3.connect(self._file, timeout=10)) as log, log:
            log.execute("pragma secure_delete = on")
            yield log


def read_log(file: Path) -> list[Asked]:
    """Return the questions of a log for coverage, marked as logged; changes nothing in the file.

    Raises:
        ChatbotError: there is no such log.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as log:
            rows = log.execute("select question, day from entries order by day, id").fetchall()
    except sqlite3.Error as error:
        raise ChatbotError(f"{file}: no question log ({error}); name the file that the server writes") from error
    return [Asked(question, date.fromisoformat(day), logged=True) for question, day in rows]
