"""A definition list that lays out parts of the page -> the term that each block in it defines.

Manuals set options, settings and functions as terms with long definitions. Read as paragraphs in a row, a definition
would be quoted without the name of the option that it is about, and under the name of the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chatbot.reading.article import Block, Span
from chatbot.reading.html.tree import Node


class Terms:
    """The terms of one page that are part of its text so far."""

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
