"""GET /healthz: the process answers. GET /readyz: it has an index to answer from."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response

from chatbot.web.library import library

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Say that the process is alive; looks at nothing else, so that a missing index restarts no server."""
    return _says({"status": "ok"})


@health.get("/readyz")
def readyz() -> Response:
    """Say which index version answers, and which should and cannot; without one, the error becomes a 503 problem."""
    held = library()
    members = {"status": "ready", "index_version": held.current().index.version}
    if refused := held.refused:
        members |= {"refused_version": refused.version, "refused_because": str(refused.error)}
    return _says(members)


def _says(members: dict[str, str]) -> Response:
    response = Response(msgspec.json.encode(members), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
