"""Texts in the reader's language, helplines of the reader's region."""

from __future__ import annotations

import pytest

from chatbot.safety.helplines import read_protocol
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
        ("de", "en", ALL),
        ("zh-Hant-GB", "en", ["116 123"]),
        ("", "en", ALL),
    ],
)
def test_the_locale_chooses(locale: str, language: str, numbers: list[str]) -> None:
    notice = notice_for(read_protocol(), locale)
    assert (notice.language, [line.number for line in notice.helplines]) == (language, numbers)
    assert footer_for(read_protocol(), locale).helplines == notice.helplines


def test_every_helpline_says_where_it_serves() -> None:
    """A reader elsewhere must not take a number for one of his own country."""
    lines = notice_for(read_protocol(), "de").helplines
    assert [line.where for line in lines] == ["United States", "United Kingdom and Ireland", "South Korea"]
