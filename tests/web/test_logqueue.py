"""What waits for the question log: written together, also by a server that stops, and erased wherever it waits."""

from __future__ import annotations

import secrets
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from copy import copy
from datetime import date
from pathlib import Path

import pytest

from chatbot.coverage.noting import Entry, Withheld
from chatbot.coverage.questionlog import QuestionLog
from chatbot.web.board import Board
from chatbot.web.logqueue import LogQueue
from tests.faults.test_workers import until
from tests.web.process import running

DAY = date(2026, 11, 25)


@pytest.fixture
def log(tmp_path: Path) -> QuestionLog:
    return QuestionLog(tmp_path / "questions.sqlite", 30)


def queue(log: QuestionLog, board: Board) -> LogQueue:
    return LogQueue(log, lambda: DAY, board)


def entry() -> Entry:
    return Entry(secrets.token_hex(16), DAY, "planted-91827", 0.5, "", secrets.token_hex(16))


def transactions(file: Path) -> int:
    """Return how many have changed the file: SQLite counts them in its header."""
    return int.from_bytes(file.read_bytes()[24:28])


def test_what_comes_while_others_write_is_written_in_one_transaction(log: QuestionLog) -> None:
    board, before = Board(), transactions(log.file)
    writing = queue(log, board)
    writing.start()
    with closing(sqlite3.connect(log.file)) as other:
        other.execute("begin immediate")
        assert all(writing.put(Withheld(DAY)) for _ in range(100))
        assert board.own("unwritten") == 100
    until(lambda: board.own("unwritten") == 0)
    assert log.read(DAY).withheld == 100
    assert transactions(log.file) <= before + 2, "what the thread had when it began to wait, and the rest"
    writing.stop()
    assert board.total("unlogged") == 0


def test_an_entry_that_waits_is_erased_before_it_is_written(log: QuestionLog) -> None:
    writing, erased, kept = queue(log, Board()), entry(), entry()
    for note in (erased, kept):
        assert writing.put(note, note.id)
    with ThreadPoolExecutor(1) as reader:
        erasing = reader.submit(writing.erase, erased.id)
        writing.start()
        assert erasing.result()
    assert not writing.erase(erased.id)
    assert (len(log.read(DAY).asked), log.erasures()) == (1, 0)
    assert writing.erase(kept.id)
    assert (log.read(DAY).asked, log.erasures()) == ((), 1)
    writing.stop()


def test_an_entry_that_waits_in_another_process_is_waited_for(log: QuestionLog) -> None:
    first = Board(2)
    second = copy(first)
    second.worker = 1
    here, there, waiting = queue(log, first), queue(log, second), entry()
    here.start()
    began = time.monotonic()
    assert not here.erase(waiting.id)
    assert time.monotonic() - began < 1, "nothing waits anywhere"
    assert there.put(waiting, waiting.id)
    assert not here.erase(waiting.id), "it is not waited for long"
    with ThreadPoolExecutor(1) as reader:
        erasing = reader.submit(here.erase, waiting.id)
        there.start()
        assert erasing.result()
    assert log.read(DAY).asked == ()
    here.stop()
    there.stop()


def test_who_erases_is_told_where_the_thread_is_kept_from_it(log: QuestionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """And of many who erase at once few are let in: each keeps a thread that others are to be answered by."""
    monkeypatch.setattr("chatbot.web.logqueue._PATIENCE", 0.5)
    writing = queue(log, Board())  # as on a disk that hangs: it does not run at all
    with ThreadPoolExecutor(3) as readers:
        told = [str(each.exception()) for each in [readers.submit(writing.erase, entry().id) for _ in range(3)]]
    assert sorted(line.partition(": ")[2] for line in told) == [
        "2 erase from it just now",
        "is being written for too long",
        "is being written for too long",
    ]


def test_what_a_process_that_ends_cannot_write_is_counted(
    log: QuestionLog, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.coverage.questionlog._SHARED", 0.1)
    board = Board()
    writing = queue(log, board)
    writing.start()
    with closing(sqlite3.connect(log.file)) as other:
        other.execute("begin immediate")
        assert all(writing.put(Withheld(DAY)) for _ in range(3))
        writing.stop()
    assert board.total("unlogged") == 3
    assert "ends with 3 questions and verdicts that the question log did not take" in caplog.text


def test_a_server_that_stops_writes_what_waits(small_index: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.sqlite"
    with running("--index", str(small_index), "--workers", "2", CHATBOT_QUESTION_LOG=str(file)) as server:
        with closing(sqlite3.connect(file)) as other:
            other.execute("begin immediate")
            assert all(server.ask("How long should I let a silence go on?")[0] == 200 for _ in range(8))
            server.process.send_signal(signal.SIGTERM)
        assert server.stop() == 0
    assert len(QuestionLog(file, 30).read(date.today()).asked) == 8
