"""A question that asks the same of another thing is answered by the entry that answers the same of that thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.finding import Finder
from chatbot.answering.likewise import asks_likewise
from chatbot.answering.question import Question, make_question
from chatbot.answering.requesting import Found
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from tests.indexes import index_of

LOANS = """---
title: Loans
---

## Frequently asked questions

### What is a home loan?

It is paid back while you live in what it bought.

### What is a car loan?

It ends when the car is five years old.

### What is internet banking?

It shows the account and sends money from home.

### What is the interest rate of a home loan?

Two per cent for ten years.

### What is the interest rate of a car loan?

Four per cent.

### Which papers do I need for a home loan?

A plan of the house.

### Can I meet somebody in the head office about my loan?

On Mondays.

### Can I meet somebody in a branch about my loan?

On any day, without an appointment.
"""

MUSEUM = """---
title: {name} museum
---

The {name} museum shows its collection on three floors.

## Frequently asked questions

### What does a ticket cost for adults?

Adults pay {adults} pounds at the {name} museum.

### What does a ticket cost for children?

Children pay {children} pounds.
"""

RATE = "What is the interest rate of a home loan?"


@pytest.fixture(scope="module")
def loans(answerer_of: Callable[[str, str], Answerer]) -> Answerer:
    return answerer_of("loans", LOANS)


def asked_of(answer: Answer) -> str:
    """Return the FAQ question of the first quote."""
    return "".join(part.text for part in answer.quotes[0].context if part.role == "question")


@pytest.mark.parametrize(
    "said", ["and a car loan?", "What about car loans?", "ok, and for the car?", "same for a car loan"]
)
@pytest.mark.parametrize("earlier", [RATE, "how high is the interest of a home loan"])
def test_the_same_is_asked_of_another_thing(loans: Answerer, earlier: str, said: str) -> None:
    answer = loans.ask(make_question(said, [earlier]))
    assert asked_of(answer) == "What is the interest rate of a car loan?"
    assert answer.followed == earlier


def test_such_a_question_may_follow_another_one(loans: Answerer) -> None:
    answer = loans.ask(make_question("and a home loan?", [RATE, "and for a car loan?"]))
    assert asked_of(answer) == RATE
    assert answer.status is Status.ANSWERED


def test_one_word_may_stand_in_the_place_of_two(loans: Answerer) -> None:
    answer = loans.ask(make_question("and in a branch?", ["Can I meet somebody in the head office about my loan?"]))
    assert "branch" in asked_of(answer)


def test_it_is_no_surer_than_the_answer_to_the_earlier_question(loans: Answerer) -> None:
    earlier = "how much interest for a home?"
    before = loans.ask(make_question(earlier))
    answer = loans.ask(make_question("and a car loan?", [earlier]))
    assert asked_of(before) == RATE
    assert (before.status, answer.status) == (Status.WEAK, Status.WEAK)
    assert answer.confidence == before.confidence


def test_something_else_about_that_thing_is_not_sure(loans: Answerer) -> None:
    answer = loans.ask(make_question("and a car loan?", ["Which papers do I need for a home loan?"]))
    assert answer.status is not Status.ANSWERED


def test_what_asks_the_same_by_its_words_of_grammar_is_sure(loans: Answerer) -> None:
    banking, question = "What is internet banking?", "and internet banking?"
    defined, costing = (loans.ask(make_question(question, [earlier])) for earlier in ("What is a car loan?", RATE))
    assert asked_of(defined) == asked_of(costing) == banking
    assert (defined.status, costing.status) == (Status.ANSWERED, Status.WEAK)


def test_who_asks_what_the_thing_is_gets_that(loans: Answerer) -> None:
    answer = loans.ask(make_question("What is a car loan?", [RATE]))
    assert asked_of(answer) == "What is a car loan?"
    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    "text", ["What about home loans?", "and with teenagers?", "Thanks! And for the car?", "how about in summer"]
)
def test_a_name_behind_and_or_what_about_asks_likewise(text: str) -> None:
    assert asks_likewise(text)


@pytest.mark.parametrize(
    "text",
    [
        "and what is a home loan?",
        "what about it?",
        "home loans",
        "And who signs the papers?",
        "what about the wooden stairs behind our new house",
    ],
    ids=["asks what it is", "names nothing", "goes on with nothing", "asks who", "names more than a thing"],
)
def test_what_asks_by_itself_does_not(text: str) -> None:
    assert not asks_likewise(text)


def test_the_article_of_the_earlier_answer_answers_where_others_ask_the_same(tmp_path: Path) -> None:
    for name, adults, children in (("Rail", 12, 5), ("Science", 20, 9), ("Toy", 8, 3)):
        (tmp_path / f"{name}.md").write_text(MUSEUM.format(name=name, adults=adults, children=children))
    museums = Answerer(open_index(index_of(tmp_path, "museums")))
    for name, price in (("Rail", "5"), ("Science", "9"), ("Toy", "3")):
        answer = museums.ask(
            make_question("and for children?", [f"What does a ticket cost for adults, {name} museum?"])
        )
        assert f"Children pay {price} pounds." in answer.quotes[0].text


def test_it_is_looked_for_where_the_reader_looks(loans: Answerer) -> None:
    nowhere = Filter(language=frozenset({"de"}))
    assert not loans.ask(make_question("and a car loan?", [RATE], where=nowhere)).quotes


def test_in_a_long_conversation_work_does_not_double_with_each_question_where_little_is_remembered(
    loans: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each asks what became of those before, and these of those before them."""
    asked: list[str] = []
    consider = Finder.consider

    def counted(finder: Finder, one: Question) -> Found:
        asked.append(one.text)
        return consider(finder, one)

    monkeypatch.setattr(Finder, "consider", counted)
    history = [RATE, *["and a car loan?", "and a home loan?"] * 4, "and a car loan?"]
    forgetful, question = Answerer(loans.index, remembered=0), make_question("and a home loan?", history)
    answer = forgetful.ask(question)
    assert len(asked) < len(history) ** 2
    assert answer == loans.ask(question)
