"""What is noted down in the question log: a question without who asked it, that there was one, or a verdict.

A note is complete before it waits to be written, and knows how: its day is that of the asking, its text is redacted.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import date

from chatbot.answering.answer import Answer
from chatbot.coverage.redaction import redact

# Columns are named, so that going back from a later release that has added some does not end the log
_ADD_ENTRY = "insert into entries (id, day, question, confidence, quoted, answer_id) values (?, ?, ?, ?, ?, ?)"
_ADD_VERDICT = "insert into feedback (day, answer_id, source_id, helpful, reason) values (?, ?, ?, ?, ?)"
_COUNT_WITHHELD = """
insert into withheld (day, questions) values (?, 1) on conflict (day) do update set questions = questions + 1
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answered question, redacted; `id` erases it, `quoted` names the quoted places, one in a line."""

    id: str
    day: date
    question: str
    confidence: float | None
    quoted: str
    answer_id: str

    def write(self, log: sqlite3.Connection) -> None:
        """Add it to a log."""
        row = (self.id, self.day.isoformat(), self.question, self.confidence, self.quoted, self.answer_id)
        log.execute(_ADD_ENTRY, row)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A question of which nothing may be kept: not its text, not its answer."""

    day: date

    def write(self, log: sqlite3.Connection) -> None:
        """Count it in a log."""
        log.execute(_COUNT_WITHHELD, (self.day.isoformat(),))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader thinks of one quote, or of the whole answer where `source_id` is ""; `reason` may be ""."""

    day: date
    answer_id: str
    source_id: str
    helpful: bool
    reason: str = ""

    def write(self, log: sqlite3.Connection) -> None:
        """Add it to a log that has the answer.

        The reader chose its ids, so they are kept only where they are those of a logged answer: nothing that a reader
        makes up is written.
        """
        found = log.execute("select quoted from entries where answer_id = ?", (self.answer_id,)).fetchone()
        if found is None:
            return
        known = any(place.endswith(f"#{self.source_id}") for place in found[0].splitlines())
        source = self.source_id if known else ""
        log.execute(_ADD_VERDICT, (self.day.isoformat(), self.answer_id, source, self.helpful, self.reason))


Note = Entry | Withheld | Verdict


def entry_of(question: str, answer: Answer, day: date) -> Entry:
    """Return the entry of an answered question, with a new id."""
    quoted = "\n".join(dict.fromkeys(f"{quote.article.id}#{quote.source_id}" for quote in answer.quotes))
    return Entry(secrets.token_hex(16), day, redact(question), answer.confidence, quoted, answer.answer_id)
