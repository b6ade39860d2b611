"""A heading -> its number and the place on the page that a link to it names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.parts import question_start

_BARE_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})+|[(\[]\d{1,3}[)\]])\s+")
_WRAPPERS = frozenset(
    {"section", "div", "li", "article", "details", "summary", "dl", "header", "hgroup", "span", "p", "td"}
)


def number_length(question: str) -> int:
    """Return how many characters of a question are its number: "3.1. ", "3.1 ", "2) ", "[2] ", "Q: ".

    "3.5 million people grieve: why?" has none.
    """
    length = question_start(question)
    if not length and (match := _BARE_NUMBER.match(question)):
        length = 0 if question[match.end() : match.end() + 1].islower() else match.end()
    return length if length < len(question) else 0


def anchor_of(heading: Node, signs: Collection[Node], root: Node) -> str | None:
    """Return the id that a link to `heading` uses.

    The page's own permalink says it best; else the id of the heading, of something in it, of an empty anchor just
    before it, or of the wrapper that begins with it.
    """
    for link in heading.walk():
        if link in signs and "#" in link.attrs.get("href", ""):
            target = unquote(link.attrs["href"].partition("#")[2])
            if target:
                return target
    return next(_ids_around(heading, root), None)


def _ids_around(heading: Node, root: Node) -> Iterator[str]:
    yield from (name for node in heading.walk() for name in own_names(node))
    node = heading
    while node is not root and node.parent is not None:
        for sibling in node.preceding():
            if sibling.size or (sibling.tag != TEXT and sibling.level):
                return
            yield from (name for each in sibling.walk() for name in own_names(each))
        node = node.parent
        if node is root or node.tag not in _WRAPPERS:
            return
        yield from own_names(node)


def own_names(node: Node) -> Iterator[str]:
    """Yield the names by which a link can reach this very node."""
    if node.attrs.get("id"):
        yield node.attrs["id"]
    if node.tag == "a" and node.attrs.get("name"):
        yield node.attrs["name"]
