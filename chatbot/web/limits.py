"""The limits of one worker process, on connections and on sizes -> waitress's adjustments."""

from __future__ import annotations

import resource

from waitress.adjustments import Adjustments

from chatbot.indexing.cores import cores_given
from chatbot.settings import Settings

LARGEST_HEADER = 16 * 1024  # bytes of all header lines of one request
LARGEST_BODY = 1024 * 1024  # bytes; the app refuses much less, but what it refuses must be read first, and is not kept
CONNECTIONS = 1000  # open at once in one process; slow ones cost a descriptor each and no thread
OTHER_FILES = 60  # that a process opens beside its connections: the index, the question log, a database's pool
MOST_UNREAD = 4 * 1024 * 1024  # bytes of answers that one client may leave unread and still get another
NO_FILE = 2**31 - 1  # bytes from which answers that wait for their client to read go to a temporary file: none do
IDLE_SECONDS = 60  # after which a silent connection is closed


def most_connections() -> int:
    """Return how many connections this process may have open: fewer than usual where it may open few files."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS if files == resource.RLIM_INFINITY else min(CONNECTIONS, files - OTHER_FILES)


def adjustments(settings: Settings) -> Adjustments:
    """Return what waitress has to know."""
    largest = max(LARGEST_BODY, 2 * settings.max_body_bytes)
    return Adjustments(
        threads=max(4, 2 * (settings.threads or cores_given())),
        backlog=CONNECTIONS,
        connection_limit=most_connections(),
        channel_timeout=IDLE_SECONDS,
        recv_bytes=4 * LARGEST_HEADER,  # what is refused is read first: closing on unread bytes resets the connection
        max_request_header_size=LARGEST_HEADER,
        max_request_body_size=largest,
        inbuf_overflow=settings.max_body_bytes,  # bytes of a body that are kept; none is written to a temporary file
        outbuf_high_watermark=MOST_UNREAD,
        outbuf_overflow=NO_FILE,
        clear_untrusted_proxy_headers=False,  # proxies.py decides whom to believe
        ident="",
    )
