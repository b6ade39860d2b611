"""Rules about what stands around the sections: deck, takeaway, review date, tables."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.coverage.lint.model import Level, LintContext, Violation, rule
from chatbot.coverage.lint.page import Page
from chatbot.coverage.words import counted
from chatbot.reading.article import BlockKind
from chatbot.reading.metadata import is_long_ago


def _lacking(page: Page, what: str, has: object) -> Iterator[Violation]:
    if page.has_metadata and not has:
        yield Violation(1, "", f'"{page.article.title}" has no {what}')


@rule("deck-missing", Level.NOTE, "say in one sentence what the article answers; it is shown beside links to it")
def _deck(page: Page, _context: LintContext) -> Iterator[Violation]:
    """An article has a deck."""
    deck = page.article.deck
    return _lacking(page, "deck", deck and deck.of(page.article.text).strip())


@rule("takeaway-missing", Level.NOTE, 'add a section "Key takeaway" of 40 to 100 words; it answers the broad questions')
def _takeaway(page: Page, _context: LintContext) -> Iterator[Violation]:
    """An article has a key takeaway."""
    return _lacking(page, "key takeaway", page.article.takeaway)


@rule(
    "review-missing",
    Level.NOTE,
    "give the date of its last professional review; without one, answers quote its own words on a review, if any",
)
def _review(page: Page, _context: LintContext) -> Iterator[Violation]:
    """An article has a review date."""
    return _lacking(page, "review date", page.article.reviewed)


@rule("review-old", Level.WARNING, "have the article reviewed again and set the new date")
def _old_review(page: Page, context: LintContext) -> Iterator[Violation]:
    """The last review is recent."""
    reviewed, limits = page.article.reviewed, context.limits
    if reviewed and is_long_ago(reviewed, limits.today, limits.review_months):
        line = page.line_of(f"reviewed: {reviewed}") or 1
        yield Violation(line, "", f"last reviewed on {reviewed}, more than {limits.review_months} months ago")


@rule("table-ragged", Level.ERROR, "add the missing cell, or escape a bar inside a cell as \\|", of_source=True)
def _ragged(page: Page, _context: LintContext) -> Iterator[Violation]:
    """All rows of a table have as many cells as its header.

    Compare the cells as typed where the format shows them, else those of the visible table.
    """
    for rows in page.markup.tables:
        width = rows[0][1]
        for line, cells in rows[1:]:
            if cells != width:
                seen = f"a row has {counted(cells, 'cell')}, the header has {width}"
                yield Violation(line, page.section_at_line(line), seen)
    if page.markup.tables:
        return
    text = page.article.text
    for name, block in page.blocks():
        if block.kind is not BlockKind.TABLE:
            continue
        first = block.header or block.items[0]
        width = first.of(text).count("\t") + 1
        for row in block.items:
            cells = row.of(text).count("\t") + 1
            if cells != width:
                seen = f"a row has {counted(cells, 'cell')}, the first has {width}"
                yield Violation(page.line_at(row.start), name, seen)


RULES = (_deck, _takeaway, _review, _old_review, _ragged)
