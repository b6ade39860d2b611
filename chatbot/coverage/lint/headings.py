"""Rules about headings and what stands under them: they are what a quote's source line shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from chatbot.coverage.lint.markup import HeadingLine
from chatbot.coverage.lint.model import Level, LintContext, Violation, rule
from chatbot.coverage.lint.page import Page
from chatbot.reading.article import PROSE
from chatbot.reading.landing import fold

_VAGUE = re.compile(
    r"(?:(?:an? |the |some |general |brief |short )?"
    r"(?:introduction|intro|overview|background|conclusions?|discussion|summary|preface|foreword|basics)"
    r"|(?:final|closing|concluding) (?:thoughts|words|remarks)|wrapping up|wrap-up|in closing|in conclusion"
    r"|general|more|(?:more |further |additional |general )?information|details|notes?|remarks|others?"
    r"|misc(?:ellaneous)?|contents?|text|(?:main )?(?:body|part)|untitled|heading|things to know"
    r"|what you need to know|getting started"
    r"|(?:part|section|chapter) (?:\d+|[ivx]+|one|two|three|four|five)"
    r"|서론|본론|결론|개요|소개|들어가며|들어가는 말|시작하며|마치며|맺음말|나가며|마무리|기타|배경|머리말|요약)"
)


def _headings(page: Page) -> list[HeadingLine]:
    """Return every heading with its line: as typed in Markdown, else the article's own, those that the reader kept."""
    if page.is_markdown and page.markup.headings:
        return list(page.markup.headings)
    article = page.article
    found = [(s.heading, s.level, s.id) for s in article.sections if s.heading]
    found += [(entry.question, entry.level, entry.id) for entry in article.faq if entry.level]
    return [
        HeadingLine(article.line_of.get(name, 0) or page.line_at(span.start), level or 0, span.of(article.text))
        for span, level, name in sorted(found, key=lambda item: item[0])
    ]


@rule(
    "heading-duplicate",
    Level.WARNING,
    "say in each heading what its section alone answers; links to the second one break when the first changes",
)
def _duplicate(page: Page, _context: LintContext) -> Iterator[Violation]:
    """No two headings of an article are equal."""
    first: dict[str, int] = {}
    for heading in _headings(page):
        text = fold(heading.text).strip(" ?!.:")  # which no anchor has
        if text in first:
            where = f"on line {first[text]}" if first[text] != heading.line else "in the article"
            seen = f'the heading "{heading.text}" stands {where} already'
            yield Violation(heading.line, page.section_at_line(heading.line), seen)
        first.setdefault(text, heading.line)


@rule("heading-level-skipped", Level.WARNING, "raise it by a level, or add the heading between")
def _skipped(page: Page, _context: LintContext) -> Iterator[Violation]:
    """A heading is at most one level below the one before it.

    Compare each heading with the one before it; a saved page's first may stand under one that was left out.
    """
    level = 1
    for heading in _headings(page):
        if heading.level > level + 1 and (page.is_markdown or level > 1):
            text = f'"{heading.text}" is a heading of level {heading.level} below one of level {level}'
            yield Violation(heading.line, page.section_at_line(heading.line), text)
        level = heading.level


@rule("section-empty", Level.WARNING, "write the section or remove it")
def _empty(page: Page, _context: LintContext) -> Iterator[Violation]:
    """Every heading has text under it."""
    article = page.article
    parents = {name for section in article.sections for name in section.parents}
    parents |= {name for entry in article.faq for name in entry.parents}
    for section in article.sections:
        if section.heading and not section.blocks and section.id not in parents:
            heading = section.heading.of(article.text)
            yield Violation(article.line_of.get(section.id, 0), section.id, f'nothing stands under "{heading}"')


@rule(
    "heading-vague", Level.NOTE, "name the section's point; the heading is shown above each quote and searched with it"
)
def _vague(page: Page, _context: LintContext) -> Iterator[Violation]:
    """A heading says what its section answers."""
    article = page.article
    for section in article.sections:
        heading = section.heading.of(article.text) if section.heading else ""
        if _VAGUE.fullmatch(normalize("NFC", fold(heading)).strip(" .:!?")):  # folding takes Hangul apart
            yield Violation(article.line_of.get(section.id, 0), section.id, f'the heading "{heading}" says nothing')


@rule("section-long", Level.NOTE, "divide it with subheadings that name its parts")
def _long(page: Page, context: LintContext) -> Iterator[Violation]:
    """A section is short enough to be quoted with its heading.

    Count prose only: a table or list is a unit of its own.
    """
    article, most = page.article, context.limits.section_words
    for section in article.sections:
        prose = (block.span.of(article.text) for block in section.blocks if block.kind in PROSE)
        words = sum(len(text.split()) for text in prose)
        if words > most:
            name = section.heading.of(article.text) if section.heading else article.title
            text = f'{words} words stand under "{name}" without a subheading; up to {most} quote well'
            yield Violation(article.line_of.get(section.id, 0), section.id, text)


@rule("step-gap", Level.ERROR, "number them anew, or restore the missing step", of_source=True)
def _gap(page: Page, _context: LintContext) -> Iterator[Violation]:
    """Steps and numbered items count up without gaps.

    Step headings under one parent count up by one; so do numbered lists that are not all "1.".
    """
    article = page.article
    last: dict[tuple[str, ...], int] = {}
    for section in article.sections:
        if section.step is None:
            continue
        previous = last.get(section.parents, 0)
        if section.step not in (previous + 1, 1):
            heading = section.heading.of(article.text) if section.heading else ""
            text = f'step "{heading}" follows number {previous}' if previous else f'the first step is "{heading}"'
            yield Violation(article.line_of.get(section.id, 0), section.id, text)
        elif section.step == previous:
            yield Violation(article.line_of.get(section.id, 0), section.id, f"there are two steps {section.step}")
        last[section.parents] = section.step
    for items in page.markup.numberings:
        numbers = [number for _, number in items]
        for (line, number), before in zip(items[1:], numbers, strict=False):
            if len(set(numbers)) > 1 and number != before + 1:
                yield Violation(line, page.section_at_line(line), f"item {number} follows item {before}")


RULES = (_duplicate, _skipped, _empty, _vague, _long, _gap)
