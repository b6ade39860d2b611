"""What the service does over HTTP, described by the types that check its requests and make its responses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

from chatbot.safety.describing import ProtocolOut
from chatbot.web.feedback import Feedback
from chatbot.web.questionlog import HEADER
from chatbot.web.schemas import ChatRequest, ChatResponse, HealthOut, ReadyOut, SuggestionsOut

JSON, HTML, FORM, TEXT = "application/json", "text/html", "application/x-www-form-urlencoded", "text/plain"


class Tag(StrEnum):
    """Whom an operation is for."""

    READERS = "readers"
    SITES = "sites"
    OPERATORS = "operators"


class PageQuery(Struct, frozen=True):
    """What an address of a page may say."""

    locale: Annotated[str, Meta(description='language of the page, such as "en", "ko" or "en-GB"')] = ""


class SuggestQuery(Struct, frozen=True):
    """What is being typed, and which articles' questions may be suggested."""

    q: Annotated[str, Meta(description="what was typed so far")]
    category: Annotated[list[str], Meta(description="categories; none does not limit")] = []
    language: Annotated[list[str], Meta(description="language codes; none does not limit")] = []
    article: Annotated[list[str], Meta(description="article ids; none does not limit")] = []


class AskForm(Struct, frozen=True):
    """The form of the page: one question, and those before it."""

    question: Annotated[str, Meta(description="the question")]
    history: Annotated[list[str], Meta(description="earlier questions, oldest first")] = []


class EraseForm(Struct, frozen=True):
    """The form that erases an entry of the question log."""

    entry: Annotated[str, Meta(description=f"the id that came with the answer, in the header {HEADER}")]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path.

    `query`, `form` and `body` are struct types; `path_names` describes parts of the path. `answers` maps a status to
    what is sent, by media type: a struct type, or None for bytes that no type describes; `headers` are those that come
    with it. Problems are in `problems`.
    """

    method: str
    path: str
    endpoint: str
    summary: str
    tag: Tag
    answers: dict[int, dict[str, type | None]]
    problems: tuple[int, ...] = ()
    query: type | None = None
    form: type | None = None
    body: type | None = None
    path_names: dict[str, str] = field(default_factory=dict)
    secured: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    examples: dict[str, Any] = field(default_factory=dict)


QUESTION = "Why does my client keep saying yes, but?"
_PAGE: dict[str, type | None] = {HTML: None}
_ASKED = (400, 413, 415, 429, 503)
_ENTRY = {HEADER: "the id that erases the question from the question log, where it has been written down"}
PROBLEM_HEADERS = {
    401: {"WWW-Authenticate": "how to say who you are"},
    405: {"Allow": "the methods that this address takes"},
    415: {"Accept-Encoding": "identity, where the body came encoded"},
    429: {"Retry-After": "seconds after which to ask again"},
    503: {"Retry-After": "seconds after which to ask again, where they can be told"},
}

OPERATIONS = (
    Operation(
        "post", "/api/chat", "api.chat", "Answer one question with verbatim quotes", Tag.READERS,
        {200: {JSON: ChatResponse}}, _ASKED, body=ChatRequest, headers=_ENTRY,
        examples={"question": {"question": QUESTION}, "follow-up": {"question": "And then?", "history": [QUESTION]}},
    ),
    Operation(
        "get", "/api/suggest", "widget.suggest", "Suggest FAQ questions for what is being typed; nothing of it is kept",
        Tag.READERS, {200: {JSON: SuggestionsOut}}, (400, 429, 503), query=SuggestQuery, examples={"q": "silence"},
    ),
    Operation(
        "post", "/api/feedback", "widget.feedback", "Count a verdict on a quote", Tag.READERS,
        {204: {}}, (400, 413, 415, 429), body=Feedback,
        examples={"helpful": {"answer_id": "0" * 32, "helpful": True}},
    ),
    Operation(
        "delete", "/api/log/{entry}", "erasing.erase", "Erase one's question from the question log", Tag.READERS,
        {204: {}}, (404, 429, 503), path_names={"entry": f"the id that came with the answer, in the header {HEADER}"},
    ),
    Operation("get", "/", "pages.home", "The page", Tag.READERS, {200: _PAGE}, (429, 503), query=PageQuery),
    Operation(
        "post", "/", "pages.ask", "The page, with the answer to a question", Tag.READERS,
        {200: _PAGE, 400: _PAGE}, _ASKED, query=PageQuery, form=AskForm, headers=_ENTRY,
        examples={"question": {"question": QUESTION}},
    ),
    Operation(
        "post", "/erase", "erasing.erase_from_page", "Erase one's question, from the page", Tag.READERS,
        {200: _PAGE, 404: _PAGE}, (413, 429, 503), query=PageQuery, form=EraseForm,
    ),
    Operation(
        "get", "/articles/{article_id}", "pages.article", "An article of the index", Tag.READERS,
        {200: _PAGE}, (404, 429, 503), query=PageQuery, path_names={"article_id": "the article's id"},
    ),
    Operation(
        "get", "/safety", "safety.protocol", "What is done about readers who may be in danger", Tag.READERS,
        {200: {HTML: None, JSON: ProtocolOut}}, (429,), query=PageQuery,
    ),
    Operation("get", "/widget.js", "widget.script", "The widget", Tag.SITES, {200: {"text/javascript": None}}, (429,)),
    Operation(
        "get", "/widget/{language}.json", "widget.translation", "What the widget says in a language other than English",
        Tag.SITES, {200: {JSON: None}}, (404, 429), path_names={"language": "such as de"},
    ),
    Operation("get", "/demo", "widget.demo", "A page that shows the widget", Tag.SITES, {200: _PAGE}, (404, 429, 503)),
    Operation("get", "/healthz", "health.healthz", "The process answers", Tag.OPERATORS, {200: {JSON: HealthOut}}),
    Operation(
        "get", "/readyz", "health.readyz", "It has an index to answer from", Tag.OPERATORS,
        {200: {JSON: ReadyOut}}, (503,),
    ),
    Operation(
        "get", "/metrics", "monitoring.metrics", "Counts for Prometheus; there are none without a token", Tag.OPERATORS,
        {200: {TEXT: None}}, (401, 404, 429), secured=True,
    ),
    Operation(
        "get", "/openapi.json", "openapi.document", "This description", Tag.OPERATORS, {200: {JSON: None}}, (429,)
    ),
)  # fmt: skip
