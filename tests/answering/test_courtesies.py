"""Greetings, thanks and stories around a question change neither what it finds nor how sure that is."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.courtesies import without_courtesies
from chatbot.answering.question import make_question

HOW_LONG = "how long should I let a silence go on?"


def ask(answerer: Answerer, text: str, *history: str) -> Answer:
    return answerer.ask(make_question(text, history))


@pytest.mark.parametrize(
    "message",
    [
        f"Hi, {HOW_LONG}",
        f"Hello there! {HOW_LONG}",
        f"hey {HOW_LONG}",
        f"Good evening everyone - {HOW_LONG}",
        f"Hi Anna, {HOW_LONG} Thanks!",
        f"Dear team,\n\n{HOW_LONG}\n\nKind regards,\nAnna Smith",
        f"Quick question: {HOW_LONG}",
        f"I have a silly question, {HOW_LONG}",
        f"I was just wondering, {HOW_LONG}",
        f"Could you please tell me {HOW_LONG}",
        f"do you know {HOW_LONG}",
        f"Sorry to bother you, but {HOW_LONG}",
        f"sorry if this is a stupid question but {HOW_LONG}",
        f"I'm new here. {HOW_LONG}",
        f"URGENT!! {HOW_LONG}",
        f"Please help: {HOW_LONG} Any ideas?",
        f"According to your articles, {HOW_LONG}",
        f"so... {HOW_LONG}",
        f"{HOW_LONG} Thank you so much in advance :)",
        f"{HOW_LONG} please",
        f"{HOW_LONG} - Anna",
        f"{HOW_LONG} Does anyone know?",
        f"{HOW_LONG}?! \U0001f64f\U0001f3fd",
        f"“{HOW_LONG}”",
        f"안녕하세요! {HOW_LONG} 감사합니다",
        f"안녕하세요, 질문이 있습니다. {HOW_LONG} 알려 주시면 감사하겠습니다",
        f"죄송한데요, {HOW_LONG}",
        f"Hellooo!!! {HOW_LONG} plsss",
        f"ok so {HOW_LONG}",
        f"hi guys {HOW_LONG}",
        f"Noob question: {HOW_LONG}",
        f"heyyy quick q: {HOW_LONG}",
        f"Can I just ask, {HOW_LONG}",
        f"Hope you are well. {HOW_LONG}",
        f"Good morning, how are you today? {HOW_LONG} Have a nice day!",
        f"Not sure if this is the right place but {HOW_LONG}",
        f"I would be so grateful if you could tell me {HOW_LONG}",
        f"Dear Mr. Smith,\n\n{HOW_LONG}\n\nBest,\nA. Kumar\nLeeds",
        f"{HOW_LONG}\n\nSent from my iPhone",
        f"{HOW_LONG} plz help thanks",
        f"{HOW_LONG} Looking forward to your reply.",
    ],
)
def test_courtesies_are_no_part_of_the_question(message: str) -> None:
    assert without_courtesies(message).rstrip("?") == HOW_LONG.rstrip("?")


@pytest.mark.parametrize(
    "text",
    [
        HOW_LONG,
        "hello",
        "thanks",
        "Thank you so much!",
        "tell me more",
        "can you help me?",
        "any tips?",
        "Hello world in Java",
        "Can you help me, please?",
        "Good morning! Hope you are well.",
        "What do you say after you say hello?",
        "How do I say please?",
        "what is a good answer to: sorry, thanks?",
        "Is 'how are you' a good opening?",
        "hope, grief and loss",
        "Yalom, here and now",
        "I'm OK, you're OK: who wrote it?",
        "Dear John letters: what are they?",
        "Berne\nFreud\nJung",
        "who was Berne?\nFreud?",
        "My client cries. Should I help?",
        "My client lies. Is it wrong?",
        "What if she cries, in the morning?",
        "He never says. Does he know?",
        "can you help someone who is silent",
        "so what?",
        "tl;dr",
        "\U0001f64f",
        "> operator",
        "print('hello')",
        "감사 일기",
        "질문하는 법",
        "how do I say thanks",
        "should I say hello to a client in the street?",
        "What do I say: sorry?",
        "my client says thanks, but cancels",
        "What is better: REBT - CBT",
        "is there any advice for couples?",
        "help a client who is silent",
        "so long as she cries, do I wait?",
        "what is 20 °C in °F?",
        'what does "please" mean?',
        "-40 degrees, is it the same in both?",
        "Yes, but",
        '"Yes, but"',
        "clients who always please",
        "what if a client says thanks",
        "The client cries and says, help me",
        "Does asking why help?",
        "Is asking if somebody is suicidal wrong?",
        "Does advice do harm?",
        "Hope can heal",
        "My name is wrong. How do I change it?",
        "An invoice question.\nThanks!\nHow do I cancel?",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("I have a question about silence", "silence"),
        ("Please help! My client is silent. Any ideas?", "My client is silent."),
        ("I'd like to know whether I may accept a gift, thanks", "whether I may accept a gift"),
        ("OK, and how?", "and how?"),
        ("Who wrote Help!?", "Who wrote Help?"),
        ("Hello! Silence. Thanks.", "Silence."),
        ("hey @ all, can you tell me if masks help? thx", "whether masks help?"),
        ("Version 4.7 please", "Version 4.7"),
        ("What do I do when she asks? Thanks", "What do I do when she asks?"),
        ("A fee of 12,50, please", "A fee of 12,50"),
        ("I wonder if masks help", "whether masks help"),
        ("I wonder if she cries, do I wait?", "if she cries, do I wait?"),
        ("Do you know do masks help", "do masks help"),
        ("Sorry to bother you, I want to die, but how do I go on?", "I want to die, but how do I go on?"),
    ],
)
def test_what_is_left_is_the_question(message: str, asked: str) -> None:
    assert without_courtesies(message) == asked


@pytest.mark.parametrize(
    "message",
    [
        "Hello there! Can you tell me {}",
        "Hi all, {} Thanks in advance, Anna",
        "Sorry if this is a stupid question, but {}",
        "I work in a small practice and see about twenty people a week. {}",
        "{} I have thought about this for a while, and my colleagues all say different things.",
        "{} Have a nice day!",
    ],
)
def test_the_same_is_found_as_for_the_question_alone(answerer: Answerer, message: str) -> None:
    alone, told = ask(answerer, HOW_LONG), ask(answerer, message.format(HOW_LONG))
    assert alone.status is told.status is Status.ANSWERED
    assert told.quotes[0].place == alone.quotes[0].place


def test_what_is_said_between_two_questions_is_part_of_neither(answerer: Answerer) -> None:
    both = ask(answerer, f"Hi! {HOW_LONG} Thanks! And could you tell me what a confrontation rupture is? Cheers, Tom")
    assert {quote.article.id for quote in both.quotes} == {"client-silence", "alliance-ruptures"}


def test_a_question_without_an_answer_gets_none_from_its_story(answerer: Answerer) -> None:
    asked = "How is dissociative identity disorder diagnosed?"
    told = f"Our last session was about a silence that went on for minutes. {asked}"
    assert ask(answerer, asked).status is Status.UNANSWERED
    assert not ask(answerer, told).quotes


def test_so_it_is_in_a_conversation(answerer: Answerer) -> None:
    earlier = f"Hi! Could you tell me {HOW_LONG} Thank you"
    answer = ask(answerer, "Thanks! And on the phone, please?", earlier)
    assert answer.followed == earlier
    assert {quote.article.id for quote in answer.quotes} == {"client-silence"}


def test_a_question_that_points_back_to_its_story_is_not_asked_without_it(answerer: Answerer) -> None:
    story = "My printer jams every morning. What should I do about it in the last session?"
    assert ask(answerer, story).confidence < ask(answerer, "What should happen in the last session?").confidence
    assert ask(answerer, story).status is not Status.ANSWERED


def test_what_a_story_hides_is_found_but_never_shown_as_sure(answerer: Answerer) -> None:
    story = "My wife and I live in a small town by the sea, and last week my brother came across your site."
    alone, told = ask(answerer, HOW_LONG), ask(answerer, f"{story} {HOW_LONG}")
    assert alone.status is Status.ANSWERED
    assert told.status is Status.WEAK, "who asks may change the answer"
    assert told.quotes[0].place == alone.quotes[0].place


@pytest.mark.parametrize(
    "text", ["2003 why do therapists use silence", "1 May 2024", "hi, 2 can you help", "12 What is it"]
)
def test_a_number_before_a_word_that_asks_is_no_courtesy(text: str) -> None:
    assert without_courtesies(text).endswith(text[-8:])
