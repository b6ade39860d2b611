"""What answers a request that has arrived: the app, or a problem that says why the app never saw it."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from waitress import task
from waitress.utilities import Error

from chatbot.web.limits import LARGEST_HEADER
from chatbot.web.problems import PROBLEM_JSON, phrase, problem
from chatbot.web.security import API, HEADERS, cors_headers

RETRY_SECONDS = 1  # after which a client that was refused may ask again


class RefusedError(Error):  # type: ignore[misc]  # waitress has no types
    """Why a request is not answered."""

    def __init__(self, code: int, body: str) -> None:
        super().__init__(body)
        self.code = code


class Task(task.WSGITask):  # type: ignore[misc]
    """Has the app answer a request."""

    def build_response_header(self) -> bytes:
        """Return the status and the header lines; the last answer of a server that stops says that it is the last.

        A proxy that keeps connections open would send the next reader's question on one that is about to end.
        """
        if self.channel.server.stopping and len(self.channel.requests) == 1:
            self.request.headers["CONNECTION"] = "close"
        return bytes(super().build_response_header())

    def write(self, data: bytes) -> None:
        """Write a part of the answer; before the first the request leaves, for its client may ask again after it."""
        self.channel.server.leave(self.request)
        super().write(data)


class ErrorTask(task.ErrorTask):  # type: ignore[misc]
    """Says why a request was refused before the app saw it."""

    def execute(self) -> None:
        """Write the problem; a client that may ask again keeps its connection, of a server that goes on."""
        error = self.request.error
        remedies = {
            413: f"the body is over {self.channel.server.adj.max_request_body_size:,} bytes; send a shorter question",
            431: f"the header lines are over {LARGEST_HEADER:,} bytes; send fewer or shorter ones",
        }
        ours = error.body if isinstance(error, RefusedError) else f"{error.body}; send a well-formed HTTP/1.1 request"
        body = msgspec.json.encode(problem(error.code, remedies.get(error.code, ours)))
        self.status = f"{error.code} {phrase(error.code)}"
        headers = {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"}
        self.response_headers += (HEADERS | self._cors_headers() | headers).items()
        busy = error.code == HTTPStatus.SERVICE_UNAVAILABLE
        if busy:
            self.response_headers.append(("Retry-After", str(RETRY_SECONDS)))
        if not busy or self.channel.server.stopping:
            self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if self.request.command == "HEAD" else body)

    def _cors_headers(self) -> dict[str, str]:
        """Return what lets a page of a listed origin read why, as far as the request says where it comes from."""
        if not self.request.path.startswith(API):
            return {}
        return cors_headers(self.channel.server.origins, self.request.headers.get("ORIGIN"), self.request.command)
