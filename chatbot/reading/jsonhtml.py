"""HTML in the texts of a JSON export -> the visible text and blocks that a page with nothing else would have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, Block, BlockKind, Span
from chatbot.reading.builder import TextBuilder
from chatbot.reading.html.reader import read_html
from chatbot.reading.layout import PartKind, layout_of
from chatbot.reading.rawhtml import read_raw

_BEGINS = re.compile(
    r"\s*+<(a|blockquote|div|em|figure|h[1-6]|ol|p|section|span|strong|table|ul)(?:\s[^<>]*+)?>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-z][^<>]*+>", re.IGNORECASE)
_LEFT_OUT = (PartKind.TITLE, PartKind.REFERENCE)


def holds_html(found: Mapping[str, object]) -> bool:
    """Tell whether a text of an export's article is HTML: it begins with an element, which ends in it, too."""
    return any(_is_html(text) for text in _texts(found))


def has_tags(text: str) -> bool:
    """Tell whether a text of such an article has tags, and not only entities."""
    return bool(_TAG.search(text))


def line_of_html(text: str) -> str:
    """Return a title's or question's HTML as a reader sees it, on one line."""
    return " ".join(block.text for block in read_raw(text).blocks)


def add_html(builder: TextBuilder, text: str, heading: str) -> tuple[tuple[Block, ...], list[Fault]]:
    """Append what the HTML shows; return its blocks, the headings in it as paragraphs, and why it cannot be read."""
    name = html.escape(heading) or "Text"
    page = f'<!doctype html><meta charset="utf-8"><title>{name}</title><main><h1>{name}</h1>{text}</main>'
    article, faults = read_html(page.encode(), article_id="text", source="")
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    parts = [part for part in layout_of(article) if part.kind not in _LEFT_OUT]
    if errors or not parts:
        return (), errors
    begin, end = parts[0].span.start, parts[-1].span.end
    offset = builder.add(article.text[begin:end]).start - begin
    blocks = {block.span.end: block for block in _blocks(article)}
    shown = (blocks.get(part.span.end, Block(BlockKind.PARAGRAPH, part.span)) for part in parts)
    return tuple(_moved(block, offset) for block in shown), []


def _is_html(text: str) -> bool:
    begins = _BEGINS.match(text)
    return begins is not None and f"</{begins[1].lower()}" in text.lower()


def _texts(found: Mapping[str, object]) -> Iterator[str]:
    """Yield the texts of an article's object and of the objects in its lists."""
    inner = [each for value in found.values() for each in (value if isinstance(value, list) else [value])]
    texts = (text for each in inner for text in (each.values() if isinstance(each, dict) else [each]))
    yield from (text for text in texts if isinstance(text, str))


def _blocks(article: Article) -> Iterator[Block]:
    yield from article.takeaway.blocks if article.takeaway else ()
    for section in article.sections:
        yield from section.blocks
    for entry in article.faq:
        yield from entry.blocks


def _moved(block: Block, offset: int) -> Block:
    def moved(span: Span) -> Span:
        return Span(span.start + offset, span.end + offset)

    others = {"header": block.header, "lead": block.lead, "term": block.term}
    stated: dict[str, Any] = {name: moved(span) for name, span in others.items() if span}
    return replace(block, span=moved(block.span), items=tuple(map(moved, block.items)), **stated)
