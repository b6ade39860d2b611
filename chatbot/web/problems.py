"""Errors as HTTP: RFC 9457 problem details for programs, a short page for people.

    400 invalid-request     a field of the request cannot be used; `field` names it
    415 not-json            the body of an API request does not call itself JSON
    415 encoded-body        the body is compressed, or otherwise not what it is about
    503 no-index            nothing has been built yet
    503 encoder-mismatch    the index was made by another encoder
    503 damaged-index       a file of the index is not what its manifest says
    503 other-release       another release wrote the index, in a format that this one does not read
    503 index-unreachable   no server of the database that holds the index gives it in time
    500 internal-error      a fault of ours; the log has the place, never the question
    and HTTP's own: 404, 405, 413 ... under their standard names

`code` is for programs, `detail` says what was seen and what to do about it. Where the index is at fault, readers can
only wait and are told so; what the operator is to do stands in the log and at /readyz.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from flask import Flask, Response, render_template, request
from flask.globals import request_ctx
from msgspec import UNSET, Struct, UnsetType
from werkzeug.exceptions import HTTPException

from chatbot.errors import (
    DamagedIndexError,
    EncoderMismatchError,
    IndexingError,
    NoIndexError,
    OtherReleaseError,
    RequestError,
    UnreachableIndexError,
)
from chatbot.web.decoding import LONGEST_NAME
from chatbot.web.library import library

PROGRAMS_ONLY = ("/api/", "/healthz", "/readyz", "/metrics")  # paths that never answer with a page
PROBLEM_JSON = "application/problem+json"
_log = logging.getLogger(__name__)

_LATER = "the articles cannot be searched at the moment; ask again later"
_SOON = "the articles cannot be searched just now; ask again in a moment"
_INDEX_PROBLEMS: tuple[tuple[type[IndexingError], str, str], ...] = (
    (NoIndexError, "no-index", "the articles are not ready to be searched yet; ask again later"),
    (EncoderMismatchError, "encoder-mismatch", _LATER),
    (DamagedIndexError, "damaged-index", _LATER),
    (OtherReleaseError, "other-release", _LATER),
    (UnreachableIndexError, "index-unreachable", _SOON),
    (IndexingError, "index-error", _SOON),
)


class ProblemDetails(Struct, frozen=True, omit_defaults=True):
    """A problem as RFC 9457 writes it; `code` and `field` are ours."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | UnsetType = UNSET


def problem(status: int, detail: str, code: str = "", field: str | UnsetType = UNSET) -> ProblemDetails:
    """Return one error as the caller is told about it, titled by HTTP's own name of the status, as RFC 9457 asks.

    What has no `code` of its own gets one from that name: "not-found".
    """
    name = phrase(status)
    return ProblemDetails("about:blank", name, status, detail, code or name.lower().replace(" ", "-"), field)


def phrase(status: int) -> str:
    """Return HTTP's name of a status, the same with each Python: 3.13 calls 413 anew, and codes are made of names."""
    return "Request Entity Too Large" if status == 413 else HTTPStatus(status).phrase


def handle_errors(app: Flask) -> None:
    """Make every error of the app a problem; what nobody expected is logged without a word of the request."""
    app.before_request(_refuse_encoded)
    app.register_error_handler(RequestError, lambda error: respond(400, str(error), "invalid-request", error.field))
    app.register_error_handler(IndexingError, no_service)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def respond(
    status: int,
    detail: str,
    code: str = "",
    field: str | UnsetType = UNSET,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a `problem` as a page where a person asks for one, as problem+json otherwise.

    After a Host header that is no host's name there are no addresses, which a page would need for its style sheet.
    """
    said = problem(status, detail, code, field)
    if wants_page() and request_ctx.url_adapter and not request.path.startswith(PROGRAMS_ONLY):
        response = Response(render_template("problem.html", problem=said), status, mimetype="text/html")
    else:
        response = Response(msgspec.json.encode(said), status, mimetype=PROBLEM_JSON)
    response.headers.update({"Cache-Control": "no-store", **(headers or {})})
    return response


def wants_page() -> bool:
    """Tell whether the current request comes from a person, who would rather see a page than JSON."""
    return request.accept_mimetypes.quality("text/html") > request.accept_mimetypes.quality("application/json")


def _refuse_encoded() -> Response | None:
    """Refuse a compressed body: unpacked it may be of any size, and unread it is no JSON and no form."""
    encoding = request.headers.get("Content-Encoding", "")
    if encoding.strip().lower() in ("", "identity"):
        return None
    said = f"the body is encoded ({encoding[:LONGEST_NAME]}); send it as it is, without Content-Encoding"
    return respond(415, said, "encoded-body", headers={"Accept-Encoding": "identity"})


def no_service(error: IndexingError, detail: str | None = None) -> Response:
    """Say that there is no index to answer from; what the error says about this machine is for the log."""
    if library().refused is None:  # what the library refuses, it has logged
        _log.error("%s", error)
    code, said = next((code, said) for kind, code, said in _INDEX_PROBLEMS if isinstance(error, kind))
    headers = {"Retry-After": "1"} if isinstance(error, UnreachableIndexError) else {}
    return respond(503, detail or said, code, headers=headers)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500  # only Werkzeug's redirects have no code of an error, and Flask keeps those to itself
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    said = error.description or "see the status"
    if said == type(error).description:  # Werkzeug's own words; a view that gives its own knows more
        said = _remedy(status, allowed) or said
    return respond(status, said, "not-json" if status == 415 else "", headers={"Allow": allowed} if allowed else {})


def _remedy(status: int, allowed: str) -> str:
    """Return what was seen and what to do about it, "" for a status that this app does not cause itself."""
    remedies = {
        404: "nothing is here; check the address",
        405: f"this address does not take {request.method} requests; use {allowed}",
        413: f"the body is over {request.max_content_length or 0:,} bytes; send a shorter question or less history",
        415: f"the body is {request.mimetype or 'of no stated type'}; send JSON with Content-Type: application/json",
    }
    return remedies.get(status, "")


def _unexpected(error: Exception) -> Response:
    """Log where it happened. An exception's message may quote the reader, so only its type and the code are logged."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s in %s %s\n%s", type(error).__name__, request.method, request.url_rule, frames)
    return respond(500, "something went wrong on our side; ask again, it has been logged", "internal-error")
