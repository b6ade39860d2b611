"""The HTTP server: waitress with limits, error responses of our own, and a graceful shutdown.

One thread reads and writes all connections, so that a slow client costs a descriptor and no thread. What has arrived
whole goes to one of two queues: requests to be answered wait for a thread of the first; refusals, the questions of
whoever watches the server and those of browsers that ask what they may (preflights: a page that cannot ask cannot read
a refusal either) go to the second, so that they are answered at once however busy the first is.
"""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from chatbot.settings import Settings
from chatbot.web.admission import Admission
from chatbot.web.board import Board
from chatbot.web.limits import adjustments
from chatbot.web.parser import Request
from chatbot.web.polling import Connections
from chatbot.web.problems import PROGRAMS_ONLY
from chatbot.web.sharing import Share
from chatbot.web.tasks import RETRY_SECONDS, ErrorTask, RefusedError, Task

DRAIN_SECONDS = 10  # for answers that had begun when the server was asked to stop
ARRIVAL_SECONDS = 1  # for requests that were on their way then
AT_ONCE = tuple(path for path in PROGRAMS_ONLY if path != "/api/")  # paths that never wait behind questions

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """What one worker process serves with: `cores` are how many it has, `orphaned` tells that its supervisor died."""

    settings: Settings
    board: Board
    cores: int
    orphaned: Callable[[], bool]


