"""Who asks for the definition of a term is understood as asking what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.rewording import plainly
from chatbot.indexing.versions import open_index
from tests.indexes import index_of


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Define anticipatory grief.", "what is anticipatory grief?"),
        ("please define the working alliance", "what is the working alliance?"),
        ("rupture meaning", "what is rupture?"),
        ("here-and-now definition please", "what is here-and-now?"),
        ('What\'s the meaning of "ego state"?', "what is ego state?"),
        ("can you give me a definition of ITT", "what is ITT?"),
        ("what is meant by productive silence", "what is productive silence?"),
        ("what does “yes, but” mean?", "what is yes, but?"),
        ("what does rupture mean", "what is rupture?"),
        ("what does the term “fellow travelers” mean?", "what is fellow travelers?"),
        ("what does the working alliance mean", "what does the working alliance mean"),
        ("define: rupture", "what is rupture?"),
        ("Definition: anticipatory grief", "what is anticipatory grief?"),
        ("how is a rupture defined", "what is a rupture?"),
    ],
)
def test_a_definition_is_asked_for_in_plain_words(question: str, plain: str) -> None:
    assert plainly(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        *(
            "what does it mean if I feel nothing?",
            "what does a client's silence mean",
            "the meaning of this",
            "meaning",
        ),
        *("are all televisions high definition", "how do I define goals with a client", "define it", "", "\n"),
        "the meaning of the many pauses that a client makes",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert plainly(question) == question


@pytest.mark.parametrize(
    ("question", "statuses"),
    [
        ("define rupture", set(Status)),
        ("what does “rupture” mean?", {Status.UNANSWERED, Status.WEAK}),
        ("what does rupture mean?", {Status.UNANSWERED}),
    ],
)
def test_what_a_faq_may_ask_stays_where_it_finds_something(question: str, statuses: set[Status]) -> None:
    assert {status for status in Status if plainly(question, status) != question} == statuses


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    """Of the articles that ship."""
    return Answerer(open_index(index_of(Path("corpus"), "corpus")))


def test_a_term_is_found_in_whichever_words_it_is_asked_for(answerer: Answerer) -> None:
    asked = (
        "what is a rupture",
        "rupture meaning",
        "define rupture",
        "definiton of rupture",
        "what does “rupture” mean",
    )
    first = {answerer.ask(make_question(text)).quotes[0].place for text in asked}
    assert len(first) == 1
    answer = answerer.ask(make_question("definiton of rupture"))
    assert answer.quotes[0].text.startswith("A rupture is")
    assert answer.corrected == (("definiton", "definition"),)


def test_the_answer_to_the_very_question_is_not_given_up(answerer: Answerer) -> None:
    """The FAQ asks what Yalom means by it."""
    answer = answerer.ask(make_question('What does "fellow travelers" mean?'))
    assert answer.status is Status.ANSWERED
    assert answer.quotes[0].kind == "faq"


@pytest.mark.parametrize("text", ["what does rupture mean?", "what do ruptures mean?"])
def test_a_faq_that_asks_whether_it_means_another_thing_defines_nothing(answerer: Answerer, text: str) -> None:
    """It asks: Do ruptures mean that therapy is failing?"""
    assert answerer.ask(make_question(text)).quotes[0].text.startswith("A rupture is")
    asked = answerer.ask(make_question("do ruptures mean that therapy is failing"))
    assert (asked.status, asked.quotes[0].kind) == (Status.ANSWERED, "faq")
