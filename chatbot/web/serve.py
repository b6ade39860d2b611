"""python -m chatbot.web.serve: serve an index until SIGTERM or Ctrl+C, finishing the requests that have begun.

Needs neither torch nor the articles: a built index folder is enough. Without a usable index the server runs nonetheless
and says so to every question, so that a missing index looks like what it is and not like a dead machine.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from waitress import create_server, wasyncore

from chatbot.errors import IndexingError, SettingsError
from chatbot.settings import Settings, load_settings
from chatbot.web.app import create_app
from chatbot.web.library import Library

LARGEST_HEADER = 16 * 1024  # bytes of all header lines of one request
LARGEST_BODY = 1024 * 1024  # bytes; the app itself refuses much less, but in its own words
CONNECTIONS = 1000  # open at once; slow ones cost a descriptor each and no thread
IDLE_SECONDS = 60  # after which a silent connection is closed
DRAIN_SECONDS = 10  # for requests that had begun when the server was asked to stop


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; return 0 after a graceful stop, 2 where the server could not start."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = _settings(arguments)
        listener = _listen(settings.host, settings.port)
    except SettingsError as error:
        _say(f"error: {error}")
        return 2
    app = create_app(settings)
    _say(_opened(app.extensions["library"], settings))
    with listener:
        host, port = listener.getsockname()[:2]
        sockets: dict[int, Any] = {}
        server = create_server(app, map=sockets, sockets=[listener], **_limits(settings))
        _say(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port}/ (stop with Ctrl+C)")
        _run(server, sockets)
    return 0


def _settings(arguments: Sequence[str] | None) -> Settings:
    parser = argparse.ArgumentParser(prog="serve", description="Serve a built index.")
    parser.add_argument("--index", metavar="DIR", help="folder that holds the built index versions")
    parser.add_argument("--host", metavar="H", help="address to listen on")
    parser.add_argument("--port", metavar="P", type=int, help="port to listen on; 0 picks a free one")
    given = {name: value for name, value in vars(parser.parse_args(arguments)).items() if value is not None}
    return replace(load_settings(), **given)


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        SettingsError: the address cannot be used, in one line.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise SettingsError(f"cannot listen on {host}:{port} ({reason}); choose another --host or --port") from error
    except OverflowError as error:
        raise SettingsError(f"there is no port {port}; choose --port from 0 to 65535") from error


def _limits(settings: Settings) -> dict[str, Any]:
    return {
        "threads": max(4, 2 * (settings.threads or os.cpu_count() or 1)),
        "connection_limit": CONNECTIONS,
        "channel_timeout": IDLE_SECONDS,
        "max_request_header_size": LARGEST_HEADER,
        "max_request_body_size": max(LARGEST_BODY, 2 * settings.max_body_bytes),
        "asyncore_use_poll": True,  # select() fails above 1,024 descriptors
        "clear_untrusted_proxy_headers": settings.trusted_proxies == 0,  # ProxyFix decides where there are proxies
        "ident": "",
    }


def _opened(library: Library, settings: Settings) -> str:
    """Open the index before the first question has to wait for it; return a line about it."""
    try:
        index = library.current().index
    except IndexingError as error:
        return f"warning: {error}\nEvery question is refused until there is a usable index in {settings.index}."
    return f"Index {index.version}: {len(index.article_ids()):,} articles, {len(index):,} passages."


def _run(server: Any, sockets: dict[int, Any]) -> None:
    """Serve until a signal, then stop listening and finish what had begun."""
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True
        with contextlib.suppress(OSError):  # a second signal, after the trigger was closed
            server.pull_trigger()  # ends the wait of the loop below

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping:
        wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
    server.del_channel()
    server.socket.close()
    deadline = time.monotonic() + DRAIN_SECONDS
    quiet = 0  # rounds without work; one alone may have missed a request that was just arriving
    while quiet < 2 and time.monotonic() < deadline:
        wasyncore.loop(timeout=0.05, use_poll=True, map=sockets, count=1)
        busy = any(channel.requests or channel.total_outbufs_len for channel in server.active_channels.values())
        quiet = 0 if busy else quiet + 1
    server.task_dispatcher.shutdown()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
