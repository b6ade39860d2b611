"""Rows of tables in lines of text: between pipes, as Markdown writes them, or in columns, as a copied page has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.errors import Fault
from chatbot.reading.builder import collapse

_PIPE = re.compile(r"(?<!\\)\|")
_LAST_PIPE = re.compile(r"(?<!\\)\|$")
_TAB = re.compile(r" ?\t ?")
_SPACES = re.compile(r"(?<=\S) {3,}")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\W*+\d")
_FEWEST_BELOW = 2  # rows; below a single one nothing tells a column
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")


def is_rule(line: str) -> bool:
    """Tell whether a line is the rule between header and body, `|---|:-:|`."""
    return "|" in line and bool(_RULE.fullmatch(line.strip()))


def cells_of(line: str) -> list[str]:
    r"""Return the cells of one row, white space collapsed and `\|` read as a pipe; outer pipes open no cell."""
    row = line.strip().removeprefix("|")
    last = _LAST_PIPE.search(row)
    cells = _PIPE.split(row[: last.start()] if last else row)
    return [collapse(cell.replace("\\|", "|")) for cell in cells]


def columns_of(line: str) -> list[str]:
    """Return the cells of a line in columns, white space collapsed: between tabs, or at least three spaces."""
    between = _TAB if "\t" in line.strip() else _SPACES
    return [collapse(cell) for cell in between.split(line.rstrip())]


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: it has no figures, and a column has nothing else below it."""
    first, *below = rows
    if len(below) < _FEWEST_BELOW or not all(first) or any(map(_DIGIT.search, first)):
        return False
    return any(all(map(_FIGURE.match, column)) for column in zip(*below, strict=False))


def row_fault(source: str, line: int, found: int, wanted: int) -> Fault | None:
    """Return the fault of a row that has more or fewer cells than its header, which would shift or hide text."""
    if found == wanted:
        return None
    seen = f"the table row has {found} cell{'s' if found != 1 else ''}, its header has {wanted}"
    remedy = (
        'add the missing cells with "|"; a paragraph after a table needs a blank line before it'
        if found < wanted
        else 'remove the surplus cells, or write a pipe inside a cell as "\\|"'
    )
    return Fault(source, line, seen, remedy)
