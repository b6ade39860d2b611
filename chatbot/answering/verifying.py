"""An answer given earlier -> what in it does not agree with the index version that it names.

Only what an answer claims about articles is checked: that each quote and its context stand there, word for word, at
those places, that the highlights lie within, that the article is called so, and that `answer_id` fits. Whether the
quotes answer the question is another matter, and the question is not part of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from chatbot.answering.answer import answer_id
from chatbot.errors import RequestError
from chatbot.indexing.index import ArticleRecord


class _Span(msgspec.Struct, frozen=True):
    text: str
    start: int
    end: int


class _Article(msgspec.Struct, frozen=True):
    id: str
    title: str


class _Quote(_Span, frozen=True):
    source_id: str
    article: _Article
    context: tuple[_Span, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()


class GivenAnswer(msgspec.Struct, frozen=True):
    """What is checked of an answer of the chat API; other fields may be there."""

    index_version: str
    answer_id: str
    quotes: tuple[_Quote, ...]


Find = Callable[[str], ArticleRecord | None]
"""An id -> the article of one version, None where it has none of this id, as `indexing.texts.TextStore.article`."""


def read_answer(raw: bytes) -> GivenAnswer:
    """Return the answer that `raw` holds as JSON.

    Raises:
        RequestError: it holds none; says what was seen.
    """
    try:
        return msgspec.json.decode(raw, type=GivenAnswer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequestError("answer", f"not an answer of the chat API ({error}); give the whole JSON object") from error


def faults_in(answer: GivenAnswer, article: Find) -> list[str]:
    """Return what the answer says that its version does not; nothing where all of it stands there."""
    faults = [fault for number, quote in enumerate(answer.quotes) for fault in _quote_faults(number, quote, article)]
    digest = answer_id(answer.index_version, ((q.article.id, q.source_id, q.start, q.end) for q in answer.quotes))
    if digest != answer.answer_id:
        faults.append(f"answer_id: is {answer.answer_id}, but the version and the quoted spans make {digest}")
    return faults


def _quote_faults(number: int, quote: _Quote, article: Find) -> Iterator[str]:
    name = f"quotes[{number}]"
    record = article(quote.article.id)
    if record is None:
        yield f"{name}: the version holds no article {quote.article.id!r}"
        return
    if record.title != quote.article.title:
        yield f"{name}.article.title: is {quote.article.title!r}, the article is called {record.title!r}"
    yield from _span_faults(name, [quote], record)
    yield from _span_faults(f"{name}.context", quote.context, record)
    for start, end in quote.highlights:
        if not 0 <= start < end <= len(quote.text):
            yield f"{name}.highlights: [{start}, {end}] lies outside the quote's {len(quote.text)} characters"


def _span_faults(name: str, spans: Sequence[_Span], record: ArticleRecord) -> Iterator[str]:
    for span in spans:
        if not 0 <= span.start < span.end <= len(record.text):
            yield f"{name}: [{span.start}, {span.end}] lies outside article {record.id!r}"
        elif record.text[span.start : span.end] != span.text:
            yield f"{name}: article {record.id!r} does not say {span.text[:60]!r} at [{span.start}, {span.end}]"
