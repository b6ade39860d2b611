"""Dates, languages and addresses are checked the same way for every format."""

from __future__ import annotations

from datetime import date

import pytest

from chatbot.reading.metadata import (
    has_lone_surrogate,
    is_long_ago,
    parse_day,
    parse_language,
    parse_url,
    unstorable,
)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-01", date(2024, 5, 1)),
        (" 2024-5-1 ", date(2024, 5, 1)),
        ("2024-05-01T23:59:59+09:00", date(2024, 5, 1)),
        ("2024/05/01", date(2024, 5, 1)),
        ("2024.5.1.", date(2024, 5, 1)),
        ("2024-13-01", None),
        ("2024-05/01", None),
        ("1 May 2024", None),
        ("20240501", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_written(value: str, day: date | None) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize(
    ("value", "tag"),
    [("EN", "en"), ("pt-BR", "pt-BR"), ("en_GB", "en-GB"), ("zh-Hant-TW", "zh-Hant-TW"), ("English", None), ("", None)],
)
def test_a_language_tag_is_checked(value: str, tag: str | None) -> None:
    assert parse_language(value) == tag


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "HTTP://example.org", "https://한국.kr/글"])
def test_an_absolute_web_address_is_kept(address: str) -> None:
    assert parse_url(address) == address


@pytest.mark.parametrize(
    "address", ["/a", "javascript:x", "ftp://e.org", "https://", "https://[", "https://e.org/a b", "https://e.org/<x>"]
)
def test_anything_else_is_no_address(address: str) -> None:
    assert parse_url(address) is None


def test_half_a_character_is_found() -> None:
    assert has_lone_surrogate("a\ud83d")
    assert not has_lone_surrogate("a\U0001f642")
    assert [unstorable(text) for text in ("a\ud83d", "a\0", "a\n")] == ["half a character", "a NUL character", ""]


def test_a_review_is_long_ago_once_more_than_the_months_have_passed() -> None:
    reviewed = date(2024, 3, 15)
    assert not is_long_ago(reviewed, date(2026, 3, 15), 24)
    assert is_long_ago(reviewed, date(2026, 3, 16), 24)
    assert not is_long_ago(reviewed, date(2024, 3, 1), 24)
