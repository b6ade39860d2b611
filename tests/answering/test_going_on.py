"""What names nothing is told from what has a subject, and goes on with what was answered before."""

from __future__ import annotations

import json

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.going_on import GoesOn, goes_on, of_another_topic, which, without_opening
from chatbot.answering.question import make_question
from chatbot.indexing.index import Filter
from tests.shared import SHARED, needs_shared

SHOULD = "should I apologize to the client?"


def asked(answerer: Answerer, *turns: str, where: Filter | None = None) -> Answer:
    return answerer.ask(make_question(turns[-1], turns[:-1], where=where or Filter()))


def spans(answer: Answer) -> set[tuple[str, int, int]]:
    return {(quote.article.id, quote.start, quote.end) for quote in answer.quotes}


@pytest.mark.parametrize(
    ("text", "way"),
    [
        *((text, GoesOn.MORE) for text in ("more", "Tell me more!", "go on", "anything else?", "더 알려주세요")),
        *((text, GoesOn.MORE) for text in ("I don't understand.", "what do you mean?", "that's not what I asked")),
        ("that did not really answer my question", GoesOn.MORE),
        *((text, GoesOn.AGAIN) for text in ("Are you sure?", "who says that", "what's the source", "정말요?")),
        *(
            (text, GoesOn.AGAIN)
            for text in ("You are wrong.", "that's not true!", "you're lying", "I don't believe it")
        ),
        *((text, GoesOn.ABOUT) for text in ("why?", "ok why?", "why not", "왜요?", "an example?", "the second one")),
        *((text, None) for text in ("tell me more about grief", "how much more?", "no more", "what do I do then?")),
        *(
            (text, None)
            for text in ("is it wrong?", "what is wrong with it", "what does that mean?", "How do I answer?")
        ),
        *((text, None) for text in ("how do I tell them more?", "why grief?", "how?", "thanks", "더운 여름", "...")),
    ],
)
def test_what_names_nothing_is_told_from_what_has_a_subject(text: str, way: GoesOn | None) -> None:
    assert goes_on(text) is way


@pytest.mark.parametrize(
    ("text", "rest", "corrects"),
    [
        ("sorry, for adults", "for adults", True),
        ("no, I meant how long do they take", "how long do they take", True),
        ("thanks! and is there a café?", "and is there a café?", False),
        ("Thank you so much. What is a game?", "What is a game?", False),
        ("got it. and what is a game?", "and what is a game?", False),
        ("I see, how long?", "how long?", False),
        ("아니요, 어른은요?", "어른은요?", True),
        *((text, text, False) for text in ("No response to email", "thanks", "Sorry!", '"yes, but" is a game', "ok!?")),
    ],
)
def test_what_is_said_to_a_person_before_a_question_is_no_part_of_it(text: str, rest: str, corrects: bool) -> None:
    assert without_opening(text) == (rest, corrects)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        *(("different topic: gifts", "gifts"), ("OK, new question - what is a game?", "what is a game?")),
        *(("thanks. On another note, how long?", "how long?"), ("something completely different: fees", "fees")),
        *((text, None) for text in ("another question: how long?", "different topics", "new topics in therapy", "so,")),
    ],
)
def test_a_message_may_announce_another_topic(text: str, rest: str | None) -> None:
    assert of_another_topic(text) == rest


def test_what_is_of_another_topic_follows_on_nothing(answerer: Answerer) -> None:
    assert asked(answerer, SHOULD, "and the ending?").followed == SHOULD
    assert asked(answerer, SHOULD, "different topic: the ending?").followed is None


