"""One process measures for all: its result is shown while the next is made, and lives on when a process dies."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.questionlog import QuestionLog
from chatbot.coverage.standing import Due, Standing
from chatbot.errors import ChatbotError
from chatbot.indexing.versions import open_index
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.editor.desk import Desk, Kept
from chatbot.web.editor.measuring import MOST_MEMORY
from tests.coverage.logged import add
from tests.web.editor.conftest import BEARER, DAY, FEES, TOKEN, measured
from tests.web.process import Server, running
from tests.web.test_board import in_another_process

KEPT = Kept(1.0, "v", DAY, 3, "about", b"<p>page</p>", {"gaps": b"a,b\n" * 100_000}, b"report", b"questions")
SOON = 300.0  # seconds for what takes one on an idle machine; what has the least priority waits for all others


def test_processes_share_what_is_kept_and_wake_each_other() -> None:
    desk = Desk()
    assert desk.kept() is None
    assert not desk.woken(0)
    in_another_process(lambda: desk.keep(KEPT))
    assert desk.kept() == KEPT
    in_another_process(lambda: desk.look("w"))
    assert desk.woken(0)
    assert not desk.woken(0)
    assert (desk.state().version, desk.look("v"), desk.state().looked) == ("w", 2, 2)
    desk.note(settled=2)
    assert desk.wait(2, 60).version == "v"


def test_what_a_process_has_not_finished_writing_is_not_read() -> None:
    desk = Desk()
    desk.keep(KEPT)
    with desk._kept.turn() as file:
        os.ftruncate(file, 1000)
    assert desk.kept() is None
    desk.keep(KEPT)
    assert desk.kept() == KEPT


@pytest.fixture
def client(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client whose app has measured once and waits for no other measurement."""
    client = measured(create_app(settings, lambda: DAY))
    monkeypatch.setattr("chatbot.web.editor.looking.SHORT_SECONDS", 0.0)
    monkeypatch.setattr("chatbot.web.editor.looking.WAIT_SECONDS", 0.0)
    return client


@contextmanager
def measuring(app: Flask, monkeypatch: pytest.MonkeyPatch, done: int = 20) -> Iterator[None]:
    """Have every measurement begin, and none end before the block does; so many questions of 50 have been asked."""
    standing, end, began = app.extensions["measurer"].standing, threading.Event(), threading.Event()
    real = standing.measure

    def slow(version: str, tell: Callable[[int, int], None]) -> object:
        tell(done, 50)
        began.set()
        end.wait(SOON)
        return real(version)

    with monkeypatch.context() as patched:
        patched.setattr(standing, "measure", slow)
        patched.setattr(standing, "is_good", lambda _: False)
        app.extensions["measurer"].look(app.extensions["library"].current().index.version)
        assert began.wait(SOON)
        yield
    end.set()


