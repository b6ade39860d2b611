"""The article's part of the page -> its pieces in reading order: headings, questions, blocks of text.

Walks the tree once, without recursion. Elements that are no blocks add to a run of text; a block boundary ends the run,
which becomes a paragraph. Nothing here knows offsets or sections.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from itertools import islice

from chatbot.reading.article import LONGEST_DEFINITION, BlockKind
from chatbot.reading.builder import InlineText
from chatbot.reading.bylines import LONGEST, is_byline, is_sentence
from chatbot.reading.html.footnotes import holds_footnotes
from chatbot.reading.html.lists import LISTS, holds_items, read_list
from chatbot.reading.html.names import class_words
from chatbot.reading.html.pieces import Asked, Box, Break, End, Gap, Heading, Lines, Piece
from chatbot.reading.html.questions import Question
from chatbot.reading.html.signs import is_control
from chatbot.reading.html.tables import is_boxed_note, is_layout, is_table, read_table
from chatbot.reading.html.tabs import Tab
from chatbot.reading.html.text import line_of, lines_of
from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.parts import Part, is_advertisement, is_review_footer, part_of
from chatbot.reading.sitelines import is_credit

_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
_TAKEAWAYS = frozenset({"takeaway", "takeaways", "tldr"})
_BOXES = frozenset({"callout", "box", "infobox", "note", "notice", "tip", "alert", "admonition", "warning"})
_FIGURES = frozenset({"blockquote", "table", "pre"})  # whose captions belong to text
_UNSEEN = frozenset({"Cf", "Zs"})  # characters without width, spaces


class Flow:
    """Reads the pieces of one page."""

    def __init__(
        self,
        skipped: Collection[Node],
        signs: Collection[Node],
        notes: Collection[Node],
        questions: Mapping[Node, Question],
        tabs: Mapping[Node, Tab],
    ) -> None:
        """Read a page without the elements `skipped`, and without `signs` in its headings; `notes` begin footnotes."""
        self._skipped = skipped
        self._notes = notes
        self._is_in_notes = False
        self._tabs = tabs
        self._signs = signs
        self._questions = questions
        self._ends = {question.end for question in questions.values()} | tabs.keys()
        self._holding = {around for node in questions for around in node.ancestors()}
        self._pieces: list[Piece] = []
        self._run = InlineText()
        self._run_from: Node | None = None
        self._is_only_controls: bool | None = None  # of the run; None before the first control or word

    def pieces(self, root: Node, title: Node | None) -> list[Piece]:
        """Return the pieces of `root`, the title not among them."""
        stack: list[tuple[Node, bool]] = [(root, False)]
        while stack:
            node, is_end = stack.pop()
            if is_end:
                self._leave(node)
            elif node.tag == TEXT and not node.hidden and node not in self._skipped:
                self._add(node)
            elif node.hidden:
                continue
            elif node is title:
                self._flush()
            elif node in self._skipped:
                self._pass_over(node)
            elif node.tag == "br":
                self._break_line()
            elif self._read_whole(node):
                if node in self._ends:
                    self._pieces.append(End(node))
            else:
                if node.block or node in self._ends:
                    self._enter(node)
                    stack.append((node, True))
                elif node in self._notes:
                    self._begin_note()
                stack.extend((child, False) for child in reversed(node.children))
        self._flush()
        return self._pieces

    def _add(self, node: Node) -> None:
        if node.size:
            self._run_from = self._run_from or node
            if is_control(node):
                self._is_only_controls = self._is_only_controls is not False
            elif any(map(str.isalnum, node.text)):  # a bar between two links says nothing
                self._is_only_controls = False
        self._run.add(node.text, keeps_space=node.keeps_space)

    def _break_line(self) -> None:
        """Begin a line, or a paragraph where an empty line would stand."""
        if self._run.begins_line:
            self._flush()
        else:
            self._run.line_break()

    def _enter(self, node: Node) -> None:
        self._flush()
        names = class_words(node)
        if is_boxed_note(node):
            self._pieces.append(Gap())
        if (tab := self._tabs.get(node)) and node.size:
            named = node if node.attrs.get("id") else tab.label
            self._pieces.append(Heading(named, line_of(tab.label), tab.level, node))
        if names & _TAKEAWAYS:
            self._pieces.append(Box(node))
        if holds_footnotes(node):
            self._pieces.append(Break())

    def _begin_note(self) -> None:
        """End the section before the first of several footnotes."""
        if not self._is_in_notes:
            self._flush()
            self._pieces.append(Break())
        self._is_in_notes = True

    def _leave(self, node: Node) -> None:
        self._flush()
        if node in self._ends or class_words(node) & _TAKEAWAYS:
            self._pieces.append(End(node))
        if is_boxed_note(node):
            self._pieces.append(Gap())

    def _flush(self) -> None:
        text = self._run.text.strip()
        self._run = InlineText()
        if text and self._run_from is not None and not self._is_only_controls:
            if is_advertisement(text) or (self._run_from.within("figcaption") and is_credit(text)):
                self._pieces.append(Gap())
            elif any(map(str.isalnum, text)) or self._run_from.within("code", "math"):
                kind = BlockKind.QUOTATION if self._run_from.within("blockquote") else BlockKind.PARAGRAPH
                apart = [Gap()] if _is_told_by_picture(self._run_from, text) else []
                self._pieces += [*apart, Lines(self._run_from, kind, (text,)), *apart]
            elif any(unicodedata.category(character) not in _UNSEEN for character in text):
                self._pieces.append(Gap())  # "* * *", an icon
        self._run_from = None
        self._is_only_controls = None

    def _read_whole(self, node: Node) -> bool:
        """Read an element that is one piece; tell whether it was one."""
        piece: Asked | Heading | Lines
        if node in self._questions:
            piece = Asked(self._questions[node], line_of(node, self._signs), node.level or None)
        elif node.level and not self._marks_note(node):
            piece = self._heading(node)
        elif node.tag in _PREFORMATTED:
            code = "\n".join(lines_of(node, self._skipped))
            piece = Lines(node, BlockKind.CODE, (code,))
        elif node.tag in LISTS and not self._is_laid_out(node):
            piece = read_list(node, self._skipped)
        elif is_table(node) and node not in self._holding and not is_layout(node):
            piece = read_table(node, self._skipped)
        else:
            return False
        self._flush()
        self._is_in_notes = self._is_in_notes and isinstance(piece, Lines)
        texts = (piece.header or "", *piece.lines) if isinstance(piece, Lines) else (piece.text,)
        if any(map(str.strip, texts)):  # an emptied list shows nothing, nor does a heading that is only a sign
            if node.tag in LISTS and holds_footnotes(node):
                self._pieces.append(Break())
            self._pieces.append(piece)
        return True

    def _marks_note(self, heading: Node) -> bool:
        """Tell the mark of a footnote, "(1)", set as a heading."""
        marks = [each for each in heading.shown() if each in self._notes]
        return bool(marks) and not any(map(str.isalnum, line_of(heading, marks)))

    def _heading(self, node: Node) -> Heading:
        text = line_of(node, self._signs)
        box = _box_of(node, part_of(text) is Part.TAKEAWAY)
        if box:
            self._ends.add(box)
        return Heading(node, text, node.level, box)

    def _is_laid_out(self, node: Node) -> bool:
        """Tell whether the items of a list are parts of the page: they hold headings, tables, questions, much text.

        So does what has no items.
        """
        if node in self._holding or (node.tag == "ol" and not holds_items(node)):
            return True
        for each in islice(node.shown(), 1, None):
            if each.level or each.tag in ("table", "details", "article", "section"):
                return True
            if node.tag == "dl" and (each.tag == "dl" or (each.tag == "dd" and each.size > LONGEST_DEFINITION)):
                return True
        return False

    def _pass_over(self, node: Node) -> None:
        """Leave out an element, but for the line in a byline or footer that says who reviewed the article."""
        if not node.size or not (node.tag == "svg" or any(each.block for each in node.walk())):
            return
        self._flush()
        self._pieces.append(Gap(is_byline=node.size <= LONGEST and is_byline(line_of(node), ())))
        if node.tag not in ("nav", "aside", "svg"):
            for line in filter(is_review_footer, lines_of(node)):
                self._pieces.append(Lines(node, BlockKind.PARAGRAPH, (line.strip(),)))


def _is_told_by_picture(node: Node, text: str) -> bool:
    """Tell a sentence below a picture: it says what that shows, and would be quoted in the midst of other sentences."""
    caption = node.within("figcaption")
    figure = caption.within("figure") if caption else None
    return figure is not None and is_sentence(text) and not any(each.tag in _FIGURES for each in figure.walk())


def _box_of(heading: Node, is_takeaway: bool) -> Node | None:
    """Return the box beside the text that begins with a heading and goes on after it; a takeaway's may have no name."""
    node, goes_on = heading, False
    for around in heading.ancestors():
        begins = not any(each.is_seen for each in node.preceding())
        if not begins and not (is_takeaway and around.tag == "header"):
            return None
        goes_on = goes_on or any(each.is_seen for each in node.following())
        if goes_on and (is_takeaway or around.tag == "aside" or class_words(around) & _BOXES):
            return around
        node = around
    return None
