"""The question log behind HTTP: off unless switched on, redacted, erasable by who asked, and never in the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from chatbot.coverage.questionlog import Logged, QuestionLog
from chatbot.errors import ChatbotError
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.board import Board
from chatbot.web.questionlog import HEADER, Recorder
from tests.faults.test_workers import until

DAY = date(2026, 11, 25)
PLANTED = "My client Zebulon planted-91827 says yes but to everything, mail zeb@example.org"
SPOILT = b"no database any more, but long enough to be taken for one" * 100


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.sqlite"


@pytest.fixture
def settings(small_index: Path, file: Path) -> Settings:
    return Settings(index=str(small_index), question_log=str(file), log_days=30, allowed_origins=("https://a.example",))


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings, lambda: DAY)
    app.extensions["recorder"].start()
    yield app.test_client()
    app.extensions["recorder"].stop()


def ask(client: FlaskClient, question: str, **more: Any) -> tuple[dict[str, Any], str]:
    response = client.post("/api/chat", json={"question": question, **more}, headers={"Origin": "https://a.example"})
    assert response.status_code == 200
    return json.loads(response.data), response.headers.get(HEADER, "")


def written(client: FlaskClient, file: Path) -> Logged:
    """Return what the log holds once all that was asked is written."""
    counted: Board = client.application.extensions["board"]
    until(lambda: counted.total("unwritten") == 0)
    return QuestionLog(file, 30).read(DAY)


def questions(client: FlaskClient, file: Path) -> list[str]:
    return [entry.text for entry in written(client, file).asked]


def test_a_logged_question_is_redacted_and_its_asker_alone_can_erase_it(client: FlaskClient, file: Path) -> None:
    _, entry = ask(client, PLANTED, history=["An earlier question, planted-before"])
    assert len(entry) == 32
    written(client, file)
    assert questions(client, file) == ["My client [name] planted-91827 says yes but to everything, mail [e-mail]"]
    held = file.read_bytes()
    assert not [word for word in (b"Zebulon", b"zeb@", b"planted-before", b"127.0.0.1") if word in held]
    assert client.delete(f"/api/log/{'0' * 32}").status_code == 404
    assert client.delete(f"/api/log/{entry}").status_code == 204
    assert b"planted-91827" not in file.read_bytes()
    assert client.delete(f"/api/log/{entry}").status_code == 404


def test_a_page_of_another_site_can_read_the_id_and_erase(client: FlaskClient) -> None:
    origin = {"Origin": "https://a.example"}
    response = client.post("/api/chat", json={"question": "What is a yes but game?"}, headers=origin)
    assert HEADER in response.headers["Access-Control-Expose-Headers"]
    allowed = client.options("/api/log/x", headers={**origin, "Access-Control-Request-Method": "DELETE"})
    assert "DELETE" in allowed.headers["Access-Control-Allow-Methods"]


def test_a_reader_without_scripts_is_told_and_can_erase(client: FlaskClient, file: Path) -> None:
    page = client.post("/?locale=en", data={"question": "How long should I let a silence go on?"})
    entry = page.headers[HEADER]
    assert "noted down without names" in page.text
    assert f'name="entry" value="{entry}"' in page.text
    gone = client.post("/erase?locale=en", data={"entry": entry})
    assert (gone.status_code, "Your question was erased." in gone.text) == (200, True)
    assert questions(client, file) == []
    assert client.post("/erase", data={"entry": entry}).status_code == 404


def test_bodies_do_not_depend_on_the_log(client: FlaskClient, small_index: Path) -> None:
    plain = create_app(Settings(index=str(small_index))).test_client()
    body = {"question": "How long should I let a silence go on?"}
    assert plain.post("/api/chat", json=body).data == client.post("/api/chat", json=body).data


def test_feedback_joins_the_logged_question(client: FlaskClient, file: Path) -> None:
    answer, _ = ask(client, "How long should I let a silence go on?")
    verdict = {"answer_id": answer["answer_id"], "source_id": answer["quotes"][0]["source_id"], "helpful": True}
    assert client.post("/api/feedback", json=verdict).status_code == 204
    (judged,) = written(client, file).judged
    assert judged.place == f"{answer['quotes'][0]['article']['id']}#{answer['quotes'][0]['source_id']}"
    assert (judged.helpful, judged.unhelpful) == (1, 0)


def test_days_are_over_for_an_idle_server_too(client: FlaskClient, settings: Settings, file: Path) -> None:
    """A server that starts forgets what it should have forgotten, before anybody asks."""
    ask(client, "planted-91827, what is a silence?")
    written(client, file)
    Recorder(settings, lambda: DAY + timedelta(days=29), Board())
    assert b"planted-91827" in file.read_bytes()
    Recorder(settings, lambda: DAY + timedelta(days=30), Board())
    assert b"planted-91827" not in file.read_bytes()


def test_of_a_question_with_a_distress_notice_only_the_count_is_kept(client: FlaskClient, file: Path) -> None:
    cry = "I want to kill myself. planted-91827, how long should I let a silence go on?"
    answer, entry = ask(client, cry)
    assert answer["notice"]
    assert entry == ""
    page = client.post("/?locale=en", data={"question": cry})
    assert (HEADER in page.headers, "noted down" in page.text) == (False, False)
    assert written(client, file).withheld == 2
    assert b"planted-91827" not in file.read_bytes()
    assert answer["answer_id"].encode() not in file.read_bytes()


def test_a_log_that_can_no_longer_be_written_costs_no_answer_and_no_question_once_it_can(
    client: FlaskClient, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(SPOILT)
    answer, entry = ask(client, "How long should I let a silence go on?")
    _, erased = ask(client, PLANTED)
    assert client.post("/api/feedback", json={"answer_id": answer["answer_id"], "helpful": True}).status_code == 204
    until(lambda: "cannot be used as a question log" in caplog.text)
    assert "silence" not in caplog.text
    assert client.delete(f"/api/log/{erased}").status_code == 204
    file.unlink()
    found = written(client, file)
    assert [each.text for each in found.asked] == ["How long should I let a silence go on?"]
    assert [(judged.helpful, judged.unhelpful) for judged in found.judged] == [(1, 0)]
    assert client.delete(f"/api/log/{erased}").status_code == 404
    assert client.delete(f"/api/log/{entry}").status_code == 204


def test_what_there_is_no_room_for_is_counted(client: FlaskClient, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatbot.web.logqueue.MOST", 1)
    counted: Board = client.application.extensions["board"]
    with closing(sqlite3.connect(file)) as held:
        held.execute("begin immediate")  # as a slow disk lets others wait
        answer, entry = ask(client, "How long should I let a silence go on?")
        assert (len(entry), counted.total("unlogged")) == (32, 0)
        assert ask(client, "How long should I let a silence go on?")[1] == ""
        verdict = {"answer_id": answer["answer_id"], "helpful": True}
        assert client.post("/api/feedback", json=verdict).status_code == 204
    assert (counted.total("unlogged"), counted.total("unwritten")) == (2, 1)
    assert len(questions(client, file)) == 1
    assert written(client, file).judged == ()


def test_a_log_that_stays_unusable_does_not_fill_the_servers_own_log(
    client: FlaskClient, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(SPOILT)
    for _ in range(3):
        ask(client, "How long should I let a silence go on?")
        client.post("/api/feedback", json={"answer_id": "0" * 32, "helpful": True})
        client.delete(f"/api/log/{'0' * 32}")  # waits until it has been tried
    assert len([record for record in caplog.records if record.name == "chatbot.web.logqueue"]) == 1


def test_an_erasure_that_cannot_be_made_is_no_error_of_ours_and_says_that_nothing_was_erased(
    client: FlaskClient, file: Path
) -> None:
    _, entry = ask(client, "How long should I let a silence go on?")
    written(client, file)
    file.write_bytes(SPOILT)
    refused = client.delete(f"/api/log/{entry}")
    assert (refused.status_code, refused.mimetype) == (503, "application/problem+json")
    page = client.post("/erase?locale=en", data={"entry": entry}, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert all("nothing was erased" in told.text and str(file) not in told.text for told in (refused, page))


def test_a_log_that_cannot_be_opened_stops_the_start(small_index: Path, tmp_path: Path) -> None:
    with pytest.raises(ChatbotError, match="cannot be used as a question log"):
        create_app(Settings(index=str(small_index), question_log=str(tmp_path / "no" / "where.sqlite")))
