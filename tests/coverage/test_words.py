"""Texts as lists and terminals show them."""

from __future__ import annotations

import io

import pytest

from chatbot.coverage.words import counted, fitted


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_its_long_lines_broken_and_a_file_gets_them_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    text = "LOST  How long?\n\n      now  answered by bees#how-long-does-a-swarm-of-bees-hang: “An hour”"
    assert fitted(text, io.StringIO()) == text
    assert fitted(text, _Terminal()) == (
        "LOST  How long?\n\n      now  answered by\n        bees#how-long-does-a-swarm-of-bees-hang:\n        “An hour”"
    )


def test_one_is_counted_as_one_and_many_with_commas() -> None:
    assert [counted(count, "answer") for count in (0, 1, 1200)] == ["0 answers", "1 answer", "1,200 answers"]
