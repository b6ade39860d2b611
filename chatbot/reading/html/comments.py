"""Readers' comments below an article, found by their heading where no class or id names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from chatbot.reading.builder import collapse
from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.parts import FIRST_COMMENT, LONGEST_HEADING, Part, opens_comments, part_of

_SENTENCE_END = (".", "!", "?", "…", "。")


def find_comments(root: Node, title: Node | None) -> set[Node]:
    """Return the outermost nodes inside `root` that lie below a heading of comments.

    They last up to the next heading of its level or above, or of another part. Where no sentence of the article stands
    before it, or it is a link, it only says how many there are.
    """
    nodes = list(root.shown())
    inside = set(_below_headings(nodes, title))
    for node in reversed(nodes):
        if node in inside and any(not child.hidden and child not in inside for child in node.children):
            inside.remove(node)
    return {node for node in inside if node.parent not in inside}


def _below_headings(nodes: Sequence[Node], title: Node | None) -> Iterator[Node]:
    level, has_begun = 0, False  # of the comments' heading, 0 outside comments; whether the article has
    for place, node in enumerate(nodes):
        if node is title:
            level, has_begun = 0, False
        elif node.level and node.is_seen:
            words = line_of(node) if node.size <= LONGEST_HEADING else ""
            part = part_of(words)
            below = (nodes[index] for index in range(place + 1, len(nodes)))
            is_opening = part is Part.COMMENTS or opens_comments(words, islice(_lines(node, below), FIRST_COMMENT))
            if is_opening and has_begun and node.linked < node.size:
                level = node.level
            elif part not in (None, Part.COMMENTS) or node.level <= level:
                level = 0
        has_begun = has_begun or (node.tag == TEXT and node.text.rstrip().endswith(_SENTENCE_END))
        if level:
            yield node


def _lines(heading: Node, below: Iterable[Node]) -> Iterator[str]:
    """Yield what stands below a heading line by line, up to the next heading of its level or above."""
    texts = (node for node in below if (node.tag == TEXT and heading not in node.ancestors()) or node.tag == "br")
    for block, group in groupby(texts, key=Node.block_around):
        shown = "".join("\n" if node.tag == "br" else node.text.replace("\n", " ") for node in group)
        yield from filter(None, map(collapse, shown.split("\n")))
        if block and 0 < block.level <= heading.level:
            return
