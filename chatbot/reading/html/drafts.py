"""The parts of an article before they are sorted into sections, FAQ and the rest, and how their pieces become text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.builder import TextBuilder, filled
from chatbot.reading.html.pieces import Lines
from chatbot.reading.html.structured import DeclaredFaq
from chatbot.reading.html.tree import Node
from chatbot.reading.slugs import Names, slug

_LONGEST_ID = 80
_LISTED = frozenset({BlockKind.LIST, BlockKind.STEPS, BlockKind.TABLE})


class Role(Enum):
    """What a part becomes."""

    SECTION = auto()
    FAQ = auto()
    TAKEAWAY = auto()
    REFERENCES = auto()


@dataclass(slots=True, eq=False)
class DraftPart:
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


def lay_out(piece: Lines, builder: TextBuilder) -> list[Block]:
    """Append a piece to the article's text; return its blocks: itself, after its caption where it has one."""
    blocks = [builder.block(BlockKind.PARAGRAPH, piece.caption)] if piece.caption else []
    lead = blocks[0].span if blocks else None
    spans = builder.lines([piece.header, *piece.lines] if piece.header else piece.lines)
    header, items = (spans[0], spans[1:]) if piece.header else (None, spans)
    listed = items if piece.kind in _LISTED else ()
    begin = next(filter(len, spans), spans[0]).start
    block = Block(piece.kind, Span(begin, spans[-1].end), listed, header, lead)
    return [*blocks, *(filled(block, piece.numbers) if piece.kind is BlockKind.STEPS else [block])]


class Ids:
    """Gives out ids that are unique in the article and depend on the heading's words, then on what it stands under."""

    def __init__(self) -> None:
        self._names = Names(second=2)

    def make(self, words: str, under: str = "") -> str:
        """Return the id for a part with this heading under the part `under`."""
        base = slug(words)[:_LONGEST_ID].strip("-") or "section"
        return self._names.make(f"{under}-{base}" if base in self._names and under else base)


def without_empty(parts: list[DraftPart]) -> tuple[list[DraftPart], list[DraftPart]]:
    """Return the parts that have text, and the questions that have neither an answer nor headings under them.

    Of a question without an answer of its own its heading is kept; where it is none, the plain line if headings stand
    under it.
    """
    holding = {parent for part in parts for parent in part.parents}
    kept: list[DraftPart] = []
    unanswered: list[DraftPart] = []
    for part in parts:
        if part.role is Role.FAQ and not part.blocks and part.heading is not None:
            part.role = Role.SECTION
            if part.id not in holding:
                unanswered.append(part)
            if part.level is None and part.id not in holding:
                continue
            if part.level is None:
                part.blocks, part.heading, part.level = [Block(BlockKind.PARAGRAPH, part.heading)], None, 1
        if part.heading is not None or part.blocks:
            kept.append(part)
    return kept, unanswered
