"""Several questions in one message: when each is answered by itself, and what then is shown."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Answer, Status, answer_id
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from chatbot.safety.care import Care
from chatbot.safety.helplines import read_protocol
from tests.indexes import index_of
from tests.web.small_corpus import SHIPPED

SILENCE, RUPTURE = "How long should I wait in a silence?", "what are the two kinds of rupture?"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(open_index(index_of(SHIPPED, "corpus")))


def ask(answerer: Answerer, text: str, *history: str, limit: int = 3) -> Answer:
    return answerer.ask(make_question(text, history, limit=limit))


@pytest.mark.parametrize("between", [" And ", " ", " Also, "])
def test_two_questions_at_once_get_a_quote_each_which_says_what_it_answers(answerer: Answerer, between: str) -> None:
    answer = ask(answerer, f"{SILENCE}{between}{RUPTURE}")
    assert answer.answered or answer.status is Status.WEAK
    asked = [quote.asked for quote in answer.quotes]
    assert asked == [SILENCE, SILENCE, RUPTURE]
    alone = [ask(answerer, text).quotes[0].place for text in (SILENCE, RUPTURE)]
    assert [answer.quotes[0].place, answer.quotes[2].place] == alone
    assert answer.answer_id == answer_id(answer.index_version, (quote.place for quote in answer.quotes))


def test_it_is_as_sure_as_the_least_sure_and_offers_nothing_that_it_quotes(answerer: Answerer) -> None:
    answer = ask(answerer, f"{SILENCE} {RUPTURE}")
    assert answer.confidence <= min(ask(answerer, text).confidence for text in (SILENCE, RUPTURE))
    shown = {(quote.article.id, quote.source_id) for quote in answer.quotes}
    offered = [(each.article, each.source_id) for each in answer.related]
    assert shown.isdisjoint(offered)
    assert len(set(offered)) == len(offered) <= 3


def test_what_has_no_answer_is_named_and_nothing_is_shown_as_sure(answerer: Answerer) -> None:
    lost = "What is the fastest train to Madrid?"
    answer = ask(answerer, f"{lost} {SILENCE}")
    assert {quote.asked for quote in answer.quotes} == {SILENCE}
    assert answer.status is Status.WEAK
    assert answer.confidence < answerer.weights.answered
    assert answer.message.endswith(f"I found no answer to “{lost}”.")
    long = ask(answerer, f"What is the fastest train to Madrid {'and back ' * 30}? {SILENCE}")
    assert len(long.message) < 200


def test_a_question_that_points_to_one_without_an_answer_is_not_answered_as_if_it_did_not(answerer: Answerer) -> None:
    text = "How do I become a certified transactional analyst, and how many years does it take?"
    assert not any(quote.asked for quote in ask(answerer, text).quotes)


def test_where_nothing_answers_the_whole_what_answers_one_question_well_is_shown(answerer: Answerer) -> None:
    first, second = "He hits me. What can I do?", "How do I end therapy?"
    answer = ask(answerer, f"{first} {second}")
    assert {quote.asked for quote in answer.quotes} == {second}
    assert answer.status is Status.WEAK
    assert answer.message.endswith("I found no answer to “What can I do?”.")
    assert ask(answerer, "tell me more", f"{first} {second}").followed == second
    doubtful = ask(answerer, "What should I say at the end? And who pays?")
    assert doubtful.status is Status.UNANSWERED


def test_what_is_answered_by_the_same_section_goes_together_and_does_not_keep_others_from_their_answers(
    answerer: Answerer,
) -> None:
    answer = ask(answerer, f"1. What is a rupture? 2. How do I repair it? 3. {SILENCE}")
    assert list(dict.fromkeys(quote.asked for quote in answer.quotes)) == [
        "What is a rupture? How do I repair it?",
        SILENCE,
    ]
    joined = ask(answerer, f"What is a rupture and how do I repair it? {SILENCE}")
    assert joined.quotes[0].asked == "What is a rupture and how do I repair it?"


def test_a_quote_says_what_it_answers_without_the_story_before_it(answerer: Answerer) -> None:
    answer = ask(answerer, f"I am new to this. My client says nothing. {SILENCE} It is my job, too. {RUPTURE}")
    assert [quote.asked for quote in answer.quotes] == [SILENCE, SILENCE, RUPTURE]
    lost = ask(answerer, f"I went by car {'again and ' * 12}. What is the fastest train to Madrid? {SILENCE}")
    assert lost.message.endswith("I found no answer to “What is the fastest train to Madrid?”.")


def test_two_that_ask_the_same_of_different_stories_are_told_apart(answerer: Answerer) -> None:
    stories = ("A client is silent. What can I say?", "A client was let down and I am sorry. What can I say?")
    answer = ask(answerer, " ".join(stories))
    assert {quote.asked for quote in answer.quotes} == set(stories)


def test_a_question_in_another_language_is_named_and_read_as_no_english(answerer: Answerer) -> None:
    answer = ask(answerer, f"{SILENCE} ¿Qué es el duelo?")
    assert {quote.asked for quote in answer.quotes} == {SILENCE}
    assert answer.message.endswith("I found no answer to “¿Qué es el duelo?”.")
    assert answer.corrected == ()


def test_a_reader_in_danger_is_not_told_that_this_has_no_answer() -> None:
    index = open_index(index_of(SHIPPED, "corpus"))
    cared_for = Answerer(index, care=Care(read_protocol(), index.encoder, lambda _: None))
    answer = ask(cared_for, f"I am so sad. Should I kill myself? {SILENCE}")
    assert answer.notice
    assert {quote.asked for quote in answer.quotes} == {SILENCE}
    assert answer.message == "These passages may answer your question."


@pytest.mark.parametrize(
    "text",
    [f"{SILENCE} {SILENCE}", f"{SILENCE} How long do I wait in silences?", f"{SILENCE} Any advice?", "Why? How?"],
)
def test_what_says_the_same_again_or_nothing_by_itself_is_answered_as_a_whole(answerer: Answerer, text: str) -> None:
    assert all(quote.asked == "" for quote in ask(answerer, text).quotes)


def test_more_questions_than_quotes_are_answered_as_a_whole(answerer: Answerer) -> None:
    assert [quote.asked for quote in ask(answerer, f"{SILENCE} {RUPTURE}", limit=1).quotes] == [""]
    assert len({quote.asked for quote in ask(answerer, f"{SILENCE} {RUPTURE}", limit=2).quotes}) == 2


def test_the_second_may_lean_on_the_first_and_the_whole_on_what_was_asked_before(answerer: Answerer) -> None:
    answer = ask(answerer, "What is anticipatory grief for a therapist? And what are the signs of it in the work?")
    assert {quote.article.id for quote in answer.quotes} == {"anticipatory-grief"}
    assert answer.followed is None


def test_tell_me_more_goes_on_with_the_last_of_them(answerer: Answerer) -> None:
    at_once = f"{SILENCE} And {RUPTURE}"
    shown = ask(answerer, at_once)
    more = ask(answerer, "tell me more", at_once)
    assert more.followed == RUPTURE
    assert {quote.article.id for quote in more.quotes} == {"alliance-ruptures"}
    assert {quote.place for quote in more.quotes}.isdisjoint(quote.place for quote in shown.quotes)


def test_it_goes_on_with_the_last_that_has_an_answer_and_with_all_that_was_answered_as_one(answerer: Answerer) -> None:
    assert ask(answerer, "tell me more", f"{SILENCE} What is the fastest train to Madrid?").followed == SILENCE
    whole = f"{SILENCE} How long do I wait in silences?"
    assert ask(answerer, "tell me more", whole).followed == whole


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("and the first one?", SILENCE),
        ("the second question", RUPTURE),
        ("what about the latter", RUPTURE),
        ("tell me more about the first one", SILENCE),
    ],
)
def test_the_one_of_several_that_is_named_is_gone_on_with(answerer: Answerer, text: str, question: str) -> None:
    answer = ask(answerer, text, f"{SILENCE} {RUPTURE}", "thanks")
    assert answer.followed == question
    assert answer.quotes[0].article.id == ask(answerer, question).quotes[0].article.id


def test_the_second_one_of_nothing_that_was_asked_before_is_a_question_like_others(answerer: Answerer) -> None:
    assert ask(answerer, "and the second one?").followed is None
    assert ask(answerer, "and the second one?", RUPTURE).followed == RUPTURE


def test_filters_hold_for_each(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"client-silence"}))
    answer = answerer.ask(make_question(f"{SILENCE} {RUPTURE}", where=where))
    assert {quote.article.id for quote in answer.quotes} == {"client-silence"}


def test_slips_in_each_are_named(answerer: Answerer) -> None:
    answer = ask(answerer, "How long should I wait in a silenec? What are the two kinds of ruptrue?")
    assert answer.corrected == (("silenec", "silence"), ("ruptrue", "rupture"))
    assert "“silenec” as “silence”, “ruptrue” as “rupture”" in answer.message
