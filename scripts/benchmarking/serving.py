"""The bare encoder, answers over HTTP, many clients, cold start and memory, beside those of the yardstick."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.memory import collapse
from chatbot.web.serve import SETTLED
from scripts.benchmarking.load import Load
from scripts.benchmarking.processes import Server, serving
from scripts.benchmarking.questions import EARLIER, bodies, body, different, pointing

Asking = Callable[[Sequence[str]], list[float]]  # questions, one after the other -> the ms of each
Start = Callable[[], AbstractContextManager[Server]]
COMMAND = (sys.executable, "-m", "chatbot.web.serve", "--port", "0")
CLIENTS = (1, 4, 16, 64)
_TURNS = 4  # of many clients
_BLOCK = 20  # requests between two turns of what is compared, so that a busy moment strikes both
_LIMITS = ("REQUESTS_PER_MINUTE", "QUESTIONS_PER_MINUTE", "TOKENS_PER_MINUTE")
UNLIMITED = {f"CHATBOT_{limit}": "0" for limit in _LIMITS} | {"CHATBOT_MAX_CONCURRENT": "1000"}
"""All clients of the benchmark have one address, and ask more than a reader."""

UNCACHED = UNLIMITED | {"CHATBOT_VECTOR_CACHE": "0"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is measured: questions of one client, answers of many, answers before memory is read, cold starts.

    `settling` are the seconds that servers have to come to rest before they are asked.
    """

    single: int
    many: int
    answers: int
    starts: int
    settling: float
    clients: tuple[int, ...] = CLIENTS


FULL = Amounts(single=400, many=800, answers=1000, starts=3, settling=2 * SETTLED)
SHORT = Amounts(single=20, many=32, answers=40, starts=1, settling=0, clients=(1, 16))


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds; `sample` holds each of them, in the order of measuring."""

    p50: float
    p95: float
    p99: float
    sample: tuple[float, ...]

    @classmethod
    def of(cls, ms: Sequence[float]) -> Latency:
        """Return the percentiles of so many milliseconds."""
        p50, p95, p99 = np.percentile(ms, (50, 95, 99)).tolist()
        return cls(p50, p95, p99, tuple(round(value, 3) for value in ms))


@dataclass(frozen=True, slots=True)
class Crowd:
    """What so many clients at a time got: answers a second, the ms of the slowest 1 %, and requests without one."""

    clients: int
    per_second: float
    p99: float
    errors: int

    @classmethod
    def of(cls, clients: int, seconds: float, loads: Sequence[Load]) -> Crowd:
        """Return what so many clients got in these seconds."""
        ms = [taken for load in loads for taken in load.ms]
        p99 = Latency.of(ms).p99 if ms else math.nan
        return cls(clients, len(ms) / seconds, p99, sum(load.errors for load in loads))


@dataclass(frozen=True, slots=True)
class Served:
    """One server's figures: one client, many, median seconds to the first answer, MB after so many answers."""

    one: Latency
    crowds: tuple[Crowd, ...]
    cold: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Followups:
    """Median milliseconds of a question by itself and with three earlier ones: their vectors kept, or none kept."""

    alone: float
    kept: float
    alone_uncached: float
    uncached: float


@dataclass(frozen=True, slots=True)
class Serving:
    """The bare encoder, tokenising included; our server with one process and with one for each core; the yardstick."""

    forward: Latency
    ours: Served
    cores: Served
    yardstick: Served | None
    followups: Followups


def our_command(index: Path, *more: str) -> list[str]:
    """Return the command that serves an index."""
    return [*COMMAND, "--index", str(index), *more]


def yardstick_command(folder: Path) -> list[str]:
    """Return the command that serves what the yardstick has built."""
    return [sys.executable, "-m", "scripts.benchmarking.yardstick", "serve", str(folder)]


