"""Parts (a) to (e) and their yardstick: the bare encoder, answers over HTTP, many clients, cold start, memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.hugepages import collapse
from chatbot.web.serve import SETTLED
from scripts.benchmarking.processes import Server, serving
from scripts.benchmarking.questions import EARLIER, bodies, body, different, pointing

CLIENTS = (1, 4, 16, 64)
_SETTLING = 2 * SETTLED  # seconds
_BLOCK = 20  # requests between two turns of what is compared, so that a busy moment strikes both
_LIMITS = ("REQUESTS_PER_MINUTE", "QUESTIONS_PER_MINUTE", "TOKENS_PER_MINUTE")
UNLIMITED = {f"CHATBOT_{limit}": "0" for limit in _LIMITS} | {"CHATBOT_MAX_CONCURRENT": "1000"}
"""All clients of the benchmark have one address, and ask more than a reader."""

UNCACHED = UNLIMITED | {"CHATBOT_VECTOR_CACHE": "0"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is measured: questions of one client, answers of many, answers before memory is read, cold starts."""

    single: int
    many: int
    answers: int
    starts: int
    clients: tuple[int, ...] = CLIENTS


FULL = Amounts(single=400, many=800, answers=1000, starts=3)
SHORT = Amounts(single=20, many=32, answers=40, starts=1, clients=(1, 16))


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
    """What so many clients at a time got."""

    clients: int
    per_second: float
    p99: float
    errors: int


@dataclass(frozen=True, slots=True)
class Served:
    """One server's figures: one client, many, seconds to the first answer, MB after so many answers."""

    one: Latency
    crowds: tuple[Crowd, ...]
    cold: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Cores:
    """What many clients got from a server of so many processes, one for each core, and its MB after that."""

    workers: int
    crowds: tuple[Crowd, ...]
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
    """`forward` is the bare encoder's, tokenising included, measured in turn with `ours`."""

    forward: Latency
    ours: Served
    yardstick: Served | None
    cores: Cores
    followups: Followups


def our_command(index: Path, *more: str) -> list[str]:
    """Return the command that serves an index."""
    return [sys.executable, "-m", "chatbot.web.serve", "--port", "0", "--index", str(index), *more]


def yardstick_command(folder: Path) -> list[str]:
    """Return the command that serves what the yardstick has built."""
    return [sys.executable, "-m", "scripts.benchmarking.yardstick", "serve", str(folder)]


def measure_ours(index: Path, encoder: Path, questions: Sequence[str], amounts: Amounts) -> tuple[Latency, Served]:
    """Return the bare encoder's figures and the server's; nothing keeps question vectors."""
    bare = OnnxEncoder(encoder, threads=1, cache=0)
    bare.encode_question(questions[0])
    collapse()  # as the server does
    cold = _cold_starts(our_command(index), questions, amounts.starts - 1)
    forward: list[float] = []
    with serving(our_command(index), body(questions[0]), UNCACHED) as server:
        time.sleep(_SETTLING)
        served = []
        for block in _blocks(questions, amounts.single):
            forward += _encoded(bare, block)
            served += server.ask([body(question) for question in block]).ms
        crowds = _crowds(server, questions, amounts)
        _ask_until(server, questions, amounts.answers - amounts.single)
        return Latency.of(forward), Served(Latency.of(served), crowds, median([*cold, server.cold]), server.megabytes())


def measure_cores(index: Path, questions: Sequence[str], amounts: Amounts) -> Cores:
    """Return the figures of a server with a process for each core; nothing keeps question vectors."""
    with serving(our_command(index, "--workers", "0"), body(questions[0]), UNCACHED) as server:
        server.ask(bodies(questions, amounts.single), 2 * len(server.workers()))  # each process has answered some
        return Cores(len(server.workers()), _crowds(server, questions, amounts), server.megabytes())


def measure_yardstick(folder: Path, questions: Sequence[str], amounts: Amounts) -> Served:
    """Return the yardstick's figures."""
    with serving(yardstick_command(folder), body(questions[0])) as server:
        served = server.ask(bodies(questions, amounts.single)).ms
        crowds = _crowds(server, questions, amounts)
        _ask_until(server, questions, amounts.answers - amounts.single)
        return Served(Latency.of(served), crowds, server.cold, server.megabytes())


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
    server.ask([body(earlier) for dialogue in dialogues for earlier in dialogue[:-1]])
    with_history, alone = [], []
    for number, dialogue in enumerate(dialogues):
        one, other = (fresh[(2 * number + i) % len(fresh)] for i in (0, 1))
        with_history += server.ask([body(one, dialogue[:-1])]).ms
        alone += server.ask([body(other)]).ms
    return with_history, alone


def _cold_starts(command: Sequence[str], questions: Sequence[str], number: int) -> list[float]:
    seconds = []
    for _ in range(number):
        with serving(command, body(questions[0])) as server:
            seconds.append(server.cold)
    return seconds


def _crowds(server: Server, questions: Sequence[str], amounts: Amounts) -> tuple[Crowd, ...]:
    found = []
    for clients in amounts.clients:
        load = server.ask(bodies(questions, amounts.many), clients)
        found.append(Crowd(clients, len(load.ms) / load.seconds, Latency.of(load.ms).p99, load.errors))
    return tuple(found)


def _ask_until(server: Server, questions: Sequence[str], number: int) -> None:
    server.ask(bodies(questions, max(number, 1)))


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
