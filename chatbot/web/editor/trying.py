"""The editor's page that asks one question and shows every number that led to its answer; the question is not logged.

GET, POST /editor/try   the fields `question`, and `wanted`: the article#section that should have been quoted
"""

from __future__ import annotations

from typing import cast

from flask import Response, current_app, render_template, request, url_for

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.explaining import explain
from chatbot.errors import QuestionError
from chatbot.indexing.index import View
from chatbot.web.editor.guarding import editor
from chatbot.web.library import MadeOfIndex, library, question_limits


def trials() -> MadeOfIndex[Answerer]:
    """Return what answers for editors: it looks after no reader and counts nothing."""
    return MadeOfIndex(Answerer)


@editor.route("/try", methods=["GET", "POST"])
def try_question() -> Response:
    """Show every number that led to the answer of one question."""
    typed, wanted = request.form.get("question", ""), request.form.get("wanted", "").strip()
    trial, error = None, ""
    if request.method == "POST":
        try:
            question = make_question(typed, limits=question_limits())
            answerers = cast("MadeOfIndex[Answerer]", current_app.extensions["trials"])
            trial = explain(answerers.of(library().current().index), question, wanted)
        except QuestionError as wrong:
            error = f"The question {wrong.detail}."
    page = render_template(
        "editor/try.html",
        here=f"{url_for('editor.dashboard')}/",
        trial=trial,
        error=error,
        typed=typed,
        wanted=wanted,
        views=[kind.name.lower() for kind in View],
        limit=question_limits().chars,
    )
    return Response(page, 400 if error else 200, mimetype="text/html")
