"""A definition list that lays out parts of the page -> the terms that are headings of what defines them.

Manuals set options and functions as terms with their definitions. Where a definition holds a table, a heading or a list
of further definitions, these are no items of one list, and text without its term does not say which option it is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chatbot.reading.html.text import entries_of
from chatbot.reading.html.tree import Node

_LAYING_OUT = frozenset({"table", "details", "article", "section"})


def lays_out(node: Node) -> bool:
    """Tell whether a list holds parts of the page, not only text: headings, tables, definitions within definitions."""
    inner = (each for each in node.shown() if each is not node)
    return any(each.level or each.tag in _LAYING_OUT or (each.tag == "dl" and node.tag == "dl") for each in inner)


def headed_by_terms(node: Node, skipped: Collection[Node]) -> Iterator[tuple[list[Node], Node]]:
    """Yield the terms of each entry of a definition list and its last definition; terms that hold headings need none.

    What has no term or no definition is text like any other.
    """
    for entry in entries_of(node, skipped):
        terms = [each for each in entry if each.tag == "dt"]
        is_headed = any(each.level for term in terms for each in term.shown())
        if terms and not is_headed and entry[-1].tag == "dd":
            yield terms, entry[-1]
