"""The token: which are refused at the start, what opens the pages, and how often one may guess."""

from __future__ import annotations

import secrets
import statistics
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from chatbot.errors import SettingsError
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.editor.access import SESSION_SECONDS, Access, checked_token
from chatbot.web.guesses import WRONG_A_MINUTE, Guesses, Verdict
from tests.web.editor.conftest import BEARER, TOKEN
from tests.web.process import PROJECT, environment, serve_command

HTML = {"Accept": "text/html"}
PATHS = ["/editor", *(f"/editor/{name}" for name in ("questions", "questions.csv", "report.html", "try", "plots.css"))]


@pytest.mark.parametrize(
    ("token", "seen"),
    [
        ("short", "5 characters"),
        ("kUWnSWgfwr3Vx2h4cQ0mBz7", "23 characters"),
        ("a" * 40, "1 different characters"),
        ("abababababababababababababab", "2 different characters"),
        ("change-me-change-me-please-now", "'changeme'"),
        ("my-Very-Long-Password-99-xyz!", "'password'"),
        ("EDITOR_TOKEN_EDITOR_TOKEN_0123", "'token'"),
        ("12345678901234567890123456789012", "'1234567'"),
    ],
)
def test_a_short_or_well_known_token_is_refused_with_a_remedy(token: str, seen: str) -> None:
    with pytest.raises(SettingsError, match=r"secrets\.token_urlsafe") as caught:
        checked_token(token)
    assert seen in str(caught.value)
    assert token not in str(caught.value)


def test_tokens_as_they_should_be_are_taken() -> None:
    for _ in range(1000):
        assert checked_token(secrets.token_urlsafe(32))


def test_the_server_does_not_start_with_a_short_token(small_index: Path) -> None:
    command = serve_command("--index", str(small_index), "--port", "0")
    short = environment(CHATBOT_EDITOR_TOKEN="x")  # noqa: S106  short on purpose
    done = subprocess.run(command, cwd=PROJECT, env=short, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "error: CHATBOT_EDITOR_TOKEN: editor_token has 1 characters" in done.stdout


def test_without_a_token_there_is_no_such_page(small_index: Path) -> None:
    client = create_app(Settings(index=str(small_index))).test_client()
    for path in PATHS:
        assert client.get(path, headers=BEARER).status_code == 404
    assert client.post("/editor/sign-in", data={"token": ""}).status_code == 404


@pytest.mark.parametrize("path", [*PATHS, "/editor/x.csv"])
def test_nothing_is_shown_without_the_token(path: str, fresh: Flask) -> None:
    client = fresh.test_client()
    for headers in ({}, {"Authorization": f"Bearer {TOKEN[:-1]}"}, {"Authorization": "Basic eDp4"}, HTML):
        response = client.get(path, headers=headers)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
        assert response.headers["Cache-Control"] == "no-store"
        assert "fee" not in response.text


def test_a_program_sends_the_token_as_bearer_or_as_password(client: FlaskClient) -> None:
    assert client.get("/editor/try", headers=BEARER).status_code == 200
    assert client.get("/editor/try", auth=("", TOKEN)).status_code == 200
    for unreadable in ("nonsense", "Basic ÿ", "Basic !"):
        assert client.get("/editor/try", headers={"Authorization": unreadable}).status_code == 401


def test_a_person_types_it_once(fresh: Flask) -> None:
    client = fresh.test_client()
    wrong = client.post("/editor/sign-in", data={"token": "wrong"}, headers=HTML)
    assert (wrong.status_code, "This is not the token." in wrong.text) == (401, True)
    assert "Set-Cookie" not in wrong.headers
    right = client.post("/editor/sign-in", data={"token": f" {TOKEN} "})
    assert (right.status_code, right.headers["Location"]) == (303, "/editor")
    cookie = right.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/editor"))
    assert TOKEN not in cookie
    assert client.get("/editor/try").status_code == 200
    client.post("/editor/sign-out")
    assert client.get("/editor/try").status_code == 401


def test_a_session_ends_with_its_token_and_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = FixedWindowRateLimiter(MemoryStorage())
    access, other = (Access(token, lambda: counting) for token in (TOKEN, secrets.token_urlsafe(32)))
    session = access.session()
    assert access.knows(session)
    assert not other.knows(session)
    assert not access.knows(session[:-1])
    assert not access.knows("")
    now = time.time()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: int(now) + SESSION_SECONDS + 1)
    assert not access.knows(session)


def test_20_wrong_tokens_a_minute_are_throttled(fresh: Flask) -> None:
    """Then the right one of that address is not looked at either, or guessing on would still pay; others may go on."""
    client = fresh.test_client()
    statuses = [client.get("/editor", headers={"Authorization": f"Bearer wrong{n}"}).status_code for n in range(20)]
    assert statuses == [401] * WRONG_A_MINUTE + [429] * (20 - WRONG_A_MINUTE)
    refused = client.get("/editor/try", headers=BEARER)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "Wait a minute, then try again; send" in refused.text
    assert client.post("/editor/sign-in", data={"token": TOKEN}).status_code == 429
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/editor/try", headers=BEARER, environ_base=elsewhere).status_code == 200


def test_guessing_is_throttled_where_readers_may_ask_without_limit(settings: Settings) -> None:
    free = replace(settings, requests_per_minute=0, questions_per_minute=0, tokens_per_minute=0)
    client = create_app(free).test_client()
    statuses = [client.get("/editor", headers={"Authorization": f"Bearer wrong{n}"}).status_code for n in range(12)]
    assert statuses == [401] * WRONG_A_MINUTE + [429] * (12 - WRONG_A_MINUTE)


def test_right_tokens_and_missing_ones_are_not_counted(client: FlaskClient) -> None:
    for _ in range(2 * WRONG_A_MINUTE):
        assert client.get("/editor/try", headers=BEARER).status_code == 200
        assert client.get("/editor/try").status_code == 401


def test_a_session_goes_on_while_somebody_guesses_from_the_same_address(fresh: Flask) -> None:
    signed_in, guessing = fresh.test_client(), fresh.test_client()
    signed_in.post("/editor/sign-in", data={"token": TOKEN})
    for _ in range(20):
        guessing.post("/editor/sign-in", data={"token": "wrong"})
    assert signed_in.get("/editor/try").status_code == 200


def test_a_wrong_token_takes_as_long_however_much_of_it_is_right() -> None:
    """The order of magnitude is all that is asked of a shared machine; comparing digests is what makes it so."""
    counting = FixedWindowRateLimiter(MemoryStorage())
    known = Guesses("editor", TOKEN, lambda: counting)
    guesses = {"first differs": "x" + TOKEN[1:], "last differs": TOKEN[:-1] + "x", "short": "x", "long": TOKEN * 20}
    seconds: dict[str, list[float]] = {name: [] for name in guesses}
    for client in map(str, range(300)):
        for name, guess in guesses.items():
            began = time.thread_time()
            assert known.judge(client, guess) is Verdict.WRONG
            seconds[name].append(time.thread_time() - began)
    medians = [statistics.median(times) for times in seconds.values()]
    assert max(medians) < 10 * min(medians)
