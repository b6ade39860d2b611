"""Who asks for a summary without saying of what is told from who asks about something."""

from __future__ import annotations

import json

import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.gist import asks_for_gist, gist_of
from chatbot.answering.question import make_question
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


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Summarize the article on silence", ("silence", True)),
        ("main points of the guide to alliance ruptures", ("alliance ruptures", True)),
        ("The Gift of Therapy in a nutshell", ("gift therapy", False)),
        ("what's the article on silence about?", ("silence", True)),
        ("what is this article about?", ("", False)),
        ("what is silence all about?", ("", False)),
        ("is there an article about silence?", ("", False)),
        ("how do I break a silence, in short?", ("", False)),
    ],
)
def test_of_what_the_gist_is_asked_for(text: str, subject: tuple[str, bool]) -> None:
    assert gist_of(text) == subject


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("summary of the article about silence", "client-silence"),
        ("sumarize the article about silence", "client-silence"),
        ("what is the article on ruptures about?", "alliance-ruptures"),
        ("give me an overview of the gift of therapy", "gift-of-therapy"),
        ("tl;dr of the yes but article", "yes-but-game"),
        ("what is the bottom line on ruptures?", "alliance-ruptures"),
    ],
)
def test_the_takeaway_of_the_article_that_is_named_is_quoted_first(answerer: Answerer, text: str, article: str) -> None:
    first = answerer.ask(make_question(text)).quotes[0]
    assert (first.article.id, first.kind) == (article, "takeaway")


@pytest.mark.parametrize("text", ["overview of the six lessons", "continuing bonds theory, short summary please"])
def test_what_is_a_part_of_an_article_is_not_summed_up_by_its_takeaway(answerer: Answerer, text: str) -> None:
    assert answerer.ask(make_question(text)).quotes[0].kind != "takeaway"


def test_what_a_faq_answers_needs_no_takeaway(answerer: Answerer) -> None:
    answer = answerer.ask(make_question("key messages of the gift of therapy"))
    assert (answer.status, answer.quotes[0].kind) == (Status.ANSWERED, "faq")


def test_a_summary_of_what_no_article_is_about_is_refused(answerer: Answerer) -> None:
    assert not answerer.ask(make_question("summarize the article about bread baking")).quotes
