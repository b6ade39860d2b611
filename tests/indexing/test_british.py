"""British and American spellings of one word are one term; other words stay themselves."""

from __future__ import annotations

import tracemalloc

import pytest

from chatbot.indexing.british import american
from chatbot.indexing.words import terms


@pytest.mark.parametrize(
    ("british", "there"),
    [
        ("apologise", "apologize"),
        ("organisations", "organizations"),
        ("recognising", "recognizing"),
        ("paralysed", "paralyzed"),
        ("behavioural", "behavioral"),
        ("neighbour's", "neighbor's"),
        ("centres", "centers"),
        ("practising", "practicing"),
        ("counsellor", "counselor"),
        ("anaesthetic", "anesthetic"),
        ("paediatrician", "pediatrician"),
        ("leukaemia", "leukemia"),
        ("archaeology", "archeology"),
        ("diarrhoea", "diarrhea"),
        ("oestrogen", "estrogen"),
        ("oesophagus", "esophagus"),
        ("foetal", "fetal"),
        ("coeliac", "celiac"),
        ("homoeopathic", "homeopathic"),
        ("manoeuvring", "maneuvering"),
        ("kilometres", "kilometers"),
        ("millilitre", "milliliter"),
        ("savoury", "savory"),
        ("neighbourly", "neighborly"),
        ("discolouration", "discoloration"),
        ("behaviourism", "behaviorism"),
        ("pyjamas", "pajamas"),
        ("fuelled", "fueled"),
        ("draughty", "drafty"),
    ],
)
def test_both_spellings_are_one_term(british: str, there: str) -> None:
    assert terms(british) == terms(there)


@pytest.mark.parametrize(
    "word",
    [
        *("wise", "raise", "rising", "hour", "your", "four", "tour", "analysis", "source", "this", "floury", "journey"),
        *("aerial", "aerobic", "reggae", "israel", "michaels", "michael's", "does", "goes", "shoes", "poem", "toe"),
        *("acre", "there", "genre", "ogre", "timbre", "journal", "burn", "curb"),
    ],
)
def test_words_that_only_look_british_stay(word: str) -> None:
    assert american(word) == word


def test_other_languages_are_left_alone() -> None:
    assert terms("glamour", "fr") == terms("glamour", "fr-CA") != terms("glamor", "fr")


def test_words_that_readers_make_up_fill_no_memory() -> None:
    american.cache_clear()
    tracemalloc.start()
    try:
        for number in range(30_000):
            american(f"{number} a long word that nobody writes twice")
        assert tracemalloc.get_traced_memory()[0] < 2_000_000
    finally:
        tracemalloc.stop()
