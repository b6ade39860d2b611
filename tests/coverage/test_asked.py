"""Files of questions in three formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chatbot.coverage.asked import Asked, read_questions
from chatbot.errors import CorpusError

DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "One?\n\n  Two?  \n", [Asked("One?"), Asked("Two?")]),
        (
            "a.csv",
            'id,Question,date\n1,"One, two?",2026-11-01\n2,Three?,\n',
            [Asked("One, two?", DAY), Asked("Three?")],
        ),
        ("a.csv", 'question;date\n"One; two, three?";2026-11-01\n', [Asked("One; two, three?", DAY)]),
        ("a.csv", "\ufeffquestion\nOne?\n", [Asked("One?")]),
        (
            "a.jsonl",
            '{"question": "One?", "date": "2026-11-01T10:00"}\n\n{"question": "Two?"}',
            [Asked("One?", DAY), Asked("Two?")],
        ),
        ("a.jsonl", '{"question": "One\u2028two\u0085three?"}', [Asked("One\u2028two\u0085three?")]),
        ("a.txt", "One\u2028two?", [Asked("One\u2028two?")]),
    ],
)
def test_questions_are_read_in_order(name: str, text: str, expected: list[Asked], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_questions(path) == expected


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("a.txt", "One?\n???\n", "a.txt:2: error: the question is empty"),
        ("a.csv", "text\nOne?\n", "a.csv:1: error: there is no question"),
        ("a.csv", "question,date\nOne?,soon\n", "a.csv:2: error: the date is 'soon'"),
        ("a.jsonl", '{"question": "One?"}\n[1]\n{"question": 3}\n{x\n', "a.jsonl:4: error: there is no question"),
        ("a.jsonl", '\n{"question": ' + "[" * 100_000, "a.jsonl:2: error: there is no question"),
        (
            "a.csv",
            "question\nOne?\n" + '"Two?\n' + "Three?\n" * 20_000,
            "a.csv:3: error: from here on it is no valid CSV",
        ),
        ("a.csv", 'question,date\n"One?",\n"Two?,\n"Three?",\n', "a.csv:3: error: from here on it is no valid CSV"),
        ("a.csv", 'question\n"One?', "a.csv:2: error: from here on it is no valid CSV"),
        ("a.csv", 'question,date\n"One\n?",soon\n', "a.csv:2: error: the date is 'soon'"),
        ("a.txt", "\n", "a.txt: error: there is no question in it"),
    ],
)
def test_a_line_without_a_question_is_named(name: str, text: str, seen: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=seen.replace("?", r"\?")):
        read_questions(path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Für wen?".encode("latin-1"))
    with pytest.raises(CorpusError, match="readable file in UTF-8"):
        read_questions(path)
