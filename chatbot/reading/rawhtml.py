"""Raw HTML inside Markdown -> its visible words: headings, paragraphs, and the lists and tables that it holds whole.

A list whose items are Markdown, between blank lines, is never in one piece of raw HTML: it gives paragraphs. So does a
table whose cells span others, or of which a row has not as many cells as its header: which cell stands below which
would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from chatbot.reading.article import BlockKind
from chatbot.reading.builder import InlineText
from chatbot.reading.html.scanning import Tag, tags_of
from chatbot.reading.html.tree import BLOCKS, HEADINGS, STRUCK

HIDDEN = STRUCK | frozenset(
    {"script", "style", "template", "noscript", "title", "iframe", "object", "svg", "textarea", "select"}
)
_KINDS = {"ul": BlockKind.LIST, "ol": BlockKind.STEPS, "table": BlockKind.TABLE}
_STRUCTURED = frozenset({*_KINDS, "dl"})
_CELLS = ("td", "th")
_SPANS = re.compile(r"\b(?:col|row)span\b", re.IGNORECASE)
_NO_TEXT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>?", re.DOTALL)
_LEADING = re.compile(rf"(?:\s|{_NO_TEXT.pattern})*+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph, a heading where `level` is 1 to 6, or a list or table; `line` counts from 0 in the HTML.

    `rows` are the items of a list, or the rows of a table with tabs between their cells, of which the first is its
    header where `headed`. `is_summary`: a reader opens what follows with it. `details` is how many `<details>` begin in
    the HTML before it, less those that end.
    """

    text: str
    level: int = 0
    line: int = 0
    is_summary: bool = False
    details: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    rows: tuple[str, ...] = ()
    headed: bool = False


@dataclass(frozen=True, slots=True)
class RawHtml:
    """The visible blocks of a piece of HTML, the names of lists and tables read as paragraphs, its `details` in all."""

    blocks: list[RawBlock]
    lost: frozenset[str]
    details: int


def read_raw(html: str) -> RawHtml:
    """Return what a piece of HTML shows; its tags need not be closed or nested rightly."""
    tags = list(tags_of(html))
    whole = dict(_whole(html, tags))
    reader = _Reader()
    end, rows_end = 0, -1
    lost: set[str] = set()
    for place, tag in enumerate(tags):
        reader.add(html[end : tag.offset])
        if place in whole:
            rows_end = whole[place]
            reader.begin_rows(_KINDS[tag.name])
        elif place > rows_end and tag.name in _STRUCTURED and not tag.closes:
            lost.add(tag.name)
        reader.take(tag.name, closes=tag.closes, is_empty=html.endswith("/>", tag.offset, tag.end))
        if place == rows_end:
            reader.end_rows()
        reader.line += html.count("\n", tag.offset, tag.end)
        end = tag.end
    reader.add(html[end:])
    reader.flush()
    return RawHtml(reader.blocks, frozenset(lost), reader.details)


