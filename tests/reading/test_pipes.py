"""Rows of pipe tables."""

from __future__ import annotations

import pytest

from chatbot.reading.pipes import cells_of, is_rule, row_fault


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a |  |", ["a", ""]),
        ("|a|", ["a"]),
        (r"| a \| b | c |", ["a | b", "c"]),
        (r"| a | b \|", ["a", "b |"]),
        ("|", [""]),
    ],
)
def test_a_row_is_split_at_its_pipes(line: str, cells: list[str]) -> None:
    assert cells_of(line) == cells


@pytest.mark.parametrize("line", ["|---|---|", "| :-- | --: |", "---|---", " |:-:| "])
def test_a_rule_is_known(line: str) -> None:
    assert is_rule(line)


@pytest.mark.parametrize("line", ["---", "| a | b |", "|  |", "| - a | - |", ""])
def test_anything_else_is_no_rule(line: str) -> None:
    assert not is_rule(line)


def test_a_row_with_other_cells_than_its_header_is_a_fault() -> None:
    assert row_fault("x.md", 3, 2, 2) is None
    few, many = row_fault("x.md", 3, 1, 2), row_fault("x.md", 3, 3, 2)
    assert few
    assert many
    assert (few.line, few.seen) == (3, "the table row has 1 cell, its header has 2")
    assert few.remedy != many.remedy
