"""Shorthand for the tests of the HTML reader: read a page, look at it as plain values."""

from __future__ import annotations

from collections.abc import Iterable

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, Block, Span
from chatbot.reading.html import read_html


def read(page: str | bytes, *, article_id: str = "page") -> Article:
    """Return the article of a page that has no error."""
    article, faults = read_with_faults(page, article_id=article_id)
    assert not [fault for fault in faults if fault.severity is Severity.ERROR]
    return article


def read_with_faults(page: str | bytes, *, article_id: str = "page") -> tuple[Article, list[Fault]]:
    raw = page.encode() if isinstance(page, str) else page
    return read_html(raw, article_id=article_id, source="page.html")


def error_of(page: str | bytes) -> Fault:
    """Return the only error of a page that cannot be read."""
    article, faults = read_with_faults(page)
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    assert article.text == ""
    assert len(errors) == 1
    return errors[0]


def warnings_of(page: str | bytes) -> list[str]:
    return [fault.seen for fault in read_with_faults(page)[1] if fault.severity is Severity.WARNING]


def texts(blocks: Iterable[Block], article: Article) -> list[tuple[str, str]]:
    """Return (kind, text) of each block."""
    return [(block.kind.value, block.span.of(article.text)) for block in blocks]


def blocks_of(article: Article) -> list[Block]:
    """Return the blocks of an article in reading order."""
    found = [block for section in article.sections for block in section.blocks]
    found += [block for entry in article.faq for block in entry.blocks]
    found += article.takeaway.blocks if article.takeaway else ()
    return sorted(found, key=lambda block: block.span)


def sections(article: Article) -> dict[str, list[tuple[str, str]]]:
    """Return the blocks of each section by its heading, "" for those without; same headings run together."""
    found: dict[str, list[tuple[str, str]]] = {}
    for section in article.sections:
        heading = section.heading.of(article.text) if section.heading else ""
        found.setdefault(heading, []).extend(texts(section.blocks, article))
    return found


def faq(article: Article) -> dict[str, list[str]]:
    """Return the texts that answer each question."""
    return {
        entry.question.of(article.text): [block.span.of(article.text) for block in entry.blocks]
        for entry in article.faq
    }


def headings(article: Article) -> list[tuple[int, str]]:
    """Return (level, text) of every heading in reading order, the title first as level 1."""
    found = [(s.heading, s.level) for s in article.sections if s.heading]
    lines = ((article.text.rfind("\n", 0, f.question.start) + 1, f) for f in article.faq)  # with the question's number
    found += [(Span(start, f.question.end), f.level) for start, f in lines if f.level]
    box = article.takeaway.heading if article.takeaway else None
    found += [(span, 2) for span in (box, article.references_heading) if span]
    return [(1, article.title), *((level, span.of(article.text)) for span, level in sorted(found))]


def block_of(page: str, kind: str) -> tuple[Block, Article]:
    """Return the only block of this kind on a page."""
    article = read(page)
    found = [block for block in blocks_of(article) if block.kind.value == kind]
    assert len(found) == 1
    return found[0], article


def paragraphs(page: str) -> list[str]:
    """Return all blocks of a page, as text."""
    article = read(page)
    return [block.span.of(article.text) for block in blocks_of(article)]
