"""A list -> its items, and the number that a browser shows before each; where it shows letters there are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

from chatbot.reading.article import BlockKind
from chatbot.reading.html.pieces import Lines
from chatbot.reading.html.text import lines_of
from chatbot.reading.html.tree import TEXT, Node

LISTS = ("ul", "ol", "menu", "dl")
_INTEGER = re.compile(r"[ \t\n\f\r]*+([+-]?[0-9]{1,8})(?![0-9])")
_LETTERS = ("a", "A", "i", "I")  # values of `type`
_IN_LETTERS = re.compile(r"\b(?:lower|upper)-?(?:alpha|latin|roman|greek)\b", re.IGNORECASE)


def read_list(node: Node, skipped: Collection[Node]) -> Lines:
    """Return a list with its items, each of one line for each block in it.

    What stands between the items of a numbered list is part of the one above; a number alone keeps its place.
    """
    if node.tag == "dl":
        return Lines(node, BlockKind.LIST, tuple(_entries(node, skipped)))
    texts: list[list[str]] = [[]]
    items: list[Node] = []
    for part in _parts(node):
        if part.tag == "li" or node.tag != "ol":
            texts += [[]] if items else []
            items.append(part)
        texts[-1] += filter(None, ["\n".join(lines_of(part, skipped)).strip()])
    lines = tuple(map("\n".join, texts))
    if node.tag != "ol" or _counts_in_letters(node):
        return Lines(node, BlockKind.LIST, tuple(filter(None, lines)))
    return Lines(node, BlockKind.STEPS, lines, numbers=tuple(_numbers(node, items)))


def holds_items(node: Node) -> bool:
    """Tell whether an element has items of its own, not only those of lists in it."""
    return any(part.tag == "li" for part in _parts(node))


def _parts(node: Node) -> Iterator[Node]:
    """Yield the items of a list, also those inside other elements of it, and what else it shows."""
    stack = list(reversed(node.children))
    holding: set[Node] | None = None
    while stack:
        part = stack.pop()
        is_whole = part.tag in ("li", TEXT, *LISTS)
        holding = _around_items(node) if holding is None and not is_whole else holding
        if holding and part in holding:
            stack.extend(reversed(part.children))
        elif not part.hidden:
            yield part


def _around_items(node: Node) -> set[Node]:
    """Return the elements between a list and its items; each is looked at once."""
    found: set[Node] = set()
    for item in node.shown():
        if item.tag == "li" and item.within(*LISTS) is node:
            found.update(takewhile(lambda around: around is not node and around not in found, item.ancestors()))
    return found


def _numbers(node: Node, items: Collection[Node]) -> Iterator[int]:
    by = -1 if "reversed" in node.attrs else 1
    start = _integer(node, "start")
    number = start if start is not None else len(items) if by < 0 else 1
    for item in items:
        value = _integer(item, "value")
        number = number if value is None else value
        yield number
        number += by


def _integer(node: Node, name: str) -> int | None:
    found = _INTEGER.match(node.attrs.get(name, ""))
    return int(found[1]) if found else None


def _counts_in_letters(node: Node) -> bool:
    """Tell a list that counts "a", "b" or "i", "ii", which a quote cannot show: numbers would be others."""
    told = (node.attrs.get("style", ""), node.attrs.get("class", ""))  # docutils has classes such as "loweralpha"
    return node.attrs.get("type") in _LETTERS or any(map(_IN_LETTERS.search, told))


def _entries(node: Node, skipped: Collection[Node]) -> Iterator[str]:
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
