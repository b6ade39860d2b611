"""Nodes -> the text that a browser shows for them: white space collapsed, line breaks at blocks, `pre` kept.

Follows what `innerText` gives (HTML standard, "the innerText getter steps"; CSS Text 3, section 4.1, for white space),
with one line per block and no blank lines: those are the article's layout.
"""

from __future__ import annotations

from collections.abc import Collection

from chatbot.reading.builder import InlineText, collapse
from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.landing import fold

_NOTHING: frozenset[Node] = frozenset()


def lines_of(node: Node, skipped: Collection[Node] = _NOTHING) -> list[str]:
    """Return the lines shown for `node`, one for each block in it that has text; code may hold line breaks."""
    runs = [InlineText()]
    stack: list[Node | None] = [node]  # None marks the end of a block
    while stack:
        current = stack.pop()
        if current is None:
            runs += [InlineText()] if len(runs[-1]) else []
        elif current.hidden or current in skipped:
            continue
        elif current.tag == TEXT:
            runs[-1].add(current.text, keeps_space=current.keeps_space)
        elif current.tag == "br":
            runs[-1].line_break(keeps_space=current.keeps_space)
        else:
            if current.block:
                runs += [InlineText()] if len(runs[-1]) else []
                stack.append(None)
            stack.extend(reversed(current.children))
    lines = (run.text.rstrip().lstrip("\n") for run in runs)
    return [line for line in lines if line.strip()]


def line_of(node: Node, skipped: Collection[Node] = _NOTHING) -> str:
    """Return what is shown for `node` on one line, as in a heading or a table cell."""
    return collapse(" ".join(lines_of(node, skipped))).strip()


def squash(text: str) -> str:
    """Return `text` for comparisons: no white space, case, accents or kinds of quotation marks."""
    return fold(text).replace(" ", "")
