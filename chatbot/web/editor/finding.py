"""The editor's page that finds questions by their words: what is asked about one thing, and what of it is answered.

GET  /editor/questions   the fields `about`, some words, and `unsure`, for those without a sure answer alone
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, render_template, request, url_for

from chatbot.answering.answer import Status
from chatbot.coverage.privacy import HIDDEN
from chatbot.coverage.survey import tally
from chatbot.coverage.tabular import from_csv
from chatbot.coverage.words import stems
from chatbot.web.editor.looking import AGAIN_SECONDS, look, when

MOST = 200  # questions on the page


@dataclass(frozen=True, slots=True)
class Found:
    """A question of the last measurement: how often it was asked, the place of its first quote, and its gap, if any."""

    question: str
    times: int
    status: str
    article: str
    section: str
    gap: str


def find_questions() -> Response:
    """Show the questions that have all of some words, the most asked first."""
    about, unsure = request.args.get("about", "").strip(), bool(request.args.get("unsure"))
    seen = look(0.0)  # what is shown says of when it is
    found = sorted(_found(seen.kept.tables["questions"], about), key=lambda each: -each.times) if seen.kept else []
    found = [each for each in found if not (unsure and each.status == Status.ANSWERED)]
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


def _found(table: bytes, about: str) -> Iterator[Found]:
    """Yield the questions that may be shown and have every word of `about` in any form, or hold it as it is typed."""
    typed, wanted = about.casefold(), set(stems(about))
    for row in from_csv(table.decode()):
        question = row["question"]
        if question != HIDDEN and (typed in question.casefold() or (wanted and wanted.issubset(stems(question)))):
            place = row["article"], row["source_id"]
            yield Found(question, int(row["times"]), row["status"], *place, row["gap"])
