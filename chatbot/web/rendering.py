"""Spans of an article's text -> what a template writes: rows of cells of pieces, with the best sentence marked.

A paragraph is one row of one cell, a list has a row for each item, a table's rows have several cells. No character of
the text is added, and none but the separators (line breaks between rows, tabs between cells) is left out. Nothing here
makes HTML; escaping is the templates' work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chatbot.answering.answer import Quote
from chatbot.indexing.index import ArticleRecord
from chatbot.reading.article import Span
from chatbot.reading.layout import Part, PartKind
from chatbot.reading.passages import Role

ROWS = frozenset({PartKind.LIST, PartKind.STEPS, PartKind.TABLE})  # kinds whose lines are items of their own


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters in a row, all marked or none."""

    text: str
    marked: bool = False


Cell = tuple[Piece, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One block as a template writes it; `level` is a heading's, `id` its anchor on the article's own page."""

    kind: PartKind
    rows: tuple[Row, ...]
    header: Row = ()
    first: int = 1
    id: str = ""
    level: int = 0
    takeaway: bool = False


def quote_blocks(quote: Quote) -> list[Shown]:
    """Return the blocks of a quote; text outside its blocks is shown as paragraphs, so none is lost."""
    marks = [Span(*highlight) for highlight in quote.highlights]
    header = next((c.text for c in quote.context if c.role is Role.HEADER), "")
    shown: list[Shown] = []
    end = 0
    for block in quote.blocks:
        shown += _loose(quote.text, Span(end, block.start), marks)
        kind, span = PartKind(block.kind), Span(block.start, block.end)
        columns = _row(header, Span(0, len(header)), (), "\t") if header and kind is PartKind.TABLE else ()
        items = [Span(*item) for item in block.items]
        shown.append(Shown(kind, _rows(quote.text, kind, span, items, marks), columns, block.first))
        end = block.end
    return shown + list(_loose(quote.text, Span(end, len(quote.text)), marks))


def article_blocks(record: ArticleRecord) -> list[Shown]:
    """Return the whole article; headings never skip a level downwards, as screen readers' users expect."""
    shown: list[Shown] = []
    level = 1
    for part in record.layout:
        if part.kind in (PartKind.HEADING, PartKind.QUESTION):
            level = max(2, min(part.level or 3, level + 1, 6))
        shown.append(_part(record.text, part, level))
    return shown


def _part(text: str, part: Part, level: int) -> Shown:
    header: Row = ()
    rest = part.span
    if part.header and part.kind is PartKind.TABLE:
        header = _row(text, part.header, (), "\t")
        rest = Span(min(part.header.end + 1, rest.end), rest.end)
    rows = _rows(text, part.kind, rest, part.items, ())
    return Shown(part.kind, rows, header, part.first, part.id, level, part.takeaway)


def _rows(text: str, kind: PartKind, span: Span, items: Sequence[Span], marks: Sequence[Span]) -> tuple[Row, ...]:
    """Return a row for each item; where these are not all of a list or table, for each line; for other kinds one."""
    if not items or not _complete(text, span, items):
        items = _split(text, span, "\n") if kind in ROWS else [span]
    separator = "\t" if kind is PartKind.TABLE else ""
    return tuple(_row(text, item, marks, separator) for item in items)


def _complete(text: str, span: Span, items: Sequence[Span]) -> bool:
    """Whether the items hold all of the span but white space; where a reader left some out, lines are shown instead."""
    return "".join("".join(i.of(text) for i in items).split()) == "".join(span.of(text).split())


def _loose(text: str, span: Span, marks: Sequence[Span]) -> Iterator[Shown]:
    start = span.start
    for paragraph in span.of(text).split("\n\n"):
        if paragraph.strip():
            whole = Span(start, start + len(paragraph))
            yield Shown(PartKind.PARAGRAPH, (_row(text, whole, marks),))
        start += len(paragraph) + len("\n\n")


def _row(text: str, span: Span, marks: Sequence[Span], separator: str = "") -> Row:
    cells = _split(text, span, separator) if separator else [span]
    return tuple(_pieces(text, cell, marks) for cell in cells)


def _split(text: str, span: Span, separator: str) -> list[Span]:
    spans, start = [], span.start
    for piece in span.of(text).split(separator):
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + len(separator)
    return spans


def _pieces(text: str, span: Span, marks: Sequence[Span]) -> Cell:
    """Cut a span where marks begin and end."""
    inside = [Span(max(m.start, span.start), min(m.end, span.end)) for m in marks]
    inside = [m for m in inside if m.start < m.end]
    cuts = sorted({span.start, span.end, *(m.start for m in inside), *(m.end for m in inside)})
    parts = [Span(a, b) for a, b in pairwise(cuts)]
    return tuple(Piece(p.of(text), any(m.start <= p.start and p.end <= m.end for m in inside)) for p in parts)
