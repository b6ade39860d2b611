"""A real server process, as an operator starts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 180  # a second or two on an idle machine


@dataclass
class Server:
    """A running server; `output` holds every line it has written."""

    process: subprocess.Popen[str]
    output: list[str] = field(default_factory=list)
    address: str = ""

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, str]:
        """Return status, body and content type of one request on a connection of its own."""
        parts = urlsplit(self.address)
        connection = HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read(), response.getheader("Content-Type", "")
        finally:
            connection.close()

    def ask(self, question: str, **more: Any) -> tuple[int, bytes]:
        """Post one question to the chat API."""
        body = json.dumps({"question": question, **more}).encode()
        status, answer, _ = self.request("POST", "/api/chat", body, **{"Content-Type": "application/json"})
        return status, answer

    def workers(self) -> list[int]:
        """Return the process ids of the workers, which answer; the process that was started only keeps them running."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]

    def stop(self) -> int:
        """Ask the server to stop and return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def serve_command(*arguments: str) -> list[str]:
    """Return the command that serves a built index, without building anything."""
    return [sys.executable, "-m", "chatbot.web.serve", *arguments]


def handed(listener: socket.socket, *arguments: str, number: int = 1) -> list[str]:
    """Return the command that serves a listening socket as systemd hands it over."""
    hand_over = f'exec 3<&{listener.fileno()}; LISTEN_PID=$$ LISTEN_FDS={number} exec "$@"'
    return ["bash", "-c", hand_over, "bash", *serve_command(*arguments)]


def environment(**extra: str) -> dict[str, str]:
    """Return this process's environment without settings of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CHATBOT_")} | extra


@contextmanager
def running(*arguments: str, **settings: str) -> Iterator[Server]:
    """Serve on a free port until the block ends."""
    with started(serve_command("--port", "0", *arguments), PROJECT, **settings) as server:
        yield server


@contextmanager
def started(command: Sequence[str | Path], cwd: Path = PROJECT, **settings: str) -> Iterator[Server]:
    """Start a server by a command that serves on a free port, and stop it when the block ends."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cwd, env=environment(**settings)
    )
    with reading(Server(process)) as server:
        yield server


@contextmanager
def reading(server: Server) -> Iterator[Server]:
    """Read what a server writes, wait until it answers, and stop it when the block ends."""
    ready = threading.Event()
    reader = threading.Thread(target=_read, args=(server, ready))
    reader.start()
    try:
        assert ready.wait(START_SECONDS), f"the server did not start: {server.output}"
        assert server.address, f"the server ended: {server.output}"
        yield server
    finally:
        server.stop()
        reader.join()
        assert server.process.stdout
        server.process.stdout.close()


def rest(connection: socket.socket) -> bytes:
    """Return what comes until the server closes the connection."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def _read(server: Server, ready: threading.Event) -> None:
    assert server.process.stdout
    for line in server.process.stdout:
        server.output.append(line.rstrip("\n"))
        if line.startswith("Serving at "):
            server.address = line.split()[2].rstrip("/")
            ready.set()
    ready.set()
