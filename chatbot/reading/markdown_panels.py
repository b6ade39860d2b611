"""Buttons in raw HTML that open a panel (`<button aria-controls="x">Q</button><div id="x">`) -> `<details>`.

So are accordions made where a site's theme has its own. The panel may hold Markdown: it may begin in one piece of raw
HTML and end in another. A button in a heading is left as it is: the heading says that it names what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from chatbot.reading.html.scanning import Tag, tags_of
from chatbot.reading.html.tree import HEADINGS

_VALUE = r"""\s*=\s*["']?#?([^\s"'>]+)"""
_CONTROLS = re.compile(rf"\s(?:aria-controls|data-(?:bs-)?target){_VALUE}", re.IGNORECASE)
_ID = re.compile(rf"\sid{_VALUE}", re.IGNORECASE)


def panels(parser: MarkdownIt) -> None:
    """Make the parser read such buttons and panels as `<details>`."""
    parser.core.ruler.push("panels", _panels)


def _panels(state: StateCore) -> None:
    blocks = [token for token in state.tokens if token.type == "html_block"]
    if not any(_CONTROLS.search(block.content) for block in blocks):
        return
    pieces = [(block.content, list(tags_of(block.content))) for block in blocks]
    rewriting = _Rewriting(_ids(pieces))
    for block, (markup, tags) in zip(blocks, pieces, strict=True):
        block.content = rewriting.of(markup, tags)


def _ids(pieces: Iterable[tuple[str, Sequence[Tag]]]) -> set[str]:
    found = (_ID.search(markup, tag.offset, tag.end) for markup, tags in pieces for tag in tags if not tag.closes)
    return {each[1] for each in found if each}


@dataclass(slots=True)
class _Rewriting:
    """What is open while one piece of raw HTML after the other is rewritten; `ids` are those of all elements."""

    ids: set[str]
    _awaited: str = ""  # the id of the panel that the latest button opens
    _panels: list[tuple[str, int]] = field(default_factory=list)  # name and depth of the panels that are open
    _in_button: bool = False
    _heading: str = ""

    def of(self, markup: str, tags: Sequence[Tag]) -> str:
        """Return a piece of raw HTML with its buttons as summaries; no line is added."""
        written: list[str] = []
        end = 0
        for tag in tags:
            written += (markup[end : tag.offset], self._written(tag, markup[tag.offset : tag.end]))
            end = tag.end
        return "".join((*written, markup[end:]))

    def _written(self, tag: Tag, markup: str) -> str:
        if tag.name in HEADINGS:
            self._heading = "" if tag.closes else tag.name
        if tag.name == "button":
            return self._button(tag, markup)
        if self._panels and self._panels[-1][0] == tag.name:
            name, depth = self._panels.pop()
            depth += -1 if tag.closes else 1
            if not depth:
                return f"{markup}</details>"
            self._panels.append((name, depth))
        identifier = _ID.search(markup) if self._awaited and not tag.closes else None
        if identifier and identifier[1] == self._awaited:
            self._awaited = ""
            self._panels.append((tag.name, 1))
        return markup

    def _button(self, tag: Tag, markup: str) -> str:
        if tag.closes:
            was_open, self._in_button = self._in_button, False
            return "</summary>" if was_open else markup
        opened = _CONTROLS.search(markup)
        if not opened or opened[1] not in self.ids or self._heading or self._awaited:
            return markup
        self.ids.discard(opened[1])  # of two buttons for one panel the first names it
        self._awaited, self._in_button = opened[1], True
        return "<details><summary>"
