"""What proxies in front of the server say about a request -> the request as its reader made it.

Each proxy appends to X-Forwarded-For whom it has the request from, so the reader stands as many places from the end as
there are proxies. The other headers are for one value, which the proxies overwrite or pass on: the last one counts.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"/[^/\\\s]\S*")  # what begins with two slashes leads to another host
_HEADER = "HTTP_X_FORWARDED_PREFIX"
_log = logging.getLogger(__name__)


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


class NoProxies:
    """Believes nobody, and says once in the log where somebody says what a proxy would.

    Without this an operator sees nothing of a proxy that no setting names, until all readers together have asked what
    one client may, or somebody has asked without any limit through the proxy of this machine.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._said = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does, to the request as it came."""
        if "HTTP_X_FORWARDED_FOR" in environ and not self._said:
            self._said = True
            _log.warning(
                "requests come with X-Forwarded-For, which counts for nothing while trusted_proxies is 0; if a proxy of"
                " yours sends it, set trusted_proxies to how many proxies there are: until then all readers behind it"
                " are one client, or one without limits where it runs on this machine"
            )
        return self._app(environ, start_response)
