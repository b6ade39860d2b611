"""Nodes -> the text that a browser shows for them: white space collapsed, line breaks at blocks, `pre` kept.

Follows what `innerText` gives (HTML standard, "the innerText getter steps"; CSS Text 3, section 4.1, for white space),
with one line per block and no blank lines: those are the article's layout.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.landing import fold

_SPACES = re.compile(r"[ \t\n\r\f]+")
_NOTHING: frozenset[Node] = frozenset()


class InlineRun:
    """Text between two block boundaries, as it comes."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._after_space = True  # a space now would stand at a line's start or after another

    def add(self, text: str, keeps_space: bool) -> None:
        """Append the text of one text node."""
        if keeps_space:
            self._parts.append(text.replace("\r\n", "\n").replace("\r", "\n"))
            self._after_space = text.endswith("\n") or (not text and self._after_space)
            return
        collapsed = _SPACES.sub(" ", text)
        if self._after_space:
            collapsed = collapsed.removeprefix(" ")
        if collapsed:
            self._parts.append(collapsed)
            self._after_space = collapsed.endswith(" ")

    @property
    def begins_line(self) -> bool:
        """True where nothing stands yet on the line."""
        return not self._parts or self._parts[-1].endswith("\n")

    def break_line(self) -> None:
        """Append a hard line break."""
        if self._parts:
            self._parts[-1] = self._parts[-1].removesuffix(" ")
        self._parts.append("\n")
        self._after_space = True

    def take(self) -> str:
        """Return the run without the white space around it, and begin a new one."""
        text = "".join(self._parts).rstrip().lstrip("\r\n")
        self._parts.clear()
        self._after_space = True
        return text


def lines_of(node: Node, skipped: Collection[Node] = _NOTHING) -> list[str]:
    """Return the lines shown for `node`, one for each block in it that has text; code may hold line breaks."""
    run = InlineRun()
    lines: list[str] = []
    stack: list[Node | None] = [node]  # None marks the end of a block
    while stack:
        current = stack.pop()
        if current is None:
            lines.append(run.take())
        elif current.hidden or current in skipped:
            continue
        elif current.tag == TEXT:
            run.add(current.text, current.keeps_space)
        elif current.tag == "br":
            if current.keeps_space or not run.begins_line:
                run.break_line()
        else:
            if current.block:
                lines.append(run.take())
                stack.append(None)
            stack.extend(reversed(current.children))
    lines.append(run.take())
    return [line for line in lines if line.strip()]


def line_of(node: Node, skipped: Collection[Node] = _NOTHING) -> str:
    """Return what is shown for `node` on one line, as in a heading or a table cell."""
    return _SPACES.sub(" ", " ".join(lines_of(node, skipped))).strip()


def squash(text: str) -> str:
    """Return `text` for comparisons: no white space, case, accents or kinds of quotation marks."""
    return fold(text).replace(" ", "")
