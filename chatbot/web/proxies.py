"""What proxies in front of the server say about a request -> the request as its reader made it.

Each proxy appends to X-Forwarded-For whom it has the request from, so the reader stands as many places from the end as
there are proxies. The other headers are for one value, which the proxies overwrite or pass on: the last one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"/[^/\\\s]\S*")  # what begins with two slashes leads to another host
_HEADER = "HTTP_X_FORWARDED_PREFIX"


class Proxies(ProxyFix):
    """Believes so many proxies; whoever sends the headers past them is not believed."""

    def __init__(self, app: WSGIApplication, number: int) -> None:
        super().__init__(app, x_for=number, x_proto=1, x_host=1, x_port=1, x_prefix=1)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does, to the request that the reader made."""
        prefix = str(environ.pop(_HEADER, "")).rpartition(",")[2].strip()
        if _PREFIX.fullmatch(prefix):
            environ[_HEADER] = prefix.rstrip("/")
        return super().__call__(environ, start_response)
