"""What a view has made -> a response: JSON, or a page in the reader's language, and whether it may be kept."""

from __future__ import annotations

import msgspec
from flask import Response, request

NEVER, ASK_FIRST = "no-store", "no-cache"
"""How a response may be kept: not at all, or until whoever wants it again has asked whether it is still so."""


def json_response(members: object, kept: str = NEVER) -> Response:
    """Return `members`, of a type that msgspec writes, as JSON."""
    return _kept(Response(msgspec.json.encode(members), mimetype="application/json"), kept)


def page_response(html: str, kept: str = NEVER, status: int = 200) -> Response:
    """Return a page whose language its reader's browser may have chosen."""
    response = Response(html, status, mimetype="text/html")
    response.vary.add("Accept-Language")
    return _kept(response, kept)


def _kept(response: Response, kept: str) -> Response:
    """Say how `response` may be kept; to whoever asks whether what it has is still so, say that and nothing else."""
    response.headers["Cache-Control"] = kept
    if kept == ASK_FIRST:
        response.add_etag()
        response.make_conditional(request)
    return response
