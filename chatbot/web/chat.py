"""POST /api/chat: JSON in, verbatim quotes out."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from chatbot.answering.question import make_question
from chatbot.errors import RequestError
from chatbot.indexing.index import Filter
from chatbot.web.answers import response_of
from chatbot.web.board import board
from chatbot.web.decoding import read_json
from chatbot.web.library import library, question_limits
from chatbot.web.pages import article_page
from chatbot.web.questionlog import mark, recorder
from chatbot.web.responses import json_response
from chatbot.web.schemas import ChatRequest

api = Blueprint("api", __name__, url_prefix="/api")


@api.post("/chat")
def chat() -> Response:
    """Answer one question; the same request on the same index version gives the same bytes."""
    if not request.is_json:
        abort(415)
    asked = read_json(request.get_data(cache=False), ChatRequest)
    question = make_question(
        asked.question,
        asked.history,
        limit=_whole(asked.limit),
        where=_filter(asked),
        locale=asked.locale,
        limits=question_limits(),
    )
    opened = library().current()
    answer = opened.answerer.ask(question)
    board().add("answers", answer.status)
    protocol_page = url_for("safety.protocol") if answer.notice else ""
    response = json_response(response_of(answer, article_page, protocol_page, reviews=opened.reviews))
    mark(response, recorder().record(question, answer))
    return response


def _whole(limit: float) -> int:
    if limit != int(limit):
        raise RequestError("limit", f"is {limit}; send a whole number from 1 to 10: how many quotes at most")
    return int(limit)


def _filter(asked: ChatRequest) -> Filter:
    wanted = asked.filters
    return Filter(frozenset(wanted.category), frozenset(wanted.language), frozenset(wanted.article))
