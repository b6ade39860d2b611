"""What a reader hands to the assembly: headings and blocks in reading order, grouped by the part that they form.

A reader appends text to a `TextBuilder` and notes each heading and block as an element; which of them are FAQ,
takeaway, references or related articles is decided here, from labels alone, the same for every format.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.bylines import FARTHEST, LONGEST, is_byline
from chatbot.reading.parts import (
    FEWEST,
    FIRST_COMMENT,
    LABELLED,
    LEAD,
    Part,
    is_question,
    is_review_footer,
    may_be_name,
    opens_comments,
    opens_contents,
    part_of,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink's visible text and where it leads."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `anchor` is its id on the page, unique there, where it has one. `line` is 0 where it is not known.

    `box` is that of `Piece`.
    """

    span: Span
    level: int
    line: int = 0
    anchor: str | None = None
    links: tuple[Link, ...] = ()
    box: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A block and what its markup says beside its text.

    `bold` are the bold beginnings of the block or of its items; `quote` numbers the block quotation it stands in, from
    1, and is 0 outside one. `is_summary`: a reader opens what follows with it. `box` numbers the outermost box that
    opens, from its summary to its end, from 1, and is 0 outside one and where the end is not known. `breaks` are the
    spaces of its text that are line breaks in the file.
    """

    block: Block
    line: int = 0
    bold: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    quote: int = 0
    is_summary: bool = False
    box: int = 0
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """A part begins here without a heading; None: the part above ends, and the section before it goes on.

    Footnotes belong to no section, but to the references where these come last.
    """

    part: Part | None


Element = Heading | Piece | Opens


@dataclass(slots=True)
class Region:
    """Consecutive elements of one part; `part` is None for ordinary sections, `heading` is the label that opened it."""

    part: Part | None = None
    heading: Heading | None = None
    elements: list[Heading | Piece] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of the opening heading; a region without one reaches as far as the title, 1."""
        return self.heading.level if self.heading else 1


def regions_of(elements: Sequence[Element], text: str, whole: Part | None = None, language: str = "en") -> list[Region]:
    """Return the regions of an article in reading order.

    A special part ends at the next heading of its level or above, or at a label of another part; related links end at
    prose without links. Questions on the level of their FAQ heading still belong to it. `whole` is the part that the
    article's title names, for a page that is one FAQ. In a `language` of which few labels are known, a heading is
    that of an FAQ, too, where all below it asks.
    """
    regions = [Region(whole)]
    for place, element in enumerate(elements):
        current = regions[-1]
        if isinstance(element, Opens):
            if (element.part, current.part) != (Part.NOTES, Part.REFERENCES):
                regions.append(Region(element.part or whole))
        elif isinstance(element, Heading):
            words = element.span.of(text)
            part = part_of(words)
            below = elements[place + 1 : place + 1 + FIRST_COMMENT]
            if not part and opens_comments(words, _lines(element, below, text)):
                part = Part.COMMENTS
            if (
                not part
                and not language.startswith(LABELLED)
                and _asks_throughout(element, elements[place + 1 :], text)
            ):
                part = Part.FAQ
            if part:
                regions.append(Region(part, element))
            elif current.part and element.level <= current.level - (current.part is Part.FAQ and is_question(words)):
                regions.append(Region(whole, None, [element]))
            else:
                current.elements.append(element)
        elif current.part is Part.RELATED and _goes_on(current.elements, element):
            regions.append(Region(whole, None, [element]))
        else:
            current.elements.append(element)
    return regions


def _asks_throughout(heading: Heading, below: Iterable[Element], text: str) -> bool:
    """Tell whether a heading has nothing but questions below it: two headings or more, which all ask."""
    asked = 0
    for element in below:
        if isinstance(element, Opens) or (isinstance(element, Heading) and element.level <= heading.level):
            break
        if isinstance(element, Heading) and is_question(element.span.of(text)):
            asked += 1
        elif isinstance(element, Heading) or not asked:
            return False
    return asked >= FEWEST


def _lines(heading: Heading, below: Iterable[Element], text: str) -> Iterator[str]:
    """Yield what stands below a heading, up to the next heading of its level or above."""
    for element in below:
        if isinstance(element, Heading):
            yield element.span.of(text)
            if element.level <= heading.level:
                return
        if isinstance(element, Piece):
            yield element.block.span.of(text)


def _goes_on(related: Sequence[Heading | Piece], piece: Piece) -> bool:
    """Tell whether the article goes on below related links: with no link, and no deck of the link just before it."""
    if piece.links or piece.block.items or not any(element.links for element in related):
        return False
    last = related[-1]
    return not last.links or (isinstance(last, Piece) and bool(last.block.items))


def without_contents(elements: Iterable[Element], text: str) -> list[Element]:
    """Return the elements without those that only lead to places on the page, and the line that names its contents.

    What a sentence introduces ("There are three kinds:") is the article's.
    """
    kept: list[Element] = []
    for element in elements:
        if not isinstance(element, Piece) or not _leads_about(element, text):
            kept.append(element)
            continue
        above = kept[-1] if kept and isinstance(kept[-1], Heading | Piece) else None
        words = span_of(above).of(text) if above else ""
        if opens_contents(words):
            del kept[-1]
        elif isinstance(above, Piece) and words.endswith(LEAD):
            kept.append(element)
    return kept


def _leads_about(piece: Piece, text: str) -> bool:
    """Tell whether a piece says nothing but links to places on the page."""
    begin = piece.block.span.start
    for link in piece.links:
        if link.target[:1] != "#" or any(map(str.isalnum, text[begin : link.span.start])):
            return False
        begin = link.span.end
    return bool(piece.links) and not any(map(str.isalnum, text[begin : piece.block.span.end]))


def span_of(element: Heading | Piece) -> Span:
    """Return where an element stands."""
    return element.span if isinstance(element, Heading) else element.block.span


def drop_bylines(regions: Sequence[Region], text: str, authors: Collection[str], has_footer: bool) -> None:
    """Drop the lines above an article's first sentence that only say who wrote it and when, if more follows them.

    One that says who reviewed it is dropped where another such line is the article's footer (`has_footer`).
    """
    first = regions[0] if regions and regions[0].part is None else None
    elements = first.elements[:FARTHEST] if first else []
    lines = takewhile(bool, (_unended(element, text) for element in elements))
    told = [
        element
        for element, line in zip(elements, lines, strict=False)
        if (has_footer if is_review_footer(line) else is_byline(line, authors))
    ]
    if first and len(told) < len(first.elements):
        first.elements = [element for element in first.elements if element not in told]


def _unended(element: Heading | Piece, text: str) -> str:
    """Return a short paragraph that ends as no sentence does, "" for anything else."""
    if isinstance(element, Heading) or element.block.kind is not BlockKind.PARAGRAPH:
        return ""
    line = element.block.span.of(text)
    return line if len(line) <= LONGEST and may_be_name(line) else ""
