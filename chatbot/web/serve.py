"""python -m chatbot.web.serve: serve a built index until SIGTERM or Ctrl+C.

Needs neither torch nor the articles: a built index folder is enough. Without a usable index the server runs nonetheless
and says so to every question, so that a missing index looks like what it is and not like a dead machine.

Where systemd hands over a socket, that is served: its connections wait while one server ends and the next begins.
"""

from __future__ import annotations

import argparse
import os
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from flask import Flask

from chatbot.answering.english import english
from chatbot.errors import ChatbotError, IndexingError, SettingsError
from chatbot.indexing.cores import cores_given, keep_to
from chatbot.indexing.memory import collapse, give_back
from chatbot.safety import korean, translations
from chatbot.safety.helplines import read_protocol, unverified
from chatbot.settings import Settings, load_settings
from chatbot.stores import is_database, shown
from chatbot.streams import open_streams
from chatbot.web.app import create_app
from chatbot.web.board import Board
from chatbot.web.editor.access import checked_token
from chatbot.web.httpd import Serving, serve
from chatbot.web.interface import LANGUAGES, texts_in
from chatbot.web.library import Library
from chatbot.web.limits import CONNECTIONS, most_connections
from chatbot.web.logs import start_logging
from chatbot.web.questionlog import opened_log
from chatbot.web.supervisor import Work, supervise
from chatbot.web.widget import compressed_bundle, integrity, texts

DESCRIPTORS = CONNECTIONS + 1000  # that one process may have open: its connections, the index, a request's own
FEWEST_CONNECTIONS = 20  # with which serving makes sense
SETTLED = 1.0  # seconds after a worker's start
CHECKS: dict[str, Callable[[str], object]] = {
    "index": is_database,
    "helplines": read_protocol,
    "question_log": opened_log,
    "editor_token": checked_token,
}
"""What raises where a setting cannot be used whose form alone does not tell."""
HANDED_OVER = 3  # the descriptor of the socket that systemd hands over, see sd_listen_fds(3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; return 0 after a graceful stop, 2 where the server could not start."""
    open_streams()
    start_logging()
    asked = _asked(arguments)
    try:
        settings = _settings(asked)
        if asked.check:
            return 0
        _allow_descriptors()
        listener = _handed_over() or _listen(settings.host, settings.port)
        board = Board(settings.workers)
        app = create_app(settings, board=board)
    except ChatbotError as error:
        _say("\n".join(f"error: {line}" for line in str(error).split("\n")))
        return 2
    if due := [seen for _, seen in unverified(app.extensions["protocol"], date.today())]:
        others = f", and {len(due) - 1} more are due" if len(due) > 1 else ""
        _say(f"warning: {due[0]}{others}; see GET /safety, and scripts/lint.py for the place of each")
    board.worker = board.workers  # the supervisor's own row
    with listener:
        supervise(_work(app, listener, settings, board))
    return 0


def _work(app: Flask, listener: socket.socket, settings: Settings, board: Board) -> Work:
    supervisor = os.getpid()
    beside = None
    if settings.editor_token:
        app.extensions["measurer"].is_apart = True
        beside = partial(_measure, app, listener, supervisor)
    announced = False

    def run(number: int, ready: Callable[[str], None]) -> None:
        start_logging(number)
        board.take(number)
        app.extensions["recorder"].start()
        cores = cores_of(supervisor + number, settings.workers)
        keep_to(cores)
        ready(_opened(app.extensions["library"], settings))
        threading.Thread(target=_settle, args=(app,), name="settle", daemon=True).start()
        try:
            serve(app, listener, Serving(settings, board, len(cores), lambda: os.getppid() != supervisor))
        finally:
            app.extensions["recorder"].stop()

    def announce(line: str) -> None:
        nonlocal announced
        if announced:
            return
        announced = True
        _say(line)
        host, port = listener.getsockname()[:2]
        _say(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port}/ (stop with Ctrl+C)")

    # A connection made while the workers finish is refused, since the last copy of the socket is closed: it would wait
    # in the system's queue until they have ended, and a question already sent on it would be lost.
    died = partial(board.add, "worker_deaths")
    return Work(settings.workers, run, announce, died, listener.close, beside)


