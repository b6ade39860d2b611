"""Which steps a question asks for, and of what."""

from __future__ import annotations

import json

import pytest

from chatbot.answering.steps import LAST, Steps, asked_steps, naming
from tests.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((text, None) for text in ("What are the steps?", "list all five steps", "which steps?", "steps please")),
        *(
            (text, None)
            for text in ("the first three steps", "last two steps", "steps 2 and 3", "a table of the steps")
        ),
        *(
            (text, None)
            for text in ("How many steps are there?", "step by step", "단계별로 알려줘", "단계를 알려주세요")
        ),
        *(
            (text, 1)
            for text in ("what is the first step?", "step 1", "the first of the five steps", "1단계는 뭐예요?")
        ),
        *((text, 2) for text in ("Step two please", "the 2nd step", "what's step no. 2", "두 번째 단계는?")),
        *((text, 2) for text in ("step 2 of 5", "the second of 5 steps", "go back to step 2", "step 2 in more detail")),
        *((text, 3) for text in ("what comes after the second step?", "what is before step 4")),
        *(
            (text, LAST)
            for text in ("the last step?", "final step", "what is the very last of the steps", "마지막 단계는?")
        ),
        ("what comes before the last step?", LAST - 1),
    ],
)
def test_steps_that_are_asked_for_without_a_subject(text: str, number: int | None) -> None:
    assert asked_steps(text) == Steps(number)


@pytest.mark.parametrize(
    ("text", "number", "subject"),
    [
        ("What are the steps for repairing a rupture?", None, "for repairing a rupture?"),
        ("how do I end a therapy, step by step?", None, "how do I end a therapy,"),
        ("Can you tell me what the first step in planning the ending is", 1, "in planning the ending is"),
        ("step 3 of 6 for Müller's method", 3, "for Müller's method"),
        ("rupture repair steps", None, "rupture repair"),
        ("five steps grief", None, "grief"),
    ],
)
def test_steps_of_what_the_question_names(text: str, number: int | None, subject: str) -> None:
    assert asked_steps(text) == Steps(number, subject)


@pytest.mark.parametrize(
    "text",
    [
        *("do the five steps have to be taken in this order", "what if none of the steps work", "a step back"),
        *("My client was two steps ahead of me.", "what is the goal of the five steps?", "first steps", "stepping out"),
        *("who takes the first step after a rupture", "should I make the first step?"),
        *("the next steps"),
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
        (["step 2"], "ok, next step please", 3),
        (["step 2"], "go on", 3),
        (["what is the first step?", "are you sure?", "thanks"], "what comes after that?", 2),
        (["step 1", "why?", "tell me more"], "then what?", 2),
        (["step 3"], "and the one before that?", 2),
        (["step 3"], "previous step", 2),
        (["step 3"], "go back one step", 2),
        (["step 1"], "the step before that", 1),
        (["the last step"], "and the one before?", LAST - 1),
        (["the last step", "and before that?"], "next", LAST),
        (["2단계"], "다음 단계는?", 3),
        (["how do I repair a rupture?"], "ok, and the next step?", 2),
        (["what are the steps?"], "what is the next step", 2),
        (["how do I repair a rupture?", "what is the next step"], "and then?", 3),
    ],
)
def test_a_step_is_counted_from_the_one_before(history: list[str], text: str, number: int) -> None:
    assert asked_steps(text, history) == Steps(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("the second one", 2), ("and the third?", 3), ("what's the 2nd", 2), ("4?", 4), ("what is number five", 5)),
        *(("point 3 please", 3), ("the last one?", LAST), ("3 of 6", 3), ("세 번째는?", 3)),
    ],
)
def test_a_place_alone_is_that_of_a_step_after_the_steps(text: str, number: int) -> None:
    for history in (["what are the steps?"], ["steps to repair a rupture", "step 1"]):
        assert asked_steps(text, history) == Steps(number)
    for history in ([], ["what is grief"], ["what are the steps?", "what is grief"]):
        assert asked_steps(text, history) is None
    several = "What is a rupture? What are the steps?"
    assert asked_steps(text, [several]) is None, "it is one of two questions"


@pytest.mark.parametrize("history", [["what is grief"], ["step 2", "what is grief"], ["what are the steps?"], []])
def test_nothing_is_counted_where_no_step_was_asked_for(history: list[str]) -> None:
    assert asked_steps("and the next one?", history) is None


def test_nothing_comes_after_the_last_step() -> None:
    assert asked_steps("what comes after the last step?") == asked_steps("next", ["the last step"]) == Steps(0)
    assert asked_steps("next", ["the last step", "next"]) == Steps(0)
    assert asked_steps("previous", ["the last step", "next"]) == Steps(LAST)


@pytest.mark.parametrize(
    ("history", "place"),
    [
        (["what is grief", "step 2", "and then?", "thanks"], 0),
        (["what is grief", "the steps of repair", "the second one"], 1),
        (["step 2", "next"], 0),
        (["step 2", "what is grief"], 1),
    ],
)
def test_a_step_is_one_of_what_was_named_before(history: list[str], place: int) -> None:
    assert naming(history) == place


@needs_shared
def test_no_question_of_the_evaluation_sets_asks_for_one_step() -> None:
    files = sorted((SHARED / "eval").glob("*/questions.jsonl"))
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(questions) > 4000
    found = [question for question in questions if (steps := asked_steps(question)) and steps.number]
    assert found == []
