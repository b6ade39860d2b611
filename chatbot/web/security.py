"""Headers on every response: what a page may load, who may frame it, and which origins may call the API.

And the one of a request that says who asks: `authorization()`.
"""

from __future__ import annotations

import logging
from itertools import count

from flask import Flask, Response, request
from werkzeug.datastructures import Authorization

POLICY = (  # an image is the icon in the tab: without leave, Firefox complains about it on each page
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API = "/api/"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
}
_log = logging.getLogger(__name__)


def secure(app: Flask, origins: tuple[str, ...]) -> None:
    """Add the headers to every response of `app`; a header that a view has set stays as it is.

    That a page of an origin that is not listed asked, is logged once: it may well be the operator's own, whose readers
    hear only that the service cannot be reached.
    """
    strangers = count()

    @app.after_request
    def add_headers(response: Response) -> Response:
        present = frozenset(response.headers.keys(lower=True))
        response.headers.extend({name: HEADERS[name] for name in HEADERS if name.lower() not in present})
        if request.path.startswith(API):
            if origins:
                response.vary.add("Origin")
            origin = request.headers.get("Origin")
            shared = cors_headers(origins, origin, request.method)
            response.headers.update(shared)
            if origin and not shared and request.method == "OPTIONS" and not next(strangers):
                _log.warning("a page of %.100s asked; if it is one of yours, add that to allowed_origins", origin)
        return response


def cors_headers(origins: tuple[str, ...], origin: str | None, method: str) -> dict[str, str]:
    """Return the headers that let a page of `origin` read a response of the API, none where it is not listed.

    "*" in the list means any. No cookies are involved.
    """
    if origin is None or not (origin in origins or "*" in origins):
        return {}
    return {"Access-Control-Allow-Origin": origin} | (PREFLIGHT if method == "OPTIONS" else {})


def authorization() -> Authorization | None:
    """Return what the current request's Authorization header says, None where it says nothing that can be read."""
    try:
        return request.authorization
    except ValueError:  # Werkzeug lets it through where the credentials hold a character that base64 has not
        return None
