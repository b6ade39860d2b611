"""Spellings, slang and quotation marks become plain words."""

from __future__ import annotations

import pytest

from chatbot.safety.wording import plain


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("I’m gonna K1LL myself!!", "i am going to kill myself"),
        ("dont wanna live", "do not want to live"),
        ("sucidal, suicidle and suiciddal", "suicidal suicidal and suicidal"),
        ("subside social suite", "subside social suite"),
        ("s u i c i d e", "suicide"),
        ("dieeee", "die"),
        ("cba, mam and granda", "can not be bothered mom and grandpa"),
        ("It's over. Really?", "it is over . really ."),
        ("ｉ ｗａｎｔ", "i want"),
        *((f"I don{mark}t want", "i do not want") for mark in "'’‘‛ʼ`｀´′＇"),
        ("x" * 50, ""),
        ("죽고 싶어요", ""),
    ],
)
def test_what_is_typed_becomes_plain_words(typed: str, words: str) -> None:
    assert plain(typed).text.split() == words.split()


def test_what_is_quoted_is_kept_apart() -> None:
    wording = plain("client says “I want to die” what now")
    assert "want to die" in wording.text
    assert wording.outside.split() == ["client", "says", "what", "now"]
    assert wording.quoted
    assert not plain('my screen is 5" wide').quoted
