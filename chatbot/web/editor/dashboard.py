"""The editor's dashboard and its data as CSV files: what has been measured last, and whether it is being measured anew.

GET  /editor            coverage now, trend, gaps, unreached sections, lint, feedback, golden questions
GET  /editor/NAME.csv   the same as a table for a spreadsheet: what stands in `downloads.TABLES`
GET  /editor/plots.css  the colours of the plots
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import cast

from flask import Flask, Response, abort, current_app, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

import chatbot.coverage
from chatbot.coverage.golden import Fate
from chatbot.coverage.hypertext import shown_on_page
from chatbot.coverage.questionlog import QuestionLog
from chatbot.coverage.standing import Due, Snapshot, Sources, Standing
from chatbot.coverage.words import counted
from chatbot.settings import Settings
from chatbot.stores import store_of
from chatbot.web.editor.access import Access
from chatbot.web.editor.desk import Desk, Kept, State
from chatbot.web.editor.downloads import TABLES
from chatbot.web.editor.guarding import editor
from chatbot.web.editor.measuring import Measurer
from chatbot.web.editor.trying import trials
from chatbot.web.library import library
from chatbot.web.problems import respond
from chatbot.web.throttling import counting

WAIT_SECONDS = 10.0  # for a measurement, before the page says how far it is
SHORT_SECONDS = 2.0  # the same, where the last measurement can be shown meanwhile
_AGAIN = "5"  # seconds after which it is worth to look again
_PLOTS = Path(chatbot.coverage.__file__).with_name("plots.css")


@dataclass(frozen=True, slots=True)
class Look:
    """What an editor who looks gets to see; `kept` is None where no measurement may be shown, `state` is what goes on.

    `good` tells that nothing more has to be measured.
    """

    kept: Kept | None
    state: State
    good: bool


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
    look = _look()
    status = 200 if look.kept else 503 if look.good else 202
    page = render_template(
        "editor/dashboard.html",
        look=look,
        began=_when(look.state.began),
        measured=_when(look.kept.began if look.kept else 0),
        content=Markup(look.kept.page.decode()) if look.kept else "",  # noqa: S704  what a template of ours has made
    )
    response = Response(page, status, mimetype="text/html")
    if not look.good:
        response.headers["Retry-After"] = _AGAIN
    return response


@editor.get("/<name>.csv")
def download(name: str) -> Response:
    """Send one table of the last measurement; every cell that a spreadsheet would run is neutralised."""
    if name not in TABLES:
        abort(404)
    look = _look()
    if look.kept is None:
        detail = look.state.failure or "the questions are still being asked; come back in a few seconds"
        return respond(503, detail, headers={"Retry-After": _AGAIN})
    response = Response(b"\xef\xbb\xbf" + look.kept.tables[name], mimetype="text/csv")  # tells Excel that it is UTF-8
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@editor.get("/plots.css")
def plot_colours() -> Response:
    """Send the style of the plots, the same as in the report."""
    return Response(_PLOTS.read_text(encoding="utf-8"), mimetype="text/css")


def _look() -> Look:
    """Look, and wait a while for a measurement that has to be made."""
    measurer = cast("Measurer", current_app.extensions["measurer"])
    version = library().current().index.version
    number = measurer.look(version)
    state = measurer.desk.wait(number, SHORT_SECONDS if _showable(measurer, version) else WAIT_SECONDS)
    kept = _showable(measurer, version)
    return Look(kept, state, state.settled >= number and (kept is not None or bool(state.failure)))


def _showable(measurer: Measurer, version: str) -> Kept | None:
    """Return the last measurement, unless it may hold a question that has been erased or is past its days."""
    kept, due = measurer.desk.kept(), measurer.standing.due(version)
    logged = current_app.extensions["recorder"].log is not None
    return None if kept is None or (logged and (kept.day, kept.erasures) != (due.day, due.erasures)) else kept


def _shown(app: Flask, settings: Settings, found: Snapshot, began: float, due: Due) -> Kept:
    """Return a measurement as its page and tables. The page's links are relative to the dashboard's address."""
    coverage = found.coverage
    values = {
        "now": found,
        "fates": list(Fate),
        "tables": TABLES,
        "logging": bool(settings.question_log),
        "limit": settings.max_question_chars,
        "here": "editor/",
        **shown_on_page(coverage),
    }
    page = app.jinja_env.get_template("editor/standing.html").render(values)
    about = f"Index version {coverage.version}; {counted(len(coverage.articles), 'article')}"
    if coverage.asked:
        about += f"; {counted(coverage.asked, 'question')}, {len(coverage.outcomes)} of them different"
    tables = {name: _encoded(table.make(found)) for name, table in TABLES.items()}
    return Kept(began, coverage.version, due.day, due.erasures, f"{about}.", _encoded(page), tables)


def _encoded(text: str) -> bytes:
    """Return text in UTF-8; a file's name may hold bytes that are no text."""
    return text.encode("utf-8", "replace")


def _when(seconds: float) -> datetime | None:
    """Return a time in the server's own time zone, None for 0."""
    return datetime.fromtimestamp(seconds).astimezone() if seconds else None
