"""Texts in the reader's language, helplines of the reader's region."""

from __future__ import annotations

import msgspec
import pytest

from chatbot.safety.helplines import Danger, DangerTexts, Protocol, read_protocol
from chatbot.safety.notice import footer_for, notice_for

ALL = ["988", "116 123", "109"]


@pytest.mark.parametrize(
    ("locale", "language", "numbers"),
    [
        ("en-US", "en", ["988"]),
        ("en_GB", "en", ["116 123"]),
        ("en-IE", "en", ["116 123"]),
        ("en", "en", ["988", "116 123"]),
        ("en-AU", "en", ["988", "116 123"]),
        ("ko", "ko", ["109"]),
        ("ko-KR", "ko", ["109"]),
        ("ko-US", "ko", ["988"]),
        ("en-KR", "en", ["109"]),
        ("de", "de", ALL),
        ("de-US", "de", ["988"]),
        ("pt-BR", "pt", ALL),
        ("sv", "en", ALL),
        ("zh-Hant-GB", "en", ["116 123"]),
        ("", "en", ALL),
    ],
)
def test_the_locale_chooses(locale: str, language: str, numbers: list[str]) -> None:
    notice = notice_for(read_protocol(), locale, [Danger.SELF])
    assert (notice.language, [line.number for line in notice.helplines]) == (language, numbers)
    assert footer_for(read_protocol(), locale, [Danger.SELF]).helplines == notice.helplines


def test_every_helpline_says_where_it_serves() -> None:
    """A reader elsewhere must not take a number for one of his own country."""
    lines = notice_for(read_protocol(), "sv", [Danger.SELF]).helplines
    assert [line.where for line in lines] == ["United States", "United Kingdom and Ireland", "South Korea"]
    lines = notice_for(read_protocol(), "de", [Danger.SELF]).helplines
    assert [line.where for line in lines] == ["USA", "Vereinigtes Königreich und Irland", "Südkorea"]


@pytest.mark.parametrize(
    ("dangers", "numbers"),
    [
        (["violence"], ["1800 341 900", "116 123"]),
        (["sexual", "violence"], ["1800 77 88 88", "1800 341 900", "116 123"]),
        (["medical", "child", "self"], ["112", "1800 66 66 66", "116 123"]),
    ],
)
def test_helplines_for_the_most_urgent_danger_come_first_and_those_for_all_stay(
    dangers: list[str], numbers: list[str]
) -> None:
    """Somebody who is beaten may wish to die, too."""
    shown = notice_for(read_protocol(), "en-IE", [Danger(danger) for danger in dangers])
    assert [line.number for line in shown.helplines] == numbers


def test_a_reader_of_a_country_without_helplines_sees_no_list_of_numbers_that_cannot_be_called_there() -> None:
    for locale, numbers in [("en-AU", ["988", "116 123"]), ("de-DE", ["988", "116 123", "109"])]:
        shown = notice_for(read_protocol(), locale, [Danger.SEXUAL, Danger.VIOLENCE])
        assert [line.number for line in shown.helplines] == numbers


def test_each_part_of_a_country_has_its_line_and_the_quiet_line_names_none_of_many() -> None:
    """A reader in Scotland is not sent to a helpline for England; all four on the quiet line would be a list."""
    shown = notice_for(read_protocol(), "en-GB", [Danger.VIOLENCE])
    assert [line.where for line in shown.helplines] == [
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
        "United Kingdom and Ireland",
    ]
    quiet = footer_for(read_protocol(), "en-GB", [Danger.VIOLENCE])
    assert [line.number for line in quiet.helplines] == ["116 123"]
    quiet = footer_for(read_protocol(), "en-US", [Danger.VIOLENCE])
    assert [line.number for line in quiet.helplines] == ["1-800-799-7233", "988"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_of_an_overdose_the_emergency_number_is_spoken_of_first(language: str) -> None:
    texts = read_protocol().texts[language]
    own = texts.about[Danger.MEDICAL]
    notice = notice_for(read_protocol(), language, [Danger.MEDICAL, Danger.SELF])
    assert notice.title == own.title
    assert notice.text.split("\n") == [own.danger, own.text, texts.elsewhere]
    of_self = notice_for(read_protocol(), language, [Danger.SELF])
    assert of_self.text.split("\n") == [texts.text, texts.danger, texts.elsewhere]


def test_what_a_danger_has_no_words_for_is_said_as_for_all() -> None:
    protocol = read_protocol()
    texts = msgspec.structs.replace(protocol.texts["en"], about={Danger.VIOLENCE: DangerTexts(text="Nobody may.")})
    changed = Protocol({"en": texts}, protocol.helplines)
    notice = notice_for(changed, "en", [Danger.VIOLENCE])
    assert (notice.title, notice.text) == (texts.title, f"Nobody may.\n{texts.danger}\n{texts.elsewhere}")
    medical = notice_for(changed, "en", [Danger.MEDICAL])
    assert medical.text.split("\n") == [texts.danger, texts.text, texts.elsewhere], "still the emergency first"


def test_a_file_without_dangers_shows_all_its_helplines_of_the_region_as_ever() -> None:
    """As files were written before helplines could say what they are for."""
    protocol = read_protocol()
    lines = [msgspec.structs.replace(line, dangers=[]) for line in protocol.helplines]
    shown = notice_for(Protocol(protocol.texts, lines), "en-US", [Danger.VIOLENCE]).helplines
    assert [line.number for line in shown] == [line.number for line in lines if "US" in line.regions]


def test_a_reader_is_never_left_without_a_helpline() -> None:
    """Where a file has none for the danger and none for all, those that it has are shown."""
    protocol = read_protocol()
    lines = [line for line in protocol.helplines if line.dangers == [Danger.CHILD]]
    shown = notice_for(Protocol(protocol.texts, lines), "en-US", [Danger.SELF]).helplines
    assert [line.number for line in shown] == ["1-800-422-4453"]


def test_the_quiet_line_names_no_emergency_number_and_helplines_for_one_danger() -> None:
    footer = footer_for(read_protocol(), "en-US", [Danger.MEDICAL, Danger.SEXUAL, Danger.VIOLENCE])
    assert [line.number for line in footer.helplines] == ["1-800-656-4673", "988"]
