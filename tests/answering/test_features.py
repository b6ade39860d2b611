"""How each candidate resembles the question, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from chatbot.answering.features import Features, asked_words, describe
from chatbot.answering.stemming import grammar_terms
from chatbot.answering.understanding import Meaning
from chatbot.indexing.index import PIECE, Codes, PassageIndex
from chatbot.indexing.pieces import NONE
from chatbot.indexing.words import terms
from tests.answering.candidates import Entry, WordsOf, candidates_of

BEES = Entry(
    own="How do bees winter?",
    sentences=("Bees cluster in winter.", "They eat honey slowly.", "The queen stays warm."),
    cosines=(0.6, 0.7, 0.2),
    faq=0.8,
    whole=0.5,
    window=0.55,
)
WASPS = Entry(own="", sentences=("Only the queen survives winter.",), cosines=(0.3,), whole=0.4)


def described(
    question: str, entries: tuple[Entry, ...] = (BEES, WASPS), bm25: tuple[float, ...] = (2, 1), pieces: Codes = NONE
) -> Features:
    index = cast(PassageIndex, WordsOf(entries))
    meaning = Meaning(question, np.ones(2, np.float32), tuple(terms(question)), pieces=pieces)
    return describe(index, meaning, candidates_of(entries, bm25))


def test_cosines_fall_back_to_the_whole_passage_where_it_lacks_a_view() -> None:
    found = described("bees in winter")
    assert found.column("question").tolist() == pytest.approx([0.8, 0.4])
    assert found.column("window").tolist() == pytest.approx([0.55, 0.4])
    assert found.column("sentence").tolist() == pytest.approx([0.7, 0.3])


def test_bm25_is_a_share_of_the_best_candidates() -> None:
    assert described("bees in winter").column("words").tolist() == [1.0, 0.5]
    assert described("bees", bm25=(0, 0)).column("words").tolist() == [0.0, 0.0]


def test_the_best_sentence_is_chosen_by_cosine_and_words_together() -> None:
    assert described("how do bees winter").sentence.tolist() == [0, 0], "it holds both words, the nearer one none"
    assert described("hunger").sentence.tolist() == [1, 0]


def test_words_said_are_those_of_the_best_sentence_and_of_what_stands_above_it() -> None:
    assert described("winter queen").column("said").tolist() == pytest.approx([0.5, 1.0])
    only_below = Entry(own="Winter", sentences=("Nothing here.", "The queen."), cosines=(0.9, 0.1))
    assert described("winter queen", (only_below,), (1,)).column("said").tolist() == pytest.approx([0.5])


def test_words_of_a_sentence_that_is_not_the_best_are_not_said() -> None:
    other = Entry(own="", sentences=("Winter comes.", "The queen."), cosines=(0.1, 0.9))
    assert described("winter queen", (other,), (1,)).column("said").tolist() == pytest.approx([0.5])


def test_all_words_of_the_question_count_against_the_faq_question() -> None:
    assert described("how do bees winter").column("asked").tolist() == pytest.approx([1.0, 0.0])


def test_neighbouring_words_must_stand_in_their_order() -> None:
    assert described("honey slowly").column("paired").tolist() == [1.0, 0.0]
    assert described("slowly honey").column("paired").tolist() == [0.0, 0.0]


def test_neighbouring_words_may_have_two_others_between_them_and_no_more() -> None:
    near = Entry(own="", sentences=("Honey drips rather slowly.",), cosines=(0.5,))
    far = Entry(own="", sentences=("Honey drips rather thickly, slowly.",), cosines=(0.5,))
    assert described("honey slowly", (near, far)).column("paired").tolist() == [1.0, 0.0]


def test_neighbouring_words_of_two_passages_are_no_pair() -> None:
    ends, begins = (
        Entry(own="", sentences=(text,), cosines=(0.5,)) for text in ("They like honey.", "Slowly they eat.")
    )
    assert described("honey slowly", (ends, begins)).column("paired").tolist() == [0.0, 0.0]


def test_pieces_of_the_question_count_alike_and_a_question_without_them_has_none() -> None:
    two = np.array([[0] * PIECE, [1] * PIECE], np.int8)
    prose = replace(BEES, faq=None, cosines=(0.1, 0.2, 0.3))
    assert described("bees", (BEES, prose), pieces=two).column("pieces").tolist() == pytest.approx([0.65, 0.15])
    assert described("bees", (BEES, prose)).column("pieces").tolist() == [0.0, 0.0]
    assert described("bees", (BEES, BEES), pieces=two).column("pieces").tolist() == [0.0, 0.0], "FAQ entries alone"


def test_the_title_counts_where_the_article_says_what_it_is_about() -> None:
    assert described("bees", (replace(BEES, titled=0.4), WASPS)).column("title").tolist() == pytest.approx([0.4, 0.0])


def test_a_question_is_no_longer_than_a_dozen_words() -> None:
    letters = "ant bee cat dog eel fox gnu hen ibex jay kite lynx mole newt"
    assert described("the bees in winter").asked.length == pytest.approx(2 / 12)
    assert described(letters).asked.length == 1.0


def test_words_no_passage_holds_are_the_unknown_share() -> None:
    asked = asked_words(cast(PassageIndex, WordsOf((BEES,))), terms("bees on Mars"), grammar_terms())
    assert asked.unknown_share == pytest.approx(2 / 3), "idf 2 against 1"


def test_words_of_earlier_questions_count_by_how_much_the_question_leans_on_them() -> None:
    index = cast(PassageIndex, WordsOf((BEES,)))
    asked = asked_words(index, terms("bees"), grammar_terms(), [("honey", 0.5), ("the", 1.0)])
    assert asked.weights(asked.content).tolist() == pytest.approx([2 / 3, 1 / 3])
    assert asked.alone.count == 1
    assert asked.alone.weights(asked.alone.content).tolist() == [1.0]
    assert asked.alone.unknown_share == asked.unknown_share == 0.0


def test_passages_of_an_article_are_raised_by_how_many_of_it_were_found() -> None:
    meaning = Meaning("it", np.ones(2, np.float32), ("it",), articles=(("bees", 0.3),))
    kinds = tuple(replace(BEES, article=name) for name in ("bees", "bees", "wasps", "bees"))
    found = describe(cast(PassageIndex, WordsOf(kinds)), meaning, candidates_of(kinds))
    assert found.column("article").tolist() == pytest.approx([0.12, 0.12, 0.0, 0.12]), "two of five others"
    alone = describe(cast(PassageIndex, WordsOf(kinds[1:3])), meaning, candidates_of(kinds[1:3]))
    assert alone.column("article").tolist() == [0.0, 0.0], "it has no more to say"


def test_a_question_of_function_words_alone_counts_them_as_content() -> None:
    asked = asked_words(cast(PassageIndex, WordsOf((BEES,))), terms("how do they"), grammar_terms())
    assert asked.content.all()


@pytest.mark.parametrize(
    ("question", "is_topic"),
    [
        ("honey?", True),
        ("Bees and the queen", True),
        ("the winter of bees", True),
        ("bees in winter", False),
        ("Do bees eat?", False),
        ("bees eat warm honey", False),
        ("and the", False),
        ("", False),
    ],
)
def test_a_few_words_that_ask_nothing_name_a_topic(question: str, is_topic: bool) -> None:
    asked = described(question).asked
    assert (asked.is_topic, asked.alone.is_topic, asked.lessened(0.5).is_topic) == (is_topic,) * 3


def test_a_question_without_words_has_features_all_the_same() -> None:
    features = described("")
    assert np.isfinite(features.values).all()
    assert features.asked.count == 1


def test_every_column_lies_within_one_whatever_the_question() -> None:
    for question in ("x", "winter winter winter", "bees queen honey cluster slowly mars 42"):
        values = described(question).values
        assert np.isfinite(values).all()
        assert np.abs(values).max() <= 1.0 + 1e-6


def test_the_share_of_prose_is_told() -> None:
    assert described("bees").prose == 0.5
