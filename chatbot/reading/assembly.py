"""The parts of one article as its reader opens and ends them -> its sections, FAQ, takeaway and references.

What a part is, labels tell (`labelled.py`) or the markup of a page (`html/assembly.py`); which of them stand in which
others, and what becomes of them, is told here, the same for every format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from chatbot.reading.article import Article, Block, FaqEntry, Section, Span, Takeaway
from chatbot.reading.builder import filled
from chatbot.reading.leads import with_leads
from chatbot.reading.parts import answer_start, step_number


class Role(Enum):
    """What a part becomes."""

    SECTION = auto()
    FAQ = auto()
    TAKEAWAY = auto()
    REFERENCES = auto()


@dataclass(slots=True, eq=False)
class Draft:
    """A heading or question and its blocks.

    `rank` orders parts that stand in one another, outer ones lower: a heading's level, between two levels for a
    question that is no heading. `question` is the heading without its number. `line` is that of the file, 0 where it is
    not known.
    """

    role: Role
    id: str
    heading: Span | None = None
    level: int | None = None
    rank: float = 0
    question: Span | None = None
    anchor: str | None = None
    line: int = 0
    parents: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)


class Drafts:
    """The parts so far, in reading order, their roles, and `path`: those in which the next stands, outermost first."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self.roles: set[Role] = set()
        self.path: list[Draft] = []

    def add(self, draft: Draft) -> Draft:
        """Begin a part; what follows stands in it where it is a section or question with a heading."""
        draft.parents = tuple(each.id for each in self.path)
        self.all.append(draft)
        self.roles.add(draft.role)
        if draft.heading is not None and draft.role in (Role.SECTION, Role.FAQ):
            self.path.append(draft)
        return draft

    def close(self, rank: float) -> None:
        """End the parts in which none of this rank can stand."""
        while self.path and self.path[-1].rank >= rank:
            self.path.pop()

    def end(self, draft: Draft) -> None:
        """End a part and all that stands in it."""
        if draft in self.path:
            del self.path[self.path.index(draft) :]


def with_parts(article: Article, drafts: Sequence[Draft]) -> Article:
    """Return the article, which has its text, with these parts; of several takeaways the first counts."""
    of = {role: [draft for draft in drafts if draft.role is role] for role in Role}
    text = article.text
    boxes = (Takeaway(box.id, box.heading, _filled(box.blocks, text), box.anchor) for box in of[Role.TAKEAWAY])
    return replace(
        article,
        sections=tuple(_section(draft, text) for draft in of[Role.SECTION]),
        faq=tuple(_entry(draft, draft.question, text) for draft in of[Role.FAQ] if draft.question),
        takeaway=next(boxes, None),
        references_heading=next((draft.heading for draft in of[Role.REFERENCES]), None),
        line_of={draft.id: draft.line for draft in drafts if draft.line and draft.role is not Role.REFERENCES},
    )


def _section(draft: Draft, text: str) -> Section:
    step = step_number(draft.heading.of(text)) if draft.heading else None
    blocks = _filled(draft.blocks, text)
    return Section(draft.id, draft.level or 1, draft.heading, blocks, draft.anchor, draft.parents, step)


def _entry(draft: Draft, question: Span, text: str) -> FaqEntry:
    blocks = _filled(draft.blocks, text)
    is_labelled = draft.heading is not None and text[draft.heading.start : question.start][:1].isalpha()
    if is_labelled and blocks and not blocks[0].items:  # "Q: ..." is answered by "A: ..."
        first = blocks[0].span
        answer = Span(first.start + answer_start(first.of(text)), first.end)
        blocks = (replace(blocks[0], span=answer), *blocks[1:])
    return FaqEntry(draft.id, question, blocks, draft.anchor, draft.level, draft.parents)


def _filled(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """Return the blocks that have text, their items that have text, and their lead-in sentences."""
    return with_leads([part for block in blocks for part in filled(block)], text)
