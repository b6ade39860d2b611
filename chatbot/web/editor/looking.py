"""A look at the editor's pages -> the last measurement that may be shown; waits a while for the one under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from chatbot.web.editor.desk import Kept, State
from chatbot.web.editor.measuring import Measurer
from chatbot.web.library import library

SHORT_SECONDS = 2.0  # for a measurement, before a page shows the last one or says how far this one is
WAIT_SECONDS = 10.0  # the same, before a file is refused of which there is no other
AGAIN_SECONDS = "5"  # seconds after which it is worth to look again


@dataclass(frozen=True, slots=True)
class Look:
    """What an editor who looks gets to see; `kept` is None where no measurement may be shown, `state` is what goes on.

    `good` tells that nothing more has to be measured.
    """

    kept: Kept | None
    state: State
    good: bool


def look(seconds: float) -> Look:
    """Look, and wait for a measurement that has to be made: so long, or a short while if there is one to show."""
    measurer = cast("Measurer", current_app.extensions["measurer"])
    version = library().current().index.version
    number = measurer.look(version)
    state = measurer.desk.wait(number, min(seconds, SHORT_SECONDS) if _showable(measurer, version) else seconds)
    kept = _showable(measurer, version)
    return Look(kept, state, state.settled >= number and (kept is not None or bool(state.failure)))


def _showable(measurer: Measurer, version: str) -> Kept | None:
    """Return the last measurement, unless it may hold a question that has been erased or is past its days."""
    kept, due = measurer.desk.kept(), measurer.standing.due(version)
    logged = current_app.extensions["recorder"].log is not None
    return None if kept is None or (logged and (kept.day, kept.erasures) != (due.day, due.erasures)) else kept


def when(seconds: float) -> datetime | None:
    """Return a time in the server's own time zone, None for 0."""
    return datetime.fromtimestamp(seconds).astimezone() if seconds else None
