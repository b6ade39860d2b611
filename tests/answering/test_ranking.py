"""Features and weights -> an order."""

from __future__ import annotations

import pytest

from chatbot.answering.ranking import LONG, TERMS, rank, terms_of
from tests.answering.candidates import features_of, weights_of


def test_the_heavier_sum_comes_first() -> None:
    features = features_of({"whole": 0.4, "paired": 1.0}, {"whole": 0.6})
    assert rank(features, weights_of({"whole": 1.0, "paired": 0.1})).order.tolist() == [1, 0]
    assert rank(features, weights_of({"whole": 1.0, "paired": 0.5})).order.tolist() == [0, 1]


def test_what_passages_are_raised_by_in_a_conversation_comes_on_top() -> None:
    features = features_of({"whole": 0.7}, {"whole": 0.6, "article": 0.3})
    ranking = rank(features, weights_of({"whole": 5.0}))
    assert ranking.order.tolist() == [1, 0]
    assert ranking.scores.tolist() == pytest.approx([0.9, 0.7])


def test_equal_candidates_stay_in_corpus_order() -> None:
    features = features_of({"whole": 0.5}, {"whole": 0.5}, {"whole": 0.6})
    assert rank(features, weights_of({"whole": 1.0})).order.tolist() == [2, 0, 1]


def test_scores_are_of_a_cosines_scale_however_large_the_weights() -> None:
    features = features_of({"question": 0.8, "whole": 0.6})
    assert rank(features, weights_of({"question": 10.0, "whole": 10.0})).scores.tolist() == pytest.approx([0.7])


def test_the_share_of_words_counts_more_in_a_longer_question() -> None:
    rows, weights = ({"said": 0.5}, {"whole": 0.25}), weights_of({"whole": 1.0, LONG: 1.0})
    assert [rank(features_of(*rows, content=n), weights).order.tolist() for n in (5, 7)] == [[1, 0], [0, 1]]


def test_a_column_counts_only_among_prose() -> None:
    rows = {"sentence": 0.5}, {"whole": 0.6}
    weights = weights_of({"whole": 1.0, "sentence in prose": 2.0})
    assert rank(features_of(*rows, faq=False), weights).order.tolist() == [0, 1]
    assert rank(features_of(*rows, faq=True), weights).order.tolist() == [1, 0]


def test_what_no_candidate_may_answer_does_not_move_their_order() -> None:
    assert "missing" not in TERMS
    one, other = (terms_of(features_of({"whole": 0.5, "missing": share}))[0] for share in (0.0, 1.0))
    assert one.tolist() == other.tolist()