def serve(app: Flask, listener: socket.socket, serving: Serving) -> None:
    """Serve `app` on a listening socket until SIGTERM or Ctrl+C, then finish the requests that have begun.

    Raises:
        TimeoutError: an answer takes longer than the settings allow; its thread cannot be ended, the process can.
    """
    sockets = Connections()
    server = _Server(app, sockets, listener, serving)
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True
        with contextlib.suppress(OSError):  # a second signal, when the trigger is closed
            server.pull_trigger()  # ends the wait of the loop below

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    looked = time.monotonic()
    while not stopping:
        sockets.turn(server.patience())
        if time.monotonic() >= looked + 1:
            looked = time.monotonic()
            server.look_after_connections()
            sockets.ask_all()
            stopping = stopping or serving.orphaned()
    server.stopping = True
    server.del_channel()
    server.socket.close()
    sockets.drain(server.has_work, DRAIN_SECONDS)
    server.task_dispatcher.shutdown()
    server.at_once.shutdown()


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection: it notes since when a request has been arriving."""

    task_class = Task
    error_task_class = ErrorTask
    parser_class = Request
    request: Any = None  # the one that is arriving
    began = 0.0  # when the request that is arriving began
    answering_since = 0.0  # 0 while nothing is being answered

    def add_channel(self, map: object = None) -> None:  # noqa: A002  waitress's name
        super().add_channel(map)
        self.server.count_connections()

    def del_channel(self, map: object = None) -> None:  # noqa: A002
        super().del_channel(map)
        self.server.count_connections()

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.monotonic()
        return bool(super().received(data))

    def handle_error(self) -> None:
        """Close after a fault of ours; waitress would log what has arrived and from where."""
        _log.error("a connection was closed: %s", type(sys.exception()).__name__)
        self.handle_close()

    def writable(self) -> bool:
        """Tell whether the loop has something to send: what a thread is still writing it leaves to that thread.

        waitress asks for it at once and again and again, though it cannot get the lock that the thread holds; and so
        keeps that thread from running.
        """
        if self.requests and not self.will_close and not self.close_when_flushed:
            return False
        return bool(super().writable())

    def _flush_outbufs_below_high_watermark(self) -> None:
        """Close the connection of a client that asks again and again and reads nothing.

        waitress would have the thread wait until the client reads; some such clients would leave no thread for others.
        """
        if self.total_outbufs_len > self.adj.outbuf_high_watermark:
            self.will_close = True
            self.server.pull_trigger()

    def service(self) -> None:
        request = self.requests[0]
        self.answering_since = time.monotonic()
        try:
            super().service()
        finally:
            self.answering_since = 0.0
            self.server.sockets.end(self)
            self.server.leave(request)  # one to which nothing was written: its client has gone

    def refuse(self, error: RefusedError) -> None:
        """Answer what has arrived so far of a request with an error."""
        with self.requests_lock:
            if self.request is None or self.requests:
                return
            self.request.error = error
            self.requests.append(self.request)
            self.request = None
        self.server.add_task(self)


class _Server(TcpWSGIServer):  # type: ignore[misc]
    """Lets requests in or refuses them, and closes connections that lead nowhere."""

    channel_class = _Channel
    stopping = False  # once it takes no more connections

    def __init__(self, app: Flask, sockets: Connections, listener: socket.socket, serving: Serving) -> None:
        self.sockets = sockets
        settings, self._board = serving.settings, serving.board
        self.gate = Admission(self._board, settings.max_concurrent, serving.cores)
        self._share = Share(self._board)
        self.at_once = ThreadedTaskDispatcher()
        self.at_once.set_thread_count(2)
        self._seconds = settings.request_seconds
        self.origins = settings.allowed_origins
        found = (listener.family, listener.type, listener.proto, listener.getsockname())
        adj = adjustments(settings)
        super().__init__(app, sockets, True, listener, adj=adj, sockinfo=found, bind_socket=False)

    def readable(self) -> bool:
        """Tell whether to wait for connections."""
        return bool(super().readable()) and not self._share.left

    def patience(self) -> float:
        """Return the seconds that the loop may wait for something to happen, connections among it or not."""
        self.sockets.ask(self)
        return self._share.left or 1.0

    def handle_accept(self) -> None:
        """Take the connection that waits, or leave it to another worker for a moment."""
        if not self._share.yields(len(self.active_channels)):
            super().handle_accept()
            self._make_room()

    def count_connections(self) -> None:
        """Tell the other workers how many connections this one has."""
        self._board.put("connections", len(self.active_channels))

    def add_task(self, task: _Channel) -> None:
        """Put a connection's first request into the queue that it belongs to."""
        request = task.requests[0]
        self.sockets.begin(task)
        if request.error is not None:
            if not isinstance(request.error, RefusedError):
                self._board.add("refused", "malformed")
        elif not request.path.startswith(AT_ONCE) and request.command != "OPTIONS":
            if self.gate.enter():
                request.let_in = True
                self.task_dispatcher.add_task(task)
                return
            self._refuse(task)
            self._shed()
            return
        self.at_once.add_task(task)

    def leave(self, request: Request) -> None:
        """Count a request no longer as one that is in work."""
        if request.let_in:
            request.let_in = False
            self.gate.leave()

    def _refuse(self, channel: _Channel) -> None:
        self._board.add("refused", "busy")
        detail = f"too many requests at once; ask again in {RETRY_SECONDS} second"
        channel.requests[0].error = RefusedError(503, detail)
        self.at_once.add_task(channel)

    def _shed(self) -> None:
        """Refuse those that wait behind as many as are answered quickly: there are more than can be kept up with."""
        dispatcher = self.task_dispatcher
        with dispatcher.lock:
            late = [dispatcher.queue.pop() for _ in range(len(dispatcher.queue) - self.gate.busy)]
        for channel in late:
            self.leave(channel.requests[0])
            self._refuse(channel)

    def has_work(self, since: float) -> bool:
        """Tell whether there is still something to answer, send or wait for, so long after it was asked to stop."""
        channels = self.active_channels.values()
        return any(since < ARRIVAL_SECONDS or c.requests or c.total_outbufs_len for c in channels)

    def look_after_connections(self) -> None:
        """Refuse requests that are too long on their way, and close connections whose clients read nothing.

        Raises:
            TimeoutError: an answer takes too long.
        """
        now = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.will_close:  # the loop would wait until it can be written to
                channel.handle_close()
                continue
            if channel.request is not None and not channel.requests and now > channel.began + self._seconds:
                self._board.add("refused", "slow")
                channel.refuse(RefusedError(408, f"no whole request within {self._seconds} seconds; send it faster"))
            if channel.answering_since and now > channel.answering_since + self._seconds:
                raise TimeoutError(f"an answer takes longer than {self._seconds} seconds")

    def _make_room(self) -> None:
        """Close those connections that have been idle longest where nearly as many are open as may be."""
        most = self.adj.connection_limit
        if len(self.active_channels) <= most * 9 // 10:
            return
        idle = sorted((c for c in self.active_channels.values() if not c.requests), key=lambda c: c.last_activity)
        for channel in idle[: most // 5]:
            channel.will_close = True
            self.sockets.ask(channel)
