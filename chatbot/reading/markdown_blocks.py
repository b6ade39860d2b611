"""The syntax tree of a Markdown document -> elements whose text is laid out in a `TextBuilder`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from chatbot.reading.article import LONGEST_DEFINITION, Block, BlockKind, Span
from chatbot.reading.builder import TextBuilder
from chatbot.reading.markdown_components import COMPONENT, COMPONENT_TITLE
from chatbot.reading.markdown_inline import Words, joined, words_of
from chatbot.reading.markdown_syntax import BOX
from chatbot.reading.outline import Element, Heading, Link, Opens, Piece
from chatbot.reading.parts import Part
from chatbot.reading.rawhtml import read_raw
from chatbot.reading.slugs import Slugger

_TITLES = ("alert_title", "admonition_title")
_BOX_TITLE = re.compile(r"\s*+[\w-]++\s*+(?:\[(.+)\]|([^\s\[{].*))")


def heading_words(node: SyntaxTreeNode) -> str:
    """Return the visible text of a heading, on one line."""
    return words_of(node.children[0]).text.replace("\n", " ") if node.children else ""


def anchor_of(heading: SyntaxTreeNode, slugger: Slugger) -> str:
    """Return the name that a heading gives itself, or else the one that GitHub makes from its words."""
    made = slugger.anchor(heading_words(heading))
    return str(heading.attrs.get("id") or made)


class BlockWriter:
    """Writes a document's blocks into a builder, in order, and notes each as an element.

    `anchors` maps the first line of each heading, from 0, to its anchor; `skipped` is the number of lines that the file
    has before the document.
    """

    def __init__(self, builder: TextBuilder, anchors: dict[int, str], skipped: int) -> None:
        self.elements: list[Element] = []
        self._builder = builder
        self._anchors = anchors
        self._skipped = skipped
        self._quotes = 0
        self._quote = 0  # the number of the outermost quotation that is being written, 0 outside one
        self._boxes = 0
        self._opened = 0  # the number of the box that opens, of the outermost one
        self._depth = 0  # of boxes that open
        self._writers: dict[str, Callable[[SyntaxTreeNode], None]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "blockquote": self._blockquote,
            "fence": self._code,
            "code_block": self._code,
            "html_block": self._html,
            "dl": self._definitions,
            "alert": self._box,
            "admonition": self._box,
            f"container_{BOX}": self._box,
            COMPONENT: self._component,
            COMPONENT_TITLE: self._component_title,
            "footnote_block": self._notes,
            **dict.fromkeys(_TITLES, self._title),
        }

    def write(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        """Write blocks."""
        for node in nodes:
            writer = self._writers.get(node.type)
            if writer:
                writer(node)

    def write_question(self, question: str, answer: Sequence[SyntaxTreeNode]) -> None:
        """Write a question of an FAQ, and the blocks that answer it."""
        self._prose(Words(question), self._skipped + 1, is_summary=True)
        self.write(answer)

    def write_points(self, points: Sequence[Sequence[SyntaxTreeNode]]) -> None:
        """Write a list of these points, or a single one as the blocks that it is made of."""
        items = [joined(_lines(point)) for point in points]
        if len(items) == 1:
            self.write(points[0])
        elif items:
            block = self._builder.list(BlockKind.LIST, [item.text for item in items])
            self._keep(block, self._skipped + 1, _bold(items, block.items))

    def _heading(self, node: SyntaxTreeNode) -> None:
        words = heading_words(node)
        if not words:
            return
        line, anchor = self._line(node), self._anchors.get(_first_line(node)) or None
        links = words_of(node.children[0]).links
        span = self._builder.add(words)
        if self._quote:  # it opens no section: the quotation ends before the section would
            self._keep(Block(BlockKind.QUOTATION, span), line, (span,), _links(links, span))
        else:
            self.elements.append(Heading(span, int(node.tag[1]), line, anchor, _links(links, span), self._opened))

    def _paragraph(self, node: SyntaxTreeNode) -> None:
        self._prose(words_of(node.children[0]), self._line(node))

    def _prose(self, words: Words, line: int, is_summary: bool = False) -> None:
        if words.text:
            kind = BlockKind.QUOTATION if self._quote else BlockKind.PARAGRAPH
            block = self._builder.block(kind, words.text)
            bold, links = _bold([words], [block.span]), _links(words.links, block.span)
            breaks = tuple(block.span.start + place for place in words.breaks)
            self.elements.append(Piece(block, line, bold, links, self._quote, is_summary, self._opened, breaks))

    def _keep(
        self,
        block: Block,
        line: int,
        bold: tuple[Span, ...] = (),
        links: tuple[Link, ...] = (),
    ) -> None:
        self.elements.append(Piece(block, line, bold, links, self._quote, box=self._opened))

    def _list(self, node: SyntaxTreeNode) -> None:
        items = [joined(_lines(item.children)) for item in node.children]
        numbered = node.type == "ordered_list" or _is_emptied(node)
        first = _first_number(node) if numbered else 1
        kind = BlockKind.STEPS if numbered else BlockKind.LIST
        self._items(node, items, kind, first)

    def _items(self, node: SyntaxTreeNode, items: Sequence[Words], kind: BlockKind, first: int = 1) -> None:
        block = self._builder.list(kind, [item.text for item in items], first)
        links = [link for item, span in zip(items, block.items, strict=True) for link in _links(item.links, span)]
        self._keep(block, self._line(node), _bold(items, block.items), tuple(links))

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [[_cell(cell) for cell in row.children] for row in node.walk() if row.type == "tr"]
        if any(map(any, rows)):
            block = self._builder.table(rows[0], rows[1:])
            self._keep(block, self._line(node))

    def _blockquote(self, node: SyntaxTreeNode) -> None:
        outer = self._quote
        self._quotes += not outer
        self._quote = outer or self._quotes
        self.write(node.children)
        self._quote = outer

    def _code(self, node: SyntaxTreeNode) -> None:
        code = _code_text(node)
        if code:
            self._keep(self._builder.block(BlockKind.CODE, code), self._line(node))

    def _html(self, node: SyntaxTreeNode) -> None:
        html = read_raw(node.content)
        outer = self._depth
        for raw in html.blocks:
            self._deepen(outer + raw.details)
            if raw.is_summary:
                self._open()
            line = self._line(node) + raw.line
            if raw.level and not self._quote:
                span = self._builder.add(raw.text.replace("\n", " "))
                self.elements.append(Heading(span, raw.level, line, box=self._opened))
            elif raw.rows:
                header = raw.rows[0] if raw.headed else None
                self._keep(self._builder.rows(raw.kind, raw.rows[raw.headed :], header), line)
            else:
                self._prose(Words(raw.text), line, raw.is_summary)
        self._deepen(outer + html.details)

    def _component(self, node: SyntaxTreeNode) -> None:
        outer = self._depth
        self._deepen(outer + node.meta["is_box"])
        self.write(node.children)
        self._deepen(outer)

    def _deepen(self, depth: int) -> None:
        """Note in how many boxes that open one another the next block stands."""
        self._depth = max(depth, 0)
        self._opened = self._opened if self._depth else 0

    def _open(self) -> None:
        """Begin a box with its summary; a box in another one belongs to it."""
        if self._depth == 1:
            self._boxes += 1
            self._opened = self._boxes

    def _definitions(self, node: SyntaxTreeNode) -> None:
        definitions = (child for child in node.children if child.type == "dd")
        if any(len(joined(_lines([each])).text) > LONGEST_DEFINITION for each in definitions):
            self._long_definitions(node.children)
            return
        entries: list[list[SyntaxTreeNode]] = []
        for child in node.children:
            if not entries or (child.type == "dt" and entries[-1][-1].type == "dd"):
                entries.append([])
            entries[-1].append(child)
        self._items(node, [joined(_lines(entry)) for entry in entries], BlockKind.LIST)

    def _long_definitions(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        """Write terms and definitions as blocks in a row, each block with the term that it defines."""
        term: Span | None = None
        for node in nodes:
            start = len(self.elements)
            if node.type == "dt":
                self._paragraph(node)
            else:
                self.write(node.children)
            for place, piece in enumerate(self.elements[start:], start):
                if isinstance(piece, Piece) and node.type == "dt":
                    term = piece.block.span
                elif isinstance(piece, Piece) and not piece.block.term:
                    self.elements[place] = replace(piece, block=replace(piece.block, term=term))

    def _box(self, node: SyntaxTreeNode) -> None:
        title = _BOX_TITLE.fullmatch(node.info) if node.type == f"container_{BOX}" else None
        if title:
            self._bold_line((title[1] or title[2]).strip(), self._line(node))
        self.write(node.children)

    def _component_title(self, node: SyntaxTreeNode) -> None:
        if node.meta["opens"]:
            self._open()
            self._prose(words_of(node.children[0]), self._line(node), is_summary=True)
        else:
            self._title(node)

    def _title(self, node: SyntaxTreeNode) -> None:
        self._bold_line(heading_words(node), self._line(node))

    def _bold_line(self, words: str, line: int) -> None:
        if words:
            self._prose(Words(words, (0, len(words))), line)

    def _notes(self, node: SyntaxTreeNode) -> None:
        self.elements.append(Opens(Part.NOTES))
        self._items(node, [joined(_lines(note.children)) for note in node.children], BlockKind.STEPS)

    def _line(self, node: SyntaxTreeNode) -> int:
        return _first_line(node) + self._skipped + 1


def _first_line(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else 0


def _lines(nodes: Sequence[SyntaxTreeNode]) -> list[Words]:
    """Return the blocks of a list item as lines of words: items of lists within it, rows of tables, and so on."""
    lines: list[Words] = []
    for node in nodes:
        if node.type in ("paragraph", "heading", "dt", COMPONENT_TITLE, *_TITLES):
            lines += [words_of(child) for child in node.children]
        elif node.type in ("fence", "code_block"):
            lines.append(Words(_code_text(node)))
        elif node.type == "html_block":
            lines += [Words(raw.text) for raw in read_raw(node.content).blocks]
        elif node.type == "tr":
            lines.append(Words("\t".join(_cell(cell) for cell in node.children)))
        else:
            lines += _lines(node.children)
    return [line for line in lines if line.text.strip()]


def _code_text(node: SyntaxTreeNode) -> str:
    """Return code to the letter, without blank lines around it."""
    lines = node.content.rstrip().split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines)


def _cell(node: SyntaxTreeNode) -> str:
    return " ".join(words_of(child).text.replace("\n", " ") for child in node.children)


def _is_emptied(node: SyntaxTreeNode) -> bool:
    """Tell whether a list is what an export leaves of a numbered list without its text: "- 1.", "- 2." and so on."""
    return all(
        [child.type for child in item.children] == ["ordered_list"] and not _lines(item.children)
        for item in node.children
    )


def _first_number(node: SyntaxTreeNode) -> int:
    """Return the number of a numbered list's first item, or of the first list inside an emptied one."""
    numbered = node if node.type == "ordered_list" else node.children[0].children[0]
    return int(numbered.attrs.get("start", 1))


def _bold(units: Sequence[Words], spans: Sequence[Span]) -> tuple[Span, ...]:
    pairs = zip(units, spans, strict=True)
    return tuple(Span(span.start + words.bold[0], span.start + words.bold[1]) for words, span in pairs if words.bold)


def _links(links: Sequence[tuple[int, int, str]], span: Span) -> tuple[Link, ...]:
    return tuple(Link(Span(span.start + start, span.start + end), target) for start, end, target in links)
