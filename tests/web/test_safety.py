"""A reader in distress over HTTP: helplines first, the same answer below, nothing of it logged, the protocol stated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.safety import english, korean, others
from chatbot.safety.dangers import SIGNS
from chatbot.safety.helplines import read_protocol
from tests.web.process import Server, running

CRY = "I want to kill myself, and how long should I let a silence go on?"
CLINICAL = "How do I ask a client about suicide, and how long should I let a silence go on?"


def asked(client: FlaskClient, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/api/chat", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json or {}
    return answer


def test_the_chat_answer_holds_a_notice_with_helplines_and_all_its_quotes(client: FlaskClient) -> None:
    answer = asked(client, CRY, locale="en-GB")
    assert [line["number"] for line in answer["notice"]["helplines"]] == ["116 123"]
    assert answer["notice"]["link"] == "/safety"
    assert answer["quotes"] or answer["related"]


def test_where_nothing_is_quoted_the_message_leads_to_the_notice_in_the_readers_language(client: FlaskClient) -> None:
    told = {locale: asked(client, "I want to die", locale=locale)["message"] for locale in ("en", "ko")}
    assert told["en"] == "The articles hold no answer to this. The notice above says where to find help."
    assert "도움" in told["ko"]
    assert asked(client, CRY)["message"] == "These passages may answer your question."


@pytest.mark.parametrize(
    ("question", "dangers", "numbers"),
    [
        (CRY, ["self"], ["988"]),
        ("my partner hits me", ["violence"], ["1-800-799-7233", "988"]),
        ("I was raped", ["sexual"], ["1-800-656-4673", "988"]),
        ("my dad hits me with his belt", ["child", "violence"], ["1-800-422-4453", "1-800-799-7233", "988"]),
        ("i took all my pills an hour ago", ["medical", "self"], ["911", "1-800-222-1222", "988"]),
    ],
)
def test_helplines_for_the_danger_that_is_spoken_of_come_before_those_for_all(
    client: FlaskClient, question: str, dangers: list[str], numbers: list[str]
) -> None:
    notice = asked(client, question, locale="en-US")["notice"]
    assert (notice["dangers"], [line["number"] for line in notice["helplines"]]) == (dangers, numbers)
    said = [notice["title"], *notice["text"].split("\n")]
    page = client.post("/", data={"question": question}, headers={"Accept-Language": "en-US"}).text
    places = [page.index(f">{part.replace(chr(39), '&#39;')}<") for part in [*said[:2], *numbers, *said[2:]]]
    assert places == sorted(places)


@pytest.mark.parametrize("question", [CLINICAL, "this deadline is killing me", "How long is a silence?"])
def test_other_questions_have_no_notice(client: FlaskClient, question: str) -> None:
    assert asked(client, question)["notice"] is None


def test_quotes_are_the_same_with_and_without_care(app: Flask) -> None:
    """An answerer without care, as programs that measure use it, quotes exactly the same."""
    cared = app.extensions["library"].current().answerer.ask(make_question(CRY))
    bare = Answerer(app.extensions["library"].current().index).ask(make_question(CRY))
    assert cared.notice
    assert (cared.quotes, cared.related, cared.answer_id) == (bare.quotes, bare.related, bare.answer_id)


@pytest.mark.parametrize(("locale", "number"), [("en-US", "988"), ("ko", "109")])
def test_the_notice_stands_before_any_quote_in_the_page(client: FlaskClient, locale: str, number: str) -> None:
    headers = {"Accept-Language": locale}
    page = client.post("/", data={"question": CRY}, headers=headers).text
    assert 0 < page.index('class="notice"') < page.index(f'<a href="tel:{number}">{number}</a>')
    assert page.index(f'<a href="tel:{number}">{number}</a>') < page.index("<blockquote") < len(page)


def test_a_clinical_question_has_a_quiet_line_below_its_quotes_at_most(client: FlaskClient) -> None:
    page = client.post("/", data={"question": CLINICAL}, headers={"Accept-Language": "en-US"}).text
    assert 'class="notice"' not in page
    assert page.index("<blockquote") < page.index('class="quiet"') < page.index("988")
    assert 'class="quiet"' not in client.post("/", data={"question": "How long is a silence?"}).text


def test_the_chat_answer_holds_the_quiet_line_of_the_page(client: FlaskClient) -> None:
    footer = asked(client, CLINICAL, locale="en-US")["footer"]
    assert footer["language"] == "en"
    assert footer["text"] in client.post("/", data={"question": CLINICAL}, headers={"Accept-Language": "en-US"}).text
    assert [line["number"] for line in footer["helplines"]] == ["988"]
    assert asked(client, CRY)["footer"] is None
    assert asked(client, "How long is a silence?")["footer"] is None


def test_questions_are_counted_by_tier(app: Flask, client: FlaskClient) -> None:
    board = app.extensions["board"]
    before = {tier: board.total("questions", tier) for tier in ("none", "topic", "distress")}
    for question in (CRY, CLINICAL, "How long is a silence?"):
        asked(client, question)
    assert {tier: board.total("questions", tier) - n for tier, n in before.items()} == dict.fromkeys(before, 1)


def test_the_protocol_is_stated_from_the_rules_that_are_at_work(client: FlaskClient) -> None:
    said = client.get("/safety", headers={"Accept": "application/json"}).json or {}
    names = [rule["name"] for rule in said["rules"]]
    plain = ["plain statements"] * len(others.LANGUAGES)
    signs = [*(rule.name for rule in (*english.RULES, english.ALONE)), *(rule.name for rule in korean.rules().signs)]
    assert names == [*signs, *plain, korean.rules().work.name]
    assert said["meaning"] is True
    assert [danger["name"] for danger in said["dangers"]] == ["medical", "child", "sexual", "violence", "self"]
    page = client.get("/safety", headers={"Accept": "text/html"}).text
    assert all(sign.says.replace(chr(39), "&#39;") in page for sign in SIGNS)
    assert "112 for child" in page
    assert all(f">{rule.name.replace(chr(39), '&#39;')}</th>" in page for rule in english.RULES)
    assert "not yet verified by the operator" in page
    assert page.count(">plain statements</th>") == 1, "what is the same in each language is said once"
    assert f"(languages: {', '.join(language.code for language in others.LANGUAGES)})" in page


def test_a_server_warns_its_operator_of_numbers_that_nobody_has_verified(server: Server) -> None:
    """In one line, however many they are; `scripts/lint.py` names each."""
    [warned] = [line for line in server.output if "has not been verified" in line]
    assert f", and {len(read_protocol().helplines) - 1} more are due; see GET /safety" in warned


def test_a_running_server_writes_nothing_of_a_cry_for_help(server: Server) -> None:
    status, body = server.ask("planted-7731: I want to die")
    assert (status, json.loads(body)["notice"]["title"] != "") == (200, True)
    assert not [line for line in server.output if "7731" in line]


@pytest.fixture(scope="module")
def server(small_index: Path) -> Iterator[Server]:
    with running("--index", str(small_index)) as started:
        yield started