def test_the_last_measurement_is_shown_while_the_next_is_made(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Measured anew" not in client.get("/editor", headers=BEARER).text
    with measuring(client.application, monkeypatch):
        response = client.get("/editor", headers=BEARER)
        assert response.status_code == 200
        assert "Retry-After" in response.headers
        told = " ".join(re.sub("<[^>]+>", "", response.text).split())
        assert re.search(r"Measured anew since [\d-]+ [\d:]+ [\w+-]+: 20 of 50 questions have been asked\.", told)
        assert re.search(r"What stands below is the last one, of [\d-]+ [\d:]+ [\w+-]+, index version \w{16}\.", told)
        assert FEES[0] in response.text
        assert client.get("/editor/gaps.csv", headers=BEARER).status_code == 200


def test_after_the_last_question_something_is_still_being_done(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with measuring(client.application, monkeypatch, done=50):
        told = client.get("/editor", headers=BEARER).text
        assert "all 50 questions have been asked, and their answers are being compared." in told


def test_until_there_is_something_to_read_the_page_looks_again_by_itself(
    fresh: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes at once, and stands still for a reader who says so; what can be read is never taken away."""
    monkeypatch.setattr("chatbot.web.editor.looking.SHORT_SECONDS", 0.0)
    monkeypatch.setattr("chatbot.web.editor.looking.WAIT_SECONDS", SOON)
    client, again = fresh.test_client(), '<meta http-equiv="refresh" content="5">'
    with measuring(fresh, monkeypatch):
        assert again in client.get("/editor", headers=BEARER).text
        still = client.get("/editor?still", headers=BEARER).text
        assert (again in still, 'href="/editor?still">Look again' in still) == (False, True)
    with measuring(measured(fresh).application, monkeypatch):
        later = client.get("/editor", headers=BEARER).text
        assert (again in later, "Look again" in later) == (False, True)


def test_what_was_erased_is_not_shown_while_the_next_is_made(
    settings: Settings, small_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, answerer = QuestionLog(tmp_path / "log.sqlite", 30), Answerer(open_index(small_index))
    days = (DAY, date(2026, 11, 24))
    entries = [add(log, FEES[0], answerer.ask(make_question(FEES[0])), day) for day in days]
    client = measured(create_app(replace(settings, question_log=str(log.file)), lambda: DAY))
    for name in ("SHORT_SECONDS", "WAIT_SECONDS"):
        monkeypatch.setattr(f"chatbot.web.editor.looking.{name}", 0.0)
    assert FEES[0] in client.get("/editor", headers=BEARER).text
    log.erase(entries[0])
    with measuring(client.application, monkeypatch):
        response = client.get("/editor", headers=BEARER)
        assert (response.status_code, FEES[0] in response.text) == (202, False)
        assert "20 of 50 questions have been asked" in response.text
        assert client.get("/editor/questions.csv", headers=BEARER).status_code == 503


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ChatbotError("the version is gone"), "the version is gone"),
        (MemoryError(), f"it takes more than {MOST_MEMORY >> 30} GB of memory"),
        (RuntimeError("std::bad_alloc"), f"it takes more than {MOST_MEMORY >> 30} GB of memory"),
        (ValueError("a reader&#39;s words"), "there is a fault in the program"),
    ],
)
def test_what_stops_a_measurement_is_told(
    error: Exception, told: str, fresh: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stop(*_: object) -> tuple[Due, object]:
        raise error

    monkeypatch.setattr("chatbot.web.editor.looking.SHORT_SECONDS", SOON)
    client = fresh.test_client()
    with monkeypatch.context() as stopped:
        stopped.setattr(Standing, "measure", stop)
        response = client.get("/editor", headers=BEARER)
        assert response.status_code == 503
        assert told in response.text
        assert told in client.get("/editor/gaps.csv", headers=BEARER).text
        assert "words" not in response.text + caplog.text
    client = measured(fresh)
    assert client.get("/editor", headers=BEARER).status_code == 200
    with monkeypatch.context() as stopped:
        stopped.setattr(Standing, "measure", stop)
        stopped.setattr(Standing, "is_good", lambda *_: False)
        response = client.get("/editor", headers=BEARER)
        assert (response.status_code, told in response.text, FEES[0] in response.text) == (200, True, True)


def test_what_was_measured_and_cannot_be_shown_is_measured_again(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Kept:
        raise ValueError

    client, measurer = fresh.test_client(), fresh.extensions["measurer"]
    with monkeypatch.context() as stopped:
        stopped.setattr(measurer, "_shown", broken)
        stopped.setattr("chatbot.web.editor.looking.SHORT_SECONDS", SOON)
        assert client.get("/editor", headers=BEARER).status_code == 503
    assert measured(fresh).get("/editor", headers=BEARER).status_code == 200


@pytest.fixture
def server(small_index: Path, settings: Settings) -> Iterator[Server]:
    values = {
        "CHATBOT_EDITOR_TOKEN": TOKEN,
        "CHATBOT_CORPUS": settings.corpus,
        "CHATBOT_EDITOR_QUESTIONS": ",".join(settings.editor_questions),
    }
    with running("--index", str(small_index), "--workers", "2", **values) as started:
        yield started


def test_a_process_with_the_least_priority_measures_and_its_result_outlives_workers(server: Server) -> None:
    until(lambda: len(server.workers()) == 3)
    until(lambda: len(idle(server)) == 1)
    (process,) = idle(server)
    until(lambda: page(server)[0] == 200)
    when, seen = page(server)[1], time.time()
    assert Path(f"/proc/{process}/oom_score_adj").read_text(encoding="ascii").strip() == "1000"
    limits = Path(f"/proc/{process}/limits").read_text(encoding="ascii")
    assert re.search(rf"^Max data size +{MOST_MEMORY} ", limits, re.MULTILINE)
    for worker in set(server.workers()) - {process}:
        os.kill(worker, signal.SIGKILL)
    until(lambda: len(server.workers()) == 3)
    assert page(server) == (200, when)
    assert idle(server) == [process]
    until(lambda: time.time() > seen + 1)  # so that what is measured next is of a later second
    os.kill(process, signal.SIGKILL)
    until(lambda: idle(server) not in ([], [process]))
    until(lambda: page(server)[1] > when)
    died = re.compile(r"the process beside the workers.*died of SIGKILL")
    until(lambda: any(map(died.search, server.output)))


def test_a_process_that_dies_of_a_measurement_is_told_of(server: Server, settings: Settings) -> None:
    def said() -> str:
        return server.request("GET", "/editor", None, **BEARER)[1].decode()

    with long_file(Path(settings.editor_questions[0])):
        until(lambda: len(idle(server)) == 1)
        (process,) = idle(server)
        until(lambda: "Being measured since" in said())
        os.kill(process, signal.SIGKILL)
        until(lambda: "the process that measured has died" in said())
    until(lambda: page(server)[0] == 200)
    assert "has died" not in said()


@contextmanager
def long_file(questions: Path) -> Iterator[None]:
    """Have a file of questions hold more than can be asked while a page waits."""
    before = questions.read_text(encoding="utf-8")
    questions.write_text("\n".join(f"Why do {n} zebras have {n} stripes?" for n in range(20_000)), encoding="utf-8")
    try:
        yield
    finally:
        questions.write_text(before, encoding="utf-8")


def test_the_process_that_measures_ends_with_its_server(server: Server) -> None:
    until(lambda: len(idle(server)) == 1)
    (process,) = idle(server)
    server.process.kill()
    until(lambda: has_ended(process))


def has_ended(process: int) -> bool:
    """Tell whether a process is no more, or is only still to be waited for by its parent."""
    try:
        return Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(") ")[2].startswith("Z")
    except OSError:
        return True


def idle(server: Server) -> list[int]:
    """Return the processes of a server that run only while a core has nothing else to do."""
    return [process for process in server.workers() if os.sched_getscheduler(process) == os.SCHED_IDLE]


def page(server: Server) -> tuple[int, str]:
    """Return the status of the dashboard, and the second in which what it shows was measured."""
    status, body, _ = server.request("GET", "/editor", None, **BEARER)
    found = re.search(rb'Measured <time datetime="([^"]+)"', body)
    return status, found.group(1).decode() if found else ""


def until(happens: Callable[[], bool]) -> None:
    """Wait until something happens."""
    end = time.monotonic() + SOON
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)
