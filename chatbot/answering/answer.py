"""What an answer is: quotes, their source, a status and a confidence. Plain values; JSON is made elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from chatbot.indexing.index import ArticleRecord
from chatbot.reading.article import BlockKind
from chatbot.reading.passages import Kind, Role
from chatbot.safety.notice import Footer, Notice


class Status(StrEnum):
    """`ANSWERED`: shown as the answer. `WEAK`: shown as "may answer". `UNANSWERED`: nothing is quoted."""

    ANSWERED = "answered"
    WEAK = "weak"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class QuotedContext:
    """A span of the article that a reader needs beside the quote, and the part it plays.

    Offsets count code points of the article's text.
    """

    role: Role
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuotedArticle:
    """The article a quote comes from; there may be no `url`. `review_note`: the article's own words on its review."""

    id: str
    title: str
    url: str | None
    authors: tuple[str, ...]
    reviewed_by: tuple[str, ...]
    reviewed: date | None
    published: date | None
    language: str
    review_note: str


def quoted_article(record: ArticleRecord) -> QuotedArticle:
    """Return what an answer says about an article."""
    return QuotedArticle(
        id=record.id,
        title=record.title,
        url=record.url,
        authors=record.authors,
        reviewed_by=record.reviewed_by,
        reviewed=record.reviewed,
        published=record.published,
        language=record.language,
        review_note=record.review_note,
    )


@dataclass(frozen=True, slots=True)
class Link:
    """Where a quote stands: the heading's anchor and a text fragment, either may be "".

    `str(link)` is what follows the article's URL: "", "#anchor", "#:~:text=..." or "#anchor:~:text=...".
    """

    anchor: str = ""
    text: str = ""

    def __str__(self) -> str:
        fragment = f":~:text={self.text}" if self.text else ""
        return f"#{self.anchor}{fragment}" if self.anchor or fragment else ""


@dataclass(frozen=True, slots=True)
class QuotedBlock:
    """How part of a quote is laid out; `start` and `end` are relative to the quote's text.

    Items of a list or numbered list (`steps`, numbered from `first`) and rows of a table are separated by line breaks,
    a table's cells by tabs. `items` are those of a list, relative to the quote's text, too: an item that holds a list
    itself, or a term and its definition, has several lines.
    """

    kind: BlockKind
    start: int
    end: int
    first: int
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """`article text[start:end] == text`; highlights are relative to `text` and mark the best sentence.

    `asked` is the question that it answers where the reader asked several at once, else "".
    """

    text: str
    context: tuple[QuotedContext, ...]
    kind: Kind
    article: QuotedArticle
    source_id: str
    headings: tuple[str, ...]
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    blocks: tuple[QuotedBlock, ...]
    link: Link
    score: float
    asked: str = ""

    @property
    def place(self) -> tuple[str, str, int, int]:
        """Its article's id, the id of its section or FAQ entry there, start and end."""
        return self.article.id, self.source_id, self.start, self.end


@dataclass(frozen=True, slots=True)
class Related:
    """Something to go on with: a FAQ question, or a close article, where `source_id` names a section of it that is.

    `text` is the question, or the article's title with the section's heading; the heading alone below another section.
    """

    kind: Literal["article", "question"]
    text: str
    article: str
    source_id: str
    article_url: str | None
    link: Link


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `answer_id` digests the version and the quoted spans, never the question.

    `notice` is shown above the quotes to a reader who may be in danger, `footer` below those about the topic.
    `corrected` are the words that were read as others, (typed, meant); `message` names the first of them.
    `foreign` tells that the question is in none of the articles' languages.
    """

    status: Status
    confidence: float
    quotes: tuple[Quote, ...]
    related: tuple[Related, ...]
    message: str
    followed: str | None
    index_version: str
    answer_id: str
    notice: Notice | None = None
    footer: Footer | None = None
    corrected: tuple[tuple[str, str], ...] = ()
    foreign: bool = False

    @property
    def answered(self) -> bool:
        """True for the first status only."""
        return self.status is Status.ANSWERED


def answer_id(version: str, quoted: Iterable[tuple[str, str, int, int]]) -> str:
    """Return a digest of the index version and the quoted spans (article id, source id, start, end) of it.

    The question is no part of it.
    """
    lines = ["\x1f".join(map(str, span)) for span in quoted]
    return hashlib.sha256("\x1e".join([version, *lines]).encode()).hexdigest()[:32]
