"""Articles -> findings: every rule over every article, sorted by file and line. Reads sources, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from chatbot.coverage.lint import citations, headings, links, metadata, support
from chatbot.coverage.lint.helplines import UNVERIFIED
from chatbot.coverage.lint.mending import mended
from chatbot.coverage.lint.model import Finding, Level, Limits, LintContext, Others, Rule, Violation
from chatbot.coverage.lint.page import Page, read_page, size_of
from chatbot.errors import CorpusError, Fault, Severity
from chatbot.indexing.index import Encoder
from chatbot.reading.article import Article
from chatbot.reading.corpusfiles import HTML, PAGES, CorpusFile, corpus_files
from chatbot.reading.folder import Corpus

UNREADABLE = Rule(
    "unreadable",
    Level.ERROR,
    "Every file of the corpus can be read as an article.",
    "mend what is named; until then the index cannot be built",
)
MISREAD = Rule(
    "misread",
    Level.WARNING,
    "Nothing of a file is left out or guessed at when it is read.",
    "mend what is named",
)
RULES: tuple[Rule, ...] = (*links.RULES, *citations.RULES, *support.RULES, *headings.RULES, *metadata.RULES)
ALL_RULES = (*RULES, UNREADABLE, MISREAD, UNVERIFIED)


def lint_folder(
    corpus: Path, limits: Limits, encoder: Encoder | None = None, reading: Corpus | None = None
) -> list[Finding]:
    """Read the corpus folder (or single file) and return what the rules find, faults of reading included.

    A fault becomes a finding where no rule names the same line. `encoder` lets a FAQ answer be supported by a sentence
    in other words; without it words alone decide. `reading` gives the folder's articles where they need not be read.
    """
    articles, faults = _read(reading or _corpus(corpus, limits))
    pages = [read_page(article, corpus) for article in articles]
    unread = sorted(_opened(faults, corpus, limits) - {page.article.source for page in pages})
    saved = {source: article for source in unread if (article := mended(source, corpus))}
    pages += [read_page(article, corpus) for article in saved.values()]
    context = LintContext(tuple(pages), limits, encoder, _others(pages, faults, corpus, limits))
    sources = [read_page(Article("", "", "", source), corpus) for source in unread if source not in saved]
    checked = [(page, rule) for page in pages for rule in RULES]
    checked += [(page, rule) for page in sources for rule in RULES if rule.of_source]
    found = [rule.finding(page.article.source, seen) for page, rule in checked for seen in rule.check(page, context)]
    return sorted([*found, *_from_faults(faults, {(finding.path, finding.line) for finding in found})])


def _corpus(path: Path, limits: Limits) -> Corpus:
    return Corpus(path, max_article_bytes=limits.article_bytes, today=limits.today)


def _read(reading: Corpus) -> tuple[list[Article], list[Fault]]:
    articles: list[Article] = []
    errors: tuple[Fault, ...] = ()
    try:
        articles.extend(reading)
    except CorpusError as error:
        errors = error.faults
    return articles, [*errors, *reading.warnings]


def _opened(faults: Iterable[Fault], corpus: Path, limits: Limits) -> set[str]:
    """Return the files with faults that reading has opened: no link out of the corpus, none that is too large."""
    refused = {fault.path for fault in corpus_files(corpus)[1]}
    names = {fault.path for fault in faults} - refused
    return {name for name in names if size_of(name, corpus) <= limits.article_bytes}


def _others(pages: Sequence[Page], faults: Sequence[Fault], corpus: Path, limits: Limits) -> Others:
    """Return what links may lead to beside `pages`; where `corpus` is one article's file, look at those beside it."""
    files, faults, beside = corpus_files(corpus)[0], list(faults), list[Page]()
    if corpus.is_file() and corpus.suffix.lower() in PAGES:
        for path in sorted(corpus.parent.glob("*")):
            if path.suffix.lower() in PAGES and path.is_file() and path.name != corpus.name:
                articles, wrong = _read(_corpus(path, limits))
                files.append(CorpusFile(path, path.name))
                faults += wrong
                beside += [read_page(article, path) for article in articles]
    known = {page.article.source for page in (*pages, *beside)}
    faulty = {fault.path for fault in faults}
    rest = [file for file in files if file.name not in known and file.suffix in PAGES]
    unreadable = frozenset(file.article_id for file in rest if file.name in faulty or file.suffix in HTML)
    return Others(tuple(beside), unreadable, frozenset(file.article_id for file in rest) - unreadable)


def _from_faults(faults: Iterable[Fault], named: set[tuple[str, int]]) -> Iterator[Finding]:
    for fault in faults:
        if (fault.path, fault.line) not in named:
            rule = UNREADABLE if fault.severity is Severity.ERROR else MISREAD
            yield rule.finding(fault.path, Violation(fault.line, "", fault.seen), fault.remedy)
