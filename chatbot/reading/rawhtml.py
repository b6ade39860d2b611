"""Raw HTML inside Markdown -> its visible words; its structure beyond headings and paragraphs is not kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from chatbot.reading.builder import InlineText
from chatbot.reading.html.scanning import tags_of
from chatbot.reading.html.tree import BLOCKS, HEADINGS, STRUCK

HIDDEN = STRUCK | frozenset(
    {"script", "style", "template", "noscript", "title", "iframe", "object", "svg", "textarea", "select"}
)
_NO_TEXT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>?", re.DOTALL)
_LEADING = re.compile(rf"(?:\s|{_NO_TEXT.pattern})*+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph, or a heading where `level` is 1 to 6; `line` counts from 0 in the HTML.

    `is_summary`: a reader opens what follows with it. `details` is how many `<details>` begin in the HTML before it,
    less those that end.
    """

    text: str
    level: int = 0
    line: int = 0
    is_summary: bool = False
    details: int = 0


@dataclass(frozen=True, slots=True)
class RawHtml:
    """The visible blocks of a piece of HTML, the names of the elements in it, and its `details` as a whole."""

    blocks: list[RawBlock]
    tags: frozenset[str]
    details: int


def read_raw(html: str) -> RawHtml:
    """Return what a piece of HTML shows; its tags need not be closed or nested rightly."""
    reader = _Reader()
    names: set[str] = set()
    end = 0
    for tag in tags_of(html):
        reader.add(html[end : tag.offset])
        reader.take(tag.name, closes=tag.closes, is_empty=html.endswith("/>", tag.offset, tag.end))
        reader.line += html.count("\n", tag.offset, tag.end)
        names |= set() if tag.closes else {tag.name}
        end = tag.end
    reader.add(html[end:])
    reader.flush()
    return RawHtml(reader.blocks, frozenset(names), reader.details)


def tag_name(markup: str) -> str:
    """Return the lower-case element name of one tag, "" for a comment or the like."""
    inner = markup.strip("</> \n").split(maxsplit=1)
    return inner[0].rstrip("/").lower() if inner else ""


class _Reader:
    """Gathers text between block-level tags."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self.details = 0
        self.line = 0
        self._text = InlineText()
        self._begin = 0  # line of the text
        self._level = 0
        self._is_summary = False
        self._hidden = ""

    def take(self, name: str, *, closes: bool, is_empty: bool) -> None:
        if self._hidden:
            self._hidden = "" if closes and name == self._hidden else self._hidden
        elif name in HIDDEN:
            self._hidden = "" if closes or is_empty else name
        elif name != "br":
            if name in BLOCKS:
                self.flush()
                self._level = int(name[1]) if name in HEADINGS and not closes else 0
            if name in BLOCKS and name not in HEADINGS:  # a summary may be a heading
                self._is_summary = name == "summary" and not closes
            if name == "details":
                self.details += -1 if closes else 1
        elif not closes:
            self._text.line_break()

    def add(self, markup: str) -> None:
        if not self._hidden:
            leading = _LEADING.match(markup)
            if leading and not len(self._text):
                self._begin = self.line + leading[0].count("\n")
            self._text.add(unescape(_NO_TEXT.sub("", markup)))
        self.line += markup.count("\n")

    def flush(self) -> None:
        if text := self._text.text:
            self.blocks.append(RawBlock(text, self._level, self._begin, self._is_summary, self.details))
        self._text = InlineText()
