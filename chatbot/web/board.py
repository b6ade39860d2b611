"""Counters and gauges of all worker processes in shared memory: each writes its own row, reading adds them up.

The memory is anonymous, made before the first worker is: nothing is written to disk, a worker that dies loses nothing
that it counted, and no lock is held across processes. A worker that takes the place of a dead one goes on in its row.
Knows no HTTP and no Prometheus; `monitoring.py` shows what stands here.
"""

from __future__ import annotations

import mmap
import threading
from bisect import bisect_left
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from flask import current_app

from chatbot.answering.answer import Status
from chatbot.safety.watching import Tier
from chatbot.web.feedback import Reason

STATUSES = ("2xx", "3xx", "4xx", "413", "429", "5xx", "503")
ROUTES = ("chat", "ask", "home", "article", "suggest", "feedback", "other")  # views by their names, and all others
VERDICTS = ("helpful", "unhelpful", *Reason)
BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # seconds


@dataclass(frozen=True, slots=True)
class Family:
    """One thing counted; `values` are those its `label` takes.

    A gauge is set, a histogram takes seconds; a mark is what processes tell each other and nobody else.
    """

    name: str
    help: str
    kind: str = "counter"
    label: str = ""
    values: tuple[str, ...] = ("",)

    @property
    def width(self) -> int:
        """Cells for one value: a histogram has its buckets, what is beyond them, and the sum in microseconds."""
        return len(BUCKETS) + 2 if self.kind == "histogram" else 1


FAMILIES = (
    Family("requests", "Requests answered, by status.", label="status", values=STATUSES),
    Family("request_seconds", "Time from a request's arrival to its response.", "histogram", "route", ROUTES),
    Family("answers", "Answers given, by status.", label="status", values=tuple(Status)),
    Family("questions", "Questions by what stood beside the answer.", label="tier", values=tuple(Tier)),
    Family("verdicts", "Readers' verdicts on quotes.", label="verdict", values=VERDICTS),
    Family("unlogged", "Questions and verdicts that the question log did not take in time."),
    Family("unwritten", "Questions and verdicts that wait to be written to the question log.", "gauge"),
    Family("noted", "How many have come to this process.", "mark"),
    Family("written", "How many of them wait no more.", "mark"),
    Family("refused", "Requests refused unanswered.", label="reason", values=("busy", "rate", "slow", "malformed")),
    Family("in_flight", "Requests being answered or waiting.", "gauge"),
    Family("connections", "Open connections.", "gauge"),
    Family("crowded_until", "Until when few are let in, in ns of the system's monotonic clock.", "mark"),
    Family("swaps", "Index versions opened while serving."),
    Family("index_version", "The served version's id as a number.", "gauge"),
    Family("index_refused", "1 where a newer index version cannot be opened.", "gauge"),
    Family("worker_deaths", "Worker processes that ended unasked and were replaced."),
)


class Board:
    """A table of numbers (workers + 1, cells) that forked processes share; the last row is the supervisor's."""

    def __init__(self, workers: int = 1) -> None:
        self._places: dict[tuple[str, str], int] = {}
        cells = 0
        for family in FAMILIES:
            for value in family.values:
                self._places[family.name, value] = cells
                cells += family.width
        memory = mmap.mmap(-1, (workers + 1) * cells * 8)
        self._table: npt.NDArray[np.int64] = np.frombuffer(memory, np.int64).reshape(workers + 1, cells)
        self._lock = threading.Lock()
        self.worker = 0

    @property
    def workers(self) -> int:
        """How many worker processes there are."""
        return len(self._table) - 1

    def take(self, worker: int) -> None:
        """Write into this row from now on; what it says about the present, as the gauges do, begins anew."""
        self.worker = worker
        self._lock = threading.Lock()
        for family in FAMILIES:
            if family.kind in ("gauge", "mark"):
                self.put(family.name, 0)

    def add(self, name: str, value: str = "", amount: int = 1) -> None:
        """Count."""
        with self._lock:
            self._table[self.worker, self._places[name, value]] += amount

    def put(self, name: str, number: int) -> None:
        """Set a gauge of this worker."""
        with self._lock:
            self._table[self.worker, self._places[name, ""]] = number

    def observe(self, name: str, value: str, seconds: float) -> None:
        """Take a duration into a histogram."""
        start = self._places[name, value]
        with self._lock:
            self._table[self.worker, start + bisect_left(BUCKETS, seconds)] += 1
            self._table[self.worker, start + len(BUCKETS) + 1] += round(seconds * 1e6)

    def total(self, name: str, value: str = "") -> int:
        """Return the sum over all processes."""
        return int(self._table[:, self._places[name, value]].sum())

    def own(self, name: str) -> int:
        """Return the number of a gauge of this worker."""
        return int(self._table[self.worker, self._places[name, ""]])

    def each(self, name: str) -> list[int]:
        """Return the number of a gauge or mark for each worker."""
        return cast("list[int]", self._table[: self.workers, self._places[name, ""]].tolist())

    def histogram(self, name: str, value: str) -> tuple[list[int], float]:
        """Return how many durations fell into each bucket and beyond the last, and their sum in seconds."""
        start = self._places[name, value]
        cells = self._table[:, start : start + len(BUCKETS) + 2].sum(axis=0).tolist()
        return cells[:-1], cells[-1] / 1e6


def board() -> Board:
    """Return the board of the app that handles the current request."""
    return cast("Board", current_app.extensions["board"])
