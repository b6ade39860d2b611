"""Logs: one JSON object a line, on standard error. No line holds what a reader typed, and no value can begin a new one.

    {"at": "2026-01-01T00:00:00.000Z", "level": "error", "from": "chatbot.web.library", "worker": 1, "says": "..."}

A request is logged by its route's pattern, never by its path or query, and without the client's address.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from time import monotonic, perf_counter

import msgspec
from flask import Flask, Response, g, request

_QUIET_SECONDS = 60.0  # between two lines that say the same of the same server of a database
_REPEATING = ("psycopg", "chatbot.postgres.servers")  # loggers that say at each read what is wrong with a database
_requests = logging.getLogger("chatbot.requests")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; a line break in it is an escape, and so is every other control character."""

    def __init__(self, worker: int | None) -> None:
        super().__init__()
        self._worker = worker

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "from": record.name}
        if self._worker is not None:
            line["worker"] = self._worker
        line["says"] = record.getMessage()
        line |= getattr(record, "members", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__  # its message may quote a reader
        return msgspec.json.encode(line).decode().translate(_BREAKS)


class Seldom(logging.Filter):
    """Lets through once a minute what is said of each read while a database is away or at fault, all day long.

    Two lines say the same where they have the same wording and, if it begins with one, the same pool or server.
    """

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether to write the line."""
        if not record.name.startswith(_REPEATING):
            return True
        first = record.args[0] if isinstance(record.args, tuple) and record.args else ""
        said, now = (str(record.msg), first if isinstance(first, str) else ""), monotonic()
        if now < self._quiet_until.get(said, 0.0):
            return False
        self._quiet_until[said] = now + _QUIET_SECONDS
        return True


# JSON may hold these as they are, and some programs take them for the end of a line
_BREAKS = {code: f"\\u{code:04x}" for code in (0x7F, 0x85, 0x2028, 0x2029)}


def start_logging(worker: int | None = None) -> None:
    """Log to standard error from now on, naming this worker."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(worker))
    handler.addFilter(Seldom())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("waitress").setLevel(logging.WARNING)  # below, it logs the paths of clients that have gone
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a waiting request is no event worth a line


def log_requests(app: Flask) -> None:
    """Log each request of `app`."""

    @app.after_request
    def log(response: Response) -> Response:
        members = {
            "method": request.method if request.url_rule else "",
            "route": str(request.url_rule or ""),
            "status": response.status_code,
            "ms": round((perf_counter() - g.begun) * 1000, 1),
        }
        _requests.info("request", extra={"members": members})
        return response
