"""Who asks for a definition, or looks for something about a term, is understood as asking what it is."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.rewording import plainly


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
        "tell me about ruptures",
        "Info on ruptures?",
        "where can I read about ruptures",
        "ruptures explained",
        "Is there an article on ruptures?",
        "do you have any information about ruptures",
        "I don't understand ruptures",
        "could you explain ruptures to me?",
        "what can you tell me about ruptures",
        "I'd like to know more about ruptures",
        "I’m curious about ruptures",
        "what do your articles say about ruptures?",
        "an introduction to ruptures please",
    ],
)
def test_who_looks_for_something_about_a_term_asks_what_it_is(question: str) -> None:
    assert plainly(question) == "what is ruptures?"


@pytest.mark.parametrize(
    "question",
    [
        "any tips on how to end therapy?",
        "Could you give me some advice on how to end therapy?",
        "is there an article on how to end therapy",
        "I'm looking for information on how to end therapy",
        "where can I learn how to end therapy?",
        "I can't figure out how to end therapy",
        "please teach me to end therapy",
        "Teach me to end therapy",
    ],
)
def test_who_looks_for_help_with_something_asks_how_to_do_it(question: str) -> None:
    assert plainly(question) == "how to end therapy?"


@pytest.mark.parametrize(
    "question",
    [
        "tell me the maximum length of a session",
        "Please tell me the maximum length of a session.",
        "do you know the maximum length of a session?",
        "I want to know the maximum length of a session",
    ],
)
def test_who_wants_to_be_told_something_asks_what_it_is(question: str) -> None:
    assert plainly(question) == "what is the maximum length of a session?"


def test_what_is_the_publishers_is_a_topic_and_what_is_the_readers_is_none() -> None:
    assert plainly("do you have any information about your opening hours") == "what is your opening hours?"
    assert plainly("tell me about my opening hours") == "tell me about my opening hours"


def test_a_topic_of_many_words_stands_for_itself() -> None:
    question = "Where can I read about long silences of clients who grieve?"
    assert plainly(question) == "long silences of clients who grieve"


@pytest.mark.parametrize(
    "question",
    [
        "how to end therapy",
        "How can I end therapy?",
        "is it possible to end therapy?",
        "is there a way to end therapy",
        "I want to cry all the time",
        "I'm trying to end therapy",
        "I'm trying to die",
        "looking to end it",
        "do I have to explain how to end therapy",
        "I don't understand my client",
        "tell me about it",
        "tell me a story",
        "tell me the weather",
        "tell me about your day",
        "tell me their names",
        "show me the table",
        "shall I tell him the reason",
        "explain this",
        "tell me more",
        "explain why clients leave",
        "is there something to protect my kids?",
        "what is the advice on silence",
        "are there articles for parents",
        "contact information",
        "shipping info",
        "I'm interested in a job",
    ],
)
def test_what_asks_something_else_is_not_read_as_looking_for_something(question: str) -> None:
    assert plainly(question) == question


@pytest.mark.parametrize("question", ["tell me about the article", "explain the main points of the article on silence"])
def test_a_question_for_a_gist_keeps_its_words(question: str) -> None:
    assert plainly(question) == question


@pytest.mark.parametrize(
    "question",
    [
        "what does it mean if I feel nothing?",
        "what does a client's silence mean",
        "the meaning of this",
        "meaning",
        "are all televisions high definition",
        "how do I define goals with a client",
        "define it",
        "",
        "\n",
        "the meaning of the many pauses that a client makes",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert plainly(question) == question


@pytest.mark.parametrize(
    ("question", "statuses"),
    [
        ("define rupture", set(Status)),
        ("tell me about ruptures", {Status.UNANSWERED, Status.WEAK}),
        ("any tips on how to repair a rupture", {Status.UNANSWERED, Status.WEAK}),
        ("what does “rupture” mean?", {Status.UNANSWERED, Status.WEAK}),
        ("what does rupture mean?", {Status.UNANSWERED}),
    ],
)
def test_what_a_faq_may_ask_stays_where_it_finds_something(question: str, statuses: set[Status]) -> None:
    assert {status for status in Status if plainly(question, status) != question} == statuses


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


@pytest.mark.parametrize(
    ("plain", "others"),
    [
        (
            "what is the yes but game?",
            (
                "tell me about the yes but game",
                "is there an article on the yes but game?",
                "the yes but game explained",
            ),
        ),
        (
            "what is anticipatory grief?",
            ("info on anticipatory grief", "I've never heard of anticipatory grief", "explain anticipatory grief"),
        ),
        (
            "how to repair a rupture?",
            ("any tips on how to repair a rupture?", "teach me to repair a rupture"),
        ),
    ],
)
def test_the_same_question_in_other_grammar_has_the_same_answer(
    answerer: Answerer, plain: str, others: tuple[str, ...]
) -> None:
    answer = answerer.ask(make_question(plain))
    assert answer.quotes
    for text in others:
        other = answerer.ask(make_question(text))
        assert (other.status, other.quotes) == (answer.status, answer.quotes)


def test_what_finds_less_in_plain_words_stays_as_typed(answerer: Answerer) -> None:
    """The topic alone, "yes but" as a game, finds another passage and is less sure of it."""
    text = 'explain "yes but" as a game'
    found = [answerer.ask(make_question(asked)) for asked in (text, plainly(text))]
    assert found[0].confidence > found[1].confidence
    assert found[0].quotes[0].place != found[1].quotes[0].place


def test_what_one_wishes_to_do_is_no_question_how(answerer: Answerer) -> None:
    assert not answerer.ask(make_question("I want to cry all the time")).quotes


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
