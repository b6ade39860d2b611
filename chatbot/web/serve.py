"""python -m chatbot.web.serve: serve a built index until SIGTERM or Ctrl+C.

Needs neither torch nor the articles: a built index folder is enough. Without a usable index the server runs nonetheless
and says so to every question, so that a missing index looks like what it is and not like a dead machine.
"""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import replace

from chatbot.errors import ChatbotError, IndexingError, SettingsError
from chatbot.settings import Settings, load_settings
from chatbot.web.app import create_app
from chatbot.web.httpd import CONNECTIONS, serve
from chatbot.web.library import Library


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; return 0 after a graceful stop, 2 where the server could not start."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a waiting request is no event worth a line
    try:
        settings = _settings(arguments)
        app = create_app(settings)
        listener = _listen(settings.host, settings.port)
    except ChatbotError as error:
        _say(f"error: {error}")
        return 2
    with listener:
        _say(_opened(app.extensions["library"], settings))
        host, port = listener.getsockname()[:2]
        _say(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port}/ (stop with Ctrl+C)")
        serve(app, listener, settings)
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


def _opened(library: Library, settings: Settings) -> str:
    """Open the index before the first question has to wait for it; return a line about it."""
    try:
        index = library.current().index
    except IndexingError as error:
        return f"warning: {error}\nEvery question is refused until there is a usable index in {settings.index}."
    return f"Index {index.version}: {len(index.article_ids()):,} articles, {len(index):,} passages."


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
