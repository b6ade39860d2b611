"""GET /healthz: the process answers. GET /readyz: it has an index to answer from."""

from __future__ import annotations

from flask import Blueprint, Response

from chatbot.errors import IndexingError, UnreachableIndexError
from chatbot.web.library import library
from chatbot.web.problems import no_service
from chatbot.web.responses import json_response
from chatbot.web.schemas import HealthOut, ReadyOut

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Say that the process is alive; looks at nothing else, so that a missing index restarts no server."""
    return json_response(HealthOut("ok"))


@health.get("/readyz")
def readyz() -> Response:
    """Say which index version answers, and which should and cannot.

    Without one, or while no database server gives its passages, a 503 problem says why.
    """
    held = library()
    try:
        version = held.current().index.version
    except IndexingError as error:
        return no_service(error, str(error))
    if refused := held.refused:
        if isinstance(refused.error, UnreachableIndexError):
            return no_service(refused.error, str(refused.error))
        return json_response(ReadyOut("ready", version, refused.version, str(refused.error)))
    return json_response(ReadyOut("ready", version))
