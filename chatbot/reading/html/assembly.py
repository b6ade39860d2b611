"""Pieces in reading order -> the article's text and its parts: which block belongs to which heading or question."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import replace

from chatbot.reading.article import Article, Block, BlockKind
from chatbot.reading.assembly import Draft, Drafts, Role
from chatbot.reading.bylines import LONGEST
from chatbot.reading.html.headings import number_length
from chatbot.reading.html.layout import Layout
from chatbot.reading.html.pieces import Asked, Box, Break, Deck, End, Gap, Heading, Lines, Piece
from chatbot.reading.html.structured import DeclaredFaq
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import Part, is_review_footer, may_be_name, opens_takeaway, part_of
from chatbot.reading.slugs import Ids

_TOP = 1
_DEEPEST = 7


class Assembler:
    """Takes the pieces one by one; knows of the parts which elements they are made of, and what data says of them."""

    def __init__(self, article: Article, anchor_of: Callable[[Node], str | None]) -> None:
        """Assemble `article`, which has no text yet; `anchor_of` tells the id by which links reach an element."""
        self.ids = Ids()
        self.nodes: dict[Draft, Node] = {}
        self.declared: dict[Draft, DeclaredFaq] = {}
        self.tables: list[Lines] = []
        self._article = article
        self._anchor_of = anchor_of
        self._text = Layout()
        self._drafts = Drafts()
        self._ends: dict[Draft, Node] = {}  # the elements with which parts end
        self._current: Draft | None = None  # None after something ended: the next block begins a part without heading
        self._after = ""  # id of what ended
        self._box: Node | None = None
        self._is_after_gap = False
        self._reviewed: Draft | None = None  # in which the review's line stands, where that is a sentence

    def assemble(self, title: Node | None, pieces: Iterable[Piece]) -> tuple[Article, list[Draft]]:
        """Return the article with its text, which begins with its title where `title` shows it, and its parts."""
        top = Draft(Role.SECTION, self.ids.make("top"), level=_TOP)
        if title:
            self._article = replace(self._article, title_span=self._text.add(self._article.title))
            top.anchor = self._anchor_of(title)
        self._open(top)
        for piece in pieces:
            self._take(piece)
        return replace(self._article, text=self._text.text), self._drafts.all

    def _take(self, piece: Piece) -> None:
        match piece:
            case Heading():
                self._heading(piece)
            case Asked():
                self._question(piece)
            case Lines():
                self._lines(piece)
            case Deck():
                self._article = replace(self._article, deck=self._text.add(piece.text))
            case Box():
                self._box = piece.node if self._box is None and Role.TAKEAWAY not in self._drafts.roles else self._box
            case Break():
                self._drafts.path.clear()
                self._current, self._after = None, "footnotes"
            case End():
                self._end(piece.node)
            case Gap():
                self._is_after_gap = True

    def _open(self, draft: Draft, node: Node | None = None, end: Node | None = None) -> Draft:
        """Begin a part that is made of `node` and ends with `end`, where there are such elements."""
        self._current = self._drafts.add(draft)
        self._is_after_gap = False
        self.nodes |= {draft: node} if node else {}
        self._ends |= {draft: end} if end else {}
        return draft

    def _named(self, words: str) -> str:
        """Return the id of a part with this heading."""
        path = self._drafts.path
        return self.ids.make(words, path[-1].id if path else "")

    def _heading(self, piece: Heading) -> None:
        self._drafts.close(piece.level)
        draft = Draft(Role.SECTION, self._named(piece.text), self._text.add(piece.text), piece.level, piece.level)
        draft.anchor, end = self._anchor_of(piece.node), piece.box
        if Role.TAKEAWAY not in self._drafts.roles and (self._box is not None or part_of(piece.text) is Part.TAKEAWAY):
            draft.role, end = Role.TAKEAWAY, self._box or piece.box
        elif part_of(piece.text) is Part.REFERENCES and not self._has_references():
            draft.role = Role.REFERENCES
        self._open(draft, piece.node, end)

    def _has_references(self) -> bool:
        return any(draft.blocks for draft in self._drafts.all if draft.role is Role.REFERENCES)

    def _question(self, piece: Asked) -> None:
        node, end = piece.question.node, piece.question.end
        rank: float = piece.level or _DEEPEST
        path = self._drafts.path
        if piece.level:
            self._drafts.close(rank)
        else:
            while path and path[-1].level is None:
                path.pop()
            # Headings inside an opened box are part of the answer; anywhere else a heading ends the answer.
            if end.tag == "details":
                rank = (path[-1].rank if path else 0) + 0.5
        span, number = self._text.add(piece.text), number_length(piece.text)
        draft = Draft(Role.FAQ, self._named(piece.text[number:]), span, piece.level, rank)
        draft.question, draft.anchor = replace(span, start=span.start + number), self._anchor_of(node)
        if piece.question.declared:
            self.declared[draft] = piece.question.declared
        self._open(draft, node, end)

    def _end(self, node: Node) -> None:
        if node is self._box:
            self._box = None
        open_parts = (*self._drafts.path, self._current)
        ended = next((draft for draft in open_parts if draft and self._ends.get(draft) is node), None)
        if ended:
            self._drafts.end(ended)
            self._leave(ended)

    def _leave(self, draft: Draft) -> None:
        self._current, self._after = None, f"{draft.id}-more"

    def _lines(self, piece: Lines) -> None:
        is_paragraph = piece.kind is BlockKind.PARAGRAPH
        if is_paragraph and is_review_footer(piece.lines[0]):
            self._review(piece)
            return
        if is_paragraph and Role.TAKEAWAY not in self._drafts.roles and opens_takeaway(piece.lines[0]):
            self._takeaway(piece)
            return
        if self._box is not None and Role.TAKEAWAY not in self._drafts.roles:
            self._open(Draft(Role.TAKEAWAY, self.ids.make("takeaway")), end=self._box)
        if self._is_after_gap and self._current is not None:
            self._split(self._current)
        part = self._current or self._continue()
        if piece.kind is BlockKind.TABLE and part.role is not Role.REFERENCES:
            self.tables.append(piece)
        part.blocks += self._text.blocks(piece)
        if part.role is Role.TAKEAWAY and part.level is None and part not in self._ends:
            self._leave(part)

    def _continue(self) -> Draft:
        """Begin a part without a heading, under what the ended one stood under, with its place for links."""
        path = self._drafts.path[::-1]
        level = next((each.level for each in path if each.level), _TOP)
        anchor = next((each.anchor for each in path if each.anchor), None)
        return self._open(Draft(Role.SECTION, self.ids.make(self._after), level=level, rank=level, anchor=anchor))

    def _split(self, part: Draft) -> None:
        """Begin a part of the same section, for prose is quoted across blocks, and something stands between these."""
        self._is_after_gap = False
        if part.role is Role.SECTION and part.blocks:
            more = self.ids.make(f"{part.id}-more")
            self._open(Draft(Role.SECTION, more, level=part.level, rank=part.rank, anchor=part.anchor))

    def _review(self, piece: Lines) -> None:
        """Keep the last such line as the footer; an earlier one becomes a paragraph again if it is a sentence."""
        line = piece.lines[0]
        if self._article.review_footer is not None and self._reviewed is not None:
            earlier = Block(BlockKind.PARAGRAPH, self._article.review_footer)
            insort(self._reviewed.blocks, earlier, key=lambda block: block.span)
        self._article = replace(self._article, review_footer=self._text.add(line))
        is_sentence = len(line) > LONGEST or not may_be_name(line)
        self._reviewed = (self._current or self._continue()) if is_sentence else None

    def _takeaway(self, piece: Lines) -> None:
        """Begin the summary with its label: a line of its own, or the first words of its only paragraph."""
        line = piece.lines[0]
        span = self._text.add(line)
        draft = self._open(Draft(Role.TAKEAWAY, self.ids.make("takeaway")), piece.node, self._box)
        if part_of(line) is Part.TAKEAWAY:
            draft.heading = span
            return
        draft.blocks.append(Block(piece.kind, span))
        if self._box is None:
            self._leave(draft)


def without_empty(drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Return the parts that have text, and the questions that have neither an answer nor headings under them.

    Of a question without an answer of its own its heading is kept; where it is none, the plain line if headings stand
    under it.
    """
    holding = {parent for draft in drafts for parent in draft.parents}
    kept: list[Draft] = []
    unanswered: list[Draft] = []
    for draft in drafts:
        if draft.role is Role.FAQ and not draft.blocks and draft.heading is not None:
            draft.role = Role.SECTION
            if draft.id not in holding:
                unanswered.append(draft)
            if draft.level is None and draft.id not in holding:
                continue
            if draft.level is None:
                draft.blocks, draft.heading, draft.level = [Block(BlockKind.PARAGRAPH, draft.heading)], None, 1
        if draft.heading is not None or draft.blocks:
            kept.append(draft)
    return kept, unanswered
