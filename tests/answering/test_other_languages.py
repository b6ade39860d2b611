"""Articles in other languages than English: what is made for English wording leaves their readers' words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answer import Answer
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.splitting import questions_in
from chatbot.indexing.build import build_index
from chatbot.indexing.versions import open_index
from chatbot.reading.folder import Corpus
from tests.indexes import TODAY, share_encoders

GERMAN = """\
---
title: Sperrmüll und Wertstoffhof
language: de
---

## Sperrmüll anmelden

Den Sperrmüll melden Sie am Telefon oder im Netz an. Abgeholt wird um sieben Uhr, rund um den Monatsanfang.

## Gebühren

Eine Abholung kostet 20 Euro, für Familien die Hälfte. Bezahlt wird mit der Rechnung im Dezember.

## Wertstoffhof

Der Hof öffnet um neun Uhr und schließt um 17 Uhr. Nehmen Sie Ihren Ausweis mit, sonst wird niemand eingelassen.

## Häufige Fragen

### Ich habe meine Tonne verloren. Was nun?

Bestellen Sie eine neue Tonne. Sie wird in der Woche danach geliefert.

### Was ist nun mit Glas?

Glas kommt in den Container am Bahnhof.
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    work = tmp_path_factory.mktemp("german")
    share_encoders(work / "index")
    (work / "corpus").mkdir()
    (work / "corpus" / "article.md").write_text(GERMAN, encoding="utf-8")
    build_index(Corpus(work / "corpus", today=TODAY), work / "index")
    return Answerer(open_index(work / "index"))


def ask(answerer: Answerer, text: str) -> Answer:
    return answerer.ask(make_question(text))


@pytest.mark.parametrize(
    "text",
    ["wird der hof um neun uhr geöffnet", "rund um den monatsanfang", "tonne u. a. bestellen", "Sperrmüll anmelden."],
)
def test_words_that_are_text_speak_in_english_alone_stay(german: Answerer, text: str) -> None:
    assert german.understand(make_question(text)).text == text


def test_a_further_question_without_content_in_its_own_language_goes_with_the_one_before(german: Answerer) -> None:
    answer = ask(german, "Was kostet eine Abholung? Und für wen ist das?")
    assert "20 Euro" in answer.quotes[0].text
    assert not any(quote.asked for quote in answer.quotes)


def test_of_a_story_that_ends_with_what_now_the_story_is_answered(german: Answerer) -> None:
    assert "neue Tonne" in ask(german, "Ich habe meine Tonne verloren. Was nun?").quotes[0].text


def test_a_word_read_as_another_is_shown_with_its_accents(german: Answerer) -> None:
    answer = ask(german, "Sperrmül anmelden")
    assert answer.corrected == (("Sperrmül", "Sperrmüll"),)
    assert "Sperrmüll" in answer.message
    assert ask(german, "WERTSTOFFHHOF ÖFFNET").corrected == (("WERTSTOFFHHOF", "WERTSTOFFHOF"),)
    assert ask(german, "hohe der gebürhen").corrected == (("gebürhen", "Gebühren"),)


def test_an_arabic_question_mark_parts_two_questions() -> None:
    assert questions_in("كم مدة الإعارة؟ وأين المكتبة؟") == ["كم مدة الإعارة؟", "وأين المكتبة؟"]


@pytest.mark.parametrize("text", ["Wo fährt die Straßenbahn ab?", "Wann ist das Konzert?", "Darf ich im Park grillen?"])
def test_where_no_word_of_a_question_stands_in_the_articles_nothing_near_is_believed(
    german: Answerer, text: str
) -> None:
    assert ask(german, text).confidence < german.weights.weak / 5
    assert ask(german, "wann öffnet der hof").quotes


def test_beside_english_articles_a_question_without_their_words_is_still_understood(answerer: Answerer) -> None:
    assert ask(answerer, "he says nothing for ages").confidence > answerer.weights.weak / 5


def test_beside_english_articles_words_of_another_language_are_read_as_no_english_ones(
    tmp_path: Path,
) -> None:
    share_encoders(tmp_path / "index")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "de.md").write_text(GERMAN, encoding="utf-8")
    english = "---\ntitle: Lessons\nlanguage: en\n---\n\n## Prices\n\nThe students pay for lessons by card.\n"
    (tmp_path / "corpus" / "en.md").write_text(english, encoding="utf-8")
    build_index(Corpus(tmp_path / "corpus", today=TODAY), tmp_path / "index")
    both = Answerer(open_index(tmp_path / "index"))
    for text in ("Danke!", "wo tanke ich billig", "für studenten gratis?", "was mache ich mit der Tonne"):
        assert both.understand(make_question(text)).changes == ()
    assert both.understand(make_question("what do stduents pay")).text == "what do students pay"
    assert both.understand(make_question("wie melde ich den Sperrmül an")).changes
