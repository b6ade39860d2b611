"""The sentence that answers is marked: by meaning, by the question's words, by the kind of thing asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chatbot.answering.features import AskedWords, asked_words
from chatbot.answering.marking import (
    ABOVE,
    KIND,
    OPENING,
    OWN,
    RANGE,
    TOPIC,
    UNOPENED,
    Asked,
    Opened,
    asked_of,
    sentence_scores,
)
from chatbot.answering.stemming import grammar_terms
from chatbot.indexing.index import Filter, PassageWords
from chatbot.indexing.versions import open_index
from chatbot.indexing.words import terms

NOTHING = AskedWords(np.array([-1], np.int32), np.ones(1, np.float32), np.ones(1, bool), (0,), 1)


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("When was the treaty signed?", "It was signed on 7 February 1992.", True),
        ("What century did it begin in?", "It began in the tenth century.", True),
        ("When was the treaty signed?", "It was signed by all members.", False),
        ("How many rooms are there?", "The house has three rooms.", True),
        ("How long is a session?", "A session takes 50 minutes.", True),
        ("How long is a session?", "A session takes a while.", False),
        ("how long until results", "Written papers are marked within six weeks.", True),
        ("how long until results", "Of 40 papers, three are marked again.", False),
        ("Until when can I cancel?", "A 48-hour notice is enough.", True),
        ("how late can i cancel", "Room 12 is open late.", False),
        ("How long is the river?", "It is 2,850 km long.", True),
        ("Who wrote the book?", "The book is by Irvin Yalom.", True),
        ("Who was Irvin Yalom?", "In that year, Yalom was famous.", False),
        ("Where does it rise?", "The river rises in Maine.", True),
        ("Why do clients fall silent?", "In 1992, Yalom asked three clients.", False),
    ],
)
def test_a_date_a_number_or_a_name_is_looked_for_where_asked(question: str, sentence: str, holds: bool) -> None:
    assert asked_of(question, NOTHING).holds_the_kind(sentence) is holds


def _scores(folder: Path, question: str, text_of_best: str, *, flowing: bool = True) -> tuple[list[str], list[float]]:
    index = open_index(folder)
    row = index.matching(terms(text_of_best), 1, Filter()).rows
    (passage,) = index.passages(row)
    record = index.article(passage.article_id)
    assert record is not None
    sentences = [span.of(record.text) for span in passage.sentences]
    words = index.words(row)
    flat = np.zeros(len(sentences), np.float32)
    return sentences, sentence_scores(
        asked_of(question, asked_words(index, terms(question), grammar_terms())),
        sentences,
        flat,
        words,
        flowing=flowing,
    ).tolist()


def test_with_equal_cosines_the_question_s_words_decide(small_index: Path) -> None:
    sentences, scores = _scores(small_index, "How often are two of them held?", "Two of them are held in a month.")
    assert sentences[int(np.argmax(scores))] == "Two of them are held in a month."


def test_a_sentence_gains_by_what_the_one_before_it_names(small_index: Path) -> None:
    question = "What lasts fifty minutes in the clinic?"
    sentences, scores = _scores(
        small_index, question, "A supervision session in this made-up clinic lasts fifty minutes."
    )
    place = next(i for i, s in enumerate(sentences) if s.startswith("A supervision session"))
    assert scores[place + 1] > 0
    assert int(np.argmax(scores)) == place


def test_the_first_sentence_gains_by_what_its_question_names_where_text_flows(small_index: Path) -> None:
    question, text = "What is anticipatory grief?", "The expression was coined for people who mourn a loss in advance"
    sentences, scores = _scores(small_index, question, text)
    assert sentences[int(np.argmax(scores))].startswith("It is sadness about a relationship")
    assert max(scores) > 0
    assert not any(_scores(small_index, question, text, flowing=False)[1])


def test_the_question_s_shares_sum_to_one_and_function_words_have_none(small_index: Path) -> None:
    index = open_index(small_index)
    question = "How long does a supervision session last in 2024?"
    found = asked_of(question, asked_words(index, terms(question), grammar_terms()))
    assert len(found.numbers) == len(terms("long supervision session last 2024"))
    assert float(found.shares.sum()) == pytest.approx(1)
    assert found.numbers.tolist() == sorted(found.numbers.tolist())
    assert len(asked_of("what is it", asked_words(index, terms("what is it"), grammar_terms())).numbers) == 3


TWO_TERMS = Asked(np.array([1, 2], np.int32), np.array([0.6, 0.4], np.float32))
ROWS = ["7 or fewer\t50 %", "8 to 14\t25 %", "more than 14\tfree"]


def _weighed(question: Asked, held: list[tuple[int, int]], *, flowing: bool, opened: Opened = UNOPENED) -> list[float]:
    """Return the scores of three rows or sentences with equal cosines; `held` are (place, term) of the passage."""
    places, numbers = np.array(held, np.int32).reshape(-1, 2).T
    words = PassageWords(np.array([0, len(held)]), numbers, places)
    flat = np.zeros(3, np.float32)
    scores: list[float] = sentence_scores(question, ROWS, flat, words, opened, flowing=flowing).tolist()
    return scores


def test_a_sentence_counts_by_its_own_words_and_then_by_those_that_the_one_before_adds() -> None:
    held = [(-3, 1), (-2, 2), (-1, 2), (0, 1), (0, 3), (1, 1), (1, 2), (2, 1)]
    own = [0.6 * OWN, OWN, 0.6 * OWN]
    above = [0.4 * ABOVE, 0.0, 0.4 * ABOVE]  # of its heading, but not of the title or an outer heading
    expected = [a + b for a, b in zip(own, above, strict=True)]
    assert _weighed(TWO_TERMS, held, flowing=True) == pytest.approx(expected)
    assert _weighed(TWO_TERMS, held, flowing=False) == pytest.approx(own)


def test_in_a_faq_answer_the_first_sentence_gains_and_the_rest_by_what_its_question_does_not_say() -> None:
    held = [(-1, 1), (0, 1), (1, 1), (1, 2), (2, 1)]
    without = _weighed(TWO_TERMS, held, flowing=True)
    opening = _weighed(TWO_TERMS, held, flowing=True, opened=Opened(0.9))
    assert without == pytest.approx([0.6 * OWN, OWN, 0.6 * OWN + 0.4 * ABOVE])
    assert opening == pytest.approx([0.9 * OPENING, 0.4 * OWN, 0.4 * ABOVE])


def test_of_a_topic_that_is_named_the_first_sentence_that_holds_all_of_it_gains_where_text_flows() -> None:
    held = [(0, 1), (1, 1), (1, 2), (2, 1), (2, 2)]
    topic = replace(TWO_TERMS, is_topic=True)
    asked, named = _weighed(TWO_TERMS, held, flowing=True), _weighed(topic, held, flowing=True)
    assert named == pytest.approx([asked[0], asked[1] + TOPIC, asked[2]])
    assert not any(_weighed(topic, [], flowing=True))
    for opened, flowing in ((UNOPENED, False), (Opened(0.9), True)):
        without = _weighed(TWO_TERMS, held, flowing=flowing, opened=opened)
        assert _weighed(topic, held, flowing=flowing, opened=opened) == without


def test_in_a_definition_the_sentence_below_the_term_gains_and_the_rest_by_what_the_term_does_not_say() -> None:
    held = [(-1, 2), (0, 1), (1, 2), (2, 1)]
    opening = _weighed(TWO_TERMS, held, flowing=True, opened=Opened(0.9, named=1))
    assert opening[1:] == pytest.approx([0.4 * OWN + 0.6 * ABOVE + 0.9 * OPENING, 0.4 * ABOVE])


def test_rows_are_told_apart_by_what_their_header_does_not_say() -> None:
    assert _weighed(TWO_TERMS, [(-4, 1), (0, 2), (1, 1), (2, 1)], flowing=False) == pytest.approx([OWN, 0, 0])
    only_of_the_header = [(-4, 1), (-4, 3), (0, 1), (0, 3), (2, 3)]
    assert _weighed(TWO_TERMS, only_of_the_header, flowing=False) == pytest.approx([0.6 * OWN, 0, 0])


def test_the_row_whose_range_holds_the_question_s_amount_is_raised_and_no_sentence_is() -> None:
    question = asked_of("5 days before", NOTHING)
    assert _weighed(question, [], flowing=False) == pytest.approx([RANGE, 0, 0])
    assert not any(_weighed(question, [], flowing=True))


@pytest.mark.parametrize(
    ("question", "holder"), [("When was it?", "It began in May 1992."), ("Who was it?", "It was Irvin Yalom.")]
)
def test_what_holds_the_kind_of_thing_asked_for_is_raised_and_the_others_lowered(question: str, holder: str) -> None:
    sentences, flat = [holder, "It was long.", "It ended."], np.zeros(3, np.float32)
    words = PassageWords(np.array([0, 0]), np.empty(0, np.int32), np.empty(0, np.int32))
    found = sentence_scores(asked_of(question, NOTHING), sentences, flat, words)
    assert found.tolist() == pytest.approx([2 / 3 * KIND, -KIND / 3, -KIND / 3])
    assert not sentence_scores(asked_of(question, NOTHING), [holder] * 3, flat, words).any()
