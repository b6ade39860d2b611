"""An article -> the parts of its page in reading order, so that its stored text can be shown as a page again.

Passages cut an article up for retrieval; the layout keeps it whole. Every character of the text but white space belongs
to exactly one part, so a page made of the parts shows the whole text, and a link to any sentence of it lands. Nothing
here makes HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from chatbot.reading.article import Article, Block, Span
from chatbot.reading.parts import LEAD
from chatbot.reading.passages import REVIEW_FOOTER_ID


class PartKind(StrEnum):
    """What a part is shown as; the kinds of blocks under their own names, and what stands between blocks."""

    TITLE = "title"
    DECK = "deck"
    HEADING = "heading"
    QUESTION = "question"
    PARAGRAPH = "paragraph"
    LIST = "list"
    STEPS = "steps"
    TABLE = "table"
    CODE = "code"
    QUOTATION = "quotation"
    REFERENCE = "reference"
    FOOTER = "footer"


_LABELLED = (PartKind.QUESTION, PartKind.PARAGRAPH, PartKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class Part:
    """One block-level part of a page.

    `id` is the part's id on the page: the heading's anchor, or else the id of the section, FAQ entry or takeaway that
    begins here. `level` is a heading's level, 0 for anything else (a FAQ question that is no heading, too). `items`,
    `header` and `first` are those of `Block`. `takeaway` marks the parts of the article's own summary box.
    """

    kind: PartKind
    span: Span
    id: str = ""
    level: int = 0
    items: tuple[Span, ...] = ()
    header: Span | None = None
    first: int = 1
    takeaway: bool = False


def layout_of(article: Article) -> tuple[Part, ...]:
    """Return the parts of the article in reading order; text that its reader put into no block becomes paragraphs."""
    found = sorted(_parts(article), key=lambda part: (part.span.start, -part.span.end))
    placed: list[Part] = []
    end = 0
    for part in found:
        if len(part.span) and part.span.start >= end:
            labelled = _with_label(part, article.text, end)
            between = list(_paragraphs(article.text, end, labelled.span.start))
            if between and part.kind is PartKind.QUESTION:  # the FAQ's own heading, which no reader keeps
                between[-1] = replace(between[-1], kind=PartKind.HEADING, level=max(2, part.level - 1))
            placed += (*between, labelled)
            end = labelled.span.end
    placed += _paragraphs(article.text, end, len(article.text))
    return tuple(_with_single_ids(placed))


def _parts(article: Article) -> Iterator[Part]:
    """Yield what the reader found, in any order; parts may overlap, as a list of references and its entries do."""
    if article.title_span:
        yield Part(PartKind.TITLE, article.title_span, level=1)
    if article.deck:
        yield Part(PartKind.DECK, article.deck)
    for section in article.sections:
        heading = Part(PartKind.HEADING, section.heading, level=section.level) if section.heading else None
        yield from _named(section.anchor or section.id, heading, section.blocks)
    for entry in article.faq:
        question = Part(PartKind.QUESTION, entry.question, level=entry.level or 0)
        yield from _named(entry.anchor or entry.id, question, entry.blocks)
    if box := article.takeaway:
        heading = Part(PartKind.HEADING, box.heading, level=2) if box.heading else None
        for part in _named(box.anchor or box.id, heading, box.blocks):
            yield replace(part, takeaway=True)
    if article.references_heading:
        yield Part(PartKind.HEADING, article.references_heading, level=2)
    for reference in article.references:
        yield Part(PartKind.REFERENCE, reference.span, first=reference.number or 1)
    if article.review_footer:
        yield Part(PartKind.FOOTER, article.review_footer, id=REVIEW_FOOTER_ID)


def _named(name: str, heading: Part | None, blocks: Iterable[Block]) -> Iterator[Part]:
    """Yield a heading and its blocks; the first of them carries the id."""
    parts = [heading] if heading else []
    parts += [
        Part(PartKind(block.kind), block.span, items=block.items, header=block.header, first=block.first)
        for block in blocks
    ]
    for position, part in enumerate(parts):
        yield replace(part, id=name) if position == 0 else part


def _with_label(part: Part, text: str, end: int) -> Part:
    """Return the part with what belongs to it on its line behind `end`: a question's number, an answer's "A:".

    The colon behind a heading is the heading's.
    """
    if part.kind not in _LABELLED:
        has_colon = part.kind is PartKind.HEADING and text[part.span.end : part.span.end + 1] in LEAD
        return replace(part, span=Span(part.span.start, part.span.end + has_colon))
    begin = max(end, text.rfind("\n", end, part.span.start) + 1)
    label = text[begin : part.span.start].strip()
    start = text.index(label, begin) if label else part.span.start
    return replace(part, span=Span(start, part.span.end))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the paragraphs of `text[start:end]` that hold more than white space, stripped of what surrounds them."""
    for piece in text[start:end].split("\n\n"):
        stripped = piece.strip()
        if stripped:
            begin = start + piece.index(stripped)
            yield Part(PartKind.PARAGRAPH, Span(begin, begin + len(stripped)))
        start += len(piece) + len("\n\n")


def _with_single_ids(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts with each id only where it stands first, as HTML asks."""
    taken: set[str] = set()
    for part in parts:
        yield replace(part, id="") if part.id in taken else part
        taken.add(part.id)
