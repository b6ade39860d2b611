"""The article's text as it grows, and its parts before they are sorted into sections, FAQ and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.html.flow import Lines
from chatbot.reading.html.structured import DeclaredFaq
from chatbot.reading.html.tree import Node
from chatbot.reading.slugs import slug

_LONGEST_ID = 80
_LISTED = frozenset({BlockKind.LIST, BlockKind.STEPS, BlockKind.TABLE})


class Role(Enum):
    """What a part becomes."""

    SECTION = auto()
    FAQ = auto()
    TAKEAWAY = auto()
    REFERENCES = auto()


@dataclass(slots=True, eq=False)
class Part:
    """A heading or question and its blocks.

    `rank` orders parts that stand in one another, outer ones lower: a heading's level, between two levels for a
    question that is no heading. `end` is the element with which the part ends, where there is one. `question` is the
    heading without its number.
    """

    role: Role
    id: str
    rank: float
    heading: Span | None = None
    level: int | None = None
    question: Span | None = None
    node: Node | None = None
    end: Node | None = None
    anchor: str | None = None
    parents: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    declared: DeclaredFaq | None = None


class TextBuilder:
    """Appends blocks to the article's text as `article.py` lays it out, and gives the spans of what it appended."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def __str__(self) -> str:
        return "".join(self._parts)

    def append(self, lines: Sequence[str]) -> list[Span]:
        """Append one block of these lines."""
        if self._parts:
            self._write("\n\n")
        spans = []
        for number, line in enumerate(lines):
            if number:
                self._write("\n")
            start = self.length
            self._write(line)
            spans.append(Span(start, self.length))
        return spans

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def block(self, piece: Lines) -> list[Block]:
        """Append a piece; return its blocks: itself, after its caption where it has one."""
        blocks: list[Block] = []
        if piece.caption:
            blocks.append(Block(BlockKind.PARAGRAPH, self.append([piece.caption])[0]))
        lead = blocks[0].span if blocks else None
        spans = self.append([*([piece.header] if piece.header else []), *piece.lines])
        if not spans:
            return blocks
        header = spans.pop(0) if piece.header else None
        whole = Span((header or spans[0]).start, (spans[-1] if spans else header or spans[0]).end)
        items = tuple(spans) if piece.kind in _LISTED else ()
        return [*blocks, Block(piece.kind, whole, items, header, lead, piece.first)]


class Ids:
    """Gives out ids that are unique in the article and depend on the heading's words, then on what it stands under."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def make(self, words: str, under: str = "") -> str:
        """Return the id for a part with this heading under the part `under`."""
        base = slug(words)[:_LONGEST_ID].strip("-") or "section"
        if self._taken[base] and under:
            base = f"{under}-{base}"
        made = base
        while self._taken[made]:
            self._taken[base] += 1
            made = f"{base}-{self._taken[base]}"
        self._taken[made] += 1
        return made


def without_empty(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """Return the parts that have text, and the questions that have neither an answer nor headings under them.

    Of a question without an answer of its own its heading is kept; where it is none, the plain line if headings stand
    under it.
    """
    holding = {parent for part in parts for parent in part.parents}
    kept: list[Part] = []
    unanswered: list[Part] = []
    for part in parts:
        if part.role is Role.FAQ and not part.blocks and part.heading is not None:
            part.role = Role.SECTION
            if part.id not in holding:
                unanswered.append(part)
                if part.level is None:
                    continue
            if part.level is None:
                part.blocks, part.heading, part.level = [Block(BlockKind.PARAGRAPH, part.heading)], None, 1
        if part.heading is not None or part.blocks:
            kept.append(part)
    return kept, unanswered
