"""What a rule is and what it finds. Plain values; rules live in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar, cast

from chatbot.coverage.lint.page import Page
from chatbot.errors import placed
from chatbot.indexing.index import Encoder
from chatbot.reading.jsonl import MAX_ARTICLE_BYTES

Made = TypeVar("Made")


class Level(StrEnum):
    """How much a finding matters; the words are SARIF's. `ERROR`: a reader is misled or meets a dead end."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rules measure against: the day of the check, and the sizes from which something is too much.

    Of a file that has more than `article_bytes` no article is read.
    """

    today: date
    review_months: int = 24
    section_words: int = 400
    article_bytes: int = MAX_ARTICLE_BYTES


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
    _made: dict[Callable[[LintContext], object], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def reachable(self) -> tuple[Page, ...]:
        """The pages that a link may lead to."""
        return (*self.pages, *self.others.beside)

    def once(self, make: Callable[[LintContext], Made]) -> Made:
        """Return what `make` makes of all pages, made once: rules that look at all of them for each take too long."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def is_before(self, other: Page, page: Page) -> bool:
        """Tell whether `other` was published before `page`: a pair of articles is reported once, at the later one."""
        ages = self.once(_ages)
        return ages[other] < ages[page]


def _ages(context: LintContext) -> dict[Page, tuple[date, str, str]]:
    articles = {page: page.article for page in context.pages}
    return {page: (each.published or date.min, each.source, each.id) for page, each in articles.items()}


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

    def finding(self, path: str, seen: Violation, remedy: str = "") -> Finding:
        """Return what is found in a file, with its own remedy where it has one."""
        return Finding(path, seen.line, self.id, seen.section, seen.what, remedy or self.remedy, self.level)


def rule(name: str, level: Level, remedy: str, of_source: bool = False) -> Callable[[Check], Rule]:
    """Make a rule of the function that checks it; the first line of its docstring says what must hold."""
    return lambda check: Rule(name, level, (check.__doc__ or "").partition("\n")[0], remedy, check, of_source)


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

    @property
    def place(self) -> str:
        """Where it is, as compilers print it: the path and, where it is known, the line."""
        return placed(self.path, self.line)
