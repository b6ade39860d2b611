"""What the chat widget needs of the server: its files, suggestions, feedback, and a page that shows it in use.

GET  /widget.js            the bundled element, for any site
GET  /widget/LANGUAGE.json what it says in another language than English, for any site
GET  /demo                 an article as a publisher would have it, with the widget
GET  /api/suggest?q=       FAQ questions like what is being typed; never logged
POST /api/feedback         a verdict on a quote; counted for /metrics, and logged where questions are
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from chatbot.errors import RequestError
from chatbot.indexing.index import ArticleRecord, Filter, PassageIndex, records
from chatbot.reading.metadata import parse_url
from chatbot.web.answers import spelled
from chatbot.web.board import board
from chatbot.web.feedback import read_feedback
from chatbot.web.library import LOOKED_AT, MadeOfIndex, library, question_limits
from chatbot.web.questionlog import recorder
from chatbot.web.rendering import article_blocks
from chatbot.web.responses import ASK_FIRST, json_response, page_response
from chatbot.web.schemas import SuggestionsOut
from chatbot.web.security import HEADERS
from chatbot.web.suggesting import Suggestions

_FOLDER = Path(__file__).parent / "static" / "widget"
BUNDLE = _FOLDER / "dist" / "widget.js"
TEXTS = _FOLDER / "src" / "i18n"  # a file for each language; that of English is in the bundle
SCRIPTED = "script-src 'self'; connect-src 'self'"  # added to the policy of a page of ours that runs the widget
_FRESH = 3600  # seconds that browsers keep /widget.js; a site's `integrity` must not fail for long after an update

widget = Blueprint("widget", __name__)


@cache
def bundle() -> bytes:
    """Return the one file a site loads."""
    return BUNDLE.read_bytes()


@cache
def compressed_bundle() -> bytes:
    """Return that file as gzip makes it, two fifths of its size; few proxies compress scripts unless told to."""
    return gzip.compress(bundle(), mtime=0)


@cache
def texts() -> dict[str, bytes]:
    """Return what the widget says in each language but English, as gzip makes it, by the language's code."""
    return {path.stem: gzip.compress(path.read_bytes(), mtime=0) for path in TEXTS.glob("*.json") if path.stem != "en"}


@cache
def integrity() -> str:
    """Return the value of the `integrity` attribute that matches `bundle()`."""
    return f"sha384-{base64.b64encode(hashlib.sha384(bundle()).digest()).decode()}"


def scripted_policy() -> str:
    """Return the Content-Security-Policy of a page of ours that runs the widget."""
    return f"{HEADERS['Content-Security-Policy']}; {SCRIPTED}"


@widget.get("/widget.js")
def script() -> Response:
    """Send the element to any site; a module script is only run where the response allows its origin."""
    return _for_any_site(compressed_bundle(), "text/javascript")


@widget.get("/widget/<language>.json")
def translation(language: str) -> Response:
    """Send what the element says in a language. It is data: nothing runs that the digest of `script` does not cover."""
    return _for_any_site(texts().get(language) or abort(404), "application/json")


def _for_any_site(compressed: bytes, mimetype: str) -> Response:
    zipped = request.accept_encodings.quality("gzip") > 0
    body = compressed if zipped else gzip.decompress(compressed)
    response = Response(body, mimetype=mimetype)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={_FRESH}"
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    return cast("Response", response.make_conditional(request))


@widget.get("/api/suggest")
def suggest() -> Response:
    """Suggest FAQ questions for what a reader is typing; nothing of it is kept."""
    if "q" not in request.args:
        raise RequestError("q", "missing; add ?q= with what was typed so far")
    typed, most = request.args["q"], question_limits().chars
    if len(typed) > most:
        raise RequestError("q", f"{len(typed):,} characters; send at most {most:,}")
    where = Filter(*(frozenset(request.args.getlist(name)) for name in ("category", "language", "article")))
    made = cast("MadeOfIndex[Suggestions]", current_app.extensions["suggestions"])
    return json_response(SuggestionsOut(tuple(made.of(library().current().index).like(typed, where))))


@widget.post("/api/feedback")
def feedback() -> Response:
    """Count one verdict."""
    if not request.is_json:
        abort(415)
    verdict = read_feedback(request.get_data(cache=False))
    board().add("verdicts", verdict.verdict)
    recorder().judge(verdict)
    return Response(status=204)


@widget.get("/demo")
def demo() -> Response:
    """Show the longest article of the corpus on a page of a made-up site, with the widget beside it."""
    opened = library().current()
    record = _longest(opened.index)
    page = render_template(
        "demo.html",
        article=record,
        parts=article_blocks(record),
        # the page says where its article really lives, so that the widget knows links to it as links to this page
        canonical=parse_url(record.url or "") or url_for("pages.article", article_id=spelled(record.id)),
        starters=" | ".join(record.questions[:3]),
        integrity=integrity(),
        reviews=opened.reviews,
    )
    response = page_response(page, ASK_FIRST)
    response.headers["Content-Security-Policy"] = scripted_policy()
    return response


def _longest(index: PassageIndex) -> ArticleRecord:
    found = max(records(index, LOOKED_AT), key=lambda record: len(record.text), default=None)
    if found is None:
        abort(404, "the corpus holds no article to show; add one and build the index")
    return found
