"""A question that leans on an earlier one is understood from it; a new topic, or a first question, stands alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.followup import LATEST, Conversation, FollowupWeights, Turn
from chatbot.answering.question import make_question
from chatbot.answering.retrieval import retrieve
from chatbot.answering.stemming import Stems
from chatbot.answering.understanding import Meaning, Understanding
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import Filter, View
from chatbot.indexing.versions import open_index

SESSIONS = "How long does a supervision session last in the made-up clinic?"
GRIEF = "What is anticipatory grief?"


@pytest.fixture(scope="module")
def index(small_index: Path) -> FileIndex:
    return open_index(small_index)


@pytest.fixture(scope="module")
def understanding(index: FileIndex) -> Answerer:
    return Answerer(index)


def same(one: Meaning, other: Meaning) -> bool:
    return bool(np.array_equal(one.vector, other.vector)) and (one.terms, one.more) == (other.terms, other.more)


@pytest.mark.parametrize(
    ("earlier", "question"),
    [(SESSIONS, "And how often is it held?"), (GRIEF, "And how do I deal with it?"), (GRIEF, "When does it begin?")],
)
def test_a_question_that_points_back_leans_on_the_earlier_one(
    understanding: Answerer, earlier: str, question: str
) -> None:
    alone = understanding.understand(make_question(question))
    meaning = understanding.understand(make_question(question, [earlier]))
    assert meaning.followed == earlier
    assert not same(meaning, alone)
    assert float(np.linalg.norm(meaning.vector)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "question", ["What about toddlers?", "how about kubernetes", "And toddlers?", "Same for Lindemann?"]
)
def test_a_question_that_says_that_it_goes_on_may_name_what_no_article_knows(
    understanding: Answerer, question: str
) -> None:
    assert understanding.understand(make_question(question, [GRIEF])).followed == GRIEF


def test_a_question_that_finds_little_by_itself_leans_though_nothing_points_back(understanding: Answerer) -> None:
    assert understanding.understand(make_question("how often held", [SESSIONS])).followed == SESSIONS
    assert understanding.understand(make_question("how often held", [GRIEF])).followed is None


def test_the_earlier_question_brings_its_passages(index: FileIndex, understanding: Answerer) -> None:
    question = "And how often is it held?"
    meaning = understanding.understand(make_question(question, [SESSIONS]))
    found = retrieve(index, meaning, Filter())
    views = [found.best_view(kind) for kind in (View.QUESTION, View.WHOLE, View.WINDOW)]
    best = found.rows[int(np.argmax(np.max(views, axis=0)))]
    assert "supervision" in index.passages(np.array([best]))[0].article_id


@pytest.mark.parametrize("question", ["how often held in 2003", "held 2 times"])
def test_a_number_that_the_corpus_holds_is_no_new_topic(understanding: Answerer, question: str) -> None:
    assert understanding.understand(make_question(question, [SESSIONS])).followed == SESSIONS


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        (GRIEF, "Why do zebras have stripes?"),
        (SESSIONS, "What does silence of a client mean in a session?"),
        (SESSIONS, "How do I install Kubernetes on Debian?"),
        (GRIEF, "What did Lindemann see?"),
        ("Who won the 1998 football cup?", "How long does a supervision session last in the made-up clinic?"),
    ],
)
def test_a_new_topic_drops_the_old_context(understanding: Answerer, earlier: str, question: str) -> None:
    meaning = understanding.understand(make_question(question, [earlier]))
    assert meaning.followed is None
    assert same(meaning, understanding.understand(make_question(question)))


def test_a_first_question_is_what_it_is_without_a_history(understanding: Answerer) -> None:
    assert understanding.understand(make_question(GRIEF, [])).followed is None


def test_the_same_question_again_leans_on_nothing(understanding: Answerer) -> None:
    meaning = understanding.understand(make_question("And how do I deal with it?", ["And how do I deal with it?"]))
    assert meaning.followed is None


def test_the_latest_question_counts_most(understanding: Answerer) -> None:
    meaning = understanding.understand(make_question("And how often is it held?", [GRIEF, SESSIONS]))
    assert meaning.followed == SESSIONS


def test_another_case_of_the_same_is_about_what_both_are_cases_of(understanding: Answerer) -> None:
    first = understanding.understand(make_question("and with toddlers?", [SESSIONS]))
    after = understanding.understand(make_question("and with toddlers?", [SESSIONS, "and with trainees?"]))
    assert same(first, after)
    assert after.followed == SESSIONS
    other = understanding.understand(make_question("and in toddlers?", [SESSIONS, "and with trainees?"]))
    assert other.followed == "and with trainees?"


def test_an_earlier_question_counts_as_it_was_understood_in_its_turn(understanding: Answerer) -> None:
    alone = understanding.understand(make_question("And for how long?", ["And how do I deal with it?"]))
    meant = understanding.understand(make_question("And for how long?", [GRIEF, "And how do I deal with it?"]))
    grief, deal = (dict(meant.earlier).get(term, 0.0) for term in ("grief", "deal"))
    assert "grief" not in dict(alone.earlier)
    assert 0 < grief <= deal <= 1, "what it took over counts no more than its own words"


def test_passages_of_the_article_that_answered_are_raised(index: FileIndex, understanding: Answerer) -> None:
    question = make_question("And how often is it held?", [SESSIONS])
    ((article, by),) = understanding.understand(question).articles
    answered = understanding.consider(make_question(SESSIONS))[1]
    assert article == index.passages(answered.candidates.rows[answered.ranking.order[:1]])[0].article_id
    assert 0 < by <= FollowupWeights().article * answered.confidence
    assert understanding.understand(make_question(SESSIONS)).articles == ()


@pytest.mark.parametrize("history", [[SESSIONS], [GRIEF, SESSIONS], [GRIEF, "And how do I deal with it?"]])
def test_an_answer_is_the_same_whether_the_earlier_ones_are_remembered_or_not(
    index: FileIndex, history: list[str]
) -> None:
    forgetful, mindful = Answerer(index, remembered=0), Answerer(index)
    for turn in range(1, len(history)):
        mindful.ask(make_question(history[turn], history[:turn]))
    question = make_question("And how often is it held?", history)
    assert forgetful.ask(question) == mindful.ask(question)


def test_what_was_found_under_a_filter_is_not_what_a_later_question_follows_on(index: FileIndex) -> None:
    elsewhere = Filter(article=frozenset({index.article_ids()[0]}))
    question, answerer = make_question("And how often is it held?", [SESSIONS]), Answerer(index)
    answerer.ask(make_question(SESSIONS, where=elsewhere))
    assert answerer.ask(question) == Answerer(index).ask(question)


def test_a_pointing_word_that_may_mean_what_the_question_names_itself_does_not_point_back(
    understanding: Answerer,
) -> None:
    question = "A patient of mine fell silent in the last session, should I ask him"
    assert understanding.understand(make_question(question, [SESSIONS])).followed is None
    assert understanding.understand(make_question("Should I ask him", [SESSIONS])).followed == SESSIONS


@pytest.mark.parametrize("opening", ["Back to the sessions:", "going back to sessions,", "Let's go back to sessions,"])
def test_who_goes_back_to_a_topic_names_it(understanding: Answerer, opening: str) -> None:
    question = f"{opening} how often are they held?"
    assert understanding.understand(make_question(question, [GRIEF])).followed is None
    assert understanding.understand(make_question("how often are they held?", [SESSIONS])).followed == SESSIONS
    assert understanding.understand(make_question("Back to it: how often is it held?", [SESSIONS])).followed == SESSIONS


@pytest.mark.parametrize("said", ["thank you, that helps a lot", "are you a real person?"])
def test_what_asks_nothing_follows_on_nothing(understanding: Answerer, said: str) -> None:
    assert understanding.understand(make_question(said, [GRIEF])).followed is None


def test_only_the_latest_questions_are_looked_at(index: FileIndex) -> None:
    vector = index.encoder.encode_question("And how often is it held?")
    turn = Turn(vector, (), "", 0.0)
    conversation = Conversation(index, FollowupWeights(decay=1.0), Stems(index), str, lambda *_: turn)
    far = (SESSIONS, *["What is your name?"] * LATEST)
    assert SESSIONS not in [lean.asked for lean in conversation.leans("And how often is it held?", vector, far)]


@pytest.mark.parametrize("question", ["And how often is it held?", SESSIONS, "What is anticipatory grief?"])
def test_a_filter_does_not_change_what_a_question_means(understanding: Answerer, question: str) -> None:
    history, none = ["How is a client's silence understood?"], Filter(article=frozenset({"none"}))
    filtered = understanding.understand(make_question(question, history, where=none))
    assert same(filtered, understanding.understand(make_question(question, history)))


def test_a_mistyped_earlier_question_is_repaired_and_named_as_it_was_typed(understanding: Answerer) -> None:
    right = understanding.understand(make_question("And how do I deal with it?", [GRIEF]))
    mistyped = understanding.understand(make_question("And how do I deal with it?", ["What is anticipatry greif?"]))
    assert same(mistyped, right)
    assert mistyped.followed == "What is anticipatry greif?"


def test_an_earlier_question_that_no_article_answers_is_not_followed(understanding: Answerer) -> None:
    for errand in ("weather tomorrow", "what time is it"):
        assert understanding.understand(make_question("And how often is it held?", [errand])).followed is None


def test_weights_for_an_unknown_encoder_go_by_wording_alone(index: FileIndex) -> None:
    turn = Turn(index.encoder.encode_question(SESSIONS), (), "", 0.0)
    neutral = Understanding(index, lambda *_: turn, FollowupWeights.neutral())
    assert neutral.understand(make_question("And how often is it held?", [SESSIONS])).followed == SESSIONS
    assert neutral.understand(make_question("How often is it held?", [SESSIONS])).followed == SESSIONS
    assert neutral.understand(make_question("How often is supervision held?", [SESSIONS])).followed is None
    assert neutral.understand(make_question("유아는요?", [SESSIONS])).followed == SESSIONS
    assert neutral.understand(make_question("그럼 유아 상담", [SESSIONS])).followed == SESSIONS
    assert neutral.understand(make_question("유아 상담", [SESSIONS])).followed is None
    assert neutral.understand(make_question("Why do zebras have stripes?", [SESSIONS])).followed is None


def test_a_mistyped_follow_up_is_repaired_first(understanding: Answerer) -> None:
    meaning = understanding.understand(make_question("how oftn is it hled", [SESSIONS]))
    assert meaning.text == "how often is it held"
    assert meaning.followed == SESSIONS


def test_a_second_reading_adds_the_terms_that_it_alone_has_at_half_weight(understanding: Answerer) -> None:
    meaning = understanding.understand(make_question("What is a paents session about?"))
    assert "parent" in meaning.terms
    assert meaning.more == [(("patent",), 0.5)]