def measure_serving(
    index: Path, encoder: Path, yardstick: Path | None, questions: Sequence[str], amounts: Amounts
) -> Serving:
    """Return the figures of servers that stand side by side and are asked in turn: a busy moment strikes all of them.

    No server keeps question vectors. Memory is of servers that stand alone.
    """
    first = body(questions[0])
    starts: list[Start] = [
        partial(serving, our_command(index), first, UNCACHED),
        partial(serving, our_command(index, "--workers", "0"), first, UNCACHED),
        *([partial(serving, yardstick_command(yardstick), first)] if yardstick else []),
    ]
    bare = OnnxEncoder(encoder, threads=1, cache=0)
    bare.encode_question(questions[0])
    collapse()  # as the server does
    cold = [[_cold(start) for start in starts] for _ in range(amounts.starts)]
    with ExitStack() as stack:
        servers = [stack.enter_context(start()) for start in starts]
        time.sleep(amounts.settling)
        askings: list[Asking] = [partial(_encoded, bare), *map(asking, servers)]
        forward, *ones = map(Latency.of, in_turn(askings, questions, amounts.single))
        crowds = [_crowds(servers, clients, questions, amounts.many) for clients in amounts.clients]
    figures = zip(ones, zip(*crowds, strict=True), zip(*cold, strict=True), starts, strict=True)
    ours, cores, *plain = [
        Served(one, many, median(seconds), _megabytes(start, questions, amounts.answers))
        for one, many, seconds, start in figures
    ]
    return Serving(forward, ours, cores, plain[0] if plain else None, measure_followups(index, questions, amounts))


def _cold(start: Start) -> float:
    with start() as server:
        return server.cold


def _megabytes(start: Start, questions: Sequence[str], answers: int) -> float:
    with start() as server:
        server.ask(bodies(questions, answers), 4)
        return server.megabytes()


def in_turn(askings: Sequence[Asking], questions: Sequence[str], number: int) -> list[list[float]]:
    """Return the ms that each took for so many questions of one client."""
    ms: list[list[float]] = [[] for _ in askings]
    for block in _blocks(questions, number):
        for ask, taken in zip(askings, ms, strict=True):
            taken.extend(ask(block))
    return ms


def asking(server: Server) -> Asking:
    """Return what asks a server."""
    return lambda block: _answered(server, [body(question) for question in block])


def _answered(server: Server, asked: Sequence[str]) -> list[float]:
    """Return the ms of each of one client's requests.

    Raises:
        RuntimeError: one was not answered.
    """
    load = server.ask(asked)
    if load.errors:
        raise RuntimeError(f"{load.errors} of {len(asked)} requests were not answered")
    return load.ms


def _crowds(servers: Sequence[Server], clients: int, questions: Sequence[str], number: int) -> list[Crowd]:
    """Return what so many clients get from each server."""
    share = max(number // _TURNS, clients)
    turns = [[server.ask(bodies(questions, share), clients) for server in servers] for _ in range(_TURNS)]
    return [Crowd.of(clients, sum(load.seconds for load in loads), loads) for loads in zip(*turns, strict=True)]


def measure_followups(index: Path, questions: Sequence[str], amounts: Amounts) -> Followups:
    """Return what three earlier questions, asked before, cost a follow-up where vectors are kept and where none are."""
    fresh = [pointing(question) for question in different(questions)]
    dialogues = [questions[i : i + EARLIER + 1] for i in range(len(questions) - EARLIER)][: amounts.single // 4]
    with serving(our_command(index), body(questions[0]), UNLIMITED) as server:
        kept, alone = _dialogues(server, dialogues, fresh)
    with serving(our_command(index), body(questions[0]), UNCACHED) as server:
        uncached, alone_uncached = _dialogues(server, dialogues, fresh)
    return Followups(median(alone), median(kept), median(alone_uncached), median(uncached))


def _dialogues(
    server: Server, dialogues: Sequence[Sequence[str]], fresh: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Return the ms of each dialogue's last question, new to the server, with and without the earlier ones."""
    _answered(server, [body(one, dialogue[:turn]) for dialogue in dialogues for turn, one in enumerate(dialogue[:-1])])
    with_history, alone = [], []
    for number, dialogue in enumerate(dialogues):
        one, other = (fresh[(2 * number + i) % len(fresh)] for i in (0, 1))
        with_history += _answered(server, [body(one, dialogue[:-1])])
        alone += _answered(server, [body(other)])
    return with_history, alone


def _blocks(questions: Sequence[str], number: int) -> Iterator[list[str]]:
    for start in range(0, number, _BLOCK):
        yield [questions[i % len(questions)] for i in range(start, min(start + _BLOCK, number))]


def _encoded(encoder: OnnxEncoder, questions: Sequence[str]) -> list[float]:
    ms = []
    for question in questions:
        started = time.perf_counter()
        encoder.encode_question(question)
        ms.append((time.perf_counter() - started) * 1000)
    return ms
