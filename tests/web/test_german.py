"""A publisher whose articles are in German: the reader is asked, answered, refused and helped in German."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from chatbot.answering.messages import Reason, message
from chatbot.safety.translations import translation
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.interface import texts_in
from tests.indexes import index_of

ARTICLE = """---
title: Schweigen in der Sitzung
language: de
reviewed: 2026-03-05
reviewed_by: [Karl Muster]
---

## Wie lange darf ein Schweigen dauern?

Ein Schweigen darf so lange dauern, wie es arbeitet. Zehn Sekunden sind kurz, zwei Minuten sind lang.

## Trauer vor dem Verlust

Antizipatorische Trauer beginnt vor dem Verlust. Angehörige trauern oft schon, während ein Mensch noch lebt.
"""
UNDATED = """---
title: Pausen zwischen Sitzungen
language: de
reviewed_by: [Erika Beispiel]
---

## Wie lang eine Pause ist

Zwischen zwei Sitzungen liegen zehn Minuten.

This article was clinically reviewed before it was published.
"""
QUESTION = "Wie lange darf ein Schweigen dauern?"
CRY = "ich will nicht mehr leben"
GERMAN = texts_in("de")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("german")
    (folder / "schweigen.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "pausen.md").write_text(UNDATED, encoding="utf-8")
    return create_app(Settings(index=str(index_of(folder, "german")))).test_client()


@pytest.mark.parametrize("locale", ["de", "de-AT"])
def test_the_answer_comes_with_a_german_message(client: FlaskClient, locale: str) -> None:
    answer = client.post("/api/chat", json={"question": QUESTION, "locale": locale}).json or {}
    assert answer["quotes"][0]["text"].startswith("Ein Schweigen darf so lange dauern")
    assert answer["message"] == message(Reason.ANSWERED, "de")


def test_the_page_is_german_for_a_browser_that_prefers_german(client: FlaskClient) -> None:
    response = client.post("/", data={"question": QUESTION}, headers={"Accept-Language": "de-DE,de;q=0.9,en;q=0.5"})
    page = BeautifulSoup(response.text, "html.parser")
    assert page.select_one("html[lang=de]")
    assert page.select_one("article-chat[lang=de]")
    assert [heading.get_text() for heading in page.select("h1")] == [GERMAN.site]
    for said in (message(Reason.ANSWERED, "de"), GERMAN.read, GERMAN.promise, "Fachlich geprüft am 5. März 2026"):
        assert said in page.get_text()
    links = {str(link["hreflang"]): str(link["href"]) for link in page.select("footer.site nav a")}
    assert links["pt"] == "/?locale=pt"
    assert "de" not in links, "the page itself is in German"


def test_a_review_without_a_date_names_its_reviewers_though_the_article_speaks_of_it_too(client: FlaskClient) -> None:
    quoted = client.post("/api/chat", json={"question": "Wie lang ist eine Pause?"}).json or {}
    assert quoted["quotes"][0]["article"]["review_note"].startswith("This article was")
    page = client.get("/articles/pausen?locale=de").text
    assert "Fachlich geprüft von Erika Beispiel" in page
    assert GERMAN.not_reviewed not in page


def test_a_reader_in_distress_is_helped_in_german_above_all_else(client: FlaskClient) -> None:
    answer = client.post("/api/chat", json={"question": CRY, "locale": "de"}).json or {}
    notice = answer["notice"]
    assert (notice["language"], notice["title"]) == ("de", translation("de").texts.title)
    assert answer["message"] == message(Reason.HELP, "de")
    page = client.post("/?locale=de", data={"question": CRY}).text
    assert 0 < page.index(f">{notice['title']}<") < page.index(f">{answer['message']}<")


def test_the_locale_decides_whatever_the_question_is_written_in(client: FlaskClient) -> None:
    """The page around the notice is in that language."""
    answer = client.post("/api/chat", json={"question": CRY, "locale": "en"}).json or {}
    assert answer["notice"]["language"] == "en"


def test_the_stated_protocol_shows_the_german_notice(client: FlaskClient) -> None:
    page = client.get("/safety?locale=de").text
    assert f'<h1 lang="de">{translation("de").texts.more}</h1>' in page
    assert "Vereinigtes Königreich" in page
