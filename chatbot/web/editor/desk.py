"""What the editor's pages show, in memory that all processes share: one of them measures, the others show it.

A worker leaves a note that somebody has looked; the process that measures reads it, and leaves what it has measured as
finished pages and tables. So a look costs a worker no more than a copy, whoever measured, and what is kept outlives a
worker that dies. The memory is anonymous: nothing that readers asked is written to disk, and all of it ends with the
server. Knows no HTTP, and not what is measured.
"""

from __future__ import annotations

import os
import select
import time
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chatbot.web.turns import Turns

_LOOK_AGAIN = 0.02  # seconds between two looks at whether it is measured


Record = TypeVar("Record", bound=Struct)


class State(Struct, frozen=True):
    """What is going on.

    `looked` counts the looks, the last one at this index `version`; those up to number `settled` have what they wanted,
    or `failure` says why not. `began` is when the measurement under way began (seconds since the epoch, 0 for none),
    `done` and `of` how many questions it has asked; `of` is 0 before the first.
    """

    version: str = ""
    looked: int = 0
    settled: int = 0
    failure: str = ""
    began: float = 0.0
    done: int = 0
    of: int = 0


class Kept(Struct, frozen=True):
    """The last measurement: when it began, what must not have changed since, and what is shown of it.

    `about` is a line of text, `page` HTML and `tables` CSV files by name, in UTF-8; so is `report`, a file to send.
    `questions` are those that can be found by their words, as `finding.py` writes them.
    """

    began: float
    version: str
    day: date
    erasures: int | None
    about: str
    page: bytes
    tables: dict[str, bytes]
    report: bytes
    questions: bytes


class Desk:
    """Made before the processes are forked that share it. Safe to use from several threads and processes."""

    def __init__(self) -> None:
        self._state, self._kept = Turns("desk"), Turns("measured")
        self._bell, self._ring = os.pipe()
        os.set_blocking(self._ring, False)
        os.set_blocking(self._bell, False)

    def __del__(self) -> None:
        os.close(self._bell)
        os.close(self._ring)

    def look(self, version: str) -> int:
        """Note that somebody looks at this index version, and wake whoever measures; return the number of the look."""
        with self._state.turn() as file:
            state = _decoded(file, State) or State()
            _write(file, replace(state, version=version, looked=state.looked + 1))
        with suppress(BlockingIOError):  # it has been rung often enough
            os.write(self._ring, b"!")
        return state.looked + 1

    def wait(self, look: int, seconds: float) -> State:
        """Return what is going on once this look is settled, or after so many seconds."""
        until = time.monotonic() + seconds
        while (state := self.state()).settled < look and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)
        return state

    def woken(self, seconds: float) -> bool:
        """Wait until somebody looks; tell whether anybody has within so many seconds."""
        if not select.select([self._bell], [], [], seconds)[0]:
            return False
        with suppress(BlockingIOError):  # another thread was quicker
            os.read(self._bell, 65536)
        return True

    def state(self) -> State:
        """Return what is going on."""
        return _read(self._state, State) or State()

    def note(self, **changes: Any) -> None:
        """Change what is going on."""
        with self._state.turn() as file:
            state = _decoded(file, State) or State()
            _write(file, replace(state, **changes))

    def keep(self, kept: Kept) -> None:
        """Keep a measurement in place of the last."""
        with self._kept.turn() as file:
            _write(file, kept)

    def kept(self) -> Kept | None:
        """Return the last measurement, None before the first and where its writer died writing it."""
        return _read(self._kept, Kept)


def _read(shared: Turns, kind: type[Record]) -> Record | None:
    with shared.turn() as file:
        return _decoded(file, kind)


def _decoded(file: int, kind: type[Record]) -> Record | None:
    try:
        return msgspec.msgpack.decode(os.pread(file, os.fstat(file).st_size, 0), type=kind)
    except msgspec.DecodeError:  # there is none, or not all of it
        return None


def _write(file: int, record: Struct) -> None:
    os.ftruncate(file, 0)
    written, whole = 0, memoryview(msgspec.msgpack.encode(record))
    while written < len(whole):
        written += os.pwrite(file, whole[written:], written)
