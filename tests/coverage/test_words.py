"""Texts as lists and terminals show them."""

from __future__ import annotations

import io

import pytest

from chatbot.coverage.words import fitted


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
