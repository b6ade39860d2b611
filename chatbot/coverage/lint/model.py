"""What a rule is and what it finds. Plain values; rules live in the modules beside this one."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlsplit

from chatbot.coverage.lint.page import Page
from chatbot.coverage.lint.paragraphs import Paragraphs
from chatbot.coverage.lint.titles import Titles
from chatbot.indexing.index import Encoder
from chatbot.reading.landing import fold


class Level(StrEnum):
    """How much a finding matters; the words are SARIF's. `ERROR`: a reader is misled or meets a dead end."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rules measure against: the day of the check, and the sizes from which something is too much."""

    today: date
    review_months: int = 24
    section_words: int = 400


@dataclass(frozen=True, slots=True)
class Others:
    """What links may lead to though it is not checked: the pages beside a single file, and ids of article files.

    `unreadable` are those of files that cannot be read or hold no article, as a page that only sends its readers to
    another; `drafts` of drafts and of what is published later, as far as it is Markdown or plain text.
    """

    beside: tuple[Page, ...] = ()
    unreadable: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LintContext:
    """All articles of a corpus, and what rules need beside one article; `encoder` refines rules about meaning."""

    pages: tuple[Page, ...]
    limits: Limits
    encoder: Encoder | None = None
    others: Others = Others()

    @property
    def reachable(self) -> tuple[Page, ...]:
        """The pages that a link may lead to."""
        return (*self.pages, *self.others.beside)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The titles of the pages that a link may lead to, folded."""
        return frozenset(fold(page.article.title) for page in self.reachable)

    @cached_property
    def named(self) -> dict[str, Page]:
        """The pages that a link may lead to, by the ids of their articles."""
        return {page.article.id: page for page in self.reachable}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of the pages that a link may lead to, as `address` returns them."""
        return frozenset(address(page.article.url) for page in self.reachable if page.article.url)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The sites of `addresses`."""
        return frozenset(one.partition("/")[0] for one in self.addresses)

    @cached_property
    def last_names(self) -> frozenset[str]:
        """The last parts of the ids in `named`."""
        return frozenset(map(posixpath.basename, self.named))

    @cached_property
    def by_age(self) -> tuple[Page, ...]:
        """The pages as they were published, so that a pair of articles is reported once, at the later one."""
        return tuple(sorted(self.pages, key=_age))

    @cached_property
    def age(self) -> dict[Page, int]:
        """Where each page stands in `by_age`."""
        return {page: number for number, page in enumerate(self.by_age)}

    @cached_property
    def first_at(self) -> dict[tuple[str, str, str], Page]:
        """The page that was published first at each address that says which page, or part of one, it leads to."""
        return {whole(page.article.url): page for page in reversed(self.by_age) if page.article.url}

    @cached_property
    def titles_by_age(self) -> Titles:
        """The titles of `by_age`."""
        return Titles([page.article.title for page in self.by_age])

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The longer paragraphs of all pages."""
        return Paragraphs(self.by_age)


def address(url: str) -> str:
    """Return a URL without scheme, query, fragment and final slash, so that two spellings of one page are equal."""
    parts = urlsplit(url)
    return parts.netloc.lower() + parts.path.rstrip("/")


def whole(url: str) -> tuple[str, str, str]:
    """Return what of a URL says which page, or part of one, it leads to."""
    parts = urlsplit(url)
    return address(url), parts.query, parts.fragment


def _age(page: Page) -> tuple[date, str, str]:
    return page.article.published or date.min, page.article.source, page.article.id


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a rule is broken; `line` counts from 1, 0 is the whole file; `section` is a section or FAQ id."""

    line: int
    section: str
    what: str


Check = Callable[[Page, LintContext], Iterable[Violation]]


def _nothing(_page: Page, _context: LintContext) -> Iterable[Violation]:
    """Find nothing: what the rule is about is not found by looking at one article."""
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `sentence` says what must hold, `remedy` what to do where it does not.

    `of_source` marks a rule that needs only the source: it also checks files that could not be read as articles.
    """

    id: str
    level: Level
    sentence: str
    remedy: str
    check: Check = field(default=_nothing, compare=False, repr=False)
    of_source: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken rule at one place; `path` is relative to the corpus folder, absolute outside it."""

    path: str
    line: int
    rule: str
    section: str
    seen: str
    remedy: str
    level: Level

    def __str__(self) -> str:
        """One line, as compilers print them: `path:line: level [rule] what was seen; remedy`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.level} [{self.rule}] {self.seen}; {self.remedy}"
