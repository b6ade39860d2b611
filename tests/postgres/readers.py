"""Readers that ask an app without pause, from threads of their own, and what became of each question."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask

from chatbot.postgres.store import Database as Store
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.library import Library
from tests.postgres.editions import QUESTIONS, Editions, mark

PATIENCE = 30.0  # seconds that a test waits for what must come


@dataclass(frozen=True)
class Told:
    """One response: the app's number, when it came, how long it took, its status and what it said."""

    app: int
    at: float
    seconds: float
    status: int
    said: dict[str, Any]


@contextmanager
def serving(settings: Sequence[Settings]) -> Iterator[list[Flask]]:
    """Make an app for each of these settings, as so many processes would; close their connections in the end."""
    apps = [create_app(one) for one in settings]
    try:
        yield apps
    finally:
        for app in apps:
            cast("Store", cast("Library", app.extensions["library"]).store).close()


class Readers:
    """`number` readers of these apps, in turn; use as a context manager."""

    def __init__(self, apps: Sequence[Flask], number: int) -> None:
        self._apps = apps
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(reader,)) for reader in range(number)]
        self.told: list[Told] = []

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def since_open(self) -> list[Told]:
        """Return the responses that began after their app's first answer, for which it had to open the index."""
        first: dict[int, float] = {}
        for told in self.told:
            if answered(told):
                first.setdefault(told.app, told.at)
        return [told for told in self.told if told.at - told.seconds > first.get(told.app, float("inf"))]

    def wait_for(self, found: Callable[[Told], bool], app: int | None = None) -> float:
        """Return the seconds until a response that begins from now on is so; of any app, or of this one."""
        started = time.monotonic()
        seen = len(self.told)
        while time.monotonic() - started < PATIENCE:
            for told in self.told[seen:]:
                if found(told) and told.at - told.seconds > started and app in (None, told.app):
                    return told.at - started
            self._ended.wait(0.01)
        raise AssertionError(f"no such response came within {PATIENCE} s; the last: {self.told[-3:]}")

    def _ask(self, reader: int) -> None:
        number = reader % len(self._apps)
        client = self._apps[number].test_client()
        turn = reader
        while not self._ended.is_set():
            started = time.monotonic()
            question = f"{QUESTIONS[turn % len(QUESTIONS)]} {reader}x{turn}"  # asked before, it needs no database
            response = client.post("/api/chat", json={"question": question})
            now = time.monotonic()
            self.told.append(Told(number, now, now - started, response.status_code, response.get_json()))
            turn += 1
            if response.status_code != 200:
                self._ended.wait(0.05)  # as Retry-After asks, only sooner


def answered(told: Told) -> bool:
    """Tell whether it is an answer."""
    return told.status == 200


def refused(told: Told) -> bool:
    """Tell whether it says, in one clear sentence, that the index cannot be reached."""
    return told.status == 503 and told.said.get("code") == "index-unreachable" and "ask again" in told.said["detail"]


def mixed(told: Told, editions: Editions) -> list[str]:
    """Return what in an answer is not of the edition that it names."""
    wanted = mark(editions.versions.index(told.said["index_version"]))
    said = [text for quote in told.said["quotes"] for text in (quote["text"], quote["article"]["title"])]
    return [text for text in said if "edition" in text and wanted not in text]
