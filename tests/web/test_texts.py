"""Both languages say everything, with the same blanks to fill in."""

from __future__ import annotations

import string
from dataclasses import fields
from datetime import date

import pytest

from chatbot.reading.passages import Kind
from chatbot.web.interface import LANGUAGES
from chatbot.web.texts import Texts
from chatbot.web.texts_en import ENGLISH
from chatbot.web.texts_ko import KOREAN


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_is_there_and_has_the_same_blanks() -> None:
    both = {field.name: (getattr(ENGLISH, field.name), getattr(KOREAN, field.name)) for field in fields(Texts)}
    texts = {name: said for name, said in both.items() if isinstance(said[0], str)}
    assert len(texts) > 30
    assert [name for name, said in texts.items() if not all(map(str.strip, said))] == []
    assert [name for name, (english, korean) in texts.items() if blanks(english) != blanks(korean)] == []


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_every_kind_of_quote_has_a_name(texts: Texts) -> None:
    assert set(texts.kinds) == set(Kind)


def test_dates_and_counts_are_written_as_the_language_writes_them() -> None:
    assert ENGLISH.date(date(2025, 3, 2)) == "2 March 2025"
    assert KOREAN.date(date(2025, 3, 2)) == "2025년 3월 2일"
    assert ENGLISH.counted(1, 1) == "1 quote from 1 article"
    assert ENGLISH.counted(3, 2) == "3 quotes from 2 articles"
    assert KOREAN.counted(3, 2) == "글 2편에서 인용 3개"
