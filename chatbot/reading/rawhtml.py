"""Raw HTML inside Markdown -> its visible words; its structure beyond headings and paragraphs is not kept."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.reading.builder import InlineText
from chatbot.reading.tagparser import TagParser

STRUCK = frozenset({"del", "s", "strike"})  # shown, but taken back
HIDDEN = STRUCK | frozenset(
    {"script", "style", "template", "noscript", "title", "iframe", "object", "svg", "textarea", "select"}
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


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
    """Return what a piece of HTML shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return RawHtml(reader.blocks, frozenset(reader.tags), reader.details)


def tag_name(markup: str) -> str:
    """Return the lower-case element name of one tag, "" for a comment or the like."""
    inner = markup.strip("</> \n").split(maxsplit=1)
    return inner[0].rstrip("/").lower() if inner else ""


class _Reader(TagParser):
    """Gathers text between block-level tags; never recurses, so depth costs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[RawBlock] = []
        self.tags: set[str] = set()
        self.details = 0
        self._text = InlineText()
        self._level = 0
        self._line = 0
        self._is_summary = False
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's signature
        self.tags.add(tag)
        if self._hidden:
            return
        if tag in HIDDEN:
            self._hidden = tag
        elif tag == "br":
            self._text.line_break()
        else:
            self._boundary(tag, int(tag[1]) if tag in _HEADINGS else 0)
            self._is_summary = tag == "summary" or (self._is_summary and tag not in _BLOCKS)
            self.details += tag == "details"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif not self._hidden:
            self._boundary(tag, 0)
            self._is_summary = self._is_summary and tag not in _BLOCKS
            self.details -= tag == "details"

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not len(self._text):
            before = data[: len(data) - len(data.lstrip())]
            self._line = self.getpos()[0] - 1 + before.count("\n")
        self._text.add(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _boundary(self, tag: str, level: int) -> None:
        if tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
            self._level = level

    def _flush(self) -> None:
        text = self._text.text
        if text:
            self.blocks.append(RawBlock(text, self._level, self._line, self._is_summary, self.details))
        self._text = InlineText()
