"""Who asks what there is to ask about is shown articles, and no passage."""

from __future__ import annotations

import json

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.contents import asked_page, asks_for_contents
from chatbot.answering.messages import Reason, message
from chatbot.answering.offering import MOST_ARTICLES, contents
from chatbot.answering.question import make_question
from chatbot.indexing.index import Filter
from tests.shared import SHARED, needs_shared


def titles(answer: Answer) -> list[str]:
    return [each.text for each in answer.related if each.kind == "article" and not each.source_id]


@pytest.mark.parametrize(
    "text",
    [
        *("Which articles do you have?", "what topics do you cover", "list all articles", "what are the topics"),
        *("What can I ask you?", "hi, what can you help me with?", "what do you know", "what is this site for"),
        *(
            "how does this work?",
            "how does this chatbot work",
            "help",
            "Table of contents",
            "how many articles are there",
        ),
        *("help me", "I need help", "any other articles?", "give me some topics", "which questions can I ask you?"),
        *("what's in here?", "where do I start?", "what are your sources?", "what information do you have"),
        *("어떤 글이 있나요?", "무엇을 물어볼 수 있나요?", "도움말", "안녕하세요, 글 목록 보여줘"),
    ],
)
def test_who_asks_what_there_is(text: str) -> None:
    assert asks_for_contents(text)


@pytest.mark.parametrize(
    "text",
    [
        *("what do you know about silence?", "which articles are about grief", "what should I do", "what can I do?"),
        *(
            "can you help me",
            "how does this help my client",
            "what are the topics of a first session",
            "articles on grief",
        ),
        *("list all signs of withdrawal", "", "how do I start", "무엇을 해야 하나요?"),
    ],
)
def test_who_names_a_subject(text: str) -> None:
    assert not asks_for_contents(text)


@needs_shared
def test_no_question_of_the_evaluation_sets_is_taken_for_one() -> None:
    files = sorted((SHARED / "eval").glob("*/questions.jsonl"))
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(questions) > 4000
    assert [question for question in questions if asks_for_contents(question)] == []


def test_articles_are_named_and_nothing_is_quoted(answerer: Answerer) -> None:
    answer = answerer.ask(make_question("what topics do you cover?"))
    assert (answer.status, answer.quotes) == (Status.UNANSWERED, ())
    assert answer.message == message(Reason.CONTENTS, "en")
    assert len(set(titles(answer))) == len(answer.related) == MOST_ARTICLES


def test_only_articles_that_may_be_quoted_are_named(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"client-silence"}))
    answer = answerer.ask(make_question("which articles do you have?", where=where))
    assert [each.article for each in answer.related] == ["client-silence"]


def test_each_category_is_named_before_a_second_article_of_one(answerer: Answerer) -> None:
    records = {article_id: answerer.index.article(article_id) for article_id in answerer.index.article_ids()}
    shown = [record.category for r in answerer.ask(make_question("help")).related if (record := records[r.article])]
    categories = {record.category for record in records.values() if record}
    assert set(shown[: len(categories)]) == categories


@pytest.mark.parametrize(
    ("text", "history", "page"),
    [
        ("which articles do you have?", [], 0),
        ("which articles do you have?", ["how long is a silence?"], 0),
        ("more", ["help"], 1),
        ("what else?", ["topics", "more", "thanks"], 2),
        ("other topics", ["topics"], 1),
        ("more", ["topics", "how long is a silence?"], None),
        ("more", [], None),
        ("why?", ["topics"], None),
        ("what else can you tell me?", ["how long is a silence?"], None),
        ("more", ["how long is a silence?", "what else can you tell me?"], None),
    ],
)
def test_more_after_the_contents_is_their_next_page(text: str, history: list[str], page: int | None) -> None:
    assert asked_page(text, history) == page


def test_after_the_last_page_comes_the_first_again(answerer: Answerer) -> None:
    vector = answerer.index.encoder.encode_question("topics")
    everything, few = Filter(), Filter(article=frozenset({"client-silence"}))
    assert contents(answerer.index, vector, everything, 1) == contents(answerer.index, vector, everything)
    assert len(contents(answerer.index, vector, few, 3)) == 1
    assert contents(answerer.index, vector, Filter(article=frozenset({"nobody"})), 1) == ()


def test_a_list_of_articles_follows_no_question(answerer: Answerer) -> None:
    turns = ("how long should a silence last?", "which topics do you have?", "more")
    for number in (1, 2):
        answer = answerer.ask(make_question(turns[number], turns[:number]))
        assert answer.followed is None
        assert answer.message == message(Reason.CONTENTS, "en")


def test_a_slip_does_not_hide_that_it_is_asked(answerer: Answerer) -> None:
    answer = answerer.ask(make_question("which toppics do you have?"))
    assert answer.message.startswith(message(Reason.CONTENTS, "en"))
    assert answer.corrected == (("toppics", "topics"),)


def test_what_there_is_is_no_question_left_without_an_answer(answerer: Answerer) -> None:
    answer = answerer.ask(make_question("Hi, what topics do you cover? And how long should a silence be?"))
    assert answer.status is Status.ANSWERED
    assert answer.message == message(Reason.ANSWERED, "en")
    assert titles(answer)


def test_who_asks_for_a_summary_of_nothing_is_shown_what_there_is(answerer: Answerer) -> None:
    assert answerer.ask(make_question("summary please")).message == message(Reason.CONTENTS, "en")


def test_what_else_in_a_conversation_goes_on(answerer: Answerer) -> None:
    answer = answerer.ask(make_question("what else can you tell me?", ("how long should a silence last?",)))
    assert answer.followed == "how long should a silence last?"
    assert answer.quotes


@pytest.mark.parametrize("before", ["which articles do you have?", "which artcles do you have?"])
def test_one_of_the_articles_that_were_named_is_introduced_by_its_takeaway(answerer: Answerer, before: str) -> None:
    named = [each.article for each in answerer.ask(make_question(before)).related]
    for said, place in (("the first one", 0), ("the third one", 2), ("the last article", -1)):
        answer = answerer.ask(make_question(said, (before, "thanks", "the second one")))
        assert (answer.quotes[0].article.id, answer.quotes[0].kind) == (named[place], "takeaway")
        assert answer.followed == before
        assert answer.status is Status.WEAK


def test_what_names_nothing_is_about_the_article_that_was_chosen(answerer: Answerer) -> None:
    named = [each.article for each in answerer.ask(make_question("topics")).related]
    place = named.index("planning-termination")
    chosen = f"the {('first', 'second', 'third', 'fourth', 'fifth', 'sixth')[place]} one"
    for said, kind in (("summary please", "takeaway"), ("what are the steps?", "step"), ("the table?", "table")):
        quote = answerer.ask(make_question(said, ("topics", chosen))).quotes[0]
        assert (quote.article.id, quote.kind) == ("planning-termination", kind)


def test_of_the_next_page_its_own_articles_are_chosen_and_none_beyond_the_last(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"client-silence", "yes-but-game"}))
    turns = ("topics", "the third one")
    assert not answerer.ask(make_question(turns[1], turns[:1], where=where)).quotes
    named = answerer.ask(make_question("topics", where=where)).related
    answer = answerer.ask(make_question("the second one", ("topics", "more"), where=where))
    assert answer.quotes[0].article.id == named[1].article
