"""Pieces of a page -> the article's text, and the blocks in it, each with the term that it defines."""

from __future__ import annotations

from dataclasses import replace

from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.builder import TextBuilder, filled
from chatbot.reading.html.pieces import Lines
from chatbot.reading.html.tree import Node

_LISTED = frozenset({BlockKind.LIST, BlockKind.STEPS, BlockKind.TABLE})


class Layout(TextBuilder):
    """The text of one page so far, and the terms in it, for definition lists that lay out parts of the page.

    Manuals set options and functions as terms with long definitions. Read as paragraphs in a row, a definition would be
    quoted without the name of the option that it is about, and under the name of the next one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._terms: dict[Node, Span] = {}  # where the text of each `dt` stands
        self._defined: dict[Node, dict[Node, tuple[Node, Node]]] = {}  # what `_terms_in` returned

    def blocks(self, piece: Lines) -> list[Block]:
        """Append a piece; return its blocks: itself, after its caption where it has one.

        Where a definition has no term of its own, it is the one around it that counts.
        """
        blocks = self._laid_out(piece)
        around = piece.node.within("dt", "dd")
        if around is None or not blocks:
            return blocks
        if around.tag == "dt":
            start = self._terms[around].start if around in self._terms else blocks[0].span.start
            self._terms[around] = Span(start, blocks[-1].span.end)
            return blocks
        term = self._term(around)
        return [replace(block, term=term) for block in blocks] if term else blocks

    def _laid_out(self, piece: Lines) -> list[Block]:
        if piece.kind not in _LISTED:
            return [self.block(piece.kind, piece.lines[0])]
        caption = self.block(BlockKind.PARAGRAPH, piece.caption) if piece.caption else None
        block = self.rows(piece.kind, piece.lines, piece.header)
        return [caption, replace(block, lead=caption.span)] if caption else filled(block, piece.numbers)

    def _term(self, definition: Node) -> Span | None:
        for node in (definition, *definition.ancestors()):
            terms = self._terms_in(node.parent).get(node) if node.tag == "dd" and node.parent else None
            if terms and all(term in self._terms for term in terms):
                return Span(self._terms[terms[0]].start, self._terms[terms[1]].end)
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
