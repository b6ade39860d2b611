"""Rows of pipe tables."""

from __future__ import annotations

import pytest

from chatbot.reading.pipes import cells_of, columns_of, is_rule, names_columns, row_fault


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


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Kind\tSign", ["Kind", "Sign"]),
        ("Kind \t\t Sign", ["Kind", "", "Sign"]),
        ("\tSign\tRisk", ["", "Sign", "Risk"]),
        ("Kind   Soft gaze     Risk", ["Kind", "Soft gaze", "Risk"]),
        ("One  sentence.  And another.", ["One sentence. And another."]),
    ],
)
def test_a_line_in_columns_is_split_between_them(line: str, cells: list[str]) -> None:
    assert columns_of(line) == cells


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([["Type", "Fee"], ["Single", "90"], ["Couple", "$120"]], True),
        ([["Type", "Fee"], ["Single", "90"]], False),
        ([["Type", "Fee"], ["Single", "low"], ["Couple", "high"]], False),
        ([["Single", "90"], ["Couple", "120"], ["Group", "40"]], False),
        ([["", "Fee"], ["Single", "90"], ["Couple", "120"]], False),
    ],
)
def test_a_first_row_of_words_over_figures_names_the_columns(rows: list[list[str]], named: bool) -> None:
    assert names_columns(rows) is named
