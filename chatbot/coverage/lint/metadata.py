"""Rules about what stands around the sections: deck, takeaway, review date, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chatbot.coverage.lint.model import Check, Level, LintContext, Rule, Violation
from chatbot.coverage.lint.page import Page
from chatbot.coverage.words import counted
from chatbot.reading.article import Article, BlockKind
from chatbot.reading.metadata import is_long_ago


def _lacks(what: str, has: Callable[[Article], object]) -> Check:
    def check(page: Page, _context: LintContext) -> Iterator[Violation]:
        if page.has_metadata and not has(page.article):
            yield Violation(1, "", f'"{page.article.title}" has no {what}')

    return check


def _old_review(page: Page, context: LintContext) -> Iterator[Violation]:
    reviewed, limits = page.article.reviewed, context.limits
    if reviewed and is_long_ago(reviewed, limits.today, limits.review_months):
        line = page.line_of(f"reviewed: {reviewed}") or 1
        yield Violation(line, "", f"last reviewed on {reviewed}, more than {limits.review_months} months ago")


def _ragged(page: Page, _context: LintContext) -> Iterator[Violation]:
    """Compare the cells as typed where the format shows them, else those of the visible table."""
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


RULES = (
    Rule(
        "deck-missing",
        Level.NOTE,
        "An article has a deck.",
        "say in one sentence what the article answers; it is shown beside links to it",
        _lacks("deck", lambda article: article.deck and article.deck.of(article.text).strip()),
    ),
    Rule(
        "takeaway-missing",
        Level.NOTE,
        "An article has a key takeaway.",
        'add a section "Key takeaway" of 40 to 100 words; it answers the broad questions',
        _lacks("key takeaway", lambda article: article.takeaway),
    ),
    Rule(
        "review-missing",
        Level.NOTE,
        "An article has a review date.",
        "give the date of its last professional review; without one, answers quote its own words on a review, if any",
        _lacks("review date", lambda article: article.reviewed),
    ),
    Rule(
        "review-old",
        Level.WARNING,
        "The last review is recent.",
        "have the article reviewed again and set the new date",
        _old_review,
    ),
    Rule(
        "table-ragged",
        Level.ERROR,
        "All rows of a table have as many cells as its header.",
        "add the missing cell, or escape a bar inside a cell as \\|",
        _ragged,
        of_source=True,
    ),
)
