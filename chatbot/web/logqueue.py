"""What waits to be written to the question log: a thread of the process writes all of it in one transaction.

So a reader never waits for a disk, and a slow one is written to with more at a time. What comes while nothing waits is
written at once. What cannot be written, as the disk is full or somebody holds the file, waits on; what the queue has no
room for is counted on the board. A process that is killed loses what waits in it.
"""

from __future__ import annotations

import logging
import operator
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING

from chatbot.errors import ChatbotError
from chatbot.web.board import Board

if TYPE_CHECKING:
    from chatbot.coverage.noting import Note
    from chatbot.coverage.questionlog import QuestionLog

MOST = 1000  # notes that wait in one process
STOP_SECONDS = 4.0  # that a process which ends waits for the last transaction
_PAUSE = 0.05  # seconds between two transactions, in which other processes have their turn at the file
_AGAIN = 1.0  # seconds until the next attempt at a log that could not be written
_PATIENCE = 1.0  # seconds that who erases waits: for the thread, or until another process has written its notes
_ERASERS = 2  # at a time, as each keeps one of the threads that answer, of which a process has 4 or more
_SWEEP_SECONDS = 600  # between two looks for entries whose days are over, where nobody asks anything
_WARN_SECONDS = 60.0  # between two warnings that the log cannot be used: readers ask on while a disk stays full
_LOG = logging.getLogger(__name__)


class LogQueue:
    """The notes that one process has not written yet, and the thread that writes them."""

    def __init__(self, log: QuestionLog, today: Callable[[], date], board: Board) -> None:
        """Take notes for a log; nothing is written before `start`."""
        self._log, self._today, self._board = log, today, board
        self._changed = threading.Condition()
        self._notes: dict[object, Note] = {}  # in their order, entries by their ids; the thread alone takes some out
        self._noted = 0
        self._erasures: dict[Future[bool], str] = {}
        self._erasers = threading.Semaphore(_ERASERS)
        self._stopping = False
        self._quiet_until = 0.0
        self._thread = threading.Thread(target=self._run, name="question-log", daemon=True)

    def start(self) -> None:
        """Begin to write; for a process that forks no more."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits; what cannot be written now is counted."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(STOP_SECONDS)
        if left := len(self._notes):
            self._board.add("unlogged", amount=left)
            _LOG.warning("the process ends with %d questions and verdicts that the question log did not take", left)

    def put(self, note: Note, entry: str = "") -> bool:
        """Have a note written, an entry by its id; tell whether there was room for it."""
        with self._changed:
            if room := len(self._notes) < MOST:
                self._notes[entry or object()] = note
                self._noted += 1
                self._tell()
                self._changed.notify()
        if not room:
            self._board.add("unlogged")
            self._warn(f"{MOST:,} questions and verdicts wait for the question log; what comes now is left out of it")
        return room

    def erase(self, entry: str) -> bool:
        """Erase an entry, written or not; tell whether there was one.

        Raises:
            ChatbotError: the log cannot be changed now.
        """
        if not self._erasers.acquire(blocking=False):
            raise ChatbotError(f"{self._log.file}: {_ERASERS} erase from it just now")
        try:
            self._wait_for_others()
            return self._erase(entry)
        finally:
            self._erasers.release()

    def _wait_for_others(self) -> None:
        """Wait, though not for long, until other processes have written what waits there now."""
        end = time.monotonic() + _PATIENCE
        noted = self._board.each("noted")
        noted[self._board.worker] = 0  # what waits here is found where it waits
        while any(map(operator.lt, self._board.each("written"), noted)) and time.monotonic() < end:
            time.sleep(_PAUSE)

    def _erase(self, entry: str) -> bool:
        erasure: Future[bool] = Future()
        with self._changed:
            self._erasures[erasure] = entry
            self._changed.notify()
        try:
            return erasure.result(_PATIENCE)
        except TimeoutError as error:
            if erasure.cancel():
                raise ChatbotError(f"{self._log.file}: is being written for too long") from error
            return erasure.result()

    def _run(self) -> None:
        last = False
        while not last:
            with self._changed:
                self._changed.wait_for(lambda: self._notes or self._erasures or self._stopping, _SWEEP_SECONDS)
                last = self._stopping
            if not self._write():
                with self._changed:
                    self._changed.wait_for(lambda: self._erasures or self._stopping, _AGAIN)
            time.sleep(_PAUSE)

    def _write(self) -> bool:
        """Do what there is to do, and tell whether it could be done; an entry that waits is erased in any case."""
        with self._changed:
            erasures, self._erasures = self._erasures, {}
            erasures = {erasure: entry for erasure, entry in erasures.items() if erasure.set_running_or_notify_cancel()}
            for erasure in [erasure for erasure, entry in erasures.items() if self._notes.pop(entry, None)]:
                del erasures[erasure]
                erasure.set_result(True)
            notes = dict(self._notes)
            self._tell()
        try:
            found = self._log.write(notes.values(), erasures.values(), self._today())
        except ChatbotError as error:
            self._warn(str(error))
            for erasure in erasures:
                erasure.set_exception(error)
            return False
        with self._changed:
            for key in notes:
                del self._notes[key]
            self._tell()
        for erasure, entry in erasures.items():
            erasure.set_result(entry in found)
        return True

    def _tell(self) -> None:
        """Tell the other processes how many notes have come, and how many of them wait no more."""
        self._board.put("noted", self._noted)
        self._board.put("written", self._noted - len(self._notes))
        self._board.put("unwritten", len(self._notes))

    def _warn(self, message: str) -> None:
        """Say why the log cannot be used, unless that was said just now."""
        now = time.monotonic()
        if now >= self._quiet_until:
            self._quiet_until = now + _WARN_SECONDS
            _LOG.warning("%s", message)
