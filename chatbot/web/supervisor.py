"""The process that keeps the worker processes running: it forks them, replaces those that die, and stops them.

It opens no index and answers nobody, so what kills a worker (a mapped file cut short, memory running out) leaves it
alone. Everything is imported before the first fork, so that workers share that memory and a new one starts at once.
Each worker inherits the listening socket; whichever is free takes the next connection. Where there is work beside
answering, one more process does it and is kept running in the same way. Knows no HTTP.
"""

from __future__ import annotations

import gc
import logging
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

STOP_SECONDS = 15  # after which a worker that was asked to stop is killed; longer than it takes to finish its answers
LONGEST_WAIT = 5.0  # seconds before a worker that keeps dying is started again
LIVED = 10.0  # seconds after which a worker that died had not died of its start
_LONGEST_LINE = 4096  # bytes of what a worker says when it is ready; a pipe takes as many in one piece
_STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # the last: the terminal was closed
_IGNORED = (signal.SIGUSR1, signal.SIGUSR2)  # what rotates logs sends them to other servers; left alone, they kill
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Worker:
    """One place for a process; `pid` is 0 while there is none, and then it is started at `due`.

    `number` is that of a worker, None for the process beside them.
    """

    number: int | None
    pid: int = 0
    started: float = 0.0
    due: float = 0.0
    failed: int = 0

    @property
    def name(self) -> str:
        """What logs call it."""
        return "the process beside the workers" if self.number is None else f"worker {self.number}"


@dataclass(frozen=True, slots=True)
class Work:
    """What is supervised.

    `run` is a worker's life: it gets its number, says a line when it is ready, and returns when it was asked to stop.
    `ready` gets each worker's line, `died` is called when a worker has ended unasked, and `stopping` once the workers
    have been asked to stop. `beside` is the life of a process beside the workers, which answers nobody and ends of
    SIGTERM.
    """

    workers: int
    run: Callable[[int, Callable[[str], None]], None]
    ready: Callable[[str], None]
    died: Callable[[], None]
    stopping: Callable[[], None]
    beside: Callable[[], None] | None = None


def supervise(work: Work) -> None:
    """Keep the workers running until SIGTERM, Ctrl+C or SIGHUP, then stop them; returns when all have ended."""
    gc.freeze()  # what exists now is not looked at again, so that collecting garbage copies no shared page
    _Supervisor(work).run()


class _Supervisor:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._workers = [_Worker(number) for number in (*range(work.workers), *([None] if work.beside else []))]
        self._lines, self._say = os.pipe()
        self._woken, self._wake = socket.socketpair()
        self._stopping = 0.0  # when it was asked to stop

    def run(self) -> None:
        for end in (self._woken, self._wake):
            end.setblocking(False)
        for number in (*_STOPPING, signal.SIGCHLD):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # else nohup started this
                signal.signal(number, lambda *_: None)  # each is written to the wakeup descriptor, and that is all
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)  # in the workers, too
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        with self._woken, self._wake, selectors.DefaultSelector() as events:
            events.register(self._lines, selectors.EVENT_READ)
            events.register(self._woken, selectors.EVENT_READ)
            while True:
                self._start_due()
                for key, _ in events.select(self._wait()):
                    self._read_lines() if key.fileobj == self._lines else self._read_signals()
                self._reap()
                if self._stopping and not any(worker.pid for worker in self._workers):
                    signal.set_wakeup_fd(-1)  # another signal would complain that the socket is closed
                    return
                if self._stopping and time.monotonic() > self._stopping + STOP_SECONDS:
                    self._signal(signal.SIGKILL)

    def _wait(self) -> float | None:
        """Return the seconds until something is due that no signal tells of."""
        if self._stopping:
            return 1.0
        dues = [worker.due for worker in self._workers if not worker.pid]
        return max(0.0, min(dues) - time.monotonic()) if dues else None

    def _start_due(self) -> None:
        for worker in self._workers:
            if not self._stopping and not worker.pid and worker.due <= time.monotonic():
                worker.started = time.monotonic()
                try:
                    worker.pid = os.fork()
                except OSError as error:  # no memory for it, which may be why the one before was killed
                    worker.failed += 1
                    seconds = _put_off(worker)
                    _log.error("%s cannot be started (%s); again in %.1f seconds", worker.name, error, seconds)
                    continue
                if not worker.pid:
                    self._live(worker)

    def _live(self, worker: _Worker) -> None:
        """Be the worker, or the process beside them; never returns."""
        signal.set_wakeup_fd(-1)
        for one in (*_STOPPING, signal.SIGCHLD):
            signal.signal(one, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # told to all processes of a terminal; the supervisor stops this
        status = 1
        try:
            if worker.number is not None:
                self._work.run(worker.number, self._tell)
            elif self._work.beside:
                self._work.beside()
            status = 0
        except BaseException as error:  # whatever it is, this process must not go on as a second supervisor
            _log.error("%s stops: %s: %s", worker.name, type(error).__name__, error)
        finally:
            os._exit(status)

    def _tell(self, line: str) -> None:
        os.write(self._say, line.replace("\n", "\x1f").encode()[: _LONGEST_LINE - 1] + b"\n")

    def _read_lines(self) -> None:
        lines = os.read(self._lines, 65536).decode(errors="replace").split("\n")
        for line in filter(None, lines):  # a path in one may hold what splitlines() takes for the end of a line
            self._work.ready(line.replace("\x1f", "\n"))

    def _read_signals(self) -> None:
        came = self._woken.recv(4096)
        asked = [number for number in _STOPPING if number in came]
        if asked and not self._stopping:
            _log.info("stopping, asked to by %s", asked[0].name)
            self._stopping = time.monotonic()
            self._signal(signal.SIGTERM)
            self._work.stopping()

    def _signal(self, number: signal.Signals) -> None:
        for worker in self._workers:
            if worker.pid:
                with suppress(ProcessLookupError):
                    os.kill(worker.pid, number)

    def _reap(self) -> None:
        for worker in self._workers:
            ended, status = os.waitpid(worker.pid, os.WNOHANG) if worker.pid else (0, 0)
            if not ended:
                continue
            worker.pid = 0
            if self._stopping:
                continue
            worker.failed = 0 if time.monotonic() - worker.started > LIVED else worker.failed + 1
            wait = _put_off(worker)
            code = os.waitstatus_to_exitcode(status)
            how = f"of {signal.Signals(-code).name}" if code < 0 else f"with status {code}"
            _log.error("%s (process %d) died %s; replaced in %.1f seconds", worker.name, ended, how, wait)
            if worker.number is not None:
                self._work.died()


def _put_off(worker: _Worker) -> float:
    """Set when a worker is started again; return the seconds until then, the more the oftener it has failed."""
    wait = min(LONGEST_WAIT, 0.1 * 2**worker.failed) if worker.failed > 1 else 0.0
    worker.due = time.monotonic() + wait
    return wait
