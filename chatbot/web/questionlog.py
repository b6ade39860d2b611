"""Answered questions -> the question log, where the operator has switched it on; and their erasure by who asked.

POST   /erase           erases an entry from a page without scripts; the form field `entry` is the id
DELETE /api/log/ENTRY   the same for programs

The entry's id is sent once, in the header `Question-Log-Entry` of the answer. A question with a distress notice is
counted and nothing of it is written. No reader waits for the log: what is noted down waits in `logqueue.py`.
"""

from __future__ import annotations

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
from chatbot.web.board import Board
from chatbot.web.feedback import Feedback
from chatbot.web.logqueue import LogQueue
from chatbot.web.responses import page_response

if TYPE_CHECKING:
    from chatbot.coverage.questionlog import QuestionLog

LOG, NOTES = "chatbot.coverage.questionlog", "chatbot.coverage.noting"
"""Loaded where a log is kept: the patterns by which it leaves names out take a twentieth of a start."""

HEADER = "Question-Log-Entry"

erasing = Blueprint("erasing", __name__)


class Recorder:
    """Notes down what is asked from one app; without a log it notes nothing at all."""

    def __init__(self, settings: Settings, today: Callable[[], date], board: Board) -> None:
        """Open the log that the settings name, if any.

        Raises:
            ChatbotError: the file cannot be used as a log.
        """
        file = settings.question_log
        self.log = opened_log(file, settings.log_days) if file else None
        self._today = today
        self._queue: LogQueue | None = None
        if self.log is not None:
            self.log.expire(today())
            self._queue = LogQueue(self.log, today, board)

    def start(self) -> None:
        """Write from now on, and forget old entries though nobody asks anything; for a process that forks no more."""
        if self._queue is not None:
            self._queue.start()

    def stop(self) -> None:
        """Write what waits to be written; for a process that ends."""
        if self._queue is not None:
            self._queue.stop()

    def record(self, question: Question, answer: Answer) -> str:
        """Note down one answered question; return the id of its entry, "" where none was made."""
        if self._queue is None:
            return ""
        notes = import_module(NOTES)
        if answer.notice:
            self._queue.put(notes.Withheld(self._today()))
            return ""
        entry = notes.entry_of(question.text, answer, self._today())
        return entry.id if self._queue.put(entry, entry.id) else ""

    def judge(self, feedback: Feedback) -> None:
        """Note down a verdict on an answer that the log has."""
        if self._queue is not None:
            said = (feedback.answer_id, feedback.source_id, feedback.helpful, str(feedback.reason or ""))
            self._queue.put(import_module(NOTES).Verdict(self._today(), *said))

    def erase(self, entry: str) -> bool:
        """Erase an entry, written or not; tell whether there was one.

        Raises:
            ChatbotError: the log cannot be changed now.
        """
        return self._queue is not None and self._queue.erase(entry)


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
    try:
        return recorder().erase(entry)
    except ChatbotError:
        abort(503, "the question log cannot be changed now; nothing was erased, try again in a minute")
