"""A look at the editor's pages -> the last measurement that may be shown; waits a while for the one under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from chatbot.web.editor.desk import Kept, State
from chatbot.web.editor.measuring import Measurer
from chatbot.web.library import library

WAIT_SECONDS = 10.0  # for a measurement, before the page says how far it is
SHORT_SECONDS = 2.0  # the same, where the last measurement can be shown meanwhile
AGAIN_SECONDS = "5"  # seconds after which it is worth to look again


@dataclass(frozen=True, slots=True)
class Look:
    """What an editor who looks gets to see; `kept` is None where no measurement may be shown, `state` is what goes on.

    `good` tells that nothing more has to be measured.
    """

    kept: Kept | None
    state: State
    good: bool


def look() -> Look:
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


def when(seconds: float) -> datetime | None:
    """Return a time in the server's own time zone, None for 0."""
    return datetime.fromtimestamp(seconds).astimezone() if seconds else None
