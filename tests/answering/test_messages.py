"""What is said beside quotes: why, and which words were read as others."""

from __future__ import annotations

import pytest

from chatbot.answering.messages import NAMED, Reason, message
from chatbot.web.interface import LANGUAGES

CHANGES = (("greif", "grief"), ("silenec", "silence"), ("wrok", "work"), ("clietn", "client"))


def test_a_question_without_slips_is_told_its_reason_alone() -> None:
    assert message(Reason.WEAK, "en") == "These passages may answer your question."


def test_a_refusal_says_what_was_found_and_not_what_the_articles_lack_and_what_to_try() -> None:
    said = message(Reason.NOT_COVERED, "en")
    assert said.startswith("I found no answer")
    assert "other words" in said


def test_words_that_were_read_as_others_are_named() -> None:
    assert message(Reason.WEAK, "en", CHANGES[:1]).endswith(" I read “greif” as “grief”.")
    assert message(Reason.WEAK, "en", CHANGES[:2]).endswith(" I read “greif” as “grief”, “silenec” as “silence”.")
    assert "‘greif’을(를) ‘grief’(으)로" in message(Reason.WEAK, "ko-KR", CHANGES[:1])


def test_of_many_only_the_first_are_named() -> None:
    said = message(Reason.NOT_COVERED, "en", CHANGES)
    assert all(meant in said for _, meant in CHANGES[:NAMED])
    assert not any(meant in said for _, meant in CHANGES[NAMED:])


@pytest.mark.parametrize("locale", [*LANGUAGES, "ko-KR", "ko_KR", "KO", "pt-BR", "sv", ""])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_in_every_locale(reason: Reason, locale: str) -> None:
    assert message(reason, locale)
    assert message(reason, locale, CHANGES).startswith(message(reason, locale))
    assert all(word in message(reason, locale, CHANGES[:1], ["Why?"]) for word in ("greif", "grief", "Why?"))


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_language_has_a_sentence_of_another_one(language: str) -> None:
    for reason in Reason:
        for changes, left in (((), ()), (CHANGES, ()), ((), ("Why?",))):
            said = [message(reason, each, changes, left) for each in LANGUAGES]
            assert said.count(message(reason, language, changes, left)) == 1


def test_each_language_has_its_own_quotation_marks() -> None:
    read = {language: message(Reason.WEAK, language, CHANGES[:1]) for language in LANGUAGES}
    assert "„greif“ als „grief“" in read["de"]
    assert "«greif» como «grief»" in read["es"]
    assert "«\u00a0greif\u00a0» comme «\u00a0grief\u00a0»" in read["fr"], "no line begins with a quotation mark"
    left = message(Reason.WEAK, "de-AT", left=["Warum?"])
    assert left.endswith(" Zu „Warum?“ habe ich keine Antwort gefunden.")
