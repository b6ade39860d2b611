"""Every request below /editor passes here: signed in, asked to sign in, refused for a while, or told nothing is here.

GET  /editor/...      without token or session: 401, with a form for people and a problem for programs
POST /editor/sign-in  the form field `token`; sets the session's cookie
POST /editor/sign-out ends the session of this browser
"""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chatbot.coverage.words import counted, number
from chatbot.web.editor.access import COOKIE, SESSION_SECONDS, Access
from chatbot.web.guesses import AGAIN_SECONDS, Verdict
from chatbot.web.problems import respond, wants_page
from chatbot.web.security import authorization
from chatbot.web.texts_en import ENGLISH
from chatbot.web.throttling import client

editor = Blueprint("editor", __name__, url_prefix="/editor")
_KEPT: dict[str, Any] = {"httponly": True, "samesite": "Strict"}  # from scripts, and from what other sites send
_REALM = 'Bearer realm="editor"'


@editor.before_request
def guard() -> AnyResponse | None:
    """Let those pass who have the token; the form is for everybody."""
    access = _access()
    if request.endpoint == "editor.sign_in" or access.knows(request.cookies.get(COOKIE, "")):
        return None
    given = authorization()
    if given is None:
        return _sign_in_page("")
    return _refusal(access, given.token or given.password or "")


@editor.context_processor
def on_editor_pages() -> dict[str, object]:
    """Return what the templates of these pages use, in place of what those for readers do: there is English alone."""
    return {"home": url_for("editor.dashboard"), "t": ENGLISH, "counted": counted, "number": number}


@editor.after_request
def keep_private(response: Response) -> Response:
    """Have nothing of these pages kept or indexed."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@editor.post("/sign-in")
def sign_in() -> AnyResponse:
    """Set the session's cookie where the token is right."""
    access = _access()
    refused = _refusal(access, request.form.get("token", "").strip())
    if refused is not None:
        return refused
    home = url_for("editor.dashboard")
    response = redirect(home, 303)
    response.set_cookie(COOKIE, access.session(), max_age=SESSION_SECONDS, secure=request.is_secure, path=home, **_KEPT)
    return response


@editor.post("/sign-out")
def sign_out() -> AnyResponse:
    """Take the cookie back."""
    home = url_for("editor.dashboard")
    response = redirect(home, 303)
    response.delete_cookie(COOKIE, secure=request.is_secure, path=home, **_KEPT)
    return response


def _access() -> Access:
    return cast("Access", current_app.extensions["editor"])


def _refusal(access: Access, token: str) -> Response | None:
    """Return why a token does not open the pages, None where it does."""
    verdict = access.guesses.judge(client(), token)
    if verdict is Verdict.RIGHT:
        return None
    if verdict is Verdict.WRONG:
        return _sign_in_page("This is not the token.")
    response = _sign_in_page("Too many wrong tokens. Wait a minute, then try again.", 429)
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


def _sign_in_page(error: str, status: int = 401) -> Response:
    if wants_page():
        page = render_template("editor/sign_in.html", error=error)
        response = Response(page, status, mimetype="text/html")
    else:
        remedy = error.rstrip(".") or "no token was sent"
        response = respond(status, f"{remedy}; send Authorization: Bearer and the setting editor_token")
    if status == 401:
        response.headers["WWW-Authenticate"] = _REALM
    return response
