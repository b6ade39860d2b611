"""The pages a person sees: GET and POST /, GET /articles/ID. They need no script; where one runs, / shows the widget.

A question is sent in the body of a POST: an address with the question in it would end up in the logs of every proxy, in
the browser's history and, shared, in somebody else's. What can be shared is the link to each quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from flask import Blueprint, Response, abort, render_template, request, url_for

from chatbot.answering.answer import Answer, Quote, Related
from chatbot.answering.going_on import goes_on
from chatbot.answering.question import make_question
from chatbot.errors import QuestionError
from chatbot.indexing.index import PassageIndex, record_of
from chatbot.reading.metadata import parse_url
from chatbot.reading.passages import Role
from chatbot.web.answers import quote_link, related_link, spelled
from chatbot.web.board import board
from chatbot.web.interface import LANGUAGES, chosen_locale, interface, reader_locale
from chatbot.web.library import Example, library, question_limits
from chatbot.web.questionlog import mark, recorder
from chatbot.web.rendering import Shown, article_blocks, quote_blocks
from chatbot.web.responses import ASK_FIRST, page_response
from chatbot.web.widget import scripted_policy

pages = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with what its card shows."""

    quote: Quote
    blocks: list[Shown]
    path: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A related article or question; `lang` is the language of its text."""

    text: str
    lang: str
    link: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer, and the questions before it."""

    question: str
    earlier: tuple[str, ...]
    answer: Answer
    counted: str
    quotes: list[ShownQuote]
    articles: list[ShownLink]
    related: list[ShownLink]


def article_page(article_id: str) -> str:
    """Return the path of an article's page in this app, under the prefix it is served at, in the reader's language."""
    return url_for("pages.article", article_id=spelled(article_id), locale=chosen_locale())


@pages.get("/")
def home() -> Response:
    """Invite a question."""
    return _home()


@pages.post("/")
def ask() -> Response:
    """Answer the question that was typed, or that stands on the button that was pressed."""
    most = question_limits()
    text = request.form.get("question", "")
    earlier = request.form.getlist("history")[-most.history :] if most.history else []
    t = interface()
    try:
        question = make_question(text, earlier, locale=reader_locale(), limits=most)
    except QuestionError as error:
        if error.field != "question":
            raise
        limit = f"{most.chars:,}".replace(",", t.thousands)
        return _home(error=t.bad_question.format(limit=limit), typed=text, history=earlier, status=400)
    opened = library().current()
    answer = opened.answerer.ask(question)
    board().add("answers", answer.status)
    entry = recorder().record(question, answer)
    turn = _turn(question.text, question.history, answer, opened.index)
    kept = (q for q in earlier if q != question.text or goes_on(q))  # "more" twice is not the same twice
    response = _home(turn=turn, history=[*kept, question.text], entry=entry)
    mark(response, entry)
    return response


@pages.get("/articles/<path:article_id>")
def article(article_id: str) -> Response:
    """Show an article of the index; the id, as links spell it or as it is, is looked up there and nowhere else."""
    opened = library().current()
    index = opened.index
    record = index.article(unquote(article_id)) or index.article(article_id)
    if record is None:
        abort(404)
    page = render_template(
        "article.html",
        article=record,
        parts=article_blocks(record),
        canonical=parse_url(record.url or ""),
        reviews=opened.reviews,
    )
    return page_response(page, ASK_FIRST)


def _home(
    *,
    turn: Turn | None = None,
    error: str = "",
    typed: str = "",
    history: Sequence[str] = (),
    entry: str = "",
    status: int = 200,
) -> Response:
    opened = library().current()
    examples: tuple[Example, ...] = () if turn else opened.examples
    page = render_template(
        "home.html",
        turn=turn,
        error=error,
        typed=typed,
        history=history,
        entry=entry,
        examples=examples,
        locale=chosen_locale(),
        languages=LANGUAGES,
        reviews=opened.reviews,
    )
    response = page_response(page, status=status)
    response.headers["Content-Security-Policy"] = scripted_policy()
    return response


def _turn(question: str, earlier: tuple[str, ...], answer: Answer, index: PassageIndex) -> Turn:
    sources = {quote.article.id for quote in answer.quotes}
    return Turn(
        question=question,
        earlier=earlier,
        answer=answer,
        counted=interface().counted(len(answer.quotes), len(sources)),
        quotes=[_shown_quote(quote) for quote in answer.quotes],
        articles=[_shown_link(r, index) for r in answer.related if r.kind == "article"],
        related=[_shown_link(r, index) for r in answer.related if r.kind == "question"],
    )


def _shown_quote(quote: Quote) -> ShownQuote:
    """Return the quote's card; headings that its kind, its context or the title repeats are not said twice."""
    said = {quote.article.title, interface().kinds[quote.kind]}
    said |= {context.text for context in quote.context if context.role in (Role.HEADING, Role.QUESTION)}
    path = tuple(heading for heading in quote.headings if heading not in said)
    return ShownQuote(quote, quote_blocks(quote), path, quote_link(quote, article_page))


def _shown_link(related: Related, index: PassageIndex) -> ShownLink:
    language = record_of(index, related.article).language
    return ShownLink(related.text, language, related_link(related, article_page))
