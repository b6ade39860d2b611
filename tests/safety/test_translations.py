"""The notice in languages that the file of helplines does not speak: whole, and the operator's own comes first."""

from __future__ import annotations

import re

import msgspec
import pytest

from chatbot.safety.helplines import Danger, NoticeTexts, Protocol, read_protocol
from chatbot.safety.notice import footer_for, notice_for
from chatbot.safety.translations import LANGUAGES, translation

PROTOCOL = read_protocol()
ENGLISH = PROTOCOL.texts["en"]
SPELLED_ALIKE = {"England", "Wales"}


def said(texts: NoticeTexts) -> dict[str, str]:
    """Return every sentence of a notice under its key."""
    plain = {name: text for name, text in msgspec.structs.asdict(texts).items() if name != "about"}
    about = {
        f"{danger}.{name}": text
        for danger, own in texts.about.items()
        for name, text in msgspec.structs.asdict(own).items()
        if text is not None
    }
    return plain | about


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_says_all_that_english_says_and_none_of_it_in_english(language: str) -> None:
    texts, english = said(translation(language).texts), said(ENGLISH)
    assert list(texts) == list(english)
    assert [name for name, text in texts.items() if text == english[name]] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_has_words_for_where_every_helpline_serves_and_how_and_for_nothing_else(language: str) -> None:
    phrases = translation(language).phrases
    shipped = {words["en"] for line in PROTOCOL.helplines for words in (line.where, line.how)}
    assert set(phrases) == shipped
    assert {english for english, phrase in phrases.items() if phrase == english} <= SPELLED_ALIKE


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_none_names_a_number_of_its_own(language: str) -> None:
    """A number that nobody is asked to verify must not be shown: those are in the operator's file alone."""
    assert not [text for text in said(translation(language).texts).values() if re.search(r"\d", text)]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_of_an_overdose_the_emergency_number_is_spoken_of_first(language: str) -> None:
    texts = translation(language).texts
    own = texts.about[Danger.MEDICAL]
    notice = notice_for(PROTOCOL, language, [Danger.MEDICAL, Danger.SELF])
    assert (notice.language, notice.title) == (language, own.title)
    assert notice.text.split("\n") == [own.danger, own.text, texts.elsewhere]
    assert notice_for(PROTOCOL, language, [Danger.VIOLENCE]).text.split("\n")[0] == texts.about[Danger.VIOLENCE].text


def test_what_the_operators_file_says_in_a_language_takes_the_place_of_what_ships() -> None:
    own = msgspec.structs.replace(ENGLISH, title="Wir sind da", quiet="Reden Sie mit uns")
    line = msgspec.structs.replace(PROTOCOL.helplines[0], where=PROTOCOL.helplines[0].where | {"de": "Amerika"})
    changed = Protocol(PROTOCOL.texts | {"de": own}, [line])
    notice = notice_for(changed, "de", [Danger.SELF])
    assert (notice.title, footer_for(changed, "de", []).text) == ("Wir sind da", "Reden Sie mit uns")
    assert [(each.where, each.how) for each in notice.helplines] == [("Amerika", "Anruf oder SMS, Tag und Nacht")]


def test_what_an_operator_says_of_a_helpline_of_his_own_is_shown_as_it_is() -> None:
    line = msgspec.structs.replace(PROTOCOL.helplines[0], how={"en": "ask at the front desk"})
    assert notice_for(Protocol(PROTOCOL.texts, [line]), "de", []).helplines[0].how == "ask at the front desk"
