"""A question that reaches the index was checked; one that can't be used names field, fault and remedy."""

from __future__ import annotations

import pytest

from chatbot.answering.question import Limits, make_question
from chatbot.errors import QuestionError


def test_a_question_is_trimmed_and_otherwise_left_alone() -> None:
    assert make_question("  What is\n grief?\u00a0").text == "What is\n grief?"


def test_a_question_of_the_longest_length_is_taken() -> None:
    assert len(make_question("a" * 1000).text) == 1000


def test_accents_that_come_apart_are_composed() -> None:
    assert make_question("What is a re\u0301sume\u0301?", ["Expe\u0301rience?"]) == make_question(
        "What is a résumé?", ["Expérience?"]
    )


def test_what_has_no_width_or_is_wide_is_read_as_what_it_looks_like() -> None:
    """A soft hyphen parts a word for whoever counts words, and so does a mark of direction."""
    sent = "\ufeffＷｈｙ　ｄｏｎ＇ｔ thera\u00adpy, \u200eand co\u200bvid\u202e19\u202c？"
    assert make_question(sent, [sent]) == make_question("Why don't therapy, and covid19？", [make_question(sent).text])


def test_what_joins_letters_and_pictures_stays() -> None:
    sent = "می\u200cخواهم \U0001f469\u200d\U0001f467"
    assert make_question(sent).text == sent


def test_no_question_tells_the_terminal_of_who_reads_it_what_to_do() -> None:
    """A reader may send anything: to clear the screen (ESC [ 2 J), to name the window, to write in red (CSI)."""
    sent = "\x1b[2J\x1b]0;me\x07How long\r\x00is\x7fit?\x9b31m\tNow\nthen"
    assert make_question(sent, [sent]).text == "[2J ]0;me How long  is it? 31m\tNow\nthen"
    assert make_question("So?", [sent]).history == (make_question(sent).text,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("?!… 😀", "at least one letter or digit"),
        ("\uff9e", "at least one letter or digit"),  # a sound mark without a sound
        ("a" * 1001, "has 1,001 characters; shorten it to 1,000"),
        ("half \ud83d", "surrogate"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_the_remedy(text: str, said: str) -> None:
    with pytest.raises(QuestionError, match="question") as caught:
        make_question(text)
    assert caught.value.field == "question"
    assert said in caught.value.detail


def test_an_earlier_question_at_fault_is_named_by_its_place() -> None:
    with pytest.raises(QuestionError) as caught:
        make_question("And now?", ["What is grief?", " "])
    assert caught.value.field == "history[1]"


def test_a_history_that_is_too_long_is_refused() -> None:
    assert len(make_question("And now?", ["One?"] * 2, limits=Limits(history=2)).history) == 2
    with pytest.raises(QuestionError, match="send the latest 2"):
        make_question("And now?", ["One?"] * 3, limits=Limits(history=2))


@pytest.mark.parametrize("limit", [0, 11, -1])
def test_a_limit_out_of_range_is_refused(limit: int) -> None:
    with pytest.raises(QuestionError, match="1 to 10"):
        make_question("What?", limit=limit)
