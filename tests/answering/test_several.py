"""Several questions in one message: where one ends, when each is answered by itself, and what then is shown."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Answer, Status, answer_id
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.several import questions_in
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from tests.indexes import index_of
from tests.web.small_corpus import SHIPPED

SILENCE, RUPTURE = "How long should I wait in a silence?", "what are the two kinds of rupture?"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(open_index(index_of(SHIPPED, "corpus")))


def ask(answerer: Answerer, text: str, *history: str, limit: int = 3) -> Answer:
    return answerer.ask(make_question(text, history, limit=limit))


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("What is it? How long does it last?", ["What is it?", "How long does it last?"]),
        ("What is grief?? \n and for children?", ["What is grief?", "for children?"]),
        ("what is grief? how long does grief last", ["what is grief?", "how long does grief last"]),
        ("What is grief? Also, the signs of it.", ["What is grief?", "the signs of it."]),
        (
            "My mother is dying. Is this grief? And can I work?",
            ["My mother is dying. Is this grief?", "can I work?"],
        ),
        ("what is grief and how long does it last", ["what is grief", "how long does it last"]),
        ("How do I prepare, and also when do I tell the client?", ["How do I prepare", "when do I tell the client?"]),
        ("what is a rupture and is it my fault?", ["what is a rupture", "is it my fault?"]),
        ("슬픔이란 무엇인가요? 얼마나 오래 가나요?", ["슬픔이란 무엇인가요?", "얼마나 오래 가나요?"]),
        ("what is grief?how long does it last?!", ["what is grief?", "how long does it last?!"]),
        ("what is grief and what can I do about it", ["what is grief", "what can I do about it"]),
        ("What? Why? When?", ["What?", "Why?", "When?"]),
    ],
)
def test_a_question_ends_with_its_mark_or_before_and_with_a_further_one(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "grief",
        "How long does it last?",
        "Is there grief before a loss? I ask because my mother is dying.",
        "how do I know when and how to stop",
        "what do I say and do when a client is silent",
        "what happened and why",
        "Is it grief, or is there another word?",
        "What prominent family distilled brandy and were Huguenots?",
        "I want to know what and how much he said",
        "Does “why?” help?",
    ],
)
def test_what_asks_one_thing_is_left_whole(text: str) -> None:
    assert questions_in(text) == [text]


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


def test_filters_hold_for_each(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"client-silence"}))
    answer = answerer.ask(make_question(f"{SILENCE} {RUPTURE}", where=where))
    assert {quote.article.id for quote in answer.quotes} == {"client-silence"}


def test_slips_in_each_are_named(answerer: Answerer) -> None:
    answer = ask(answerer, "How long should I wait in a silenec? What are the two kinds of ruptrue?")
    assert answer.corrected == (("silenec", "silence"), ("ruptrue", "rupture"))
    assert "“silenec” as “silence”, “ruptrue” as “rupture”" in answer.message
