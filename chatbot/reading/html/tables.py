"""A table -> its rows as lines of text, cells apart by tabs; or the verdict that it only lays out the page.

Elements whose roles say that they are a table, its rows and cells are one, too: that is how applications make theirs.
A cell that spans columns or rows stands once, where the page shows it, and leaves empty cells behind, so that every row
has its cells under the right header.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from chatbot.reading.article import BlockKind
from chatbot.reading.html.pieces import Lines
from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.pipes import names_columns

_WIDEST = 100  # columns; a page may claim to span thousands
_LONGEST_CELL = 1500  # characters; longer ones without any header cell are columns of a page
_LONGEST_SHORT_CELL = 200  # characters
_GROUPS = ("thead", "tbody", "tfoot")
_TABLES = ("table", "grid", "treegrid")
_CELLS = ("cell", "gridcell", "columnheader", "rowheader")
_OF_PAGE = ("table", "form", "details", "article", "section")


def is_table(node: Node) -> bool:
    """Tell a table by its tag or role."""
    return node.tag == "table" or _role(node) in _TABLES


def is_layout(table: Node) -> bool:
    """Tell whether a table is there for the look of the page: its cells are then parts of the page like any other."""
    inner = [node for node in table.walk() if node is not table]
    rows = list(_rows(table))
    if _role(table) in ("presentation", "none") and not _has_short_cells(rows):
        return True
    headed = any((node.tag in ("caption", "thead") or _is_header(node)) and node.size for node in inner)
    widest = _width(rows)
    is_grid = headed and widest > 1 and len(rows) > 1
    of_page = (node for node in inner if node.tag in _OF_PAGE or node.level)
    if not all(is_grid and _may_stand_in_grid(node) for node in of_page):
        return True
    longest = max((cell.size for row in rows for cell in _cells(row)), default=0)
    return widest < 2 or (not headed and (len(rows) < 2 or longest > _LONGEST_CELL))


def _width(rows: Iterable[Node]) -> int:
    """Return how many cells of a row show text, at most: an icon beside a note makes no column."""
    return max((sum(1 for cell in _cells(row) if cell.size) for row in rows), default=0)


def _has_short_cells(rows: list[Node]) -> bool:
    """Tell a grid of words and figures, with a header row or of several rows: help centres call it presentation.

    Below a header row a cell may be empty, and so may the corner: what a plan does not have, or is not named.
    """
    width = len(_cells(rows[0])) if rows else 0
    cells = [cell for row in rows for cell in _cells(row)]
    heads = _header_rows(rows)
    if width < 2 or any(len(_cells(row)) != width for row in rows) or len(rows) < 3 - bool(heads):
        return False
    is_linking = sum(cell.linked for cell in cells) * 2 > sum(cell.size for cell in cells)
    return not is_linking and all((heads or cell.size) and cell.size <= _LONGEST_SHORT_CELL for cell in cells)


def _may_stand_in_grid(node: Node) -> bool:
    """Tell whether a cell of a table may hold it: a heading of the column or row, more to open, a boxed note."""
    if node.tag == "table":
        return _width(_rows(node)) < 2 and not any(each.tag == "table" for each in node.walk() if each is not node)
    return node.tag == "details" or (node.level > 0 and node.within("th", "thead") is not None)


def is_boxed_note(table: Node) -> bool:
    """Tell a note set apart by an icon beside it: cells without text are what makes it a table."""
    rows = list(_rows(table)) if table.tag == "table" else []
    return _width(rows) < 2 <= max((len(_cells(row)) for row in rows), default=0)


def read_table(table: Node, skipped: Collection[Node]) -> Lines:
    """Return the text of a table that `is_layout` does not refuse."""
    rows = list(_rows(table))
    seen = [(row, cells) for row, cells in zip(rows, _grid(rows, skipped), strict=True) if any(cells)]
    grid = [cells for _, cells in seen]
    heads = _header_rows([row for row, _ in seen])
    if grid and not heads and not any(map(_is_header, table.shown())):  # only words and figures tell a header
        heads = int(names_columns(grid))
    lines = ["\t".join(cells) for cells in grid]
    caption = next((node for node in table.children if node.tag == "caption"), None)
    width = len(grid[0]) if grid else 0
    return Lines(
        table,
        BlockKind.TABLE,
        tuple(lines[heads:]),
        header="\n".join(lines[:heads]) or None,
        caption=line_of(caption, skipped) if caption and not caption.hidden else "",
        ragged=tuple(number for number, cells in enumerate(grid, 1) if len(cells) != width),
    )


def _role(node: Node) -> str:
    return node.attrs.get("role", "").lower()


def _is_header(cell: Node) -> bool:
    return cell.tag == "th" or _role(cell) == "columnheader"


def _rows(table: Node) -> Iterator[Node]:
    if table.tag != "table":
        yield from (node for node in table.shown() if _role(node) == "row")
    for child in table.children:
        if child.tag == "tr" and not child.hidden:
            yield child
        elif child.tag in _GROUPS and not child.hidden:
            yield from (row for row in child.children if row.tag == "tr" and not row.hidden)


def _cells(row: Node) -> list[Node]:
    cells = (cell for cell in row.children if not cell.hidden)
    return [cell for cell in cells if cell.tag in ("td", "th") or (row.tag != "tr" and _role(cell) in _CELLS)]


def _grid(rows: list[Node], skipped: Collection[Node]) -> Iterator[list[str]]:
    """Yield the cells of each row, with "" where a cell of this or an earlier row spans."""
    most = max((len(_cells(row)) for row in rows), default=0)
    spanned: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in rows:
        texts: list[str] = []
        below: dict[int, int] = {}
        for cell in _cells(row):
            _skip_spanned(texts, spanned)
            width, height = _number(cell, "colspan", min(most, _WIDEST)), _number(cell, "rowspan", len(rows))
            if height > 1:
                below.update(dict.fromkeys(range(len(texts), min(len(texts) + width, _WIDEST)), height))
            texts += [line_of(cell, skipped), *[""] * (width - 1)]
        _skip_spanned(texts, spanned)
        spanned = {column: left - 1 for column, left in {**spanned, **below}.items() if left > 1}
        yield texts


def _skip_spanned(texts: list[str], spanned: dict[int, int]) -> None:
    while len(texts) in spanned:
        texts.append("")


def _number(cell: Node, name: str, most: int) -> int:
    value = cell.attrs.get(name, "").strip()
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _header_rows(rows: list[Node]) -> int:
    """Return how many of the first rows are the header."""
    heads = 0
    for row in rows:
        if row.parent is None or row.parent.tag != "thead":
            break
        heads += 1
    if heads or not rows:
        return heads
    first = [cell for cell in _cells(rows[0]) if cell.size]
    if first and all(map(_is_header, first)):
        return 0 if _names_group(rows[0]) and any(map(_names_group, rows[1:])) else _spanned_heads(rows)
    second = _cells(rows[1]) if len(rows) > 1 else []
    return int(bool(second) and all(map(is_bold, first)) and not all(map(is_bold, second)))


def _spanned_heads(rows: list[Node]) -> int:
    """Return how many rows of nothing but header cells the cells of the first row span."""
    most = max(_number(cell, "rowspan", len(rows)) for cell in _cells(rows[0]))
    below = takewhile(lambda row: all(map(_is_header, _cells(row))), rows[:most])
    return sum(1 for _ in below)


def _names_group(row: Node) -> bool:
    """Tell whether a row names those below it: it is one header cell over several columns."""
    cells = _cells(row)
    return len(cells) == 1 and cells[0].tag == "th" and _number(cells[0], "colspan", _WIDEST) > 1


def is_bold(node: Node) -> bool:
    """Tell whether all text of an element is bold: so word processors mark a header row, and blogs their headings."""
    return node.size > 0 and all(text.bold for text in node.shown() if text.tag == TEXT and text.size)
