"""The process that measures for the editor's pages: one beside the workers, with the least priority of all.

It is forked with the workers and sleeps until somebody looks, so that a measurement, which takes minutes on a large
site, costs readers nothing: it runs only while a core has nothing else to do, and where memory runs out, the system
ends it and nobody else. It keeps what serves the next measurement, and lets go of it once nobody has looked for a
while. It ends with the server, however that ends.

Without a supervisor, as in tests, a thread measures.
"""

from __future__ import annotations

import gc
import logging
import os
import resource
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from chatbot.coverage.standing import Due, Snapshot, Standing
from chatbot.errors import ChatbotError
from chatbot.indexing.cores import multiply_on_one_thread
from chatbot.indexing.memory import give_back
from chatbot.web.editor.desk import Desk, Kept

KEPT_SECONDS = 600  # without a look, after which what serves the next measurement is let go of
MOST_MEMORY = 2 << 30  # bytes that this process may write to, beside files that it maps
WATCH_SECONDS = 1.0  # between two looks at whether the server is still there
_WORST = "1000"  # of the scores by which the system chooses whom to end when memory runs out
_DIED = "the process that measured has died; the server's log says of what"
_log = logging.getLogger(__name__)

Shown = Callable[[Snapshot, float, Due], Kept]
"""Takes what was measured, when that began (seconds since the epoch), and of what; makes what is kept of it."""


class Measurer:
    """Measures what is looked at on a desk. Safe to use from several threads.

    `is_apart` tells that another process than this one does it, by `live_apart`; else a thread of this one.
    """

    def __init__(self, desk: Desk, standing: Standing, shown: Shown) -> None:
        self.desk, self.standing, self._shown = desk, standing, shown
        self._lock = threading.Lock()
        self.is_apart = False

    def look(self, version: str) -> int:
        """Ask for where things stand with this version; return the number of the look."""
        look = self.desk.look(version)
        if not self.is_apart:
            threading.Thread(target=self.settle, name="editor", daemon=True).start()
        return look

    def settle(self) -> None:
        """Measure until every look has what it wanted."""
        with self._lock:
            while (state := self.desk.state()).looked > state.settled:
                failure = "" if self.standing.is_good(state.version) else self._measured(state.version)
                self.desk.note(settled=state.looked, failure=failure, began=0.0)

    def _measured(self, version: str) -> str:
        """Measure and keep what comes of it; return what went wrong, "" for nothing."""
        began = time.time()
        self.desk.note(began=began, done=0, of=0)
        try:
            due, snapshot = self.standing.measure(version, self._tell)
            self.desk.keep(self._shown(snapshot, began, due))
        except ChatbotError as error:
            return str(error)
        except Exception as error:  # whoever looks is told; an exception's message may quote a reader
            self.standing.forget()  # what was measured, too, if it cannot be shown
            if isinstance(error, MemoryError) or "alloc" in str(error):  # as C++ says it: std::bad_alloc
                return (
                    f"it takes more than {MOST_MEMORY >> 30} GB of memory; scripts/check_coverage.py has no such limit"
                )
            frames = "".join(traceback.format_tb(error.__traceback__))
            _log.error("%s in a measurement\n%s", type(error).__name__, frames)
            return "there is a fault in the program; the server's log has the place"
        return ""

    def _tell(self, done: int, of: int | None) -> None:
        self.desk.note(done=done, of=of or 0)

    def live_apart(self, supervised: Callable[[], bool]) -> None:
        """Be the process that measures; ends with the one that `supervised` tells of."""
        _give_way()
        threading.Thread(target=_end_with, args=(supervised,), name="watch", daemon=True).start()
        if self.desk.state().began:
            self.desk.note(settled=self.desk.state().looked, began=0.0, failure=_DIED)
        self.settle()  # the looks that the process before this one heard of
        while True:
            if self.desk.woken(KEPT_SECONDS):
                self.settle()
            else:
                self.standing.forget()
                gc.collect()
                give_back()


def _give_way() -> None:
    """Let everything else on this machine go first, and keep to one core and to so much memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is told to all; the supervisor ends this process
    multiply_on_one_thread()
    os.nice(19)
    with suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_WORST, encoding="ascii")
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, most))


def _end_with(supervised: Callable[[], bool]) -> None:
    while supervised():
        time.sleep(WATCH_SECONDS)
    os._exit(0)
