"""What `POST /api/chat` takes and gives, as types: they check a request, make the JSON, and describe both.

Requests are strict: no unknown field, no type but the named one. Responses keep the order of the fields here, so equal
answers are equal bytes. Nothing here knows Flask.
"""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from chatbot.errors import RequestError

BODY = "body"  # what a RequestError calls the request when no single field is at fault
_MOST_NAMES = 100  # values of one filter; a site has few categories and languages
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*?)`(?: - at `\$\.(?P<path>filters)`)?", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<name>\w+)`")
_WRONG = re.compile(r"(?P<seen>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?")

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
    limit: Annotated[int, Meta(ge=1, le=10, description="a whole number from 1 to 10: how many quotes at most")] = 3
    filters: Annotated[
        Filters, Meta(description='an object of lists, such as {"category": [], "language": ["en"], "article": []}')
    ] = Filters()
    locale: Annotated[str, Meta(max_length=35, description='a language code such as "en" or "ko"')] = "en"


class ContextOut(Struct, frozen=True):
    """A span of the article that belongs beside the quote; offsets count code points of the article's text."""

    role: str
    text: str
    start: int
    end: int


class BlockOut(Struct, frozen=True):
    """How part of a quote is laid out; offsets are relative to the quote's text."""

    kind: str
    start: int
    end: int
    first: int


class ArticleOut(Struct, frozen=True):
    """The article a quote comes from."""

    id: str
    title: str
    url: str | None
    authors: tuple[str, ...]
    reviewed_by: tuple[str, ...]
    reviewed: date | None
    published: date | None
    language: str


class QuoteOut(Struct, frozen=True):
    """One verbatim quote; `highlights` are relative to `text`, `start` and `end` to the article's text."""

    text: str
    context: tuple[ContextOut, ...]
    kind: str
    article: ArticleOut
    source_id: str
    headings: tuple[str, ...]
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    blocks: tuple[BlockOut, ...]
    link: str
    score: float


class RelatedOut(Struct, frozen=True):
    """Something to go on with: an article or a FAQ question."""

    kind: str
    text: str
    article: str
    source_id: str
    link: str


class NoticeOut(Struct, frozen=True):
    """Shown above the quotes."""

    text: str


class ChatResponse(Struct, frozen=True):
    """The whole answer. `answer_id` digests the version and the quoted spans, never the question."""

    status: str
    answered: bool
    confidence: float
    quotes: tuple[QuoteOut, ...]
    related: tuple[RelatedOut, ...]
    message: str
    followed: str | None
    notice: NoticeOut | None
    index_version: str
    answer_id: str


_decoder = msgspec.json.Decoder(ChatRequest)


def read_chat_request(body: bytes) -> ChatRequest:
    """Return the request that `body` holds.

    Raises:
        RequestError: the body is not UTF-8, not JSON, or not a chat request; the field, what was seen and the remedy.
    """
    if not body.strip():
        raise RequestError(BODY, 'the body is empty; send a JSON object such as {"question": "What is grief?"}')
    try:
        return _decoder.decode(body)
    except msgspec.ValidationError as error:
        raise _explained(str(error)) from error
    except (msgspec.DecodeError, RecursionError) as error:
        seen = str(error).removeprefix("JSON is malformed: ")
        raise RequestError(BODY, f"not JSON ({seen}); send one JSON object, encoded as UTF-8") from error
    except UnicodeDecodeError as error:
        raise RequestError(BODY, f"not UTF-8 ({error.reason}); encode the body as UTF-8") from error


def _explained(message: str) -> RequestError:
    """Turn msgspec's message into one that names the field in the caller's terms, what was seen and the remedy."""
    if unknown := _UNKNOWN.fullmatch(message):
        return _unknown_field(unknown["name"], unknown["path"] or "")
    if missing := _MISSING.fullmatch(message):
        return RequestError(missing["name"], f"missing; send {_described(missing['name'])}")
    wrong = _WRONG.fullmatch(message)
    seen, path = (wrong["seen"], wrong["path"]) if wrong else (message, None)
    seen = seen.replace("`", "").replace("Expected", "expected", 1)
    if not path:
        return RequestError(BODY, f"{seen}; send a JSON object with the field question")
    return RequestError(path, f"{seen}; send {_described(path)}")


def _fields(path: str) -> dict[str, dict[str, Any]]:
    """Return the JSON schema of each field of the object that `path` points at or into."""
    owner = Filters if path.startswith("filters") else ChatRequest
    _, parts = msgspec.json.schema_components([owner], ref_template="{name}")
    properties: dict[str, dict[str, Any]] = parts[owner.__name__]["properties"]
    return properties


def _unknown_field(name: str, path: str) -> RequestError:
    known = list(_fields(path))
    near = difflib.get_close_matches(name[:50], known, 1)
    remedy = f"did you mean {near[0]}?" if near else f"known fields: {', '.join(known)}"
    return RequestError(f"{path}.{name[:50]}".lstrip("."), f"unknown field; {remedy}")


def _described(path: str) -> str:
    """Return the description of the field at a path such as `history[0]` or `filters.category[1]`."""
    parent, _, name = re.sub(r"\[.*", "", path).rpartition(".")
    return str(_fields(parent)[name]["description"])
