"""Small numbers are read as the articles write them, or as the "to" and "for" that they sound like; names stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.collocations import Collocations
from chatbot.answering.english import english
from chatbot.answering.figures import as_written
from chatbot.answering.question import make_question
from chatbot.answering.stemming import Stems
from tests.answering.test_answerer import answerer_of

NUMBERED = """---
title: Our plans
---

## Plan 2

Plan 2 begins with a call. Step 4 begins with 3 letters, and windows two floors up are cleaned in the 2nd week.

## Who pays

A friend pays for two rooms. The letters are for you to keep.
"""


@pytest.fixture(scope="module")
def collocations(answerer: Answerer) -> Collocations:
    return Collocations(answerer.index, Stems(answerer.index))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("how 2 wait in a silence", "how to wait in a silence"),
        ("what 2 do when she goes quiet", "what to do when she goes quiet"),
        ("where 2 go 4 help", "where to go for help"),
        ("is it ok 4 me 2 cry", "is it ok for me to cry"),
        ("is it bad 2 cry and good 4 clients", "is it bad to cry and good for clients"),
        ("talk 2 parents", "talk to parents"),
        ("the key 2 success", "the key to success"),
        ("tips 4 parents", "tips for parents"),
        ("who 2 ask 4 help", "who to ask for help"),
    ],
)
def test_a_number_that_sounds_like_a_word_is_that_word_where_it_fits_better(
    collocations: Collocations, typed: str, written: str
) -> None:
    assert as_written(typed, collocations, english) == written


@pytest.mark.parametrize(
    "text",
    [
        "vitamin B2",
        "at 2 PM",
        "wake up at 4 am",
        "seeing 2 clients",
        "is 1:1 right",
        "is type 2 diabetes a loss",
        "what is in step 2 of the repair",
        "is the iphone 5 new to clients",
        "iphone 2 screens",
        "version 2.4 for clients",
        "2",
        "chapter 4",
        "covid-19 or sars-cov-2",
        "one of the best",
        "two of us",
        "list 4 reasons",
        "is 4 too much",
        "bring 2 clients together",
        "2 to 4 weeks",
        "2-3 weeks",
        "4 of 5 clients",
        "a layer 2 switch",
        "tier 2 support",
        "schedule 4 drugs",
        "does the PS 2 play films",
        "a w 2 form",
        "what is in room 4",  # nothing follows that a "for" would lead to
        "does it cost $2 a week or 4% of all",
    ],
)
def test_a_number_that_may_be_one_stays(collocations: Collocations, text: str) -> None:
    assert as_written(text, collocations, english) == text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the 3 tasks of an ending", "the three tasks of an ending"),
        ("2 weeks before it ends", "two weeks before it ends"),
        ("my 1st session", "my first session"),
        ("are 5 chairs enough", "are five chairs enough"),  # of chairs the articles have two, and "five" elsewhere
        ("are 5 wooden chairs enough", "are five wooden chairs enough"),
        ("who waits 4 years", "who waits four years"),
    ],
)
def test_a_figure_is_the_word_that_the_articles_have(collocations: Collocations, typed: str, written: str) -> None:
    assert as_written(typed, collocations, english) == written


@pytest.mark.parametrize(
    "text",
    ["should I wait 4 seconds", "2 clients at once", "I have 2 clients", "tell me 4 reasons", "give us 2 examples"],
)
def test_what_is_counted_is_not_read_as_a_word_that_sounds_so(collocations: Collocations, text: str) -> None:
    assert as_written(text, collocations, english) == text.replace("2", "two").replace("4", "four")


def test_what_the_articles_hold_beside_a_number_decides(tmp_path: Path) -> None:
    index = answerer_of(NUMBERED, tmp_path).index
    collocations = Collocations(index, Stems(index))
    assert as_written("how does plan two begin", collocations, english) == "how does plan 2 begin"
    assert as_written("the three letters of step four", collocations, english) == "the 3 letters of step 4"
    assert (
        as_written("plan 2 begins, the second week ends", collocations, english) == "plan 2 begins, the 2nd week ends"
    )
    assert as_written("are 2 rooms free", collocations, english) == "are two rooms free"
    assert as_written("plan 4 failure", collocations, english) == "plan for failure"


def test_what_the_articles_number_is_meant_with_another_number_too(tmp_path: Path) -> None:
    index = answerer_of(NUMBERED.replace("lan 2", "lan 3"), tmp_path).index
    assert as_written("plan 4 failure", Collocations(index, Stems(index)), english) == "plan 4 failure"


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        ("three tasks of a planned ending", "3 tasks of a planned ending"),
        ("how to repair a rupture", "how 2 repair a rupture"),
        ("what to do when the client is silent?", "what 2 do when the client is silent?"),
    ],
)
def test_however_a_number_is_typed_the_answer_is_the_same(answerer: Answerer, asked: str, typed: str) -> None:
    one, other = (answerer.ask(make_question(text)) for text in (asked, typed))
    assert one.quotes
    assert other.answer_id == one.answer_id
    assert other.status is one.status
    assert other.corrected == ()
