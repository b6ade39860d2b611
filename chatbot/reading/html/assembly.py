"""Pieces in reading order -> the article's text and its parts: which block belongs to which heading or question."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from chatbot.reading.article import Block, BlockKind, Reference, Span
from chatbot.reading.builder import TextBuilder
from chatbot.reading.bylines import LONGEST
from chatbot.reading.html.drafts import DraftPart, Ids, Role, lay_out
from chatbot.reading.html.headings import number_length
from chatbot.reading.html.pieces import Asked, Box, Break, Deck, End, Gap, Heading, Lines, Piece
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import Part, are_cited, is_review_footer, may_be_name, opens_takeaway, part_of

_TOP = 1
_NUMBERED = re.compile(r"\[?(\d{1,4})[\].)]\s")
_DEEPEST = 7


@dataclass(slots=True)
class Draft:
    """The article's text and parts, in reading order."""

    text: str = ""
    title: Span | None = None
    deck: Span | None = None
    parts: list[DraftPart] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    review: Span | None = None
    tables: list[Lines] = field(default_factory=list)


class Assembler:
    """Takes the pieces one by one."""

    def __init__(self, anchor_of: Callable[[Node], str | None]) -> None:
        self._text = TextBuilder()
        self._anchor_of = anchor_of
        self.ids = Ids()
        self._terms = _Terms()
        self._draft = Draft()
        self._path: list[DraftPart] = []  # the open parts, outermost first
        # None after something ended: the next block begins a part without heading
        self._current: DraftPart | None = None
        self._after = ""  # id of what ended
        self._box: Node | None = None
        self._is_after_gap = False
        self._has_takeaway = False
        self._reviewed: DraftPart | None = None  # in which the review's line stands, where that is a sentence

    def assemble(self, title: tuple[str, Node] | None, pieces: Iterable[Piece]) -> Draft:
        """Return the draft of an article that begins with `title`."""
        anchor = None
        if title:
            self._draft.title = self._text.add(title[0])
            anchor = self._anchor_of(title[1])
        self._current = DraftPart(Role.SECTION, self.ids.make("top"), 0, level=_TOP, anchor=anchor)
        self._draft.parts.append(self._current)
        for piece in pieces:
            self._take(piece)
        self._draft.text = self._text.text
        return self._draft

    def _take(self, piece: Piece) -> None:
        match piece:
            case Heading():
                self._heading(piece)
            case Asked():
                self._question(piece)
            case Lines():
                self._lines(piece)
            case Deck():
                self._draft.deck = self._text.add(piece.text)
            case Box():
                self._box = piece.node if self._box is None and not self._has_takeaway else self._box
            case Break():
                self._path.clear()
                self._current, self._after = None, "footnotes"
            case End():
                self._end(piece.node)
            case Gap():
                self._is_after_gap = True

    def _open(self, part: DraftPart) -> None:
        self._draft.parts.append(part)
        self._current = part
        self._is_after_gap = False
        self._has_takeaway = self._has_takeaway or part.role is Role.TAKEAWAY
        if part.role in (Role.SECTION, Role.FAQ) and part.heading is not None:
            self._path.append(part)

    def _close(self, rank: float) -> None:
        while self._path and self._path[-1].rank >= rank:
            self._path.pop()

    def _open_named(self, part: DraftPart, node: Node, words: str) -> None:
        """Open a part that has a heading, `node` with these words: its id depends on them, and on what is open."""
        part.parents = tuple(each.id for each in self._path)
        part.id = self.ids.make(words, part.parents[-1] if part.parents else "")
        part.node, part.anchor = node, self._anchor_of(node)
        self._open(part)

    def _heading(self, piece: Heading) -> None:
        self._close(piece.level)
        part = DraftPart(Role.SECTION, "", piece.level, self._text.add(piece.text), piece.level, end=piece.box)
        if not self._has_takeaway and (self._box is not None or part_of(piece.text) is Part.TAKEAWAY):
            part.role, part.end = Role.TAKEAWAY, self._box or piece.box
        elif part_of(piece.text) is Part.REFERENCES and not self._draft.references:
            part.role = Role.REFERENCES
        self._open_named(part, piece.node, piece.text)

    def _question(self, piece: Asked) -> None:
        rank: float = piece.level or _DEEPEST
        if piece.level:
            self._close(rank)
        else:
            while self._path and self._path[-1].level is None:
                self._path.pop()
            # Headings inside an opened box are part of the answer; anywhere else a heading ends the answer.
            if piece.question.end.tag == "details":
                rank = (self._path[-1].rank if self._path else 0) + 0.5
        span, number = self._text.add(piece.text), number_length(piece.text)
        part = DraftPart(Role.FAQ, "", rank, span, piece.level, end=piece.question.end)
        part.question, part.declared = Span(span.start + number, span.end), piece.question.declared
        self._open_named(part, piece.question.node, piece.text[number:])

    def _end(self, node: Node) -> None:
        if node is self._box:
            self._box = None
        ended = [part for part in (*self._path, self._current) if part is not None and part.end is node]
        if not ended:
            return
        if ended[0] in self._path:
            del self._path[self._path.index(ended[0]) :]
        self._current, self._after = None, f"{ended[0].id}-more"

    def _lines(self, piece: Lines) -> None:
        is_paragraph = piece.kind is BlockKind.PARAGRAPH
        if is_paragraph and is_review_footer(piece.lines[0]):
            self._review(piece)
            return
        if is_paragraph and not self._has_takeaway and opens_takeaway(piece.lines[0]):
            self._takeaway(piece)
            return
        if self._box is not None and not self._has_takeaway:
            self._open(DraftPart(Role.TAKEAWAY, self.ids.make("takeaway"), _DEEPEST, end=self._box))
        if self._is_after_gap and self._current is not None:
            self._split(self._current)
        part = self._current or self._continue()
        if part.role is Role.REFERENCES:
            self._reference(piece)
            return
        if piece.kind is BlockKind.TABLE:
            self._draft.tables.append(piece)
        part.blocks += self._terms.take(piece.node, lay_out(piece, self._text))
        if part.role is Role.TAKEAWAY and part.level is None and part.end is None:
            self._current, self._after = None, f"{part.id}-more"

    def _continue(self) -> DraftPart:
        """Begin a part without a heading, under what the ended one stood under, with its place for links."""
        part = DraftPart(Role.SECTION, self.ids.make(self._after), _TOP, parents=tuple(each.id for each in self._path))
        part.rank = part.level = next((each.level for each in reversed(self._path) if each.level), _TOP)
        part.anchor = next((each.anchor for each in reversed(self._path) if each.anchor), None)
        self._open(part)
        return part

    def _split(self, part: DraftPart) -> None:
        """Begin a part of the same section, for prose is quoted across blocks, and something stands between these."""
        self._is_after_gap = False
        if part.role is Role.SECTION and part.blocks:
            more = DraftPart(Role.SECTION, self.ids.make(f"{part.id}-more"), part.rank, level=part.level)
            more.parents = part.parents if part.heading is None else (*part.parents, part.id)
            more.anchor = part.anchor
            self._open(more)

    def _review(self, piece: Lines) -> None:
        """Keep the last such line as the footer; an earlier one becomes a paragraph again if it is a sentence."""
        line = piece.lines[0]
        span = self._text.add(line)
        if self._draft.review is not None and self._reviewed is not None:
            earlier = Block(BlockKind.PARAGRAPH, self._draft.review)
            insort(self._reviewed.blocks, earlier, key=lambda block: block.span)
        is_sentence = len(line) > LONGEST or not may_be_name(line)
        self._draft.review, self._reviewed = span, (self._current or self._continue()) if is_sentence else None

    def _takeaway(self, piece: Lines) -> None:
        """Begin the summary with its label: a line of its own, or the first words of its only paragraph."""
        line = piece.lines[0]
        span = self._text.add(line)
        part = DraftPart(Role.TAKEAWAY, self.ids.make("takeaway"), _DEEPEST, node=piece.node, end=self._box)
        self._open(part)
        if part_of(line) is Part.TAKEAWAY:
            part.heading = span
            return
        part.blocks.append(Block(piece.kind, span))
        if self._box is None:
            self._current, self._after = None, f"{part.id}-more"

    def _reference(self, piece: Lines) -> None:
        lines = [each for line in piece.lines for each in line.split("\n")]
        lines = lines if piece.kind is BlockKind.PARAGRAPH and are_cited(lines) else [*piece.lines]
        for place, span in enumerate(self._text.lines(lines)):
            number = _NUMBERED.match(lines[place])
            counted = piece.numbers[place] if piece.numbers else None
            if len(span):
                self._draft.references.append(Reference(span, int(number.group(1)) if number else counted))


