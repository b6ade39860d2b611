"""The one place where an article's visible text is put together, so that every span is right by construction.

`InlineText` gathers one paragraph, heading, item or cell as a browser shows it; `TextBuilder` lays such pieces out as
`article.py` describes and returns their spans. Knows no file format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count, groupby

from chatbot.reading.article import Block, BlockKind, Span

_COLLAPSED = re.compile(r"[ \t\n\r\f]+")


def collapse(text: str) -> str:
    """Return `text` on one line with single spaces, as HTML shows it; a no-break space is no white space to HTML."""
    return _COLLAPSED.sub(" ", text).strip(" ")


def filled(block: Block, numbers: Sequence[int] = ()) -> list[Block]:
    """Return the block without items that show nothing; a numbered list in parts, each of numbers that follow another.

    `numbers` are those of the items, where they are not the next ones to the block's first.
    """
    if block.kind is not BlockKind.STEPS:
        items = block.items if all(map(len, block.items)) else tuple(filter(len, block.items))
        return [replace(block, items=items)] if len(block.span) else []
    parts: list[Block] = []
    counted = enumerate(zip(numbers or count(block.first), block.items, strict=False))
    for (is_shown, _), run in groupby(counted, key=lambda each: (len(each[1][1]) > 0, each[1][0] - each[0])):
        (first, start), *rest = ((number, span) for _, (number, span) in run)
        spans = (start, *(span for _, span in rest))
        if is_shown:
            parts.append(replace(block, span=Span(start.start, spans[-1].end), items=spans, first=first))
    return parts


class InlineText:
    """The text of one paragraph, heading, list item or table cell, gathered from its inline pieces.

    White space is collapsed across pieces; only `line_break` makes a line break, never two in a row, and what keeps its
    white space. Offsets are relative to `text`; those taken while it ended with a space may lie behind its final end:
    see `clamp`.
    """

    __slots__ = ("_is_after_space", "_length", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._is_after_space = True  # a space now would stand at a line's start or after another

    def __len__(self) -> int:
        return self._length

    def add(self, piece: str, *, keeps_space: bool = False) -> None:
        """Append text; its white space collapses with what stands before it, unless it is kept."""
        if keeps_space:
            shown = piece.replace("\r\n", "\n").replace("\r", "\n")
        else:
            shown = _COLLAPSED.sub(" ", piece)
            shown = shown.removeprefix(" ") if self._is_after_space else shown
        if shown:
            self._parts.append(shown)
            self._length += len(shown)
            self._is_after_space = shown[-1] == ("\n" if keeps_space else " ")

    def line_break(self, *, keeps_space: bool = False) -> None:
        """Append a hard line break, unless an empty line would stand there and is not kept; drop a space before it."""
        if self._parts and self._parts[-1].endswith(" "):
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        if keeps_space or not self.begins_line:
            self._parts.append("\n")
            self._length += 1
            self._is_after_space = True

    @property
    def begins_line(self) -> bool:
        """Whether nothing stands on the line yet."""
        return not self._length or self._parts[-1].endswith("\n")

    @property
    def text(self) -> str:
        """What was gathered, without white space at its end; "" where it shows nothing, as a lone no-break space."""
        text = "".join(self._parts).rstrip(" \n")
        return "" if text.isspace() else text

    def clamp(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of `text[start:end]` without white space around it."""
        text = self.text
        end = min(end, len(text))
        while start < end and text[start] in " \n":
            start += 1
        while end > start and text[end - 1] in " \n":
            end -= 1
        return min(start, end), end


class TextBuilder:
    """An article's text, growing from its first block to its last.

    Every method that adds something puts one blank line before it and returns where it stands. What is added must hold
    no white space at its ends, but is not changed.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, text: str) -> Span:
        """Append `text` as a block of its own; an empty one adds nothing and gives an empty span at the end."""
        if not text:
            return Span(self._length, self._length)
        if self._length:
            self._append("\n\n")
        return self._append(text)

    def block(self, kind: BlockKind, text: str) -> Block:
        """Append a paragraph, quotation or code sample."""
        return Block(kind, self.add(text))

    def list(self, kind: BlockKind, items: Sequence[str], first: int = 1) -> Block:
        """Append a list, one line for each item that has text; an empty item gets an empty span and no line."""
        return replace(self.rows(kind, items), first=first)

    def table(self, header: Sequence[str] | None, rows: Sequence[Sequence[str]]) -> Block:
        """Append a table, one line for each row, cells separated by tabs; rows without any text are left out."""
        head = "\t".join(header) if header and any(header) else None
        return self.rows(BlockKind.TABLE, ["\t".join(row) for row in rows if any(row)], head)

    def rows(self, kind: BlockKind, lines: Sequence[str], header: str | None = None) -> Block:
        """Append the lines of a list or table below its header."""
        spans = self.lines([header, *lines] if header else lines)
        begin = next(filter(len, spans), spans[0]).start
        whole = Span(begin, spans[-1].end)
        return Block(kind, whole, spans[1:], spans[0]) if header else Block(kind, whole, spans)

    def lines(self, lines: Sequence[str]) -> tuple[Span, ...]:
        """Append a block of lines and return the span of each, one at least; an empty line gets no line."""
        spans: list[Span] = []
        begun = False
        for line in lines:
            if line and begun:
                self._append("\n")
                spans.append(self._append(line))
            else:
                spans.append(self.add(line))
                begun = begun or bool(line)
        return tuple(spans) or (Span(self._length, self._length),)

    def _append(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)