def _measure(app: Flask, listener: socket.socket, supervisor: int) -> None:
    """Measure for the editor's pages, in a process that answers nobody and so must not keep the port."""
    start_logging()
    listener.close()
    app.extensions["measurer"].live_apart(lambda: os.getppid() == supervisor)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="serve", description="Serve a built index.")
    parser.add_argument(
        "--index", metavar="DIR", help="folder that holds the built index versions, or a postgresql:// URL"
    )
    parser.add_argument("--host", metavar="H", help="address to listen on")
    parser.add_argument("--port", metavar="P", type=_number, help="port to listen on; 0 picks a free one")
    parser.add_argument("--workers", metavar="N", type=_number, help="processes that answer; 0 means one per core")
    parser.add_argument("--check", action="store_true", help="only say which settings cannot be used")
    return parser.parse_args(arguments)


def _number(text: str) -> int | str:
    """Return the number that a text is; of another text the settings say, with all other faults, what is wrong."""
    with suppress(ValueError):
        return int(text)
    return text


def _settings(asked: argparse.Namespace) -> Settings:
    """Return the settings, with each "one per core" made a number."""
    named = {key: value for key, value in vars(asked).items() if key != "check"}
    settings = load_settings(asked=named, checks=CHECKS)
    cores = cores_given()
    workers = settings.workers or cores
    return replace(settings, workers=workers, threads=settings.threads or max(1, cores // workers))


def _handed_over() -> socket.socket | None:
    """Return the listening socket that systemd keeps for the service while it restarts, None where there is none.

    Raises:
        SettingsError: what is handed over is not one socket that listens for TCP connections.
    """
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return None
    fault = "the socket unit names what is not one TCP port; give it one ListenStream=HOST:PORT"
    try:
        listener = socket.socket(fileno=HANDED_OVER)
    except OSError as error:  # of ListenFIFO= or ListenSpecial= it is no socket
        raise SettingsError(fault) from error
    listens = listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
    if os.environ.get("LISTEN_FDS") != "1" or listener.family not in (socket.AF_INET, socket.AF_INET6) or not listens:
        raise SettingsError(fault)
    listener.set_inheritable(False)
    return listener


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; `::` listens for IPv4, too, as it does elsewhere.

    Raises:
        SettingsError: the address cannot be used, in one line.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        both = host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server((host, port), family=family, backlog=CONNECTIONS, dualstack_ipv6=both)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise SettingsError(f"cannot listen on {host}:{port} ({reason}); choose another --host or --port") from error


def _allow_descriptors() -> None:
    """Allow this process as many open files as it has use for.

    Raises:
        SettingsError: it may not have enough for a handful of connections.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # fewer connections are better than none
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if most_connections() < FEWEST_CONNECTIONS:
        raise SettingsError(f"only {hard} files may be open at once; allow {DESCRIPTORS} (ulimit -Hn, LimitNOFILE=)")


def _settle(app: Flask) -> None:
    """Once the first questions are answered, spend half a second on what makes the later ones faster."""
    time.sleep(SETTLED)
    english().prepare()  # else the first mistyped question would wait for it
    korean.rules()  # or the first Korean one
    for language in translations.LANGUAGES:
        translations.translation(language)
    read_pages(app)
    give_back()
    collapse()


def read_pages(app: Flask) -> None:
    """Read what pages and widget are made of, before a release with other code may have replaced the files."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    for language in LANGUAGES:
        texts_in(language)
    compressed_bundle()
    integrity()
    texts()


def cores_of(number: int, workers: int) -> list[int]:
    """Return the cores of the worker of this number: its share of those given to this process, one at least."""
    share = max(1, cores_given() // workers)
    cores = sorted(os.sched_getaffinity(0))
    first = number % len(cores)
    turned = [*cores[first:], *cores[:first]]
    return turned[::workers][:share]


def _opened(library: Library, settings: Settings) -> str:
    """Open the index before the first question has to wait for it; return a line about it."""
    try:
        index = library.current().index
    except IndexingError as error:
        return f"warning: {error}\nEvery question is refused until there is a usable index in {shown(settings.index)}."
    return f"Index {index.version}: {len(index.article_ids()):,} articles, {len(index):,} passages."


def _say(line: str) -> None:
    """Print; that nobody reads it any more, or that its file's disk is full, keeps nobody from being answered."""
    with suppress(OSError):
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
