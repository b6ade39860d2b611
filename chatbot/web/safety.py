"""GET /safety: what is done about readers who may be in danger, as a page for people and as JSON for programs."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, render_template, request

from chatbot.errors import IndexingError
from chatbot.safety.describing import described
from chatbot.safety.helplines import Protocol
from chatbot.safety.meaning import weights_for
from chatbot.web.interface import reader_locale
from chatbot.web.library import library
from chatbot.web.responses import ASK_FIRST, json_response, page_response

safety = Blueprint("safety", __name__)


@safety.get("/safety")
def protocol() -> Response:
    """State the protocol, generated from the rules that are at work."""
    stored = cast("Protocol", current_app.extensions["protocol"])
    said = described(stored, reader_locale(), by_meaning=_by_meaning())
    accepted = request.accept_mimetypes
    if accepted.quality("application/json") > accepted.quality("text/html"):
        response = json_response(said, ASK_FIRST)
    else:
        response = page_response(render_template("safety.html", said=said), ASK_FIRST)
    response.vary.update(("Accept", "Accept-Language"))
    return response


def _by_meaning() -> bool:
    """Tell whether the served encoder is the one whose meaning is weighed; without an index nothing is."""
    try:
        return weights_for(library().current().index.encoder.fingerprint) is not None
    except IndexingError:
        return False
