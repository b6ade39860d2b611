"""Articles -> findings: every rule over every article, sorted by file and line. Reads sources, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from chatbot.coverage.lint import citations, headings, links, metadata, support
from chatbot.coverage.lint.helplines import UNVERIFIED
from chatbot.coverage.lint.mending import mended
from chatbot.coverage.lint.model import Finding, Level, Limits, Rule, Seen, Shelf
from chatbot.coverage.lint.page import Page, read_page
from chatbot.errors import CorpusError, Fault, Severity
from chatbot.indexing.index import Encoder
from chatbot.reading.article import Article
from chatbot.reading.folder import Corpus

UNREADABLE = Rule(
    "unreadable",
    Level.ERROR,
    "Every file of the corpus can be read as an article.",
    "mend what is named; until then the index cannot be built",
    lambda _page, _shelf: (),
)
MISREAD = Rule(
    "misread",
    Level.WARNING,
    "Nothing of a file is left out or guessed at when it is read.",
    "mend what is named",
    lambda _page, _shelf: (),
)
RULES: tuple[Rule, ...] = (
    *links.RULES,
    *citations.RULES,
    *support.RULES,
    *headings.RULES,
    *metadata.RULES,
)
ALL_RULES = (*RULES, UNREADABLE, MISREAD, UNVERIFIED)


def lint_folder(corpus: Path, limits: Limits, max_article_bytes: int, encoder: Encoder | None = None) -> list[Finding]:
    """Read the corpus folder (or single file) and return what the rules find, faults of reading included."""
    reading = Corpus(corpus, max_article_bytes=max_article_bytes, today=limits.today)
    articles: list[Article] = []
    errors: tuple[Fault, ...] = ()
    try:
        articles.extend(reading)
    except CorpusError as error:
        errors = error.faults
    return lint(articles, corpus, limits, (*errors, *reading.warnings), encoder)


def lint(
    articles: Iterable[Article],
    corpus: Path,
    limits: Limits,
    faults: Sequence[Fault] = (),
    encoder: Encoder | None = None,
) -> list[Finding]:
    """Return what the rules find in the articles of the folder (or single file) `corpus`.

    `faults` are what reading the corpus reported; where no rule names the same line, they become findings too.
    `encoder` lets a FAQ answer be supported by a sentence in other words; without it words alone decide.
    """
    pages = [read_page(article, corpus) for article in articles]
    unread = sorted({fault.path for fault in faults} - {page.article.source for page in pages})
    saved = {source: article for source in unread if (article := mended(source, corpus))}
    pages += [read_page(article, corpus) for article in saved.values()]
    shelf = Shelf(tuple(pages), limits, encoder)
    sources = [read_page(Article("", "", "", source), corpus) for source in unread if source not in saved]
    found = [_finding(page, rule, seen) for page in pages for rule in RULES for seen in rule.check(page, shelf)]
    found += [
        _finding(page, rule, seen)
        for page in sources
        for rule in RULES
        if rule.of_source
        for seen in rule.check(page, shelf)
    ]
    return sorted([*found, *_from_faults(faults, {(finding.path, finding.line) for finding in found})])


def _finding(page: Page, rule: Rule, seen: Seen) -> Finding:
    return Finding(page.article.source, seen.line, rule.id, seen.section, seen.what, rule.remedy, rule.level)


def _from_faults(faults: Iterable[Fault], named: set[tuple[str, int]]) -> Iterator[Finding]:
    for fault in faults:
        if (fault.path, fault.line) not in named:
            rule = UNREADABLE if fault.severity is Severity.ERROR else MISREAD
            yield Finding(fault.path, fault.line, rule.id, "", fault.seen, fault.remedy, rule.level)
