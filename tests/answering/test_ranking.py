"""Features and weights -> an order."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.answering.ranking import TERMS, rank, terms_of
from tests.answering.candidates import features_of, weights_of


def test_the_heavier_sum_comes_first() -> None:
    features = features_of({"whole": 0.4, "words": 1.0}, {"whole": 0.6})
    assert rank(features, weights_of({"whole": 1.0, "words": 0.1})).order.tolist() == [1, 0]
    assert rank(features, weights_of({"whole": 1.0, "words": 0.5})).order.tolist() == [0, 1]


def test_equal_candidates_stay_in_corpus_order() -> None:
    features = features_of({"whole": 0.5}, {"whole": 0.5}, {"whole": 0.6})
    assert rank(features, weights_of({"whole": 1.0})).order.tolist() == [2, 0, 1]


def test_scores_are_of_a_cosines_scale_however_large_the_weights() -> None:
    features = features_of({"question": 0.8, "whole": 0.6})
    assert rank(features, weights_of({"question": 10.0, "whole": 10.0})).scores.tolist() == pytest.approx([0.7])


def test_a_column_counts_more_among_prose() -> None:
    rows = {"sentence": 0.5}, {"whole": 0.6}
    weights = weights_of({"whole": 1.0, "sentence": 1.0, "sentence in prose": 1.0})
    assert rank(features_of(*rows, faq=0.0), weights).order.tolist() == [0, 1]
    assert rank(features_of(*rows, faq=1.0), weights).order.tolist() == [1, 0]


def test_words_count_more_in_a_longer_question() -> None:
    short, long = (terms_of(features_of({"words": 1.0}, content=n))[0] for n in (1, 10))
    place = TERMS.index("words by length")
    assert long[place] > short[place] > 0
    assert np.delete(long, place).tolist() == np.delete(short, place).tolist()
