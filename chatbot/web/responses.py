"""What a view has made -> a response: JSON, or a page in the reader's language, and whether it may be kept."""

from __future__ import annotations

import msgspec
from flask import Response

NEVER, ASK_FIRST = "no-store", "no-cache"
"""How a response may be kept: not at all, or until whoever wants it again has asked whether it is still so."""


def json_response(members: object, kept: str = NEVER) -> Response:
    """Return `members`, of a type that msgspec writes, as JSON."""
    return Response(msgspec.json.encode(members), mimetype="application/json", headers={"Cache-Control": kept})


def page_response(html: str, kept: str = NEVER, status: int = 200) -> Response:
    """Return a page whose language its reader's browser may have chosen."""
    response = Response(html, status, mimetype="text/html", headers={"Cache-Control": kept})
    response.vary.add("Accept-Language")
    return response
