"""An article's elements -> its sections, FAQ, takeaway, references, footer and links. The same for every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chatbot.errors import Fault, Severity
from chatbot.reading.article import PROSE, Article, Block, FaqEntry, Reference, Section, Span, Takeaway
from chatbot.reading.builder import filled
from chatbot.reading.faq import Entry, asked_boxes, boxed_entry, faq_groups
from chatbot.reading.leads import with_leads
from chatbot.reading.outline import Element, Heading, Piece, Region, drop_bylines, regions_of, without_contents
from chatbot.reading.parts import Part, is_review_footer, part_of, step_number
from chatbot.reading.references import references_of
from chatbot.reading.relatedlinks import related_links
from chatbot.reading.sitelines import is_of_site
from chatbot.reading.slugs import Slugger

TOP = "top"  # the id of what stands before the first heading; "#top" is the top of any HTML page
NOTES = "footnotes"  # the id of the footnotes, as in HTML
_SECTION = 2  # the level of headings directly below the title


def assemble(article: Article, elements: Sequence[Element]) -> tuple[Article, list[Fault]]:
    """Return `article`, which has its text and metadata, with its parts, and warnings about them."""
    work = _Assembly(article, elements)
    work.run()
    return work.article, work.faults


@dataclass(slots=True)
class _Draft:
    """A section while its blocks are gathered."""

    id: str
    heading: Heading | None
    parents: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)


class _Assembly:
    """One article's assembly: the sections open at this point, the ids given, what was found."""

    def __init__(self, article: Article, elements: Sequence[Element]) -> None:
        self.article = article
        self.faults: list[Fault] = []
        self._text = article.text
        self._elements = without_contents(elements, article.text)
        self._lines: dict[str, int] = {}
        self._slugger = Slugger()
        self._ids: dict[Span, str] = {}
        self._drafts: list[_Draft] = []
        self._open: list[tuple[int, str]] = []
        self._faq: list[FaqEntry] = []
        self._takeaway: Takeaway | None = None
        self._asked: set[int] = set()  # boxes that are entries, and are still to come
        self._is_interrupted = False  # by a box that was made an entry

    def run(self) -> None:
        """Assemble; the outcome is in `article` and `faults`."""
        self._name_headings()
        self._take_labelled_takeaway()
        whole = Part.FAQ if part_of(self.article.title) is Part.FAQ else None
        regions = regions_of(self._elements, self._text, whole)
        footer = _take_footer(regions, self._text)
        drop_bylines(regions, self._text, self.article.authors, footer is not None)
        plain = [element for region in regions if region.part is None for element in region.elements]
        self._asked = asked_boxes(plain, self._text)
        for region in regions:
            self._read(region)
        cited = [region for region in regions if region.part is Part.REFERENCES]
        linked = [region for region in regions if region.part is Part.RELATED]
        self.article = replace(
            self.article,
            sections=tuple(self._section(draft) for draft in self._drafts),
            faq=tuple(self._faq),
            takeaway=self._takeaway,
            references=tuple(reference for region in cited for reference in self._references(region)),
            references_heading=next((region.heading.span for region in cited if region.heading), None),
            review_footer=footer,
            related=tuple(link for region in linked for link in related_links(region.elements, self._text)),
            line_of=self._lines,
        )

    def _name_headings(self) -> None:
        headings = (element for element in self._elements if isinstance(element, Heading))
        for heading in sorted(headings, key=lambda heading: not heading.anchor):  # what the page named keeps its name
            words = heading.anchor or heading.span.of(self._text)
            self._ids[heading.span] = self._slugger.identifier(words, "section")

    def _take_labelled_takeaway(self) -> None:
        """Take the first block that begins with a bold "Key takeaway" out of the elements, with its block quotation."""
        for position, piece in enumerate(self._elements):
            if not isinstance(piece, Piece) or not piece.bold or piece.bold[0].start != piece.block.span.start:
                continue
            label = piece.bold[0]
            if part_of(label.of(self._text)) is not Part.TAKEAWAY:
                continue
            rest = _after_label(label, piece.block, self._text)
            end = position + 1
            while end < len(self._elements) and _belongs(self._elements[end], piece, rest, end - position):
                end += 1
            box = [taken.block for taken in self._elements[position + 1 : end] if isinstance(taken, Piece)]
            blocks = [rest, *box] if rest else box
            if blocks:
                heading = Span(label.start, label.start + len(label.of(self._text).rstrip(":： ")))
                self._keep_takeaway(heading, blocks, piece.line, None)
                del self._elements[position:end]
            return

    def _keep_takeaway(self, label: Span | None, blocks: Sequence[Block], line: int, heading: Heading | None) -> None:
        """Keep these blocks as the summary box, which has a heading, or a label that is none, or neither."""
        words = label.of(self._text) if label else ""
        name = self._ids[heading.span] if heading else self._slugger.identifier(words, Part.TAKEAWAY)
        anchor = heading.anchor if heading else None
        self._takeaway = Takeaway(name, heading.span if heading else label, self._filled(blocks), anchor)
        self._note(name, line)

    def _read(self, region: Region) -> None:
        if region.part not in (Part.RELATED, Part.REFERENCES):
            region.elements = [element for element in region.elements if not self._is_of_site(element)]
        if region.part is Part.FAQ:
            self._read_faq(region)
        elif region.part is Part.TAKEAWAY:
            self._read_takeaway(region)
        elif region.part is None:
            if region.is_notes:
                self._open.clear()
                self._drafts.append(_Draft(self._slugger.identifier(NOTES, NOTES), None, ()))
            self._read_sections(region.elements)

    def _is_of_site(self, element: Heading | Piece) -> bool:
        if isinstance(element, Heading) or element.block.kind not in PROSE:
            return False
        return is_of_site(element.block.span.of(self._text), (link.span.of(self._text) for link in element.links))

    def _read_sections(self, elements: Sequence[Heading | Piece]) -> None:
        place = 0
        while place < len(elements):
            element = elements[place]
            end = place + 1
            if element.box in self._asked:
                end = self._end_of_box(elements, place)
                self._asked.remove(element.box)
                self._keep_entry(boxed_entry(elements[place:end], self._text))
                self._is_interrupted = True
            elif isinstance(element, Heading):
                self._begin(element)
            else:
                self._resumed().blocks.append(element.block)
            place = end

    def _end_of_box(self, elements: Sequence[Heading | Piece], place: int) -> int:
        """Return where the box that begins at `place` ends; the heading of another section ends it, if nothing else."""
        level = max(_SECTION, self._open[-1][0] if self._open else 0)
        for end in range(place + 1, len(elements)):
            element = elements[end]
            if element.box != elements[place].box or (isinstance(element, Heading) and element.level <= level):
                return end
        return len(elements)

    def _resumed(self) -> _Draft:
        """Return what the next block belongs to: behind an entry a new part of the section, as blocks are quoted on."""
        current = self._current()
        if self._is_interrupted and current.blocks:
            parents = tuple(name for _, name in self._open)
            self._drafts.append(_Draft(self._slugger.identifier(f"{current.id}-more", TOP), None, parents))
        self._is_interrupted = False
        return self._drafts[-1]

    def _read_takeaway(self, region: Region) -> None:
        pieces: list[Block] = []
        for element in region.elements:
            if isinstance(element, Heading):
                break
            pieces.append(element.block)
        if pieces and not self._takeaway:
            self._keep_takeaway(None, pieces, region.heading.line if region.heading else 0, region.heading)
            self._read_sections(region.elements[len(pieces) :])
        else:
            self._read_sections([region.heading, *region.elements] if region.heading else region.elements)

    def _read_faq(self, region: Region) -> None:
        self._close(region.level)
        for group in faq_groups(region.elements, self._text, only_asking=region.heading is None):
            heading = group.heading or region.heading
            if heading and (group.heading or group.intro):
                self._begin(heading)
            if group.intro:
                self._current().blocks += [piece.block for piece in group.intro]
            for entry in group.entries:
                self._keep_entry(entry)

    def _keep_entry(self, entry: Entry) -> None:
        words = entry.question.of(self._text)
        heading = entry.heading
        blocks = self._filled(entry.blocks)
        if not blocks:
            self._warn(entry.line, f'the question "{words}" has no answer', "answer it or remove it; it is not indexed")
            return
        name = self._ids[heading.span] if heading else self._slugger.identifier(words, "question")
        parents = tuple(name for level, name in self._open if not heading or level < heading.level)
        anchor, level = (heading.anchor, heading.level) if heading else (None, None)
        self._faq.append(FaqEntry(name, entry.question, blocks, anchor, level, parents))
        self._note(name, entry.line)

    def _references(self, region: Region) -> list[Reference]:
        found = references_of((each for each in region.elements if isinstance(each, Piece)), self._text)
        empty = [str(number) for number, reference in enumerate(found, 1) if not len(reference.span)]
        line = region.heading.line if region.heading else 0
        remedy = "restore their text in the source; nothing can be quoted from them"
        if empty and len(empty) == len(found):
            what = "numbers" if found[0].number else "entries"
            self._warn(line, f"the reference list has {len(found)} {what} and no text", remedy)
        elif empty:
            self._warn(line, f"the reference list has no text at number {', '.join(empty)}", remedy)
        return found

    def _begin(self, heading: Heading) -> None:
        self._close(heading.level)
        self._is_interrupted = False
        name = self._ids[heading.span]
        self._drafts.append(_Draft(name, heading, tuple(name for _, name in self._open)))
        self._open.append((heading.level, name))
        self._note(name, heading.line)

    def _close(self, level: int) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()

    def _current(self) -> _Draft:
        if not self._drafts:
            self._drafts.append(_Draft(self._slugger.identifier(TOP, TOP), None, ()))
        return self._drafts[-1]

    def _section(self, draft: _Draft) -> Section:
        blocks = self._filled(draft.blocks)
        heading = draft.heading
        if heading is None:
            return Section(draft.id, 1, None, blocks, parents=draft.parents)
        step = step_number(heading.span.of(self._text))
        return Section(draft.id, heading.level, heading.span, blocks, heading.anchor, draft.parents, step)

    def _filled(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Return the blocks that have text, their items that have text, and their lead-in sentences."""
        return with_leads([part for block in blocks for part in filled(block)], self._text)

    def _note(self, name: str, line: int) -> None:
        if line:
            self._lines[name] = line

    def _warn(self, line: int, seen: str, remedy: str) -> None:
        self.faults.append(Fault(self.article.source, line, seen, remedy, Severity.WARNING))


def _take_footer(regions: Sequence[Region], text: str) -> Span | None:
    """Take the review footer out: the last paragraph of the article, or of what only special parts follow."""
    for region in reversed(regions):
        last = region.elements[-1] if region.elements else None
        if isinstance(last, Piece) and last.block.kind in PROSE and is_review_footer(last.block.span.of(text)):
            region.elements.pop()
            return last.block.span
        if last and region.part is None and not region.is_notes:
            return None
    return None


def _after_label(label: Span, block: Block, text: str) -> Block | None:
    """Return what of `block` follows its label and the label's colon, None where nothing does."""
    rest = text[label.end : block.span.end]
    begin = label.end + len(rest) - len(rest.lstrip(" \n\xa0:：—–-"))
    return Block(block.kind, Span(begin, block.span.end)) if begin < block.span.end else None


def _belongs(element: Element, label: Piece, rest: Block | None, distance: int) -> bool:
    """Tell whether an element stands in the labelled box: its block quotation, or the block after a bare label."""
    if not isinstance(element, Piece):
        return False
    return element.quote == label.quote if label.quote else rest is None and distance == 1
