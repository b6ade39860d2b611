"""An article's elements -> its parts, told by their labels: the takeaway, the FAQ, references, related links, footer.

The same for Markdown and page text, whose markup says no more than where headings and blocks are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chatbot.errors import Fault, Severity
from chatbot.reading.article import PROSE, Article, Block, Reference, Span
from chatbot.reading.assembly import Draft, Drafts, Role, with_parts
from chatbot.reading.builder import filled
from chatbot.reading.faq import Entry, asked_boxes, boxed_entry, faq_groups
from chatbot.reading.outline import Element, Heading, Piece, Region, drop_bylines, regions_of, without_contents
from chatbot.reading.parts import Part, is_review_footer, part_of
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
    return work.run(), work.faults


class _Assembly:
    """One article's assembly: the parts so far, the ids given, what was found."""

    def __init__(self, article: Article, elements: Sequence[Element]) -> None:
        self.faults: list[Fault] = []
        self._article = article
        self._text = article.text
        self._elements = without_contents(elements, article.text)
        self._slugger = Slugger()
        self._ids: dict[Span, str] = {}
        self._drafts = Drafts()
        self._section: Draft | None = None  # to which the next block belongs
        self._asked: set[int] = set()  # boxes that are entries, and are still to come
        self._is_interrupted = False  # by a box that was made an entry

    def run(self) -> Article:
        """Assemble."""
        self._name_headings()
        self._take_labelled_takeaway()
        whole = Part.FAQ if part_of(self._article.title) is Part.FAQ else None
        regions = regions_of(self._elements, self._text, whole, self._article.language)
        footer = _take_footer(regions, self._text)
        drop_bylines(regions, self._text, self._article.authors, footer is not None)
        plain = [element for region in regions if region.part is None for element in region.elements]
        self._asked = asked_boxes(plain, self._text)
        for region in regions:
            self._read(region)
        cited = [region for region in regions if region.part is Part.REFERENCES]
        linked = [region for region in regions if region.part is Part.RELATED]
        return replace(
            with_parts(self._article, self._drafts.all),
            references=tuple(reference for region in cited for reference in self._references(region)),
            review_footer=footer,
            related=tuple(link for region in linked for link in related_links(region.elements, self._text)),
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
                name = self._slugger.identifier(heading.of(self._text), Part.TAKEAWAY)
                self._drafts.add(Draft(Role.TAKEAWAY, name, heading, line=piece.line, blocks=blocks))
                del self._elements[position:end]
            return

    def _read(self, region: Region) -> None:
        if region.part not in (Part.RELATED, Part.REFERENCES):
            region.elements = [element for element in region.elements if not self._is_of_site(element)]
        if region.part is Part.FAQ:
            self._read_faq(region)
        elif region.part is Part.TAKEAWAY:
            self._read_takeaway(region)
        elif region.part is Part.REFERENCES and region.heading:
            self._drafts.add(self._headed(Role.REFERENCES, region.heading))
        elif region.part is Part.NOTES:
            self._drafts.path.clear()
            self._section = self._drafts.add(Draft(Role.SECTION, self._slugger.identifier(NOTES, NOTES)))
            self._read_sections(region.elements)
        elif region.part is None:
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
        level = max(_SECTION, self._drafts.path[-1].rank if self._drafts.path else 0)
        for end in range(place + 1, len(elements)):
            element = elements[end]
            if element.box != elements[place].box or (isinstance(element, Heading) and element.level <= level):
                return end
        return len(elements)

    def _resumed(self) -> Draft:
        """Return what the next block belongs to: behind an entry a new part of the section, as blocks are quoted on."""
        current = self._current()
        if self._is_interrupted and current.blocks:
            name = self._slugger.identifier(f"{current.id}-more", TOP)
            current = self._section = self._drafts.add(Draft(Role.SECTION, name))
        self._is_interrupted = False
        return current

    def _current(self) -> Draft:
        if self._section is None:
            self._section = self._drafts.add(Draft(Role.SECTION, self._slugger.identifier(TOP, TOP)))
        return self._section

    def _read_takeaway(self, region: Region) -> None:
        blocks: list[Block] = []
        for element in region.elements:
            if isinstance(element, Heading):
                break
            blocks.append(element.block)
        if blocks and Role.TAKEAWAY not in self._drafts.roles:
            if region.heading:
                draft = self._headed(Role.TAKEAWAY, region.heading)
            else:
                draft = Draft(Role.TAKEAWAY, self._slugger.identifier("", Part.TAKEAWAY))
            draft.blocks = blocks
            self._drafts.add(draft)
            self._read_sections(region.elements[len(blocks) :])
        else:
            self._read_sections([region.heading, *region.elements] if region.heading else region.elements)

    def _read_faq(self, region: Region) -> None:
        self._drafts.close(region.level)
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
        if not any(map(filled, entry.blocks)):
            self._warn(entry.line, f'the question "{words}" has no answer', "answer it or remove it; it is not indexed")
            return
        if entry.heading:
            self._drafts.close(entry.heading.level)
            draft = self._headed(Role.FAQ, entry.heading)
        else:
            draft = Draft(Role.FAQ, self._slugger.identifier(words, "question"), line=entry.line)
        draft.question, draft.blocks = entry.question, entry.blocks
        self._drafts.end(self._drafts.add(draft))

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
        self._drafts.close(heading.level)
        self._is_interrupted = False
        self._section = self._drafts.add(self._headed(Role.SECTION, heading))

    def _headed(self, role: Role, heading: Heading) -> Draft:
        name, level = self._ids[heading.span], heading.level
        return Draft(role, name, heading.span, level, rank=level, anchor=heading.anchor, line=heading.line)

    def _warn(self, line: int, seen: str, remedy: str) -> None:
        self.faults.append(Fault(self._article.source, line, seen, remedy, Severity.WARNING))


def _take_footer(regions: Sequence[Region], text: str) -> Span | None:
    """Take the review footer out: the last paragraph of the article, or of what only special parts follow."""
    for region in reversed(regions):
        last = region.elements[-1] if region.elements else None
        if isinstance(last, Piece) and last.block.kind in PROSE and is_review_footer(last.block.span.of(text)):
            region.elements.pop()
            return last.block.span
        if last and region.part is None:
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
