"""Who asks for the steps of a procedure, or for one of them, is quoted these, in order."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from tests.indexes import index_of
from tests.shared import SHARED, needs_shared

REPAIR = "how do I repair a rupture"


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


def test_each_step_is_marked_where_it_begins_and_stays_in_its_place(answerer: Answerer) -> None:
    """The third one ends by naming the article that says more."""
    where = Filter(article=frozenset({"anticipatory-grief"}))
    for text in ("what are the steps?", "steps"):
        quotes = asked(answerer, text, where=where).quotes
        assert [quote.headings[-1][:2] for quote in quotes] == ["1.", "2.", "3."]
        assert all(quote.highlights[0][0] == 0 for quote in quotes)
    assert marked(asked(answerer, "step 3", where=where)).startswith("As soon as improvement looks stable")


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_steps_that_are_not_quoted_are_offered_in_order(answerer: Answerer, limit: int) -> None:
    answer = answerer.ask(make_question("what are the steps for working with anticipatory grief", limit=limit))
    offered = [each for each in answer.related if each.kind == "article"]
    headings = [quote.headings[-1] for quote in answer.quotes[:limit] if quote.kind == "step"]
    assert [text[:2] for text in (*headings, *(each.text for each in offered))] == ["1.", "2.", "3.", "4.", "5."]
    assert all(str(each.link).startswith(f"#{each.source_id}") for each in offered)


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


@needs_shared
def test_a_table_with_a_row_for_the_step_stays_first_where_it_answers(sample: Answerer) -> None:
    assert asked(sample, "purpose of step 2, hold the ambivalence").quotes[0].kind == "table"


@pytest.mark.parametrize(
    "text",
    ["rupture repair steps", "what are teh stpes to repair a rupture", "how do you repair a rupture step by step?"],
)
def test_steps_are_found_by_what_they_are_of(answerer: Answerer, text: str) -> None:
    assert asked(answerer, text).quotes[0].headings[-1] == "A sequence for repair"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what are the steps for telling the client that I will miss them", "faq"),
        ("what is the first step when a client no longer comes", "faq"),
    ],
)
def test_a_procedure_beside_the_matter_replaces_no_answer(answerer: Answerer, text: str, kind: str) -> None:
    assert asked(answerer, text).quotes[0].kind == kind


@needs_shared
def test_a_table_of_the_steps_is_none_that_the_question_names(sample: Answerer) -> None:
    answer = asked(sample, "what is step 2 of handling anticipatory grief")
    assert answer.quotes[0].headings[-1].startswith("2.")


def test_words_that_ask_for_steps_choose_no_article(answerer: Answerer) -> None:
    """A heading of another article says "step by step"."""
    answer = asked(answerer, "how to end therapy step by step")
    assert not answer.quotes[0].headings[-1].startswith("1.")


def test_a_question_without_an_answer_breaks_no_procedure_off(answerer: Answerer) -> None:
    turns = [REPAIR, "step 1", "and when does he?"]
    assert asked(answerer, *turns).status is Status.UNANSWERED
    answer = asked(answerer, *turns, "step 2")
    assert marked(answer).startswith("Invite, tentatively.")
    assert answer.followed == REPAIR
    unknown = asked(answerer, "what is the weather like", "tell me the second step")
    assert unknown.followed is None


def test_after_the_last_step_there_is_no_other(answerer: Answerer) -> None:
    for turns in ((REPAIR, "step 6", "next"), (REPAIR, "the last step", "and then?"), (REPAIR, "step 7")):
        answer = asked(answerer, *turns)
        assert (answer.status, answer.quotes, answer.followed) == (Status.UNANSWERED, (), REPAIR)
    assert marked(asked(answerer, REPAIR, "the last step", "next", "previous")).startswith("Decide together")


def test_more_about_a_step_is_what_else_its_article_says(answerer: Answerer) -> None:
    turns = (REPAIR, "step 1", "next", "tell me more")
    more = asked(answerer, *turns)
    assert more.followed == REPAIR
    assert {quote.article.id for quote in more.quotes} == {"alliance-ruptures"}
    assert all(quote.kind != "step" for quote in more.quotes)
    assert marked(asked(answerer, *turns, "next")).startswith("Explore before explaining.")
    assert marked(asked(answerer, *turns[:-1], "why?")).startswith("Invite, tentatively.")


@needs_shared
def test_one_step_is_not_shown_with_the_table_of_all(sample: Answerer) -> None:
    assert {quote.kind for quote in asked(sample, "the last step").quotes} == {"step"}
