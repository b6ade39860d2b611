"""The editor's page that finds questions by their words: what is asked about one thing, and what of it is answered.

GET  /editor/questions   the fields `about`, some words, and `unsure`, for those without a sure answer alone
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from flask import Response, render_template, request, url_for
from msgspec import Struct

from chatbot.answering.answer import Status
from chatbot.coverage.privacy import HIDDEN
from chatbot.coverage.result import Coverage
from chatbot.coverage.survey import tally
from chatbot.coverage.tabular import gaps_by_question
from chatbot.coverage.words import stems
from chatbot.web.editor.looking import AGAIN_SECONDS, look, when

MOST = 200  # questions on the page


class Found(Struct, frozen=True):
    """A question of the last measurement: how often it was asked, the place of its first quote, and its gap, if any."""

    question: str
    times: int
    status: Status
    article: str
    section: str
    gap: str


def questions_of(coverage: Coverage) -> bytes:
    """Return the questions that may be shown, the most asked first, as they are kept for `find_questions`."""
    gap_of = gaps_by_question(coverage)
    shown = (each for each in coverage.outcomes if each.question != HIDDEN)
    found = [
        Found(_text(o.question), o.times, o.status, _text(o.article), o.source_id, _text(gap_of.get(o.question, "")))
        for o in sorted(shown, key=lambda o: -o.times)
    ]
    return msgspec.msgpack.encode(found)


def find_questions() -> Response:
    """Show the questions that have all of some words, the most asked first."""
    about, unsure = request.args.get("about", "").strip(), bool(request.args.get("unsure"))
    seen = look(0.0)  # what is shown says of when it is
    found = list(_found(seen.kept.questions, about, unsure)) if seen.kept else []
    times = tally((each.status, each.times) for each in found)
    page = render_template(
        "editor/questions.html",
        here=f"{url_for('editor.dashboard')}/",
        kept=seen.kept is not None,
        measured=when(seen.kept.began if seen.kept else 0),
        failure=seen.state.failure,
        about=about,
        unsure=unsure,
        found=found,
        statuses=[(status, times[status]) for status in Status],
        most=MOST,
    )
    response = Response(page, 200 if seen.kept else 503, mimetype="text/html")
    if not seen.kept:
        response.headers["Retry-After"] = AGAIN_SECONDS
    return response


def _found(questions: bytes, about: str, unsure: bool) -> Iterator[Found]:
    """Yield the questions that have every word of `about` in any form, or hold it as it is typed."""
    typed, wanted = about.casefold(), set(stems(about))
    for each in msgspec.msgpack.decode(questions, type=list[Found]):
        if unsure and each.status is Status.ANSWERED:
            continue
        if typed in each.question.casefold() or (wanted and wanted.issubset(stems(each.question))):
            yield each


def _text(text: str) -> str:
    """Return text that can be written: the name of an article's file may hold bytes that are none."""
    return text.encode("utf-8", "replace").decode()
