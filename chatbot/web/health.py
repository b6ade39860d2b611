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
    """Say which index version answers; without one, the error becomes a 503 problem."""
    return _says({"status": "ready", "index_version": library().current().index.version})


def _says(members: dict[str, str]) -> Response:
    response = Response(msgspec.json.encode(members), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
