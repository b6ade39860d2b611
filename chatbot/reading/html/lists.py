"""Elements that make lists -> the text of each item."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chatbot.reading.html.text import lines_of
from chatbot.reading.html.tree import Node


def items_of(node: Node, skipped: Collection[Node]) -> Iterator[str]:
    """Yield the text of each item of a list, one line for each block in it."""
    for child in node.children:
        text = "\n".join(lines_of(child, skipped)).strip()
        if text:
            yield text


def terms_of(node: Node, skipped: Collection[Node]) -> Iterator[str]:
    """Yield each entry of a definition list, its terms and definitions on lines of their own."""
    entry: list[str] = []
    defined = False
    for child in node.shown():
        if child.tag not in ("dt", "dd") or child in skipped:
            continue
        if child.tag == "dt" and defined:
            yield "\n".join(entry)
            entry, defined = [], False
        defined = defined or child.tag == "dd"
        entry += (line.strip() for line in lines_of(child, skipped))
    if entry:
        yield "\n".join(entry)
