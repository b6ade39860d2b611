"""POST /api/chat: the names, the verbatim spans, the links, and the same bytes for the same request."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chatbot.indexing.index import PassageIndex
from tests.web.small_corpus import AWKWARD_ID

NAMES = {
    *("status", "answered", "confidence", "quotes", "related", "message", "followed", "notice", "footer"),
    *("index_version", "answer_id", "corrected", "reviews"),
}
QUOTE_NAMES = {
    *("text", "context", "kind", "article", "source_id", "headings", "start", "end", "highlights", "blocks", "link"),
    *("score", "asked"),
}
ARTICLE_NAMES = {"id", "title", "url", "authors", "reviewed_by", "reviewed", "published", "language", "review_note"}
FAQ = "Is it unprofessional to feel sad when a client is doing well?"
QUESTIONS = [
    FAQ,
    "How long does a session of supervision last?",
    "How long should I let a silence go on?",
    "When are zebras fed?",
    "How long is group supervision?",
    "How long does a session of supervision last? And how long should I let a silence go on?",
]


def post(client: FlaskClient, question: str, **more: Any) -> TestResponse:
    return client.post("/api/chat", json={"question": question, **more})


def ask(client: FlaskClient, question: str, **more: Any) -> dict[str, Any]:
    response = post(client, question, **more)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.get_json()
    return body


def test_an_answer_has_the_documented_names_and_no_others(client: FlaskClient) -> None:
    answer = ask(client, "How often does the made-up clinic hold supervision?")
    assert set(answer) == NAMES
    assert answer["status"] == "answered"
    assert answer["answered"] is True
    assert 0 <= answer["confidence"] <= 1
    for quote in answer["quotes"]:
        assert set(quote) == QUOTE_NAMES
        assert set(quote["article"]) == ARTICLE_NAMES
        assert all(set(block) == {"kind", "start", "end", "first", "items"} for block in quote["blocks"])
        assert all(set(context) == {"role", "text", "start", "end"} for context in quote["context"])
    for related in answer["related"]:
        assert set(related) == {"kind", "text", "article", "source_id", "link"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_and_context_stands_in_its_article_to_the_letter(
    client: FlaskClient, index: PassageIndex, question: str
) -> None:
    quotes = ask(client, question, limit=10)["quotes"]
    assert quotes
    for quote in quotes:
        record = index.article(quote["article"]["id"])
        assert record
        assert record.text[quote["start"] : quote["end"]] == quote["text"]
        for context in quote["context"]:
            assert record.text[context["start"] : context["end"]] == context["text"]
        for start, end in quote["highlights"]:
            assert 0 <= start < end <= len(quote["text"])
        for block in quote["blocks"]:
            assert 0 <= block["start"] <= block["end"] <= len(quote["text"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_article_without_an_address_is_linked_to_an_anchor_that_its_own_page_has(
    client: FlaskClient, question: str
) -> None:
    answer = ask(client, question, limit=10)
    own = [item["link"] for item in answer["quotes"] + answer["related"] if item["link"].startswith("/")]
    for link in own:
        path, _, fragment = link.partition("#")
        page = client.get(path)
        assert page.status_code == 200, link
        anchor = fragment.partition(":~:")[0]
        ids = {element["id"] for element in BeautifulSoup(page.text, "html.parser").find_all(id=True)}
        assert not anchor or unquote(anchor) in ids, link


def test_an_article_with_an_address_is_linked_there_and_its_dates_are_iso(client: FlaskClient) -> None:
    quote = ask(client, "How often does the made-up clinic hold supervision?")["quotes"][0]
    assert quote["link"].startswith("https://example.org/supervision#")
    assert quote["article"]["url"] == "https://example.org/supervision"
    assert quote["article"]["reviewed"] == "2020-05-04"
    assert quote["article"]["published"] == "2019-03-01"


def test_a_quote_names_the_question_it_answers_only_where_there_were_several(client: FlaskClient) -> None:
    first, second = QUESTIONS[1], "how long should I let a silence go on?"
    assert {quote["asked"] for quote in ask(client, first)["quotes"]} == {None}
    both = ask(client, f"{first} And {second}")
    assert [quote["asked"] for quote in both["quotes"]] == [first, first, second]
    assert both["quotes"][0]["start"] == ask(client, first)["quotes"][0]["start"]


def test_what_an_article_says_about_its_review_is_passed_on(client: FlaskClient) -> None:
    quote = ask(client, "Why does breathing out slowly calm people?")["quotes"][0]
    sentence = "This article was reviewed by two members of the made-up clinic before it was published."
    assert quote["article"]["review_note"] == sentence
    assert ask(client, FAQ)["quotes"][0]["article"]["review_note"] == ""


def test_an_unsafe_address_is_never_passed_on(client: FlaskClient) -> None:
    quotes = ask(client, "When are zebras fed?", filters={"article": [AWKWARD_ID]})["quotes"]
    assert quotes
    assert all(quote["article"]["url"] is None and quote["link"].startswith("/articles/") for quote in quotes)


def test_what_the_articles_do_not_answer_is_refused_with_the_closest_articles(client: FlaskClient) -> None:
    answer = ask(client, "How do I change the oil of a diesel engine?")
    assert (answer["status"], answer["answered"], answer["quotes"]) == ("unanswered", False, [])
    assert [related for related in answer["related"] if related["kind"] == "article"]


def test_the_limit_is_the_most_quotes_given(client: FlaskClient) -> None:
    for limit in (1, 2):
        assert len(ask(client, "ending therapy with a client", limit=limit)["quotes"]) == limit


def test_filters_choose_the_articles_that_may_be_quoted(client: FlaskClient) -> None:
    quotes = ask(client, FAQ, filters={"article": ["client-silence"]}, limit=10)["quotes"]
    assert {quote["article"]["id"] for quote in quotes} <= {"client-silence"}


def test_the_locale_chooses_the_language_of_the_message_and_nothing_else(client: FlaskClient) -> None:
    english, korean = ask(client, FAQ, locale="en"), ask(client, FAQ, locale="ko-KR")
    assert english.pop("message") != korean.pop("message")
    assert english == korean


def test_a_reader_is_told_which_word_was_read_as_another(client: FlaskClient) -> None:
    right = ask(client, "What does silence mean?")
    assert "Read" not in right["message"]
    assert right["corrected"] == []
    mistyped = ask(client, "What does silenec mean?")
    assert mistyped["message"].endswith("I read “silenec” as “silence”.")
    assert mistyped["corrected"] == [{"typed": "silenec", "meant": "silence"}]
    german = ask(client, "Warum spricht der Klient nicht und was soll ich damit anfangen?")
    assert "language" in german["message"]
    assert "Read" not in german["message"]
    assert german["corrected"] == []


def test_the_same_request_gives_the_same_bytes_in_readable_utf_8(client: FlaskClient) -> None:
    bodies = {post(client, FAQ, history=["What is grief?"], limit=10).data for _ in range(5)}
    assert len(bodies) == 1
    body = bodies.pop()
    assert json.loads(body)["quotes"]
    assert b"\\u" not in body


def test_no_answer_is_stored_by_browsers_or_proxies(client: FlaskClient) -> None:
    response = post(client, FAQ)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/json"
    assert "Set-Cookie" not in response.headers
