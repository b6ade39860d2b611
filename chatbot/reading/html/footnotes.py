"""Where on a page its footnotes begin: they belong to no section, though they stand below the last one.

A list of them is known by its name. What word processors and newsletters make has none, but each note begins with a
link back to the mark in the text that leads to it.
"""

from __future__ import annotations

from itertools import islice

from chatbot.reading.html.headings import own_names
from chatbot.reading.html.names import class_words
from chatbot.reading.html.tree import Node

_LISTS = frozenset({"footnotes", "endnotes"})
_NEAR = 5  # nodes: the box, a space, its paragraph, the link
_LONGEST_MARK = 6  # characters: "[12]", "*"


def holds_footnotes(node: Node) -> bool:
    """Tell a list of footnotes by its name; a box named "footnote" may hold a single one, of a table for instance."""
    names = class_words(node)
    if names & _LISTS or node.attrs.get("role") == "doc-endnotes":
        return True
    return "footnote" in names and any(each.tag in ("ol", "ul") and each.size for each in node.children)


def notes_of(page: Node) -> set[Node]:
    """Return the links with which footnotes begin: short marks that lead to an earlier mark, which leads to them."""
    marks: dict[str, str] = {}  # name of each mark so far -> where it leads
    notes: set[Node] = set()
    for node in page.shown():
        target = node.attrs.get("href", "") if node.tag == "a" else ""
        if len(target) > 1 and target[0] == "#" and 0 < node.size <= _LONGEST_MARK:
            names = list(own_names(node))
            if marks.get(target[1:]) in names and _begins_block(node):
                notes.add(node)
            marks.update(dict.fromkeys(names, target[1:]))
    return notes


def is_editors_comment(node: Node) -> bool:
    """Tell the box of a comment on a Google document: it begins with a link back to its mark in the text."""
    link = next((each for each in islice(node.walk(), _NEAR) if each.tag == "a"), None) if node.tag == "div" else None
    return link is not None and link.attrs.get("href", "").startswith("#cmnt_ref")


def _begins_block(node: Node) -> bool:
    while not node.block and node.parent is not None:
        if any(each.is_seen for each in node.preceding()):
            return False
        node = node.parent
    return True
