"""Every language says everything, with the same blanks to fill in, and none of it in English."""

from __future__ import annotations

import json
import re
import string
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from chatbot.answering.messages import Reason, message
from chatbot.reading.passages import Kind
from chatbot.safety import translations
from chatbot.safety.helplines import read_protocol
from chatbot.web import widget
from chatbot.web.interface import LANGUAGES, texts_in
from chatbot.web.texts import Texts

ENGLISH = texts_in("en")
OTHERS = [language for language in LANGUAGES if language != "en"]
ALIKE = {"fr": {"section"}}
"""Names that are spelled as in English."""
SAME = {
    "site": "title",
    "ask": "ask",
    "you_asked": "you",
    "following": "following",
    "may_answer": "weakMark",
    "read": "read",
    "new_tab": "newTab",
    "reviewed_by_only": "reviewedBy",
    "not_reviewed": "unreviewed",
    "closest": "closest",
    "related": "related",
    "erase": "erase",
    "erased": "erased",
}
"""What pages say -> the name under which the widget says it."""


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def strings(texts: Texts) -> dict[str, str]:
    """Return all that is said, but for what counts and dates."""
    every: dict[str, Any] = {field.name: getattr(texts, field.name) for field in fields(Texts)}
    said = {name: text for name, text in every.items() if isinstance(text, str) and name != "thousands"}
    return said | dict(texts.kinds)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_there_has_the_same_blanks_and_is_not_english(language: str) -> None:
    english, texts = strings(ENGLISH), strings(texts_in(language))
    assert len(texts) > 40
    assert texts_in(language).lang == language
    assert [name for name, text in texts.items() if not text.strip()] == []
    assert [name for name, text in texts.items() if blanks(text) != blanks(english[name])] == []
    assert {name for name, text in texts.items() if text == english[name]} == ALIKE.get(language, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_widget_call_the_same_thing_by_the_same_name(language: str) -> None:
    texts, chat = strings(texts_in(language)), json.loads((widget.TEXTS / f"{language}.json").read_bytes())
    page = {name: re.sub(r"{\w+}", "{0}", texts[name]) for name in SAME}
    assert page == {name: chat[key] for name, key in SAME.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_quote_has_a_name(language: str) -> None:
    assert set(texts_in(language).kinds) == set(Kind)


def test_messages_pages_widget_and_notices_speak_the_same_languages() -> None:
    assert set(widget.texts()) | {"en"} == set(LANGUAGES)
    assert set(read_protocol().texts) | translations.LANGUAGES == set(LANGUAGES)
    assert len({message(Reason.WEAK, language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "day", "first", "one", "several"),
    [
        ("de", "2. März 2025", "1. Mai 2025", "1 Zitat aus 1 Artikel", "3 Zitate aus 2 Artikeln"),
        ("en", "2 March 2025", "1 May 2025", "1 quote from 1 article", "3 quotes from 2 articles"),
        ("es", "2 de marzo de 2025", "1 de mayo de 2025", "1 cita de 1 artículo", "3 citas de 2 artículos"),
        ("fr", "2 mars 2025", "1er mai 2025", "1 citation tirée de 1 article", "3 citations tirées de 2 articles"),
        ("it", "2 marzo 2025", "1 maggio 2025", "1 citazione da 1 articolo", "3 citazioni da 2 articoli"),
        ("ko", "2025년 3월 2일", "2025년 5월 1일", "글 1편에서 인용 1개", "글 2편에서 인용 3개"),
        ("nl", "2 maart 2025", "1 mei 2025", "1 citaat uit 1 artikel", "3 citaten uit 2 artikelen"),
        ("pt", "2 de março de 2025", "1 de maio de 2025", "1 citação de 1 artigo", "3 citações de 2 artigos"),
    ],
)
def test_dates_and_counts_are_written_as_the_language_writes_them(
    language: str, day: str, first: str, one: str, several: str
) -> None:
    texts = texts_in(language)
    assert (texts.date(date(2025, 3, 2)), texts.date(date(2025, 5, 1))) == (day, first)
    assert (texts.counted(1, 1), texts.counted(3, 2)) == (one, several)


@pytest.mark.parametrize(("language", "limit"), [("en", "1,000"), ("de", "1.000"), ("fr", "1\u202f000")])
def test_large_numbers_are_written_as_the_language_writes_them(client: FlaskClient, language: str, limit: str) -> None:
    assert f" {limit} " in client.post(f"/?locale={language}", data={"question": "?"}).text


def test_french_has_no_space_at_which_a_line_could_break_before_its_signs() -> None:
    french = [*strings(texts_in("fr")).values(), widget.TEXTS.joinpath("fr.json").read_text(encoding="utf-8")]
    french.append(translations.FOLDER.joinpath("fr.toml").read_text(encoding="utf-8"))
    french += [message(reason, "fr", [("a", "b")], ["c"]) for reason in Reason]
    assert [found for text in french for found in re.findall(r".{9} [?!;»]|\w :|« .{9}", text)] == []
