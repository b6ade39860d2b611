"""Requests to one chat API from a process of its own: `python -m scripts.benchmarking.load HOST PORT`.

Each line of input is an `Order` in JSON, each line of output a `Load`. A client is a thread with one connection that
sends its next request when the last is answered; requests are prepared and connections open before the clock runs.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from contextlib import suppress
from itertools import count
from typing import BinaryIO

import msgspec
from msgspec import Struct

_SECONDS = 60.0  # after which an answer that has not come is an error
_LENGTH = b"content-length:"


class Order(Struct, frozen=True):
    """Send these request bodies, each once, from this many clients at a time."""

    bodies: list[str]
    clients: int = 1


class Load(Struct, frozen=True):
    """What came of it: the wall-clock seconds in all, the ms of each answer, and the requests that had none."""

    seconds: float
    ms: list[float]
    errors: int


class _Client:
    """One connection that stays open; opened again after an error."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._host = f"{host}:{port}".encode()
        self._connect()

    def request(self, body: bytes) -> bytes:
        """Return the packet that asks for an answer to `body`."""
        head = b"POST /api/chat HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        return head % (self._host, len(body)) + body

    def send(self, packet: bytes) -> bool:
        """Tell whether the answer came whole, with status 200."""
        try:
            self._socket.sendall(packet)
            return self._read()
        except OSError:
            self.close()
            with suppress(OSError):  # where nobody listens, the next request fails, too
                self._connect()
            return False

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._address, _SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file: BinaryIO = self._socket.makefile("rb")

    def _read(self) -> bool:
        status = self._file.readline()
        if not status:
            raise ConnectionError("the server closed the connection")
        length = 0
        while (line := self._file.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(_LENGTH):
                length = int(line[len(_LENGTH) :])
        return len(self._file.read(length)) == length and b" 200 " in status


def run(host: str, port: int, order: Order) -> Load:
    """Send what the order says and return what came of it."""
    clients = [_Client(host, port) for _ in range(order.clients)]
    packets = [clients[0].request(body.encode()) for body in order.bodies]
    turns, started = count(), threading.Barrier(order.clients + 1)
    ms: list[float | None] = [None] * len(packets)

    def ask(client: _Client) -> None:
        started.wait()
        while (turn := next(turns)) < len(packets):
            begun = time.perf_counter()
            if client.send(packets[turn]):
                ms[turn] = (time.perf_counter() - begun) * 1000

    threads = [threading.Thread(target=ask, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    started.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    for client in clients:
        client.close()
    answered = [taken for taken in ms if taken is not None]
    return Load(seconds, answered, len(packets) - len(answered))


def main(host: str, port: str) -> None:
    """Carry out one order a line until the input ends."""
    for line in sys.stdin:
        load = run(host, int(port), msgspec.json.decode(line, type=Order))
        sys.stdout.write(msgspec.json.encode(load).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