@needs_shared
def test_no_question_of_the_evaluation_sets_that_is_asked_first_and_answered_goes_on() -> None:
    files = sorted((SHARED / "eval").glob("*/questions.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 4000
    assert [line["question"] for line in lines if line.get("relevant") and goes_on(line["question"])] == []


@pytest.mark.parametrize("text", ["are you sure?", "You are wrong.", "who says that?", "출처는요?"])
def test_who_doubts_or_asks_for_the_source_is_shown_what_was_quoted(answerer: Answerer, text: str) -> None:
    again = asked(answerer, SHOULD, text)
    assert spans(again) == spans(asked(answerer, SHOULD))
    assert again.followed == SHOULD
    assert again.status is Status.WEAK, "what was asked before was answered; whether this is, nobody knows"


def test_a_reason_is_looked_for_first_and_else_what_may_hold_it_is_shown(answerer: Answerer) -> None:
    repair = "how do i repair a rupture?"
    assert spans(asked(answerer, repair, "why?")) == spans(asked(answerer, repair))
    looked_for = asked(answerer, SHOULD, "why?")
    assert looked_for.followed == SHOULD
    assert spans(looked_for) > spans(asked(answerer, SHOULD))


def test_who_wants_more_is_shown_what_was_not_quoted_until_nothing_is_left(answerer: Answerer) -> None:
    first = asked(answerer, SHOULD)
    shown, turns = spans(first), [SHOULD]
    for _ in range(6):
        turns.append("tell me more")
        answer = asked(answerer, *turns)
        assert answer.followed == SHOULD
        if answer.status is Status.UNANSWERED:
            break
        assert not shown & spans(answer)
        assert {quote.article.id for quote in answer.quotes} == {first.quotes[0].article.id}
        shown |= spans(answer)
    assert 2 < len(turns) < 7, "there is more, and not everything of the article is"
    assert answer.message.startswith("I have shown all that I found on this.")
    assert {each.article for each in answer.related} == {first.quotes[0].article.id}


def test_more_begins_with_the_rest_of_a_section_that_was_quoted_in_part(answerer: Answerer) -> None:
    question = "Where does the term anticipatory grief come from?"
    first, more = asked(answerer, question).quotes[0], asked(answerer, question, "go on").quotes[0]
    assert (more.article.id, more.source_id) == (first.article.id, first.source_id)
    assert more.end <= first.start or first.end <= more.start
    text = answerer.index.article(more.article.id)
    assert text is not None
    assert text.text[more.start : more.end] == more.text


def test_more_obeys_the_filter(answerer: Answerer) -> None:
    where = Filter(article=frozenset({"client-silence"}))
    assert {q.article.id for q in asked(answerer, "how do ruptures show?", "more", where=where).quotes} <= where.article


@pytest.mark.parametrize(
    "turns", [("tell me more",), ("zebra stripes", "more"), ("hello", "are you sure?"), ("thanks", "more")]
)
def test_without_an_answer_before_there_is_nothing_to_go_on_with(answerer: Answerer, turns: tuple[str, ...]) -> None:
    assert asked(answerer, *turns).status is Status.UNANSWERED


def test_what_names_nothing_is_passed_over_by_later_questions(answerer: Answerer) -> None:
    question, silence = "and on the telephone?", "how long should I wait in a silence?"
    between = ("thanks", "are you sure?", "ok", "why?")
    plain, later = asked(answerer, silence, question), asked(answerer, silence, *between, question)
    assert later.followed == silence
    assert spans(later) == spans(plain)


def test_a_correction_leans_on_what_it_corrects(answerer: Answerer) -> None:
    silence = "how long should I wait in a silence?"
    corrected = asked(answerer, silence, "sorry, on the telephone")
    assert corrected.followed == silence
    assert spans(corrected) == spans(asked(answerer, silence, "and on the telephone"))


def test_thanks_before_a_question_change_nothing(answerer: Answerer) -> None:
    grief, question = "what is anticipatory grief?", "How do I tell a game from a justified objection?"
    assert asked(answerer, grief, f"thanks! {question}").confidence == asked(answerer, grief, question).confidence


@pytest.mark.parametrize(
    ("text", "place"),
    [("and the second one?", 1), ("what about the first question", 0), ("the last", -1), ("more about the third", 2)],
)
def test_which_of_several_is_meant_is_told_by_its_place(text: str, place: int) -> None:
    assert which(text) == place


@pytest.mark.parametrize(
    "text", ["what about the first session", "the second one of them hurts", "the other one", "tell me more"]
)
def test_what_names_something_else_or_nothing_means_none_of_several(text: str) -> None:
    assert which(text) is None
