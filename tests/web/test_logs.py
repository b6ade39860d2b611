"""A log line is one JSON object, whatever stands in it; requests are logged without what a reader typed."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.logs import JsonFormatter, Seldom


def line_of(message: str, *arguments: object, worker: int | None = None) -> str:
    return JsonFormatter(worker).format(logging.LogRecord("a", logging.INFO, "", 1, message, arguments, None))


def test_a_line_says_when_where_and_what() -> None:
    found = json.loads(line_of("serving %s", "x", worker=2))
    assert (found["level"], found["from"], found["worker"], found["says"]) == ("info", "a", 2, "serving x")
    assert found["at"].endswith("Z")


@pytest.mark.parametrize("code", [0, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31, 0x7F, 0x85, 0x2028, 0x2029])
def test_no_character_begins_a_new_line_or_moves_a_terminals_cursor(code: int) -> None:
    text = f'a{chr(code)}{{"level": "error"}}'
    line = line_of("%s", text)
    assert line.splitlines() == [line]
    assert line.isprintable()
    assert json.loads(line)["says"] == text


def test_an_exceptions_message_may_quote_a_reader_so_only_its_kind_is_logged() -> None:
    try:
        raise ValueError("planted")
    except ValueError as error:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "failed", (), (type(error), error, None))
    assert json.loads(JsonFormatter(None).format(record))["error"] == "ValueError"
    assert "planted" not in JsonFormatter(None).format(record)


def test_requests_are_logged_by_their_route_where_the_settings_say_so(
    small_index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Settings(index=str(small_index), log="requests")).test_client()
    with caplog.at_level(logging.INFO, "chatbot.requests"):
        client.get("/articles/planted?q=planted", headers={"User-Agent": "planted"})
        client.post("/api/chat", json={"question": "planted"})
        client.get("/planted")
    lines = [JsonFormatter(0).format(record) for record in caplog.records]
    assert not [line for line in lines if "planted" in line or "127.0.0.1" in line]
    found = [json.loads(line) for line in lines if '"says":"request"' in line]
    assert [(one["method"], one["route"], one["status"]) for one in found] == [
        ("GET", "/articles/<path:article_id>", 404),
        ("POST", "/api/chat", 200),
        ("", "", 404),
    ]
    assert all(one["ms"] >= 0 for one in found)


def test_nothing_of_a_request_is_logged_by_default(small_index: Path, caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(Settings(index=str(small_index))).test_client()
    with caplog.at_level(logging.INFO):
        client.post("/api/chat", json={"question": "planted"})
    assert not [record for record in caplog.records if record.name == "chatbot.requests"]


def test_what_a_database_makes_be_said_again_and_again_is_written_once_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("chatbot.web.logs.monotonic", lambda: now)
    seldom = Seldom()

    def written(name: str, message: str, *arguments: object) -> bool:
        return seldom.filter(logging.LogRecord(name, logging.WARNING, "", 1, message, arguments, None))

    def pool(name: str) -> bool:
        return written("psycopg.pool", "error connecting in %r: %s", name, ValueError("refused"))

    assert [pool("db1"), pool("db1"), pool("db2")] == [True, False, True]
    assert [written("psycopg.pool", "closing returned connection: %s", object()) for _ in range(2)] == [True, False]
    assert [written("chatbot.postgres.servers", "%s: %s", "db1:5432", "Fault") for _ in range(2)] == [True, False]
    assert written("chatbot.postgres.servers", "%s: %s", "db2:5432", "Fault")
    assert [written("chatbot.web.library", "cannot be served") for _ in range(2)] == [True, True]
    now = 61.0
    assert pool("db1")
