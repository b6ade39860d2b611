"""Who asks for "the table" is shown that of the article which was quoted before, nearest to what was asked there."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.tables import asks_for_table, asks_for_the_table, named_in_table
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from tests.answering.practice import write_practice
from tests.indexes import index_of

NOTICE = "how much notice should clients give?"


@pytest.mark.parametrize(
    "text", ["show me the table", "is there a table?", "Table please", "can I see that chart again?", "the whole table"]
)
def test_a_table_of_nothing_is_asked_for(text: str) -> None:
    assert asks_for_the_table(text)


@pytest.mark.parametrize("text", ["show me the table of fees", "a table comparing both kinds of panic"])
def test_a_table_of_what_is_named_is_another_request(text: str) -> None:
    assert asks_for_table(text)
    assert not asks_for_the_table(text)


@pytest.mark.parametrize("text", ["I do charge", "notable", "how do I charter a boat", "who sat at the table"])
def test_what_only_holds_the_word_asks_for_no_table(text: str) -> None:
    assert not asks_for_the_table(text)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return Answerer(open_index(index_of(write_practice(tmp_path_factory.mktemp("practice")), "practice")))


def asked(answerer: Answerer, *turns: str, where: Filter | None = None) -> Answer:
    return answerer.ask(make_question(turns[-1], turns[:-1], where=where or Filter()))


@pytest.mark.parametrize(
    ("turns", "article"),
    [((NOTICE,), "fees"), (("what is prolonged panic?",), "panic"), (("what is prolonged panic?", NOTICE), "fees")],
)
def test_the_table_of_what_was_answered_before_is_quoted_alone(
    answerer: Answerer, turns: tuple[str, ...], article: str
) -> None:
    answer = asked(answerer, *turns, "show me the table")
    assert [(quote.article.id, quote.kind) for quote in answer.quotes] == [(article, "table")]
    assert answer.followed == turns[-1]
    assert answer.status is Status.WEAK, "nobody can be sure that this table is meant"
    assert asked(answerer, *turns, "the table", "show me the table").quotes[0].place == answer.quotes[0].place


def test_where_that_has_none_it_is_the_one_before(tmp_path: Path) -> None:
    (write_practice(tmp_path) / "tea.md").write_text("# Tea\n\n## Brewing tea\n\nBrew green tea for two minutes.\n")
    answerer = Answerer(open_index(index_of(tmp_path, "practice-tea")))
    tea = "how long do I brew tea?"
    assert [quote.article.id for quote in asked(answerer, NOTICE, tea).quotes] == ["tea"]
    answer = asked(answerer, NOTICE, tea, "show me the table again")
    assert ([quote.kind for quote in answer.quotes], answer.followed) == (["table"], NOTICE)
    assert not asked(answerer, tea, "show me the table again").quotes


def test_the_table_of_the_only_article_that_may_be_quoted_is_meant(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"panic"}))
    assert [quote.kind for quote in asked(answerer, "the table", where=where).quotes] == ["table"]
    assert not asked(answerer, "the table").quotes
    assert not asked(answerer, "bread baking", "the table").quotes


@pytest.mark.parametrize(
    ("text", "article", "holds"),
    [
        ("show me a table of situations and charges", "fees", "Late arrival"),
        ("which situations are in the table?", "fees", "Late arrival"),
        ("a chart comparing the length of prolonged panic", "panic", "Hours"),
    ],
)
def test_a_table_is_found_by_what_it_is_about(answerer: Answerer, text: str, article: str, holds: str) -> None:
    answer = asked(answerer, text)
    first = answer.quotes[0]
    assert (first.article.id, first.kind) == (article, "table")
    assert holds in first.text
    assert answer.status is Status.WEAK


@pytest.mark.parametrize(
    "text", ["show me a table of tax brackets", "find a chart of doses by age", "who sat at the table"]
)
def test_no_table_is_shown_for_what_none_is_about(answerer: Answerer, text: str) -> None:
    assert not asked(answerer, text).quotes


def test_a_table_is_named_by_the_words_beside_the_request() -> None:
    assert named_in_table("Show me the table of the warning signs, please") == "warning signs"
    assert named_in_table("what are warning signs?") == ""
