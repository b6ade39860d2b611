"""What one worker process takes of a connection and how many it keeps open -> waitress's adjustments."""

from __future__ import annotations

import os

from waitress.adjustments import Adjustments

from chatbot.settings import Settings

LARGEST_HEADER = 16 * 1024  # bytes of all header lines of one request
LARGEST_BODY = 1024 * 1024  # bytes; the app refuses much less, but what it refuses must be read first
CONNECTIONS = 1000  # open at once in one process; slow ones cost a descriptor each and no thread
IDLE_SECONDS = 60  # after which a silent connection is closed


def adjustments(settings: Settings) -> Adjustments:
    """Return what waitress has to know."""
    largest = max(LARGEST_BODY, 2 * settings.max_body_bytes)
    return Adjustments(
        threads=max(4, 2 * (settings.threads or os.cpu_count() or 1)),
        backlog=CONNECTIONS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        recv_bytes=4 * LARGEST_HEADER,  # what is refused is read first: closing on unread bytes resets the connection
        max_request_header_size=LARGEST_HEADER,
        max_request_body_size=largest,
        inbuf_overflow=largest + LARGEST_HEADER,  # below this no body is written to a temporary file
        clear_untrusted_proxy_headers=False,  # proxies.py decides whom to believe
        ident="",
    )
