"""waitress, with limits, with errors in our own words, and with an end that cuts no answer short."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from http import HTTPStatus
from typing import Any

from flask import Flask
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from chatbot.settings import Settings
from chatbot.web.problems import Problem
from chatbot.web.security import HEADERS

LARGEST_HEADER = 16 * 1024  # bytes of all header lines of one request
LARGEST_BODY = 1024 * 1024  # bytes; the app refuses much less, but what it refuses must be read first
CONNECTIONS = 1000  # open at once; slow ones cost a descriptor each and no thread
IDLE_SECONDS = 60  # after which a silent connection is closed
DRAIN_SECONDS = 10  # for requests that had begun when the server was asked to stop


def serve(app: Flask, listener: socket.socket, settings: Settings) -> None:
    """Serve `app` on a listening socket until SIGTERM or Ctrl+C, then finish the requests that have begun."""
    sockets: dict[int, Any] = {}
    server = create_server(app, map=sockets, sockets=[listener], **_limits(settings))
    server.channel_class = _Channel
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True
        with contextlib.suppress(OSError):  # a second signal, when the trigger is closed
            server.pull_trigger()  # ends the wait of the loop below

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping:
        wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
    server.del_channel()
    server.socket.close()
    _drain(server, sockets)
    server.task_dispatcher.shutdown()


def _drain(server: Any, sockets: dict[int, Any]) -> None:
    deadline = time.monotonic() + DRAIN_SECONDS
    quiet = 0  # rounds without work; one alone may have missed a request that was just arriving
    while quiet < 2 and time.monotonic() < deadline:
        wasyncore.loop(timeout=0.05, use_poll=True, map=sockets, count=1)
        busy = any(channel.requests or channel.total_outbufs_len for channel in server.active_channels.values())
        quiet = 0 if busy else quiet + 1


def _limits(settings: Settings) -> dict[str, Any]:
    largest = max(LARGEST_BODY, 2 * settings.max_body_bytes)
    return {
        "threads": max(4, 2 * (settings.threads or os.cpu_count() or 1)),
        "connection_limit": CONNECTIONS,
        "channel_timeout": IDLE_SECONDS,
        "recv_bytes": 4
        * LARGEST_HEADER,  # what is refused is read first: closing on unread bytes resets the connection
        "max_request_header_size": LARGEST_HEADER,
        "max_request_body_size": largest,
        "inbuf_overflow": largest + LARGEST_HEADER,  # below this no body is written to a temporary file
        "asyncore_use_poll": True,  # select() fails above 1,024 descriptors
        "clear_untrusted_proxy_headers": settings.trusted_proxies == 0,  # ProxyFix decides where there are proxies
        "ident": "",
    }


class _ErrorTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """Says why a request was refused before the app saw it."""

    def execute(self) -> None:
        error = self.request.error
        remedies = {
            413: f"the body is over {self.channel.server.adj.max_request_body_size:,} bytes; send a shorter question",
            431: f"the header lines are over {LARGEST_HEADER:,} bytes; send fewer or shorter ones",
        }
        status = HTTPStatus(error.code)
        detail = remedies.get(error.code, f"{error.body}; send a well-formed HTTP/1.1 request")
        body = Problem(error.code, status.phrase.lower().replace(" ", "-"), detail).as_json()
        self.status = f"{status.value} {status.phrase}"
        self.response_headers += [*HEADERS.items(), ("Content-Type", "application/problem+json")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose refusals are problems."""

    error_task_class = _ErrorTask
