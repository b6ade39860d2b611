"""Words stand side by side where the articles have them so, in one sentence and in this order."""

from __future__ import annotations

import pytest

from chatbot.answering.collocations import Collocations
from chatbot.answering.stemming import Stems
from tests.answering.test_answerer import answerer_of

ARTICLE = """---
title: Duran Duran
---

## Music

They played in Walla Walla. Bands had had enough. An e-mail came.

## Pay

Bands pay. Enough said, and a non-verbal sign that that was all.
"""


@pytest.fixture(scope="module")
def collocations(tmp_path_factory: pytest.TempPathFactory) -> Collocations:
    index = answerer_of(ARTICLE, tmp_path_factory.mktemp("collocations")).index
    return Collocations(index, Stems(index))


@pytest.mark.parametrize("words", ["walla walla", "played in", "band had", "e mail", "non verbal signs", "sign"])
def test_words_that_follow_each_other_in_a_sentence_stand_together(collocations: Collocations, words: str) -> None:
    assert collocations.stand_together(words.split())


@pytest.mark.parametrize("words", ["in played", "they in", "pay enough", "enough an", "walla sign", "concert", ""])
def test_words_of_two_sentences_or_in_another_order_do_not(collocations: Collocations, words: str) -> None:
    assert not collocations.stand_together(words.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is a sign sign", "what is a sign"),
        ("Played played played in bands bands?", "Played in bands?"),
    ],
)
def test_a_word_typed_twice_is_said_once(collocations: Collocations, typed: str, meant: str) -> None:
    assert collocations.said_once(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "is Walla Walla far",
        "Duran Duran",
        "they had had it",
        "log in in time",
        "the pay PAY",
        "Bora Bora",  # a name, though no article has it
        "the therapy",
        "so-so so-so",
    ],
)
def test_a_word_that_the_articles_have_twice_stays(collocations: Collocations, text: str) -> None:
    assert collocations.said_once(text) == text
