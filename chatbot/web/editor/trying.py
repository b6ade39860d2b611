"""The editor's page that asks one question and shows every number that led to its answer; the question is not logged.

GET, POST /editor/try   the fields `question`, and `wanted`: the article#section that should have been quoted
"""

from __future__ import annotations

import threading
from typing import cast

from flask import Response, current_app, render_template, request, url_for

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.explaining import explain
from chatbot.errors import QuestionError
from chatbot.indexing.index import PassageIndex, View
from chatbot.web.editor.guarding import editor
from chatbot.web.library import library, question_limits
from chatbot.web.texts_en import ENGLISH


class Trials:
    """What answers for an editor: it looks after no reader and counts nothing. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answerer: Answerer | None = None

    def answerer(self, index: PassageIndex) -> Answerer:
        """Return what answers from `index`; of a large one it takes seconds to make, so it is kept."""
        with self._lock:
            if self._answerer is None or self._answerer.index is not index:
                self._answerer = Answerer(index)
            return self._answerer


@editor.route("/try", methods=["GET", "POST"])
def try_question() -> Response:
    """Show every number that led to the answer of one question."""
    typed, wanted = request.form.get("question", ""), request.form.get("wanted", "").strip()
    trial, error = None, ""
    if request.method == "POST":
        try:
            question = make_question(typed, limits=question_limits())
            trials = cast("Trials", current_app.extensions["trials"])
            trial = explain(trials.answerer(library().current().index), question, wanted)
        except QuestionError as wrong:
            error = f"The question {wrong.detail}."
    home = url_for("editor.dashboard")
    page = render_template(
        "editor/try.html",
        t=ENGLISH,
        home=home,
        here=f"{home}/",
        trial=trial,
        error=error,
        typed=typed,
        wanted=wanted,
        views=[kind.name.lower() for kind in View],
        limit=question_limits().chars,
    )
    return Response(page, 400 if error else 200, mimetype="text/html")
