"""A message and its questions: where one ends, what is none, and what belongs to its neighbour."""

from __future__ import annotations

import pytest

from chatbot.answering.splitting import _sentences, itself, questions_in
from chatbot.reading.article import Span
from chatbot.reading.sentences import sentence_spans
from tests.pace import within


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("What is it? How long does it last?", ["What is it?", "How long does it last?"]),
        ("What is grief?? \n and for children?", ["What is grief?", "for children?"]),
        ("what is grief? how long does grief last", ["what is grief?", "how long does grief last"]),
        ("What is grief? Also, the signs of it.", ["What is grief?", "the signs of it."]),
        (
            "My mother is dying. Is this grief? And can I work?",
            ["My mother is dying. Is this grief?", "can I work?"],
        ),
        ("what is grief and how long does it last", ["what is grief", "how long does it last"]),
        ("How do I prepare, and also when do I tell the client?", ["How do I prepare", "when do I tell the client?"]),
        ("what is a rupture and is it my fault?", ["what is a rupture", "is it my fault?"]),
        ("슬픔이란 무엇인가요? 얼마나 오래 가나요?", ["슬픔이란 무엇인가요?", "얼마나 오래 가나요?"]),
        ("what is grief?how long does it last?!", ["what is grief?", "how long does it last?!"]),
        ("what is grief and what can I do about it", ["what is grief", "what can I do about it"]),
        ("When is it good? When is it bad?", ["When is it good?", "When is it bad?"]),
        ("what is grief, how long does it last?", ["what is grief", "how long does it last?"]),
        (
            "what is grief; how long does it last & is it normal",
            ["what is grief", "how long does it last", "is it normal"],
        ),
        ("Is there an end, and is the end a relief?", ["Is there an end", "is the end a relief?"]),
        ("what is grief\nhow long does it last", ["what is grief", "how long does it last"]),
        ("- What is grief?\n- How long?\n- Who has it?", ["What is grief?", "How long?", "Who has it?"]),
        ("1. What is grief? 2) Is it normal?\n(c) Who has it?!", ["What is grief?", "Is it normal?", "Who has it?!"]),
        ("1. can it end 2. is it normal 3) who has it", ["can it end", "is it normal", "who has it"]),
        ("Q1: what is grief? Q2: is it normal?", ["what is grief?", "is it normal?"]),
        ("**What is grief?** \U0001f64f Is it normal?", ["What is grief?", "Is it normal?"]),
        ("¿Qué es? ¿Cuánto dura?", ["¿Qué es?", "¿Cuánto dura?"]),
        ("什么是悲伤？它会持续多久？", ["什么是悲伤？", "它会持续多久？"]),
        ("슬픔이란?얼마나 오래 가나요？언제 끝나요？", ["슬픔이란?", "얼마나 오래 가나요？", "언제 끝나요？"]),
    ],
)
def test_a_question_ends_with_its_mark_or_before_and_with_a_further_one(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "grief",
        "How long does it last?",
        "Is there grief before a loss? I ask because my mother is dying.",
        "how do I know when and how to stop",
        "what do I say and do when a client is silent",
        "what happened and why",
        "Is it grief, or is there another word?",
        "What prominent family distilled brandy and were Huguenots?",
        "I want to know what and how much he said",
        "Does “why?” help?",
        'What is "Why don\'t you? Yes, but" about',
        "Is it normal (or is it not? I wonder) to cry?",
        "how do I know what he feels and what he needs",
        "Can I take the results and have the same again?",
        "who was a doctor and was the first to write of it?",
        "When he asks what I feel, what do I say?",
        "Should I say sorry, and if so, how do I do it?",
        "See https://example.org/a?what=1 and tell me",
    ],
)
def test_what_asks_one_thing_is_left_whole(text: str) -> None:
    assert questions_in(text) == [text]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("How are you? Hello? What is grief? Is it normal?", ["What is grief?", "Is it normal?"]),
        ("Can I ask you something? What is grief? Is it normal?", ["What is grief?", "Is it normal?"]),
        ("What is grief? Is it normal? Thank you,\nAnna", ["What is grief?", "Is it normal?"]),
        ("What is grief? Is it normal? I am a nurse.", ["What is grief?", "Is it normal? I am a nurse."]),
        ("What is grief? Why? Is it normal? Yes or no?", ["What is grief? Why?", "Is it normal? Yes or no?"]),
        (
            "What is grief? Is it bad? Or is it good? If so, why?",
            ["What is grief?", "Is it bad? Or is it good? If so, why?"],
        ),
        ("What is grief? Is it normal? Any examples?", ["What is grief?", "Is it normal? Any examples?"]),
        ("What is grief? Is it normal? what is grief", ["What is grief?", "Is it normal?"]),
        ("What is grief? Because she is dying?", ["What is grief? Because she is dying?"]),
        ("?? What is grief ??", ["?? What is grief ??"]),
        ("What? Why? When?", ["What? Why? When?"]),
        ("What is grief? Thanks!", ["What is grief? Thanks!"]),
    ],
)
def test_what_asks_nothing_by_itself_goes_with_its_neighbour_or_is_left_out(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "what is grief, and how long does it last?",
        " is it over? ",
        "I left (in 2022) Is it over?",
        "An orbiter (to be launched August 2022) Lucy is another one",
        "is it over?!",
        "",
        "what is plan A\xa0. it is over",
        "wait... is it over",
        "is it\nover",
        "I use ver. 2 of it; is it over",
        "이것이 슬픔인가요? 얼마나 오래 가나요",
    ],
)
def test_what_is_seen_at_once_to_be_one_sentence_is_one(text: str) -> None:
    assert _sentences(text) == sentence_spans(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("My mother is dying. I cry. Is this grief?", "Is this grief?"),
        ("Is this grief? I ask as Dr. Lee says so.", "Is this grief?"),
        ("She left! Is it over? Or is it not?! Best, Ann", "Is it over? Or is it not?!"),
        ("Thanks! And is this grief?", "is this grief?"),
        ("Hi, two things. How long is it", "How long is it"),
        ("Questions:\n1. How long is it?", "How long is it?"),
        ("the signs of it. I need them.", "the signs of it."),
        ("Is it grief. I need to know.", "Is it grief."),
        ("I need them. We all do.", "I need them. We all do."),
    ],
)
def test_a_question_is_named_without_the_story_around_it(question: str, short: str) -> None:
    assert itself(question) == short


@pytest.mark.parametrize(
    "piece", ["what and ", "how is it and ", "what is it, ", "? ", "?! ", '"', "“", "(", "- \n", "🙏?"]
)
def test_a_message_of_nothing_but_joints_is_read_at_once(piece: str) -> None:
    text = (piece * 1000)[:1000]
    with within(0.5):
        assert "".join(questions_in(text)) in text