class _Terms:
    """The terms of one page that are part of its text so far, for definition lists that lay out parts of it.

    Manuals set options and functions as terms with long definitions. Read as paragraphs in a row, a definition would be
    quoted without the name of the option that it is about, and under the name of the next one.
    """

    def __init__(self) -> None:
        self._spans: dict[Node, Span] = {}  # of the text of each `dt`
        self._defined: dict[Node, dict[Node, tuple[Node, Node]]] = {}  # what `_terms_in` returned

    def take(self, node: Node, blocks: Iterable[Block]) -> list[Block]:
        """Return the blocks made of `node`, each with the term that it defines; blocks of a term itself are noted.

        Where a definition has no term of its own, it is the one around it that counts.
        """
        taken = list(blocks)
        around = node.within("dt", "dd")
        if around is None or not taken:
            return taken
        if around.tag == "dt":
            start = self._spans[around].start if around in self._spans else taken[0].span.start
            self._spans[around] = Span(start, taken[-1].span.end)
            return taken
        term = self._term(around)
        return [replace(block, term=term) for block in taken] if term else taken

    def _term(self, definition: Node) -> Span | None:
        for node in (definition, *definition.ancestors()):
            terms = self._terms_in(node.parent).get(node) if node.tag == "dd" and node.parent else None
            if terms and all(term in self._spans for term in terms):
                return Span(self._spans[terms[0]].start, self._spans[terms[1]].end)
        return None

    def _terms_in(self, holder: Node) -> dict[Node, tuple[Node, Node]]:
        """Return the first and the last term of each definition among the children of `holder`."""
        if holder not in self._defined:
            self._defined[holder] = defined = {}
            terms: tuple[Node, Node] | None = None
            is_defined = False
            for child in holder.children:
                if child.tag == "dt" and child.is_seen:
                    terms = (child, child) if terms is None or is_defined else (terms[0], child)
                    is_defined = False
                elif child.tag == "dd" and terms:
                    defined[child] = terms
                    is_defined = True
        return self._defined[holder]
