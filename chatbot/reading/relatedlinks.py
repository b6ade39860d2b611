"""The elements of a "Related articles" part -> links with title, category and deck apart."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from chatbot.reading.article import BlockKind, RelatedLink, Span
from chatbot.reading.corpusfiles import PAGES
from chatbot.reading.outline import Heading, Link, Piece
from chatbot.reading.parts import may_be_name

_AROUND = " \n\t:：—–-|·•[](),."


def related_links(elements: Sequence[Heading | Piece], text: str) -> tuple[RelatedLink, ...]:
    """Return the links of the part in reading order.

    The longest link text of an item, paragraph or heading is a title, what stands before it the category, what follows
    it the deck; a paragraph without a link after an entry without a deck is that entry's deck. Any other paragraph
    without a link is an article's title, unless it ends as a sentence or a lead-in ("You may also like:") does.
    """
    found: list[RelatedLink] = []
    for unit, links, may_be_deck in _units(elements):
        if links:
            title = max(links, key=lambda link: len(link.span))
            before = text[unit.start : title.span.start].strip(_AROUND)
            after = text[title.span.end : unit.end].lstrip(_AROUND).rstrip()
            found.append(RelatedLink(title.span.of(text), before, after, title.target))
        elif may_be_deck and found and not found[-1].deck:
            found[-1] = replace(found[-1], deck=unit.of(text))
        elif len(unit) and (not may_be_deck or may_be_name(unit.of(text))):
            found.append(RelatedLink(unit.of(text)))
    return tuple(found)


def article_target(target: str, article_id: str) -> str:
    """Return the id of the article that a relative link to a file names, or `target` itself where it is no such link.

    `article_id` is that of the article in which the link stands; "../grief/endings.md#faq" in "basics/names" names
    "grief/endings".
    """
    try:
        parts = urlsplit(target)
    except ValueError:  # such as an unclosed [ in the host
        return target
    stem, suffix = posixpath.splitext(unquote(parts.path))
    if parts.scheme or parts.netloc or suffix.lower() not in PAGES or stem.startswith("/"):
        return target
    return posixpath.normpath(posixpath.join(posixpath.dirname(article_id), stem))


def _units(elements: Sequence[Heading | Piece]) -> Iterator[tuple[Span, tuple[Link, ...], bool]]:
    """Yield each heading, item and paragraph with its links, and whether it may be the deck of the entry before it."""
    for element in elements:
        if isinstance(element, Heading):
            yield element.span, element.links, False
            continue
        block = element.block
        for unit in block.items or (block.span,):
            links = tuple(link for link in element.links if unit.start <= link.span.start < unit.end)
            yield unit, links, block.kind is BlockKind.PARAGRAPH
