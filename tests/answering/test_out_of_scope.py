"""What no article answers: its vectors are those of its texts, and belong to one encoder."""

from __future__ import annotations

import pytest

from chatbot.answering.out_of_scope import is_current, is_reply, is_small_talk, nearness, texts
from chatbot.answering.weights import weights_for
from chatbot.indexing.encoder import OnnxEncoder
from tests.indexes import default_encoder


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(default_encoder(), threads=1, cache=0)


def test_the_vectors_are_those_of_the_texts_and_of_the_encoder_that_the_weights_are_for(encoder: OnnxEncoder) -> None:
    assert is_current(encoder), "run scripts/fit_ranking.py"
    assert weights_for(encoder.fingerprint).fitted
    for text in texts()[::20]:
        assert nearness(encoder.encode_question(text), encoder.fingerprint) == pytest.approx(1, abs=1e-3)


def test_no_text_stands_twice_and_none_is_empty() -> None:
    assert len(set(texts())) == len(texts()) > 200
    assert all(text.strip() == text != "" for text in texts())


@pytest.mark.parametrize(
    "question", ["hello", "Thanks!", "tell me a joke", "who are you?", "okay", "Did a robot write this?"]
)
def test_small_talk_is_told_apart(encoder: OnnxEncoder, question: str) -> None:
    assert is_small_talk(encoder.encode_question(question), encoder.fingerprint)


@pytest.mark.parametrize(
    "question", ["weather tomorrow", "how do I stop talking too much", "Why do therapists grieve?"]
)
def test_what_is_asked_about_something_is_no_small_talk(encoder: OnnxEncoder, question: str) -> None:
    assert not is_small_talk(encoder.encode_question(question), encoder.fingerprint)
    assert not is_small_talk(encoder.encode_question("hello"), "another encoder")


@pytest.mark.parametrize("question", ["Will there be rain on Saturday?", "What's my salary?", "Thanks for that"])
def test_errands_and_small_talk_are_near(encoder: OnnxEncoder, question: str) -> None:
    assert nearness(encoder.encode_question(question), encoder.fingerprint) > 0.5


@pytest.mark.parametrize(
    "question",
    ["How do I handle a client's silence?", "Why do therapists grieve?", "What breaks the working alliance?"],
)
def test_what_articles_are_asked_is_not(encoder: OnnxEncoder, question: str) -> None:
    assert nearness(encoder.encode_question(question), encoder.fingerprint) < 0.4


def test_for_an_encoder_not_known_nothing_is_near(encoder: OnnxEncoder) -> None:
    assert nearness(encoder.encode_question(texts()[0]), "another") == 0.0


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("yes", True),
        ("OK, thanks!", True),
        ("네, 감사합니다", True),
        ("Thank you, that helps a lot!", True),
        ("that makes sense", True),
        ("Are you a real person?", True),
        ("am I talking to a bot or a human", True),
        ("is that ok?", False),
        ("That is useful?", False),
        ("that is it", False),
        ("good", False),
        ("makes sense", False),
        ("are you a person who likes silence", False),
        ("nooooo", True),
        ("byeee!!!", True),
        ("yes but", False),
        ("no refund", False),
        ("?", False),
    ],
)
def test_a_reply_consists_of_words_that_ask_nothing(text: str, reply: bool) -> None:
    assert is_reply(text) is reply
