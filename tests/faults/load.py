"""Many clients in one thread: each request is timed, and none waits for another unless it is to."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

from tests.web.process import Server

QUESTIONS = ("How many tides are there in a day?", "When is high water highest?", "How long is the bread baked?")
PATIENCE = 20.0  # seconds that a client waits for an answer


@dataclass
class Outcome:
    """What became of requests: `seconds` of those that were answered, by status how many there were, and the bodies."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    refused_seconds: list[float] = field(default_factory=list)
    retry_after: int = 0

    def quantile(self, share: float) -> float:
        """Return the time within which this share of the answers came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]

    def count(self, *statuses: int) -> int:
        """Return how many requests ended with one of these statuses; 0 stands for no response."""
        return sum(self.statuses.get(status, 0) for status in statuses)


class Clients:
    """Clients of one server; connections are kept and used again."""

    def __init__(self, server: Server, keep_bodies: bool = False) -> None:
        parts = urlsplit(server.address)
        self._address = (str(parts.hostname), int(parts.port or 0))
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._numbers = count()
        self._keep = keep_bodies
        self._stopped = False
        self.outcome = Outcome()

    def stop(self) -> None:
        """Let those who take turns finish."""
        self._stopped = True

    async def taking_turns(self, clients: int, seconds: float) -> Outcome:
        """Each of so many clients asks, waits for the answer and asks again."""
        end = time.monotonic() + seconds

        async def one() -> None:
            while time.monotonic() < end and not self._stopped:
                await self._ask()

        await asyncio.gather(*(one() for _ in range(clients)))
        return self._done()

    async def at_rate(self, rate: float, seconds: float) -> Outcome:
        """So many clients a second ask, whether or not the others have their answers."""
        begun, tasks = time.monotonic(), set()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(begun + number / rate - time.monotonic())
            task = asyncio.create_task(self._ask())
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        if tasks:
            await asyncio.wait(tasks, timeout=PATIENCE)
        return self._done()

    def _done(self) -> Outcome:
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()
        return self.outcome

    async def _ask(self) -> None:
        number = next(self._numbers)
        question = f"{QUESTIONS[number % len(QUESTIONS)]} {number}"  # no vector is remembered from another request
        body = json.dumps({"question": question}).encode()
        lines = ("POST /api/chat HTTP/1.1", "Host: x", "Content-Type: application/json", f"Content-Length: {len(body)}")
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status, answer, retry = await self._exchange("\r\n".join((*lines, "", "")).encode() + body)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status, answer, retry = 0, b"", False
        took = time.perf_counter() - begun
        self.outcome.statuses[status] = self.outcome.statuses.get(status, 0) + 1
        self.outcome.retry_after += retry
        if status == 200:
            self.outcome.seconds.append(took)
            if self._keep:
                self.outcome.bodies.append(answer)
        else:
            self.outcome.refused_seconds.append(took)

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return a connection that the server has not closed, as it does with one that has long been idle."""
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(*self._address)

    async def _exchange(self, request: bytes) -> tuple[int, bytes, bool]:
        reader, writer = await self._connection()
        try:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.split("content-length:")[1].split("\r\n")[0])
            answer = await reader.readexactly(length)
        except BaseException:
            writer.close()
            raise
        if "connection: close" in head:
            writer.close()
        else:
            self._idle.append((reader, writer))
        return int(head.split()[1]), answer, "\r\nretry-after:" in head
