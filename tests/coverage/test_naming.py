"""Names of groups come from their questions' own words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from chatbot.answering.answer import Status
from chatbot.coverage.naming import Wording, names_of, title_of, told_apart
from chatbot.coverage.survey import Outcome
from chatbot.indexing.index import Floats


def test_a_name_holds_the_words_that_set_a_group_apart() -> None:
    """Words that every group uses say less; the order is that of the questions."""
    names = names_of(
        [
            ["How do I delete my Trello board?", "Deleting a board in Trello", "Can I remove a Trello board?"],
            ["How do I export my Trello cards?", "Export cards from Trello", "Is there a Trello card export?"],
        ]
    )
    assert "board" in names[0]
    assert "export" in names[1].lower()
    assert not set(names[0].lower().split()) & {"how", "do", "my", "can", "is"}


def test_a_word_is_shown_in_its_most_frequent_form() -> None:
    assert names_of([["Fees for an EMDR session", "Fees of EMDR", "fee for emdr"]]) == ["Fees EMDR"]
    assert names_of([["EVICTION what now", "fight an eviction"]]) == ["eviction"], "capitals are for what most write so"


def test_two_words_of_one_root_are_one_of_a_name() -> None:
    questions = ["cycling in pregnancy", "cycling while pregnant", "pregnancy and cycling", "pregnant, still cycling?"]
    (name,) = names_of([questions])
    assert name in ("cycling pregnancy", "cycling pregnant")


def test_words_with_vowel_signs_are_whole_in_a_name() -> None:
    """Those of Hindi; to Python only its other letters are letters."""
    assert names_of([["बिल्ली का भोजन", "बिल्ली को भोजन"]]) == ["बिल्ली भोजन"]


def test_a_group_without_content_words_is_named_by_its_first_question() -> None:
    assert names_of([["Why?", "How so?"]]) == ["Why?"]


def test_a_word_that_long_stop_lists_hold_may_be_what_a_group_is_about() -> None:
    groups = [
        ["Where is my order?", "When will my order ship?", "order not delivered"],
        ["home fire safety", "fire at home"],
    ]
    names = names_of(groups)
    assert "order" in names[0]
    assert set(names[1].split()) >= {"home", "fire"}


def test_two_groups_have_two_names() -> None:
    assert names_of([["test 3297", "test 18", "test 7"], ["a test b", "test c", "test d"]]) == ["test", "a test b"]


@pytest.mark.parametrize(
    "questions",
    [
        ["ฉันจะรับมือกับความเศร้าได้อย่างไร", "รับมือกับความเศร้าหลังการสูญเสีย", "ความเศร้าโศกเป็นเรื่องปกติไหม"],
        ["什么是预期性悲伤？", "预期性悲伤持续多久", "如何应对悲伤"],
        ["悲しみにどう対処すればいいですか", "悲しみはいつまで続きますか"],
    ],
)
def test_questions_without_spaces_are_named_by_the_first_and_not_by_pieces_of_words(questions: list[str]) -> None:
    assert names_of([questions]) == [questions[0]]
    with_a_name = [f"{question} Kindle" for question in questions]
    assert names_of([with_a_name]) == ["Kindle"]


def test_a_word_that_is_denied_is_named_with_what_denies_it() -> None:
    """To an editor "shows" says nothing of clients who do not come."""
    assert names_of([["how do i handle no-shows", "should I bill no shows", "No shows and late cancellations"]]) == [
        "no shows"
    ]
    assert names_of([["can I work without a license", "work without any license"]]) == ["work without license"]
    assert names_of([["is there no no-shows rule"]]) == ["no shows rule"]


def test_few_questions_that_share_no_word_are_named_by_the_first_and_not_by_words_of_each() -> None:
    assert names_of([["how to switch therapists", "can i break up with mine"]]) == ["how to switch therapists"]


def test_what_all_groups_speak_of_names_none_of_many() -> None:
    about_clients = [[f"client {word}", f"my client, {word} again"] for word in map(str, range(1000, 1040))]
    names = names_of([["client has a crush on me", "my client flirts"], *about_clients])
    assert names[:2] == ["client has a crush on me", "client 1000"]
    assert names_of([["client has a crush on me", "my client flirts"]]) == ["client"], "one group says what it has"


def test_words_of_a_name_stand_as_a_question_has_them() -> None:
    questions = ["last minute cancellation fee", "fee for cancellation", "cancellation at the last minute"]
    assert names_of([questions]) == ["last minute cancellation fee"]


def test_a_number_that_all_groups_hold_is_no_word_of_a_name() -> None:
    others = [[f"covid-19 and {word}", f"covid-19 or {word}"] for word in map("plumber{}".format, range(40))]
    assert names_of([["masks for covid-19", "masks, covid-19", "covid-19 masks"], *others])[0] == "masks covid"
    assert names_of([["cpt code 90837", "what is 90837", "a 90837"], *others])[0] == "90837"


def test_a_word_that_many_passages_hold_is_no_name_by_itself() -> None:
    """On a site for therapists "session" says nothing; beside another word it does."""
    common = {"session": 1.4, "fee": 5.4}
    alone, two = [["how long is a session", "price of a session"], ["fee for a session", "session fees"]]

    def idf(stems: Sequence[str]) -> Floats:
        return np.array([common[stem] for stem in stems], np.float32)

    assert names_of([alone], idf) == ["how long is a session"]
    assert names_of([[*two, "fee for each session"]], idf) == ["fee session"]
    assert names_of([[*two, "sessions"]], idf) == ["fee for a session"]
    assert names_of([two], idf) == ["fee for a session"], "one word of two questions may be any, as that they accept"
    assert names_of([alone]) == ["session"]


def test_a_topic_is_named_by_the_question_that_most_who_ask_ask() -> None:
    """Its words, "straight black spots", say less."""
    usual, words = "Can I leave straight away because of black spots?", "straight black spots"
    assert title_of(words, [Wording(usual, 5), Wording("black spots", 4)], 9) == usual
    assert title_of(words, [Wording(usual, 5), Wording("black spots", 5)], 10) == words
    assert title_of(words, [Wording("long " * 40, 5)], 5) == words


def test_those_that_say_the_same_are_counted_with_the_one_that_stands_for_them() -> None:
    """By their letters, however far apart they are to the encoder; what no question stands for comes before them."""
    asked = {"rent": 3, "rent cap": 2, "hi, rent cap? thanks": 1, "Rnet cap": 1, "when is the rent due": 1}
    told, leading = told_apart([_weak(text, times) for text, times in asked.items()], np.eye(5, dtype=np.float32))
    assert leading == (Wording("rent cap", 4), Wording("rent", 3), Wording("when is the rent due", 1))
    assert [each.question for each in told[3:]] == ["hi, rent cap? thanks", "Rnet cap"]
    words = ["ant", "bee", "cow", "dog", "eel", "fox", "gnu", "hen", "ibis", "jay", "koi", "lynx", "mule", "newt"]
    told, leading = told_apart([_weak(word, 1) for word in (*words, "hi bee")], np.eye(15, dtype=np.float32))
    assert [each.text for each in leading] == ["bee", *(word for word in words[:12] if word != "bee")]
    assert [each.question for each in told[12:]] == ["mule", "newt", "hi bee"]


def _weak(text: str, times: int) -> Outcome:
    return Outcome(text, times, (), Status.WEAK, Status.WEAK, 0.3, 0.3, "", "", "", (), meant=text)
