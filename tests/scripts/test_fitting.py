"""Weights fitted on sets made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.answering.confidence import OUT_OF_SCOPE, SIGNALS, probability
from chatbot.answering.ranking import TERMS, terms_of
from chatbot.answering.understanding import Meaning
from chatbot.answering.weights import Weights
from scripts.evaluation.fitting import fit_confidence, fit_ranking, fit_thresholds
from scripts.evaluation.observing import Observation, ObservedSet
from scripts.evaluation.sets import Asked
from tests.answering.candidates import Entry, candidates_of, features_of

ASKED = Asked("q", "Who led?", (), frozenset({"a"}), True, "g", "", ())
CANDIDATES = candidates_of([Entry("", ("One.",), (0.5,)), Entry("", ("Two.",), (0.5,))])


def observed(column: str, questions: int, *, right_first: bool = True) -> ObservedSet:
    """Return a set in which `column` alone tells the right one of two candidates."""
    features = features_of({column: 0.9}, {column: 0.1}) if right_first else features_of({column: 0.1}, {column: 0.9})
    meaning = Meaning("Who led?", np.ones(2, np.float32), ("who", "led"))
    seen = Observation(
        ASKED, meaning, CANDIDATES, features, terms_of(features), ("a", "b"), np.array([right_first, not right_first])
    )
    return ObservedSet("made", "made", "made", False, index=None, questions=(seen,) * questions)  # type: ignore[arg-type]


def test_what_tells_the_right_candidate_gets_the_weight() -> None:
    weights = fit_ranking([observed("question", 5), observed("question", 5, right_first=False)])
    assert set(weights) == set(TERMS)
    assert weights["question"] > 1
    assert all(abs(weights[name]) < 1e-6 for name in TERMS if not name.startswith("question"))


def test_a_set_counts_the_same_however_many_questions_it_has() -> None:
    small = fit_ranking([observed("question", 1), observed("whole", 1)])
    large = fit_ranking([observed("question", 1), observed("whole", 50)])
    assert abs(small["question"] - large["question"]) < 1e-3


def test_the_confidence_rises_with_the_signal_that_tells_right_from_wrong() -> None:
    signals = np.zeros((40, len(SIGNALS)), np.float32)
    signals[:20, SIGNALS.index("best")] = 0.9
    right = np.arange(40) < 20
    weights = Weights({}, fit_confidence([(signals, right)], [1.0]), 1.0, 0.0)
    sure, unsure = (probability(signals[i], weights) for i in (0, 39))
    assert sure > 0.6
    assert unsure < 0.4


@pytest.mark.parametrize("right", [[True, True, True, False], [False, True, True, True]])
def test_what_is_answered_from_does_not_depend_on_the_order_of_equal_questions(right: list[bool]) -> None:
    judged = np.zeros((4, len(SIGNALS)), np.float32), np.array(right), np.ones(4, bool)
    even = {"bias": 0.0, **dict.fromkeys(SIGNALS, 0.0)}
    assert fit_thresholds([observed("question", 4)], [judged], even, [1.0]) == {"answered": 1.0, "weak": 0.5}


def test_nearness_to_what_no_article_answers_is_weighed_without_a_change_of_the_other_weights() -> None:
    signals = np.zeros((40, len(SIGNALS)), np.float32)
    signals[:20, SIGNALS.index("best")] = 0.9
    right = np.arange(40) < 20
    without = fit_confidence([(signals, right)], [1.0])
    signals[30:, SIGNALS.index(OUT_OF_SCOPE)] = 0.3
    found = fit_confidence([(signals, right)], [1.0])
    assert without[OUT_OF_SCOPE] == 0
    assert found[OUT_OF_SCOPE] < -1
    assert found | {OUT_OF_SCOPE: 0} == without
