"""The index in files beside the same index in PostgreSQL: the same questions, in one run, in turn."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import SettingsError
from chatbot.postgres.store import Database
from chatbot.settings import Settings
from scripts.benchmarking.processes import Server, serving
from scripts.benchmarking.questions import bodies, body
from scripts.benchmarking.serving import COMMAND, UNCACHED, Amounts, Crowd, Latency, asking, in_turn

CLIENTS = 16


@dataclass(frozen=True, slots=True)
class Stored:
    """One client's latency and what 16 clients got, from one app process over one kind of store."""

    one: Latency
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Stores:
    """Files beside PostgreSQL; `two` is what 16 clients got from two app processes over the one database."""

    files: Stored
    database: Stored
    two: Crowd


def check_same(version: str, url: str) -> None:
    """See that a database serves this version: others would not be comparable.

    Raises:
        SettingsError: it serves another one.
        IndexingError: it cannot be reached, or serves none.
    """
    with closing(Database(Settings(index=url))) as database:
        served = database.served()
    if served != version:
        raise SettingsError(f"the database serves version {served}, the folder {version}; publish that one first")


def measure_stores(index: Path, url: str, encoder: Path, questions: Sequence[str], amounts: Amounts) -> Stores:
    """Measure; `url` names a database that serves what `index` does. Nothing keeps question vectors.

    Where the index is stands in the environment, in which no other user reads the URL.
    """
    first = body(questions[0])
    files = UNCACHED | {"CHATBOT_INDEX": str(index.resolve())}
    database = UNCACHED | {"CHATBOT_INDEX": url, "CHATBOT_ENCODERS": str(encoder.parent.resolve())}
    with ExitStack() as started:
        servers = [started.enter_context(serving(COMMAND, first, settings)) for settings in (files, database)]
        ms = in_turn([asking(server) for server in servers], questions, amounts.single)
        crowds = [_crowd([server], questions, amounts.many) for server in servers]
        second = started.enter_context(serving(COMMAND, first, database))
        two = _crowd([servers[1], second], questions, amounts.many)
    stored = [Stored(Latency.of(taken), crowd) for taken, crowd in zip(ms, crowds, strict=True)]
    return Stores(stored[0], stored[1], two)


def _crowd(servers: Sequence[Server], questions: Sequence[str], number: int) -> Crowd:
    """Return what 16 clients in all got of these servers, a share each."""
    share = number // len(servers)
    with ThreadPoolExecutor(len(servers)) as pool:
        started = time.perf_counter()
        asked = [pool.submit(server.ask, bodies(questions, share), CLIENTS // len(servers)) for server in servers]
        loads = [one.result() for one in asked]
        seconds = time.perf_counter() - started
    return Crowd.of(CLIENTS, seconds, loads)
