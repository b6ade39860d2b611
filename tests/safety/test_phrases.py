"""Phrases stand where they say, gaps and missing words included, and a mistake in one is named."""

from __future__ import annotations

import pytest

from chatbot.safety.phrases import Phrases

LISTS = {"want": "want|wish"}


@pytest.mark.parametrize(
    ("phrase", "words", "found"),
    [
        ("kill myself", "i will kill myself now", [(2, 4)]),
        ("<want> to *2 die", "i want to die", [(1, 4)]),
        ("<want> to *2 die", "i wish to just quietly die", [(1, 6)]),
        ("<want> to *2 die", "i wish to go home and die", []),
        ("end my own? life", "end my life or end my own life", [(0, 3), (4, 8)]),
        ("*1 clients", "suicidal clients", [(0, 2), (1, 2)]),
        ("a|b c", "a c b c", [(0, 2), (2, 4)]),
        ("die", "", []),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, words: str, found: list[tuple[int, int]]) -> None:
    assert list(Phrases([phrase], LISTS).find(words.split())) == found


def test_a_phrase_right_after_a_match() -> None:
    phrases = Phrases(["of|from", "*1 clients"], LISTS)
    assert phrases.at(["die", "of", "shame"], 1)
    assert phrases.at(["suicidal", "young", "clients"], 1)
    assert not phrases.at(["die", "of", "shame"], 2)
    assert not phrases.at(["die"], 1)


def test_an_unknown_word_list_is_named() -> None:
    with pytest.raises(ValueError, match="no word list 'wants'; known lists: want"):
        Phrases(["<wants> to die"], LISTS)


def test_many_words_cost_little_time() -> None:
    """A phrase with gaps on words that nearly match: thousands of words, no blow-up."""
    phrases = Phrases(["want *3 to *3 die *3 now"], LISTS)
    assert not phrases.anywhere(["want", "to", "die"] * 20_000)
