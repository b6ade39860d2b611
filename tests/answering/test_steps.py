"""Who asks for the steps of a procedure, or for one of them, is quoted these, in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.steps import LAST, Steps, asked_steps
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from tests.indexes import index_of
from tests.shared import SHARED, needs_shared

REPAIR = "how do I repair a rupture"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    """Of the articles that ship."""
    return Answerer(open_index(index_of(Path("corpus"), "corpus")))


@pytest.fixture(scope="module")
def sample() -> Answerer:
    """Of one article, with five steps as headings and a table of them."""
    return Answerer(open_index(index_of(SHARED / "articles", "sample")))


def asked(answerer: Answerer, *turns: str, where: Filter | None = None) -> Answer:
    return answerer.ask(make_question(turns[-1], turns[:-1], where=where or Filter()))


def marked(answer: Answer) -> str:
    quote = answer.quotes[0]
    [(start, end)] = quote.highlights
    return quote.text[start:end]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((text, None) for text in ("What are the steps?", "list all five steps", "which steps?", "steps please")),
        *(
            (text, None)
            for text in ("How many steps are there?", "step by step", "단계별로 알려줘", "단계를 알려주세요")
        ),
        *(
            (text, 1)
            for text in ("what is the first step?", "step 1", "the first of the five steps", "1단계는 뭐예요?")
        ),
        *((text, 2) for text in ("Step two please", "the 2nd step", "what's step no. 2", "두 번째 단계는?")),
        *((text, 3) for text in ("what comes after the second step?", "what is before step 4")),
        *(
            (text, LAST)
            for text in ("the last step?", "final step", "what is the very last of the steps", "마지막 단계는?")
        ),
    ],
)
def test_steps_that_are_asked_for_without_a_subject(text: str, number: int | None) -> None:
    assert asked_steps(text) == Steps(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("What are the steps for repairing a rupture?", None),
        ("how do I end a therapy, step by step?", None),
        ("first step in planning the ending", 1),
    ],
)
def test_steps_of_what_the_question_names(text: str, number: int | None) -> None:
    assert asked_steps(text) == Steps(number, named=True)


@pytest.mark.parametrize(
    "text",
    [
        *("do the five steps have to be taken in this order", "what if none of the steps work", "a step back"),
        *("My client was two steps ahead of me.", "what is the goal of the five steps?", "first steps", "stepping out"),
        *("what is a stage?", "the next one", "and then?", "what comes after that?", "", "?"),
        f"{'She told me a long story about her week. ' * 3} What is the first step?",
    ],
)
def test_what_asks_for_no_step(text: str) -> None:
    assert asked_steps(text) is None


@pytest.mark.parametrize(
    ("history", "text", "number"),
    [
        (["step 2"], "and the next one?", 3),
        (["step 2", "next"], "and then?", 4),
        (["what is the first step?", "are you sure?", "thanks"], "what comes after that?", 2),
        (["step 3"], "and the one before that?", 2),
        (["step 3"], "previous step", 2),
        (["step 1"], "the step before that", 1),
        (["2단계"], "다음 단계는?", 3),
    ],
)
def test_a_step_is_counted_from_the_one_before(history: list[str], text: str, number: int) -> None:
    assert asked_steps(text, history) == Steps(number)


@pytest.mark.parametrize("history", [["what is grief"], ["step 2", "what is grief"], ["the last step"], []])
def test_nothing_is_counted_where_no_step_was_asked_for(history: list[str]) -> None:
    assert asked_steps("and the next one?", history) is None


@needs_shared
def test_no_question_of_the_evaluation_sets_asks_for_one_step() -> None:
    files = sorted((SHARED / "eval").glob("*/questions.jsonl"))
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(questions) > 4000
    found = [question for question in questions if (steps := asked_steps(question)) and steps.number]
    assert found == []


def test_a_numbered_list_is_quoted_whole_and_its_item_marked(answerer: Answerer) -> None:
    answer = asked(answerer, "what are the steps for repairing a rupture?")
    assert answer.quotes[0].headings[-1] == "A sequence for repair"
    assert len(answer.quotes[0].blocks[0].items) == 6
    for number, begins in ((1, "Notice and slow down."), (2, "Invite, tentatively."), (6, "Decide together how to")):
        answer = asked(answerer, REPAIR, f"what is step {number}?")
        assert answer.followed == REPAIR
        assert len(answer.quotes) == 1
        assert marked(answer).startswith(begins)
        assert answer.status is Status.WEAK, "nobody can be sure that this procedure is meant"


def test_a_conversation_goes_from_step_to_step(answerer: Answerer) -> None:
    turns = [REPAIR, "what is the first step?"]
    for begins in ("Invite, tentatively.", "Explore before explaining.", "Own your part."):
        turns.append("and then?")
        assert marked(asked(answerer, *turns)) == begins


def test_steps_with_headings_are_quoted_in_order_and_more_of_them_on_request(answerer: Answerer) -> None:
    question = "what are the steps for working with anticipatory grief"
    answer = asked(answerer, question)
    assert [quote.headings[-1][:2] for quote in answer.quotes] == ["1.", "2.", "3."]
    more = asked(answerer, question, "tell me more")
    assert [quote.headings[-1][:2] for quote in more.quotes][:2] == ["4.", "5."]


@needs_shared
def test_a_table_that_numbers_the_steps_tells_them_all(sample: Answerer) -> None:
    answer = asked(sample, "what are the five steps?")
    assert answer.quotes[0].kind == "table"
    assert answer.quotes[0].text.count("\n") == 4
    assert marked(answer).startswith("1.")
    assert [quote.headings[-1][:2] for quote in answer.quotes[1:]] == ["1.", "2."]
    assert [quote.headings[-1][:2] for quote in asked(sample, "step 3").quotes] == ["3."]
    assert {quote.headings[-1][:2] for quote in asked(sample, "the last step").quotes} == {"5."}


def test_a_filter_says_of_which_article(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"yes-but-game"}))
    answer = asked(answerer, "what is the second step?", where=where)
    assert answer.quotes[0].headings[-1] == "Four ways to step out"
    assert marked(answer) == "Acknowledge the difficulty."


@pytest.mark.parametrize("text", ["what are the steps to bake bread", "what is step 9"])
def test_what_no_article_has_is_not_made_of_another_procedure(answerer: Answerer, text: str) -> None:
    assert asked(answerer, text).status is Status.UNANSWERED


def test_a_step_that_the_question_names_itself_stays_first(sample: Answerer) -> None:
    answer = asked(sample, "first step in planning the ending")
    assert answer.quotes[0].headings[-1].startswith("3. Plan termination")
