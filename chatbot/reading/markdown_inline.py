"""The inline content of a Markdown block -> the words a page shows, and where bold text and links lie in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from chatbot.reading.builder import InlineText
from chatbot.reading.rawhtml import HIDDEN, tag_name


@dataclass(frozen=True, slots=True)
class Words:
    """Visible text, the (start, end) of the bold text it begins with, and (start, end, target) of its links.

    `breaks` are the offsets of spaces that are line breaks in the file.
    """

    text: str
    bold: tuple[int, int] | None = None
    links: tuple[tuple[int, int, str], ...] = ()
    breaks: tuple[int, ...] = ()


def words_of(inline: SyntaxTreeNode) -> Words:
    """Return what a page shows of one paragraph, heading or cell: no markup, pictures, raw tags or struck words."""
    reader = _Reader()
    for child in inline.children:
        reader.read(child)
    return reader.words()


def joined(lines: Sequence[Words]) -> Words:
    """Return lines of words one below the other as one text; bold is what the first begins with."""
    links: list[tuple[int, int, str]] = []
    offset = 0
    for line in lines:
        links += [(start + offset, end + offset, target) for start, end, target in line.links]
        offset += len(line.text) + 1
    return Words("\n".join(line.text for line in lines), lines[0].bold if lines else None, tuple(links))


class _Reader:
    def __init__(self) -> None:
        self._text = InlineText()
        self._bold: tuple[int, int] | None = None
        self._links: list[tuple[int, int, str]] = []
        self._breaks: list[int] = []
        self._hidden = ""  # the raw element whose content is not shown, while inside it

    def read(self, node: SyntaxTreeNode) -> None:
        if node.type == "html_inline":
            self._tag(node.content)
        elif self._hidden or node.type in ("image", "s"):
            return
        elif node.type in ("text", "code_inline"):
            self._text.add(node.content)
        elif node.type == "softbreak":
            before = len(self._text)
            self._text.add(" ")
            self._breaks += range(before, len(self._text))
        elif node.type == "hardbreak":
            self._text.line_break()
        else:
            start = len(self._text)
            for child in node.children:
                self.read(child)
            if node.type == "strong" and start == 0 and self._bold is None:
                self._bold = (start, len(self._text))
            elif node.type == "link":
                self._links.append((start, len(self._text), str(node.attrs.get("href", ""))))

    def words(self) -> Words:
        bold = self._text.clamp(*self._bold) if self._bold else None
        links = [(*self._text.clamp(start, end), target) for start, end, target in self._links]
        shown = tuple((start, end, target) for start, end, target in links if start < end)
        breaks = tuple(place for place in self._breaks if 0 < place < len(self._text))
        return Words(self._text.text, bold if bold and bold[0] < bold[1] else None, shown, breaks)

    def _tag(self, markup: str) -> None:
        name, closes = tag_name(markup), markup.startswith("</")
        if self._hidden:
            self._hidden = "" if closes and name == self._hidden else self._hidden
        elif name == "br":
            self._text.line_break()
        elif name in HIDDEN and not closes and not markup.endswith("/>"):
            self._hidden = name
