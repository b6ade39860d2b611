"""Every error is problem+json for programs and a page for people; none repeats a question into the log."""

from __future__ import annotations

import gzip
import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chatbot.settings import Settings
from chatbot.web.app import create_app

MEMBERS = {"type", "title", "status", "detail", "code"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def problem(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Check what every problem has in common and return it."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    body: dict[str, Any] = json.loads(response.data)
    assert set(body) - {"field"} == MEMBERS
    assert (body["type"], body["status"], body["code"]) == ("about:blank", status, code)
    return body


@pytest.mark.parametrize(
    ("request_body", "field", "detail"),
    [
        ({"question": ""}, "question", "is empty; write a question"),
        ({"question": "é" * 1001}, "question", "1,001 characters; shorten it to 1,000"),
        ({"question": "a", "history": ["b"] * 11}, "history", "11 earlier questions; send the latest 10"),
        ({"question": "a", "history": ["b" * 1001]}, "history[0]", "1,001 characters; shorten it to 1,000"),
        ({"question": "a", "limit": 2.5}, "limit", "whole number"),
        ({"question": "a", "filters": {"tag": []}}, "filters.tag", "unknown field"),
        ([], "body", "expected object"),
    ],
)
def test_a_request_that_cannot_be_used_is_400_and_names_the_field(
    client: FlaskClient, request_body: object, field: str, detail: str
) -> None:
    found = problem(client.post("/api/chat", json=request_body), 400, "invalid-request")
    assert found["field"] == field
    assert found["detail"].startswith(f"{field}: ")
    assert detail in found["detail"]
    assert found["title"] == "Bad Request"


def test_a_thousand_characters_are_not_too_many(client: FlaskClient) -> None:
    assert client.post("/api/chat", json={"question": "é" * 1000}).status_code == 200


def test_bad_json_is_400(client: FlaskClient) -> None:
    response = client.post("/api/chat", data=b'{"question": ', content_type="application/json")
    assert "not JSON" in problem(response, 400, "invalid-request")["detail"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_does_not_call_itself_json_is_415(client: FlaskClient, content_type: str) -> None:
    response = client.post("/api/chat", data=b'{"question": "a"}', content_type=content_type)
    assert "Content-Type: application/json" in problem(response, 415, "not-json")["detail"]


@pytest.mark.parametrize("path", ["/api/chat", "/api/feedback", "/"])
def test_a_compressed_body_is_415_and_the_answer_says_how_to_send_it(client: FlaskClient, path: str) -> None:
    body = gzip.compress(b'{"question": "How long should I let a silence go on?"}')
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = client.post(path, data=body, headers=headers)
    assert problem(answer, 415, "encoded-body")["detail"] == (
        "the body is encoded (gzip); send it as it is, without Content-Encoding"
    )
    assert answer.headers["Accept-Encoding"] == "identity"


def test_a_body_that_is_said_to_be_as_it_is_is_taken(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "identity"}
    assert client.post("/api/chat", json={"question": "How long?"}, headers=headers).status_code == 200


def test_json_with_a_charset_is_json(client: FlaskClient) -> None:
    response = client.post("/api/chat", data=b'{"question": "a"}', content_type="application/json; charset=utf-8")
    assert response.status_code == 200


def test_a_body_that_is_too_large_is_413(client: FlaskClient) -> None:
    response = client.post("/api/chat", json={"question": "a" * 70_000})
    assert "65,536 bytes" in problem(response, 413, "request-entity-too-large")["detail"]


def test_an_unknown_address_is_404_and_a_wrong_method_405(client: FlaskClient) -> None:
    problem(client.get("/api/nothing"), 404, "not-found")
    problem(client.get("/nothing"), 404, "not-found")
    response = client.get("/api/chat")
    assert "POST" in problem(response, 405, "method-not-allowed")["detail"]
    assert "POST" in response.headers["Allow"]


def test_a_person_gets_a_page_and_a_program_never_does(client: FlaskClient) -> None:
    page = client.get("/articles/none", headers=BROWSER)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<h1>" in page.text
    unknown = client.get("/nothing", headers=BROWSER).text
    assert ">Nothing is here; check the address.<" in unknown  # what a program is told, as a sentence
    problem(client.get("/api/nothing", headers=BROWSER), 404, "not-found")


@pytest.fixture
def without_index(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(index=str(tmp_path / "none"))).test_client()


def test_without_an_index_readers_are_told_to_come_back_and_the_operator_what_to_do(
    without_index: FlaskClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = without_index.post("/api/chat", json={"question": "a"})
    for response in (asked, without_index.get("/"), without_index.get("/articles/a")):
        detail = problem(response, 503, "no-index")["detail"]
        assert detail == "the articles are not ready to be searched yet; ask again later"
    for told in (problem(without_index.get("/readyz"), 503, "no-index")["detail"], caplog.text):
        assert f"run: scripts/build_index.py CORPUS --index {tmp_path}" in told
    assert without_index.get("/healthz").status_code == 200
    assert without_index.get("/", headers=BROWSER).status_code == 503


def test_with_another_encoder_than_the_settings_name_every_answer_is_a_503(small_index: Path) -> None:
    client = create_app(Settings(index=str(small_index), model="sentence-transformers/other")).test_client()
    problem(client.post("/api/chat", json={"question": "a"}), 503, "encoder-mismatch")
    found = problem(client.get("/readyz"), 503, "encoder-mismatch")
    assert "sentence-transformers/other" in found["detail"]


def test_a_damaged_index_is_a_503_that_names_the_file(small_index: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small_index, tmp_path / "damaged"))
    version = folder / "versions" / (folder / "current").read_text(encoding="utf-8").strip()
    damaged = max((path for path in version.iterdir() if path.name != "manifest.json"), key=lambda p: p.stat().st_size)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    client = create_app(Settings(index=str(folder))).test_client()
    assert damaged.name in problem(client.get("/readyz"), 503, "damaged-index")["detail"]


def test_a_faulty_request_is_named_before_a_missing_index(without_index: FlaskClient) -> None:
    problem(without_index.post("/api/chat", json={"question": 1}), 400, "invalid-request")


@pytest.fixture
def broken_app(small_index: Path) -> Flask:
    """The real app with one view more, which fails as an unforeseen fault would: with the question in its message."""
    app = create_app(Settings(index=str(small_index)))

    def fail() -> str:
        raise ValueError(f"cannot make sense of {request.args['x']}")

    app.add_url_rule("/api/fault", view_func=fail)
    return app


def test_what_nobody_foresaw_is_500_logged_without_the_question_and_the_server_goes_on(
    broken_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = broken_app.test_client()
    with caplog.at_level(logging.DEBUG):
        found = problem(client.get("/api/fault?x=planted"), 500, "internal-error")
    assert "planted" not in found["detail"]
    assert "planted" not in caplog.text
    assert "ValueError in GET /api/fault" in caplog.text
    assert "in fail" in caplog.text
    assert client.post("/api/chat", json={"question": "What is anticipatory grief?"}).status_code == 200
