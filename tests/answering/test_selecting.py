"""Who asks for a section is shown of it first what the question wants: its steps, or what it says the thing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answer import Quote
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.indexing.versions import open_index
from tests.answering.practice import write_practice
from tests.indexes import index_of


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return Answerer(open_index(index_of(write_practice(tmp_path_factory.mktemp("practice")), "practice")))


@pytest.fixture(scope="module")
def shipped() -> Answerer:
    return Answerer(open_index(index_of(Path("corpus"), "corpus")))


def quotes(answerer: Answerer, text: str) -> list[Quote]:
    return list(answerer.ask(make_question(text)).quotes)


def marked(quote: Quote) -> str:
    [(start, end)] = quote.highlights
    return quote.text[start:end]


def test_the_steps_of_a_section_go_before_what_is_said_about_them_and_are_marked_from_the_first(
    answerer: Answerer,
) -> None:
    first, second = quotes(answerer, "how do I make a plan for panic?")[:2]
    assert (first.kind, second.kind) == ("step", "section")
    assert first.source_id == second.source_id
    assert marked(first) == "Write down the first signs."


@pytest.mark.parametrize("text", ["how do I hold a productive silence", "how to hold a silence that is productive"])
def test_how_to_do_it_is_told_by_steps_that_are_near(shipped: Answerer, text: str) -> None:
    """A FAQ asks how to tell a productive silence from a defensive one."""
    assert quotes(shipped, text)[0].kind == "step"
    assert quotes(shipped, "how do I know that a silence is productive")[0].kind == "faq"


def test_a_step_that_is_asked_for_by_its_words_is_marked_in_its_list(answerer: Answerer) -> None:
    assert marked(quotes(answerer, "panic plan: who can be called")[0]) == "Name somebody who can be called."


def test_what_a_thing_is_is_said_before_it_is_shown_in_a_table(answerer: Answerer) -> None:
    assert [quote.kind for quote in quotes(answerer, "what is prolonged panic?")[:2]] == ["section", "table"]
    assert quotes(answerer, "difference between a panic attack and prolonged panic")[0].kind == "table"
