"""What `POST /api/chat` takes and gives, as types: they check a request, make the JSON, and describe both.

Requests are strict: no unknown field, no type but the named one (`decoding.py`). Responses keep the order of the fields
here, so equal answers are equal bytes. Parts of an `Answer` that are sent as they are have no type of their own here.
Nothing here knows Flask.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chatbot.answering.answer import QuotedArticle, QuotedBlock, QuotedContext, Status
from chatbot.reading.passages import Kind
from chatbot.safety.helplines import Danger
from chatbot.safety.notice import Footer, ShownHelpline

_MOST_NAMES = 100  # values of one filter; a site has few categories and languages

_Names = Annotated[list[str], Meta(max_length=_MOST_NAMES)]


class Filters(Struct, frozen=True, forbid_unknown_fields=True):
    """Which articles may be quoted; an empty list does not limit."""

    category: Annotated[_Names, Meta(description="a list of category names")] = []
    language: Annotated[_Names, Meta(description='a list of language codes, such as ["en"]')] = []
    article: Annotated[_Names, Meta(description="a list of article ids")] = []


class ChatRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """A question, what was asked before it, and how to answer."""

    question: Annotated[str, Meta(description="the question, a string of 1 to 1,000 characters")]
    history: Annotated[list[str], Meta(description="a list of the earlier questions, oldest first")] = []
    limit: Annotated[
        float,  # JSON has one kind of number: 3.0 is 3
        Meta(ge=1, le=10, description="a whole number from 1 to 10: how many quotes at most"),
    ] = 3
    filters: Annotated[
        Filters, Meta(description='an object of lists, such as {"category": [], "language": ["en"], "article": []}')
    ] = Filters()
    locale: Annotated[str, Meta(max_length=35, description='a language code such as "en", "de" or "pt-BR"')] = "en"


class SuggestionsOut(Struct, frozen=True):
    """FAQ questions of the corpus."""

    questions: tuple[str, ...]


class HealthOut(Struct, frozen=True):
    """The process answers."""

    status: str


class ReadyOut(Struct, frozen=True, omit_defaults=True):
    """The served version, and the one that should be served and cannot."""

    status: str
    index_version: str
    refused_version: str | UnsetType = UNSET
    refused_because: str | UnsetType = UNSET


class QuoteOut(Struct, frozen=True):
    """One verbatim quote; `highlights` are relative to `text`, `start` and `end` to the article's text.

    `asked` is the question that it answers where the reader asked several at once, else null.
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
    link: str
    score: float
    asked: str | None


class RelatedOut(Struct, frozen=True):
    """Something to go on with: an article, or the section of it that `source_id` names, or a FAQ question."""

    kind: Literal["article", "question"]
    text: str
    article: str
    source_id: str
    link: str


class NoticeOut(Struct, frozen=True):
    """Shown above the quotes to a reader who may be in danger; `text` is paragraphs, one a line.

    `dangers` are those that the question speaks of, most urgent first.
    """

    language: str
    title: str
    text: str
    helplines: tuple[ShownHelpline, ...]
    more: str
    link: str
    dangers: tuple[Danger, ...]


class CorrectedOut(Struct, frozen=True):
    """A word of the question that was read as another one."""

    typed: str
    meant: str


class ChatResponse(Struct, frozen=True):
    """The whole answer. `answer_id` digests the version and the quoted spans, never the question.

    `reviews` tells that articles here say when or by whom they were reviewed: of one that does not, readers are told.
    """

    status: Status
    answered: bool
    confidence: float
    quotes: tuple[QuoteOut, ...]
    related: tuple[RelatedOut, ...]
    message: str
    followed: str | None
    notice: NoticeOut | None
    footer: Footer | None
    index_version: str
    answer_id: str
    corrected: tuple[CorrectedOut, ...]
    reviews: bool
