"""Tables drawn with dashes, as Pandoc writes them when it turns a document into Markdown -> tables of the syntax tree.

Grid tables have borders around their cells; simple and multiline tables have a line of dashes over each column. What
does not fit its columns to the letter is left alone. Knows no span of columns or rows: such a table is left alone, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from chatbot.reading.markdown_state import line_of, push_inline
from chatbot.reading.pipes import cells_of

DRAWN = "drawn"  # in the `meta` of such a table: its lines hold other cells than its rows
_BORDER = re.compile(r"\+(?:[-=:]{2,}\+)+")
_COLUMNS = re.compile(r"\s*-{2,}(?:\s+-{2,})+")
_LINE = re.compile(r"\s{0,3}-{4,}")
_DASHES = re.compile(r"-+")
_CAPTION = re.compile(r"(?:[Tt]able)?:\s+(?=\S)")
_CELL_BULLET = re.compile(r"^[-*+] \s*")
_HEAD = 8  # lines of a multiline table in which the dashes over the columns must come


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of cells, the first one the header, empty where there is none; `length` counts the lines of its source."""

    rows: list[list[str]]
    length: int


def drawn_tables(parser: MarkdownIt) -> None:
    """Make the parser read such tables, and the line that names one below it as a paragraph."""
    parser.block.ruler.before("table", DRAWN, _rule)


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    begins = [line_of(state, n)[:1] for n in range(first, min(first + 2, last))]
    if begins[0] not in ("+", "-") and begins[-1] != "-":
        return False
    lines = _Lines(state, first, last)
    table = _grid(lines) if _BORDER.fullmatch(lines[0]) else _ruled(lines)
    if table is None:
        return False
    if not silent:
        _push(state, table, first)
        state.line = first + table.length
        _push_caption(state, _Lines(state, state.line, last), state.line)
    return True


class _Lines:
    """The lines of a block's source from one on, without white space at their ends, each looked up when asked for."""

    def __init__(self, state: StateBlock, first: int, last: int) -> None:
        self._state, self._first, self._count = state, first, last - first

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> str:
        line = self._first + place
        return self._state.getLines(line, line + 1, self._state.blkIndent, False).rstrip()

    def up_to(self, start: int, is_end: Callable[[str], object]) -> list[str]:
        """Return the lines from `start` to just before the first one that ends them, or to the block's end."""
        return list(takewhile(lambda line: not is_end(line), map(self.__getitem__, range(start, self._count))))


def _grid(lines: _Lines) -> _Table | None:
    block = lines.up_to(0, lambda line: not line.startswith(("+", "|")))
    columns = block[0].count("+") - 1
    rows: list[list[str]] = []
    is_headed = False
    for is_border, group in groupby(block[1:], lambda line: line.startswith("+")):
        drawn = list(group)
        if is_border:
            fits = all(_BORDER.fullmatch(line) and line.count("+") - 1 == columns for line in drawn)
            is_headed = is_headed or ("=" in drawn[0] and len(rows) == 1)
        else:
            cells = [cells_of(line) for line in drawn]
            fits = all(len(row) == columns for row in cells)
            rows.append(_joined(cells) if fits else [])
        if not fits:
            return None
    if not rows or not block[-1].startswith("+"):
        return None
    return _Table(rows if is_headed else [[""] * columns, *rows], len(block))


def _ruled(lines: _Lines) -> _Table | None:
    """Return a simple or multiline table: a header or none, the dashes over the columns, rows, and a line or none.

    A blank line ends a table with one line for each row and a header; any other ends with its line.
    """
    is_multiline = bool(_LINE.fullmatch(lines[0]))
    heads = range(is_multiline, min(_HEAD if is_multiline else 2, len(lines)))
    begin = next((n for n in heads if _COLUMNS.fullmatch(lines[n])), None)
    if begin is None:
        return None
    head = [lines[n] for n in range(is_multiline, begin)]
    body = lines.up_to(begin + 1, lambda line: _LINE.fullmatch(line) or _COLUMNS.fullmatch(line))
    end = begin + 1 + len(body)
    is_closed = end < len(lines)
    if head and not is_multiline and "" in body:
        body, is_closed = body[: body.index("")], False
    elif not is_closed and (is_multiline or not head):
        return None
    parted = [list(group) for is_filled, group in groupby(body, bool) if is_filled]
    if not is_multiline and len(parted) == 1:
        parted = [[line] for line in body]
    starts = [match.start() for match in _DASHES.finditer(lines[begin])]
    rows = [[_cells(line, starts) for line in group] for group in [head, *parted]]
    if not parted or "" in head or not all(all(row) for row in rows):
        return None
    texts = [_joined(row) if row else [""] * len(starts) for row in rows]
    return _Table(texts, begin + 1 + len(body) + is_closed)


def _cells(line: str, starts: Sequence[int]) -> list[str]:
    """Return the cells of a line, none where a word stands across the beginning of a column."""
    if any(line[start - 1 : start].strip() for start in starts[1:]):
        return []
    return [line[start:end].strip() for start, end in zip([0, *starts[1:]], [*starts[1:], None], strict=True)]


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return the cells of a row that takes several lines; items in a cell lose their bullets."""
    return [" ".join(_CELL_BULLET.sub("", cell) for cell in column if cell) for column in zip(*lines, strict=True)]


def _push(state: StateBlock, table: _Table, line: int) -> None:
    opening = state.push("table_open", "table", 1)
    opening.map, opening.meta = [line, line + table.length], {DRAWN: True}
    for number, row in enumerate(table.rows):
        tag = "td" if number else "th"
        state.push("tr_open", "tr", 1)
        for cell in row:
            push_inline(state, tag, tag, cell, (line, line + 1))
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)


def _push_caption(state: StateBlock, below: _Lines, line: int) -> None:
    gap = int(len(below) > 0 and not below[0])
    label = _CAPTION.match(below[gap]) if gap < len(below) else None
    if label:
        caption = below.up_to(gap, lambda line: not line)
        lines = line + gap, line + gap + len(caption)
        push_inline(state, "paragraph", "p", "\n".join(caption)[label.end() :], lines)
        state.line = lines[1]
