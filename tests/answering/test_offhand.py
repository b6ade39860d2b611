"""Fillers and text-speak change no answer; words that say something stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.offhand import in_full, with_apostrophes
from chatbot.answering.question import make_question

ASKED = "how long should I let a silence go on"


def nothing_held(_words: Sequence[str]) -> bool:
    return False


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (f"so like, {ASKED}", ASKED),
        (f"ok so {ASKED}", ASKED),
        (f"um... {ASKED}", ASKED),
        (f"omg {ASKED} lol", ASKED),
        (f"honestly {ASKED} exactly?", f"{ASKED}?"),
        (f"{ASKED} or not?", f"{ASKED}?"),
        (f"{ASKED}, right?", f"{ASKED}?"),
        (f"{ASKED} these days, anyway?", f"{ASKED}?"),
        (f"{ASKED} question mark", ASKED),
        (f"{ASKED}.", f"{ASKED}?"),
        (f"{ASKED}…", f"{ASKED}?"),
        ("what does silence actually mean?", "what does silence mean?"),
        ("how long do you um usually wait?", "how long do you wait?"),
        ("btw my client is silent", "my client is silent"),
        ("ok and for children?", "and for children?"),
        ("hmm ok so with couples?", "so with couples?"),
        ("shud u tell ppl abt it b4 they go w/ sb?", "should you tell people about it before they go with somebody?"),
        ("r u sure it ends?", "are you sure it ends?"),
        ("what r the signs?", "what are the signs?"),
        ("can sm1 wait 10mins w/o me b/c of info", "can someone wait 10 minutes without me because of information"),
        ("tea n coffee n milk", "tea and coffee and milk"),
        ("ruptures...", "ruptures"),
        ("she went quiet…", "she went quiet"),
        ("i wanna end it in 2 wks, ok?", "i want to end it in 2 weeks, ok?"),
    ],
)
def test_a_question_is_read_in_the_words_it_would_be_written_in(typed: str, written: str) -> None:
    assert in_full(typed, nothing_held) == written


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED}?",
        "really?",
        "actually",
        "lol",
        "so what is a rupture?",
        "and what about children?",
        "a line that honestly captures two moods",
        "well water",
        "OK button",
        "so for children?",
        "like father, like son",
        "what does literally mean?",
        "what is the meaning of basically",
        "is it right?",
        "what is right?",
        "is that all?",
        "R is a language.",
        "what is r?",
        "how long does it take to learn r",
        "ok to hug?",
        "ok if I hug her?",
        "vitamin U",
        "the value of n",
        "what n is enough",
        "what is c n c machining",
        "n",
        "cd ..",
        "is it 10mines",
        "4 wk-old babies",
    ],
)
def test_words_that_say_something_stay(text: str) -> None:
    assert in_full(text, nothing_held) == text


def test_what_the_articles_hold_is_no_text_speak() -> None:
    assert in_full("what is an sb in ppl?", lambda words: words == ["sb"]) == "what is an sb in people?"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("I know its a game", "I know it's a game"),
        ("Shes silent, and theyd wait?", "She's silent, and they'd wait?"),
        ("whos there and wheres she", "who's there and where's she"),
        ("weve met and youll wait", "we've met and you'll wait"),
    ],
)
def test_apostrophes_that_were_left_out_are_put_in(typed: str, written: str) -> None:
    assert with_apostrophes(typed) == written


@pytest.mark.parametrize(
    "text",
    [
        "its cause and its end",
        "well, were we ill in hell?",
        "is the shell's id wed",
        "lets go",
        "I dont know whats up",  # these say nothing as they are
        "the cant of thieves, as is his wont",
        "an IM injection, HES data",
        "see shes.org/weve, #hes or @youll",
        "don't",
        "the IMs",
        "words that end, such as itsa and idont",
    ],
)
def test_what_is_another_word_without_an_apostrophe_stays(text: str) -> None:
    assert with_apostrophes(text) == text


@pytest.mark.parametrize(
    "message",
    [
        f"so like {ASKED} lol",
        f"omg {ASKED} exactly??",
        f"{ASKED} question mark",
        "how long shud I let a silence go on",
        "hoooow long should I let a silence go onnnn",
    ],
)
def test_an_offhand_question_is_answered_as_surely_as_a_written_one(answerer: Answerer, message: str) -> None:
    written, offhand = (answerer.ask(make_question(text)) for text in (f"{ASKED}?", message))
    assert written.answered
    assert offhand.answered
    assert offhand.answer_id == written.answer_id
    assert offhand.corrected == ()