def _whole(html: str, tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    """Yield the places of the tags with which the outermost lists and tables begin and end, of those that can be read.

    One that does not end, or that ends where another began, is none; lists in it may be read.
    """
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for place, tag in enumerate(tags):
        if tag.name in _KINDS and not tag.closes:
            opened.append(place)
        elif tag.name in _KINDS and opened and tags[opened[-1]].name == tag.name:
            begin = opened.pop()
            if tag.name != "table" or _is_plain(html, tags, range(begin + 1, place)):
                while found and found[-1][0] > begin:
                    found.pop()
                found.append((begin, place))
    yield from found


def _is_plain(html: str, tags: Sequence[Tag], places: Iterable[int]) -> bool:
    """Tell whether a table has rows of the same number of cells, none of which spans others, and no table in it."""
    widths = [0]
    for tag in map(tags.__getitem__, places):
        if tag.name == "table" or (tag.name in _CELLS and _SPANS.search(html, tag.offset, tag.end)):
            return False
        if not tag.closes and tag.name == "tr":
            widths.append(0)
        elif not tag.closes and tag.name in _CELLS:
            widths[-1] += 1
    return widths[0] == 0 and len({width for width in widths if width}) == 1


def tag_name(markup: str) -> str:
    """Return the lower-case element name of one tag, "" for a comment or the like."""
    inner = markup.strip("</> \n").split(maxsplit=1)
    return inner[0].rstrip("/").lower() if inner else ""


class _Reader:
    """Gathers text between block-level tags, and into rows while it reads a list or table."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self.details = 0
        self.line = 0
        self._text = InlineText()
        self._begin = 0  # line of the text
        self._level = 0
        self._is_summary = False
        self._hidden = ""
        self._kind = BlockKind.PARAGRAPH
        self._rows: list[list[list[str]]] = []  # of rows of cells of lines
        self._depth = 0  # of lists in the list that is read
        self._is_headed = False
        self._rows_begin = 0

    def begin_rows(self, kind: BlockKind) -> None:
        """Begin a list or table, of which the next tag is the first."""
        self.flush()
        self._kind, self._rows, self._depth, self._is_headed, self._rows_begin = kind, [], 0, True, self.line

    def end_rows(self) -> None:
        """End the list or table."""
        self.flush()
        separator = " " if self._kind is BlockKind.TABLE else "\n"
        rows = ["\t".join(separator.join(cell) for cell in row) for row in self._rows]
        shown = tuple(row for row in rows if row.strip())
        kind, self._kind = self._kind, BlockKind.PARAGRAPH
        if shown:
            headed = kind is BlockKind.TABLE and self._is_headed and len(shown) > 1 and shown[0] == rows[0]
            text = "\n".join(shown)
            self.blocks.append(RawBlock(text, 0, self._rows_begin, False, self.details, kind, shown, headed))

    def take(self, name: str, *, closes: bool, is_empty: bool) -> None:
        if self._hidden:
            self._hidden = "" if closes and name == self._hidden else self._hidden
        elif name in HIDDEN:
            self._hidden = "" if closes or is_empty else name
        elif name != "br":
            if name in BLOCKS:
                self.flush()
                self._level = int(name[1]) if name in HEADINGS and not closes else 0
            if name in BLOCKS and name not in HEADINGS:  # a summary may be a heading
                self._is_summary = name == "summary" and not closes
            if name == "details":
                self.details += -1 if closes else 1
            self._arrange(name, closes=closes)
        elif not closes:
            self._text.line_break()

    def _arrange(self, name: str, *, closes: bool) -> None:
        """Begin the row or cell of the list or table that a tag stands for."""
        if self._kind is BlockKind.TABLE:
            if name == "tr" and not closes:
                self._rows.append([])
            elif name in _CELLS and not closes and self._rows:
                self._rows[-1].append([])
                self._is_headed = self._is_headed and (len(self._rows) > 1 or name == "th")
        elif self._kind is not BlockKind.PARAGRAPH:
            if name in _KINDS:
                self._depth += -1 if closes else 1
            elif name == "li" and not closes and self._depth == 1:
                self._rows.append([[]])

    def add(self, markup: str) -> None:
        if not self._hidden:
            leading = _LEADING.match(markup)
            if leading and not len(self._text):
                self._begin = self.line + leading[0].count("\n")
            self._text.add(unescape(_NO_TEXT.sub("", markup)))
        self.line += markup.count("\n")

    def flush(self) -> None:
        text = self._text.text
        self._text = InlineText()
        if not text:
            return
        if self._kind is BlockKind.PARAGRAPH or not (self._rows and self._rows[-1]):  # or what stands before the rows
            self.blocks.append(RawBlock(text, self._level, self._begin, self._is_summary, self.details))
        else:
            self._rows[-1][-1].append(text.replace("\n", " ") if self._kind is BlockKind.TABLE else text)
