"""What the server gives the widget: its file to any site, suggestions, verdicts, and the demonstration page."""

from __future__ import annotations

import gzip

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from chatbot.web.widget import BUNDLE, TEXTS, integrity

ID = "0123456789abcdef" * 2


def test_the_script_may_be_loaded_and_run_by_any_site(client: FlaskClient) -> None:
    response = client.get("/widget.js", headers={"Origin": "https://anywhere.example"})
    assert response.data == BUNDLE.read_bytes()
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Set-Cookie" not in response.headers


def test_a_browser_that_has_the_script_is_not_sent_it_again(client: FlaskClient) -> None:
    first = client.get("/widget.js")
    assert client.get("/widget.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_browser_that_reads_gzip_gets_the_script_in_two_fifths_of_its_size(client: FlaskClient) -> None:
    plain = client.get("/widget.js")
    zipped = client.get("/widget.js", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert gzip.decompress(zipped.data) == plain.data
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < 15_000
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/widget.js", headers={"Accept-Encoding": "gzip;q=0, br"}).headers
    assert {each.headers["Vary"] for each in (plain, zipped)} == {"Accept-Encoding"}
    assert plain.headers["ETag"] != zipped.headers["ETag"], "a cache must not take one for the other"


def test_what_the_script_says_in_another_language_may_be_read_by_any_site_as_data(client: FlaskClient) -> None:
    response = client.get("/widget/de.json", headers={"Origin": "https://anywhere.example"})
    assert response.data == (TEXTS / "de.json").read_bytes()
    assert (response.json or {})["close"] == "Schließen"
    script = client.get("/widget.js").headers
    same = ("Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Cache-Control", "Vary")
    assert [response.headers[name] for name in same] == [script[name] for name in same]
    assert client.get("/widget/de.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    zipped = client.get("/widget/de.json", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data) == response.data


@pytest.mark.parametrize("name", ["en", "sv", "de.json", "..", "../main.js", "index"])
def test_there_is_no_file_for_english_or_a_language_that_is_not_spoken(client: FlaskClient, name: str) -> None:
    assert client.get(f"/widget/{name}.json").status_code == 404


def test_faq_questions_of_the_index_are_suggested(client: FlaskClient) -> None:
    response = client.get("/api/suggest", query_string={"q": "how often does"})
    assert response.json == {"questions": ["How often does the made-up clinic hold supervision?"]}
    assert response.headers["Cache-Control"] == "no-store"


def test_suggestions_keep_to_the_filters(client: FlaskClient) -> None:
    here = client.get("/api/suggest", query_string={"q": "how often does", "category": ["Supervision", "Other"]})
    assert here.json == {"questions": ["How often does the made-up clinic hold supervision?"]}
    elsewhere = client.get("/api/suggest", query_string={"q": "how often does", "category": "Other"})
    assert elsewhere.json == {"questions": []}


@pytest.mark.parametrize(("query", "remedy"), [({}, "add ?q="), ({"q": "x" * 1001}, "at most 1,000")])
def test_a_suggestion_for_nothing_or_too_much_is_refused(
    client: FlaskClient, query: dict[str, str], remedy: str
) -> None:
    response = client.get("/api/suggest", query_string=query)
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert remedy in response.text


def test_what_is_typed_is_never_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    client.get("/api/suggest", query_string={"q": "secretword"})
    client.get("/api/suggest", query_string={"q": "secretword" * 200})
    assert "secretword" not in caplog.text


def test_a_verdict_is_counted_and_answered_with_nothing(app: Flask, client: FlaskClient) -> None:
    board = app.extensions["board"]
    before = board.total("verdicts", "outdated")
    response = client.post("/api/feedback", json={"answer_id": ID, "helpful": False, "reason": "outdated"})
    assert (response.status_code, response.data) == (204, b"")
    assert board.total("verdicts", "outdated") == before + 1


def test_the_id_of_a_real_answer_is_taken(client: FlaskClient) -> None:
    answer = client.post("/api/chat", json={"question": "How often does the made-up clinic hold supervision?"}).json
    assert answer
    verdict = {"answer_id": answer["answer_id"], "source_id": answer["quotes"][0]["source_id"], "helpful": True}
    assert client.post("/api/feedback", json=verdict).status_code == 204


def test_a_verdict_that_is_none_is_a_problem_with_a_remedy(client: FlaskClient) -> None:
    refused = client.post("/api/feedback", json={"answer_id": ID, "helpful": "no"})
    assert refused.status_code == 400
    assert refused.json
    assert refused.json["field"] == "helpful"
    assert client.post("/api/feedback", data="helpful=no").status_code == 415


def test_the_demonstration_shows_the_longest_article_and_places_the_widget_with_one_tag(client: FlaskClient) -> None:
    response = client.get("/demo")
    page = BeautifulSoup(response.text, "html.parser")
    scripts = page.find_all("script")
    assert len(scripts) == 1
    assert scripts[0]["integrity"] == integrity()
    assert scripts[0]["src"] == "/widget.js"
    assert "script-src 'self'; connect-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert len(page.select("main h2")) >= 5


def test_the_question_page_holds_the_element_around_what_is_there_without_scripts(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/").text, "html.parser")
    element = page.select_one("main > article-chat")
    assert element
    assert element.select_one("form.ask input#question")
    asked = BeautifulSoup(
        client.post("/", data={"question": 'Why "now" & <here>?', "history": ["One?"]}).text, "html.parser"
    )
    carried = asked.select_one("main > article-chat")
    assert carried
    assert carried["question"] == 'Why "now" & <here>?'
    assert carried["history"] == '["One?"]'


@pytest.mark.parametrize("path", ["/", "/demo", "/articles/supervision", "/safety"])
def test_a_page_that_a_cache_keeps_is_not_given_to_readers_of_another_language(client: FlaskClient, path: str) -> None:
    assert "Accept-Language" in client.get(path).vary
