"""Notes that are written to a question log on their own day, each in a transaction of its own."""

from __future__ import annotations

from datetime import date

from chatbot.answering.answer import Answer
from chatbot.coverage.noting import Note, Withheld, entry_of
from chatbot.coverage.questionlog import QuestionLog


def write(log: QuestionLog, note: Note) -> None:
    """Write one."""
    assert log.write([note], (), note.day) == set()


def add(log: QuestionLog, question: str, answer: Answer, day: date) -> str:
    """Write an answered question; return the id that erases it."""
    entry = entry_of(question, answer, day)
    write(log, entry)
    return entry.id


def withhold(log: QuestionLog, day: date) -> None:
    """Count a question of which nothing is kept."""
    write(log, Withheld(day))
