"""An app with the editor's pages, over the small corpus and a question log."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.noting import Verdict
from chatbot.coverage.questionlog import QuestionLog
from chatbot.indexing.versions import open_index
from chatbot.settings import Settings
from chatbot.web.app import create_app
from tests.coverage.logged import add, write
from tests.web.small_corpus import write_small_corpus

TOKEN = "kUWnSWgfwr3Vx2h4cQ0mBz7yLp"  # noqa: S105  a token of these tests alone
DAY = date(2026, 11, 25)
BEARER = {"Authorization": f"Bearer {TOKEN}"}
FEES = ["How much should I charge for a session?", "What is a fair fee for a session?", "=How do I set my session fee?"]
SILENCE = "How long should I let a silence go on?"
GOLDEN = """
- question: "How long should I let a silence go on?"
  article: client-silence
  section: how-long-should-i-let-a-silence-go-on
- question: "How long does supervision last?"
  article: supervision
  section: no-such-section
"""


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus with golden questions beside it."""
    folder = write_small_corpus(tmp_path_factory.mktemp("editor") / "corpus")
    (folder / "golden.yaml").write_text(GOLDEN, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def settings(small_index: Path, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three logged questions about fees on three days, one about silence that was judged, one of a single day."""
    folder = tmp_path_factory.mktemp("asked")
    own = folder / "own.txt"
    own.write_text("Why do zebras have stripes?\n", encoding="utf-8")
    log = QuestionLog(folder / "questions.sqlite", 30)
    answerer = Answerer(open_index(small_index))
    for days, text in enumerate(FEES):
        add(log, text, answerer.ask(make_question(text)), DAY - timedelta(days=days))
    add(log, "What does planted-once mean?", answerer.ask(make_question("What does planted-once mean?")), DAY)
    answer = answerer.ask(make_question(SILENCE))
    add(log, SILENCE, answer, DAY)
    write(log, Verdict(DAY, answer.answer_id, answer.quotes[0].source_id, False, "outdated"))
    return Settings(
        index=str(small_index),
        corpus=str(articles),
        editor_token=TOKEN,
        editor_questions=(str(own),),
        question_log=str(log.file),
    )


@pytest.fixture(scope="session")
def client(settings: Settings) -> FlaskClient:
    """A client whose app has measured once; send it no wrong token, it counts them."""
    return measured(create_app(settings, lambda: DAY))


def measured(app: Flask) -> FlaskClient:
    """Return a client of an app that has measured, however long that takes a busy machine."""
    client = app.test_client()
    while client.get("/editor", headers=BEARER).status_code == 202:
        pass  # each look waits for some seconds
    return client


@pytest.fixture
def fresh(settings: Settings) -> Flask:
    """An app that has measured nothing and counted nothing."""
    return create_app(settings, lambda: DAY)
