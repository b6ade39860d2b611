"""The editor's dashboard and its data as CSV files: what has been measured last, and whether it is being measured anew.

GET  /editor              coverage now, trend, gaps, changed answers, sections, lint, feedback, golden questions
GET  /editor/NAME.csv     the same as a table for a spreadsheet: what stands in `downloads.TABLES`
GET  /editor/report.html  what the articles answer, as one file that can be sent
GET  /editor/plots.css    the colours of the plots
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

import chatbot.coverage
from chatbot.coverage.comparing import Move
from chatbot.coverage.golden import Fate
from chatbot.coverage.hypertext import as_html, shown_on_page
from chatbot.coverage.questionlog import QuestionLog
from chatbot.coverage.standing import Due, Snapshot, Sources, Standing
from chatbot.coverage.words import counted, number
from chatbot.settings import Settings
from chatbot.stores import store_of
from chatbot.web.editor import looking
from chatbot.web.editor.access import Access
from chatbot.web.editor.desk import Desk, Kept
from chatbot.web.editor.downloads import TABLES
from chatbot.web.editor.finding import find_questions, questions_of
from chatbot.web.editor.guarding import editor
from chatbot.web.editor.looking import AGAIN_SECONDS, look, when
from chatbot.web.editor.measuring import Measurer
from chatbot.web.editor.trying import trials
from chatbot.web.problems import respond
from chatbot.web.throttling import counting

_PLOTS = Path(chatbot.coverage.__file__).with_name("plots.css")
editor.add_url_rule("/questions", view_func=find_questions)


def add_editor(app: Flask, settings: Settings, log: QuestionLog | None, today: Callable[[], date]) -> None:
    """Add the editor's pages to an app whose settings have a token and which throttles its clients already.

    Raises:
        SettingsError: the token must not be used.
    """
    app.register_blueprint(editor)
    app.extensions["editor"] = Access(settings.editor_token, counting(app))
    app.extensions["trials"] = trials()
    questions = tuple(Path(name) for name in settings.editor_questions)
    corpus, store = Path(settings.corpus), store_of(replace(settings, threads=1))
    sources = Sources(corpus, store, questions, log, settings.review_months, settings.max_article_bytes)
    app.extensions["measurer"] = Measurer(Desk(), Standing(sources, today), partial(_shown, app, settings))


@editor.get("", strict_slashes=False)
def dashboard() -> AnyResponse:
    """Show where things stood at the last measurement, and how far the next one is."""
    if request.path.endswith("/"):
        return redirect(url_for("editor.dashboard"), 308)  # the page's links begin where it stands
    seen = look(looking.SHORT_SECONDS)
    status = 200 if seen.kept else 503 if seen.good else 202
    page = render_template(
        "editor/dashboard.html",
        look=seen,
        again=AGAIN_SECONDS if seen.kept is None and not seen.good and "still" not in request.args else "",
        still="still" in request.args,
        began=when(seen.state.began),
        measured=when(seen.kept.began if seen.kept else 0),
        content=Markup(seen.kept.page.decode()) if seen.kept else "",  # noqa: S704  what a template of ours has made
    )
    response = Response(page, status, mimetype="text/html")
    if not seen.good:
        response.headers["Retry-After"] = AGAIN_SECONDS
    return response


@editor.get("/<name>.csv")
def download(name: str) -> Response:
    """Send one table of the last measurement; every cell that a spreadsheet would run is neutralised."""
    if name not in TABLES:
        abort(404)
    return _file(f"{name}.csv", "text/csv", lambda kept: b"\xef\xbb\xbf" + kept.tables[name])  # for Excel: it is UTF-8


@editor.get("/report.html")
def report() -> Response:
    """Send the report: a page that needs no other file, for somebody who has no token."""
    return _file("report.html", "text/html", lambda kept: kept.report)


@editor.get("/plots.css")
def plot_colours() -> Response:
    """Send the style of the plots, the same as in the report."""
    return Response(_PLOTS.read_text(encoding="utf-8"), mimetype="text/css")


def _file(name: str, kind: str, content: Callable[[Kept], bytes]) -> Response:
    """Send a part of the last measurement as a file, or say that there is none."""
    seen = look(looking.WAIT_SECONDS)
    if seen.kept is None:
        detail = seen.state.failure or "the questions are still being asked; come back in a few seconds"
        return respond(503, detail, headers={"Retry-After": AGAIN_SECONDS})
    response = Response(content(seen.kept), mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(app: Flask, settings: Settings, found: Snapshot, began: float, due: Due) -> Kept:
    """Return a measurement as its page and tables. The page's links are relative to the dashboard's address."""
    coverage = found.coverage
    values = {
        "now": found,
        "fates": list(Fate),
        "tables": TABLES,
        "logging": bool(settings.question_log),
        "opened": (Move.LOST, Move.WEAKER, Move.GAINED, Move.STRONGER),
        "limit": settings.max_question_chars,
        "here": "editor/",
        **shown_on_page(coverage),
    }
    page = app.jinja_env.get_template("editor/standing.html").render(values)
    about = counted(len(coverage.articles), "article")
    if coverage.asked:
        about += f"; {counted(coverage.asked, 'question')}, {number(len(coverage.outcomes))} of them different"
    tables = {name: _encoded(table.make(found)) for name, table in TABLES.items()}
    files = _encoded(page), tables, _encoded(as_html(coverage))
    return Kept(began, coverage.version, due.day, due.erasures, f"{about}.", *files, questions_of(coverage))


def _encoded(text: str) -> bytes:
    """Return text in UTF-8; a file's name may hold bytes that are no text."""
    return text.encode("utf-8", "replace")
