"""Words that run together or are torn apart are read as meant; names, compounds and what is right stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.collocations import Collocations
from chatbot.answering.english import english
from chatbot.answering.question import make_question
from chatbot.answering.spaces import held_apart, numbers_apart
from chatbot.answering.stemming import Stems
from chatbot.indexing.words import terms
from tests.answering.test_answerer import answerer_of
from tests.answering.test_spelling import COMMON, CORPUS, speller

ARTICLES = f"""{CORPUS} Countertransference is a client's website. Coronavirus. A timeout is short. The time is up.
He spoke of the log. A blackbird sang. The papersize of paper: paper has one size or another size."""
WIDE = speller(ARTICLES, COMMON, at_large=english)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("howlong should a silence last", "how long should a silence last"),
        ("Howlong should a silence last", "How long should a silence last"),
        ("what doesa therapist do", "what does a therapist do"),
        ("clientsilence in a session", "client silence in a session"),
        ("why grieve aloss", "why grieve a loss"),
        ("WHY IS THETHERAPIST HERE", "WHY IS THE THERAPIST HERE"),
    ],
)
def test_words_that_run_together_are_read_apart(typed: str, meant: str) -> None:
    assert WIDE.read(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("is the thera pist right", "is the therapist right"),
        ("counter transference in a session", "countertransference in a session"),
        ("counter-transference", "countertransference"),
        ("is your web site down", "is your website down"),
        ("Corona virus and Web site", "Coronavirus and Website"),
        ("a si lence and a cli ent", "a silence and a client"),
    ],
)
def test_words_that_are_torn_apart_are_joined_where_articles_have_them_as_one(typed: str, meant: str) -> None:
    assert WIDE.read(typed).text.casefold() == meant.casefold()


def test_what_was_typed_and_what_was_meant_is_told_with_its_spaces() -> None:
    assert WIDE.read("Howlong in the thera pist").changes == (("Howlong", "How long"), ("thera pist", "therapist"))


def test_a_common_word_is_joined_where_a_part_of_it_is_no_word() -> None:
    wide = speller(ARTICLES, (*COMMON, "together", "blackboard"), at_large=english)
    assert wide.read("grieve to gether at a black board").text == "grieve together at a black board"
    narrow = speller("Die Trauer und die Arbeit", ("together",))
    assert narrow.read("to gether").text == "to gether"


def test_what_was_changed_is_told_in_the_order_of_the_question() -> None:
    reading = WIDE.read("greif, Web Site and thera-pist, howlong")
    assert reading.text == "grief, Website and therapist, how long"
    typed = ("greif", "Web Site", "thera-pist", "howlong")
    assert reading.changes == tuple(zip(typed, ("grief", "Website", "therapist", "how long"), strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "is the time out of joint",  # beside "timeout", but both stand side by side in English
        "what did Norcross and Goodman write",
        "is norcross right",
        "a shitshow of silence",
        "which paper size is right",  # the articles hold "papersize", which is rarer than either word
        "see me@websi te or web/site",
        "the therapist's client",
        "one therapist -client",
    ],
)
def test_what_may_be_right_stays_as_it_was_typed(question: str) -> None:
    assert WIDE.read(question).text == question


def test_in_a_language_of_compounds_unknown_words_are_not_taken_apart() -> None:
    german = speller("Die Trauer und die Arbeit der Trauerbegleitung", stems=lambda text: terms(text, "de"))
    assert german.read("was ist Trauerarbeit").changes == ()
    assert german.read("die Trauerbeglei tung").changes == (("Trauerbeglei tung", "Trauerbegleitung"),)


def test_spaces_in_korean_stay_as_they_were_typed() -> None:
    korean = speller("상담자는 침묵을 기다린다. 할수있는 일이 있다. 비밀보장이 중요하다.")
    assert korean.read("비밀 보장이 무엇인가요, 상담 자는").changes == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("is covid19 over?", "is covid 19 over?"),
        ("COVID19, 5mg or 10mg?", "COVID 19, 5 mg or 10mg?"),
        ("an mp3 of 19", "an mp3 of 19"),
        ("covid19x, x2covid19", "covid19x, x2covid19"),
        ("covid-19", "covid-19"),
        ("a 3D print and vitamin B12", "a 3D print and vitamin B12"),
    ],
)
def test_letters_and_numbers_that_articles_hold_apart_are_read_apart(typed: str, meant: str) -> None:
    held = {"covid", "19", "5", "mg", "3", "mp3", "mp", "of", "d", "b", "12"}
    assert numbers_apart(typed, lambda words: held.issuperset(map(str.lower, words))) == meant


def test_a_word_that_articles_have_in_two_parts_is_read_as_these(tmp_path: Path) -> None:
    index = answerer_of(PHONES, tmp_path).index
    collocations, known = Collocations(index, Stems(index)), frozenset(index.surface_words()[0])
    assert held_apart("email or nonverbal, Nonverbal?", known, collocations) == "e mail or non verbal, Non verbal?"
    for text in ("isinstance", "ismay", "verbally", "mail@email.org", "the larix", "spareparts-list", "Pinusky"):
        assert held_apart(text, known, collocations) == text


def test_a_number_written_to_its_word_finds_what_is_written_apart(tmp_path: Path) -> None:
    answerer = answerer_of(PHONES, tmp_path)
    asked = [answerer.ask(make_question(f"when is the Pinus{gap}7 sold?")) for gap in ("", " ", "-")]
    assert len({answer.quotes[0].place for answer in asked}) == 1
    assert len({answer.status for answer in asked}) == 1


PHONES = """---
title: Our phones
---

## The Pinus 7

It is sold from May on, in green and in grey, by every shop of ours.

## The Larix 4

The Larix 4 was sold until last year; spare parts are kept for five more years. Ask by e-mail; a
sign may be non-verbal.

## Batteries

Take a phone out of its case before you charge it, and unplug it when it is full.
"""
