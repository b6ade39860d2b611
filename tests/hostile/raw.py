"""Bytes as they are on a connection: no client library tidies them up first."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.web.process import Server


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `status` is 0 where the server closed the connection without a word."""

    status: int
    head: str
    body: bytes


def send(server: Server, content: bytes, seconds: float = 15) -> Reply:
    """Send `content` on a connection of its own and read until the server closes it or falls silent."""
    parts = urlsplit(server.address)
    received = b""
    with socket.create_connection((str(parts.hostname), int(parts.port or 80)), timeout=seconds) as connection:
        try:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                received += chunk
        except TimeoutError:
            raise
        except OSError:
            pass  # a refusal need not wait for the rest: the connection may be gone by any of these steps
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/") else 0
    return Reply(status, head.decode("latin-1"), body)


def get(server: Server, target: str, *headers: str) -> Reply:
    """Send a GET for a target exactly as it is written."""
    lines = [f"GET {target} HTTP/1.1", "Host: localhost", *headers, "Connection: close", "", ""]
    return send(server, "\r\n".join(lines).encode("utf-8"))


def post(server: Server, body: bytes, *headers: str) -> Reply:
    """Send a question's request with these headers beside its Host; nothing is added or counted."""
    lines = ["POST /api/chat HTTP/1.1", "Host: localhost", "Content-Type: application/json", *headers, "", ""]
    return send(server, "\r\n".join(lines).encode("utf-8") + body)
