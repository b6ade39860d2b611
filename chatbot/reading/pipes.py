"""Rows of pipe tables, as Markdown and page exports write them."""

from __future__ import annotations

import re

from chatbot.errors import Fault
from chatbot.reading.builder import collapse

_PIPE = re.compile(r"(?<!\\)\|")
_LAST_PIPE = re.compile(r"(?<!\\)\|$")
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
