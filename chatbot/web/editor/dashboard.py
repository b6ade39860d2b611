"""The editor's pages: the dashboard, its data as CSV files, and one question with all its numbers.

GET  /editor            coverage now, trend, gaps, unreached sections, lint, feedback, golden questions
GET  /editor/NAME.csv   the same as a table for a spreadsheet: what stands in `downloads.TABLES`
GET  /editor/plots.css  the colours of the plots
POST /editor/try        asks one question and shows every score that led to the ranking
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

from flask import Flask, Response, abort, current_app, render_template, request, url_for

import chatbot.coverage
from chatbot.answering.answer import Status
from chatbot.answering.question import make_question
from chatbot.coverage.explaining import explain
from chatbot.coverage.gaps import arranged
from chatbot.coverage.golden import Fate
from chatbot.coverage.hypertext import MOST_ARTICLES, MOST_GAPS, MOST_PARTS, plots_of
from chatbot.coverage.lint.output import of_each_rule, summary
from chatbot.coverage.questionlog import QuestionLog
from chatbot.coverage.reach import most_asked
from chatbot.coverage.standing import Progress, Snapshot, Sources, Standing
from chatbot.errors import QuestionError
from chatbot.indexing.index import View
from chatbot.settings import Settings
from chatbot.stores import Store
from chatbot.web.editor.downloads import TABLES
from chatbot.web.editor.guarding import editor, open_editor
from chatbot.web.library import library, question_limits
from chatbot.web.problems import respond
from chatbot.web.texts_en import ENGLISH

WAIT_SECONDS = 10.0  # for a measurement, before the page says how far it is
_AGAIN = "5"  # seconds after which it is worth to look again
_PLOTS = Path(chatbot.coverage.__file__).with_name("plots.css")


def add_editor(
    app: Flask, settings: Settings, store: Store, log: QuestionLog | None, today: Callable[[], date]
) -> None:
    """Add the editor's pages to an app whose settings have a token and which throttles its clients already.

    Raises:
        SettingsError: the token must not be used.
    """
    app.register_blueprint(editor)
    app.extensions["editor"] = open_editor(app, settings)
    app.extensions["standing"] = _standing_of(settings, store, log, today)


def _standing_of(settings: Settings, store: Store, log: QuestionLog | None, today: Callable[[], date]) -> Standing:
    questions = tuple(Path(name) for name in settings.editor_questions)
    corpus = Path(settings.corpus)
    sources = Sources(corpus, store, questions, log, settings.review_months, settings.max_article_bytes)
    return Standing(sources, today)


@editor.get("", strict_slashes=False)
def dashboard() -> Response:
    """Show where things stand, or how far the measurement is."""
    found = _now()
    if isinstance(found, Progress):
        response = _page("editor/measuring.html", progress=found, status=202)
        response.headers["Retry-After"] = _AGAIN
        return response
    first, later, lone = arranged(found.coverage.gaps, MOST_GAPS)
    return _page(
        "editor/dashboard.html",
        now=found,
        c=found.coverage,
        plots=plots_of(found.coverage),
        statuses=list(Status),
        articles=most_asked(found.coverage.articles, MOST_ARTICLES),
        most_parts=MOST_PARTS,
        fates=list(Fate),
        first=first,
        later=later,
        lone=lone,
        findings=of_each_rule(found.coverage.findings),
        lint_summary=summary(found.coverage.findings),
        tables=TABLES,
        logging=current_app.extensions["recorder"].log is not None,
        limit=question_limits().chars,
    )


@editor.get("/<name>.csv")
def download(name: str) -> Response:
    """Send one table; every cell that a spreadsheet would run is neutralised."""
    if name not in TABLES:
        abort(404)
    found = _now()
    if isinstance(found, Progress):
        detail = "the questions are still being asked; come back in a few seconds"
        response = respond(503, "service-unavailable", detail)
        response.headers["Retry-After"] = _AGAIN
        return response
    response = Response("\ufeff" + TABLES[name].make(found), mimetype="text/csv")  # the mark tells Excel it is UTF-8
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@editor.get("/plots.css")
def plot_colours() -> Response:
    """Send the style of the plots, the same as in the report."""
    return Response(_PLOTS.read_text(encoding="utf-8"), mimetype="text/css")


@editor.route("/try", methods=["GET", "POST"])
def try_question() -> Response:
    """Show every number that led to the answer of one question, which is not logged."""
    typed, wanted = request.form.get("question", ""), request.form.get("wanted", "").strip()
    trial, error = None, ""
    if request.method == "POST":
        try:
            question = make_question(typed, limits=question_limits())
            trial = explain(_standing().answerer(library().current().index), question, wanted)
        except QuestionError as wrong:
            error = f"The question {wrong.detail}."
    return _page(
        "editor/try.html",
        400 if error else 200,
        trial=trial,
        error=error,
        typed=typed,
        wanted=wanted,
        views=[kind.name.lower() for kind in View],
        limit=question_limits().chars,
    )


def _now() -> Snapshot | Progress:
    return _standing().now(library().current().index, WAIT_SECONDS)


def _standing() -> Standing:
    return cast("Standing", current_app.extensions["standing"])


def _page(template: str, status: int = 200, **values: object) -> Response:
    page = render_template(template, t=ENGLISH, home=url_for("editor.dashboard"), **values)
    return Response(page, status, mimetype="text/html")
