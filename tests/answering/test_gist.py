"""Who asks for a summary without saying of what is told from who asks about something."""

from __future__ import annotations

import json

import pytest

from chatbot.answering.gist import asks_for_gist
from tests.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    "text",
    [
        *(
            "summary",
            "TL;DR",
            "tldr pls",
            "whats the key takeaway",
            "Can you summarise this article for me?",
            "overview",
        ),
        *("what is this page about", "tell me about this article", "in a nutshell", "give me the gist", "sum it up"),
        *("what are the three most important points", "short version please", "what should I remember from this?"),
        *("요약해 주세요", "이 글의 핵심은 무엇인가요?"),
    ],
)
def test_a_question_for_the_gist_is_told(text: str) -> None:
    assert asks_for_gist(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "summary of the five steps",
            "what is the key to good supervision",
            "overview of side effects",
            "about grief",
        ),
        *("how do I write a summary", "what is it", "article", "who wrote this article?", "여름 요약"),
    ],
)
def test_a_question_with_a_subject_is_none(text: str) -> None:
    assert not asks_for_gist(text)


@needs_shared
def test_no_question_of_the_evaluation_sets_is_taken_for_one() -> None:
    files = sorted((SHARED / "eval").glob("*/questions.jsonl"))
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(questions) > 4000
    assert [question for question in questions if asks_for_gist(question)] == []
