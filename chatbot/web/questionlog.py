"""Answered questions -> the question log, where the operator has switched it on; and their erasure by who asked.

POST   /erase           erases an entry from a page without scripts; the form field `entry` is the id
DELETE /api/log/ENTRY   the same for programs

The entry's id is sent once, in the header `Question-Log-Entry` of the answer. A question with a distress notice is
counted and nothing of it is written. A log that cannot be written never costs a reader the answer: what it does not
take in time is left out of it, and counted on the board.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response, abort, current_app, render_template, request

from chatbot.answering.answer import Answer
from chatbot.answering.question import Question
from chatbot.errors import ChatbotError
from chatbot.settings import Settings
from chatbot.web.board import board
from chatbot.web.feedback import Feedback
from chatbot.web.responses import page_response

if TYPE_CHECKING:
    from chatbot.coverage.questionlog import QuestionLog

LOG = "chatbot.coverage.questionlog"
"""Loaded where a log is kept: the patterns by which it leaves names out take a twentieth of a start."""

HEADER = "Question-Log-Entry"
_SWEEP_SECONDS = 600  # between two looks for entries whose days are over, where nobody asks anything
_WARN_SECONDS = 60.0  # between two warnings that the log cannot be used: readers ask on while a disk stays full
_LOG = logging.getLogger(__name__)

erasing = Blueprint("erasing", __name__)


class Recorder:
    """Writes to the question log of one app; without a log it writes nothing at all."""

    def __init__(self, settings: Settings, today: Callable[[], date]) -> None:
        """Open the log that the settings name, if any.

        Raises:
            ChatbotError: the file cannot be used as a log.
        """
        file = settings.question_log
        self.log = opened_log(file, settings.log_days) if file else None
        self._today = today
        self._quiet_until = 0.0
        if self.log is not None:
            self.log.expire(today())

    def start(self) -> None:
        """Forget old entries from now on, though nobody asks anything; for a process that forks no more."""
        if self.log is not None:
            threading.Thread(target=self._keep_sweeping, args=(self.log,), name="question-log", daemon=True).start()

    def record(self, question: Question, answer: Answer) -> str:
        """Log one answered question; return the id of its entry, "" where none was made."""
        if self.log is None:
            return ""
        try:
            if answer.notice:
                self.log.withhold(self._today())
                return ""
            return self.log.add(question.text, answer, self._today())
        except ChatbotError as error:
            self._miss(error)
            return ""

    def judge(self, feedback: Feedback) -> None:
        """Log a verdict on an answer that the log has."""
        if self.log is None:
            return
        reason = str(feedback.reason or "")
        verdict = import_module(LOG).Verdict(feedback.answer_id, feedback.source_id, feedback.helpful, reason)
        try:
            self.log.add_feedback(verdict, self._today())
        except ChatbotError as error:
            self._miss(error)

    def warn(self, error: ChatbotError) -> None:
        """Say why the log cannot be used, unless that was said just now."""
        now = time.monotonic()
        if now >= self._quiet_until:
            self._quiet_until = now + _WARN_SECONDS
            _LOG.warning("%s", error)

    def _miss(self, error: ChatbotError) -> None:
        board().add("unlogged")
        self.warn(error)

    def _keep_sweeping(self, log: QuestionLog) -> None:
        pause = threading.Event()
        while not pause.wait(_SWEEP_SECONDS):
            try:
                log.expire(self._today())
            except ChatbotError as error:
                self.warn(error)


def opened_log(file: str, keep_days: int = 1) -> QuestionLog:
    """Open the log, or make it; nothing is deleted yet.

    Raises:
        ChatbotError: the file cannot be used as a log.
    """
    return cast("QuestionLog", import_module(LOG).QuestionLog(Path(file), keep_days))


def recorder() -> Recorder:
    """Return the recorder of the app that handles the current request."""
    return cast("Recorder", current_app.extensions["recorder"])


def mark(response: Response, entry: str) -> None:
    """Tell the asker, and nobody else, the id that erases the entry."""
    if entry:
        response.headers[HEADER] = entry
        response.headers.add("Access-Control-Expose-Headers", HEADER)


@erasing.delete("/api/log/<entry>")
def erase(entry: str) -> Response:
    """Erase one entry; 404 where there is none of this id, also where it has been erased before."""
    if not _erased(entry):
        abort(404)
    response = Response(status=204)
    response.headers["Cache-Control"] = "no-store"
    return response


@erasing.post("/erase")
def erase_from_page() -> Response:
    """Erase one entry and say so."""
    done = _erased(request.form.get("entry", ""))
    return page_response(render_template("erased.html", done=done), status=200 if done else 404)


def _erased(entry: str) -> bool:
    log = recorder().log
    try:
        return log is not None and log.erase(entry)
    except ChatbotError as error:
        recorder().warn(error)
        abort(503, "the question log cannot be changed now; nothing was erased, try again in a minute")
