"""Headers on every response, and an API that only the listed origins' pages may read."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from chatbot.settings import Settings
from chatbot.web.app import create_app

SITE = "https://clinic.example"


@pytest.mark.parametrize("path", ["/", "/articles/anticipatory-grief", "/healthz", "/nothing", "/static/page.css"])
def test_every_response_says_what_it_may_do(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/articles/anticipatory-grief", "/demo", "/nothing"])
def test_a_page_names_an_icon_and_its_policy_lets_it_load(client: FlaskClient, path: str) -> None:
    """A browser that finds no icon named asks for /favicon.ico, and Firefox complains where the policy forbids it."""
    page = client.get(path, headers={"Accept": "text/html"})
    assert '<link rel="icon" href="/static/icon.svg"' in page.text
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    with client.get("/static/icon.svg") as icon:
        assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")


@pytest.fixture
def shared(small_index: Path) -> FlaskClient:
    return create_app(Settings(index=str(small_index), allowed_origins=(SITE,))).test_client()


def preflight(client: FlaskClient, origin: str) -> dict[str, str]:
    response = client.options(
        "/api/chat",
        headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
    )
    assert response.status_code == 200
    return dict(response.headers)


def test_an_origin_that_is_not_listed_is_a_line_in_the_log_once(
    shared: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    preflight(shared, SITE)
    shared.get("/api/suggest?q=why", headers={"Origin": "http://localhost"})  # a page of our own says where it is, too
    assert not caplog.messages
    for number in range(3):
        preflight(shared, f"https://{'www.' * number}clinic.example:8443")
    (line,) = caplog.messages
    assert line == "a page of https://clinic.example:8443 asked; if it is one of yours, add that to allowed_origins"


def test_by_default_no_origin_may_read_the_api(client: FlaskClient) -> None:
    assert not [name for name in preflight(client, SITE) if name.startswith("Access-Control")]


def test_a_listed_origin_may_ask_and_read_also_what_went_wrong(shared: FlaskClient) -> None:
    allowed = preflight(shared, SITE)
    assert allowed["Access-Control-Allow-Origin"] == SITE
    assert "POST" in allowed["Access-Control-Allow-Methods"]
    assert allowed["Access-Control-Allow-Headers"] == "Content-Type"
    for body in ({"question": "What is grief?"}, {"question": ""}):
        response = shared.post("/api/chat", json=body, headers={"Origin": SITE})
        assert response.headers["Access-Control-Allow-Origin"] == SITE
        assert "Origin" in response.vary
        assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://clinic.example", SITE + ".evil.example", "null", ""]
)
def test_any_other_origin_may_not(shared: FlaskClient, origin: str) -> None:
    assert "Access-Control-Allow-Origin" not in preflight(shared, origin)
    response = shared.post("/api/chat", json={"question": "a"}, headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Origin" in response.vary


def test_pages_are_shared_with_nobody(shared: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in shared.get("/", headers={"Origin": SITE}).headers
