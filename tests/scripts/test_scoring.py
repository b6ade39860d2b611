"""Figures from plain values, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.evaluation.scoring import (
    calibration_error,
    coverage_at,
    ranking_measures,
    refused_at,
    roc_auc,
)

RELEVANT = [frozenset({"a"}), frozenset({"b", "c"}), frozenset[str]()]
RANKED = [["x", "a"], ["c", "b"], ["a"]]


def test_questions_without_an_answer_do_not_count_for_the_ranking() -> None:
    assert ranking_measures(RANKED, RELEVANT)["hit@1"].tolist() == [0.0, 1.0]
    assert ranking_measures(RANKED, RELEVANT)["MRR@10"].tolist() == [0.5, 1.0]
    assert ranking_measures([[], ["c"], []], RELEVANT)["MRR@10"].tolist() == [0.0, 1.0]


def test_coverage_is_the_largest_share_that_keeps_the_precision() -> None:
    p = np.array([0.9, 0.8, 0.7, 0.6])
    right, answerable = np.array([True, False, True, True]), np.array([True, True, True, True])
    assert coverage_at(p, right, answerable, 0.75) == 1.0
    assert coverage_at(p, right, answerable, 0.95) == 0.25
    assert coverage_at(p, ~answerable, answerable, 0.95) == 0.0


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_a_threshold_does_not_part_equal_probabilities(order: list[int]) -> None:
    p, right = np.array([0.9, 0.5, 0.5, 0.5])[order], np.array([True, True, False, False])[order]
    assert coverage_at(p, right, np.ones(4, bool), 0.95) == 0.25
    assert coverage_at(p, right, np.ones(4, bool), 0.5) == 1.0


def test_unanswerable_questions_above_the_threshold_cost_precision_not_coverage() -> None:
    p, answerable = np.array([0.9, 0.8, 0.7]), np.array([True, False, True])
    assert coverage_at(p, answerable, answerable, 0.95) == 0.5
    assert roc_auc(p, answerable) == 0.5


def test_strangers_are_refused_below_what_a_share_of_the_answerable_falls_under() -> None:
    p = np.linspace(0, 1, 101)
    assert refused_at(p, np.ones(101, bool), np.array([0.01, 0.04, 0.06, 0.9]), 0.05) == 0.5


def test_a_sure_and_wrong_model_has_an_error_of_one_and_a_calibrated_one_of_none() -> None:
    assert calibration_error(np.ones(4), np.zeros(4, bool)) == 1.0
    assert calibration_error(np.full(4, 0.5), np.array([True, False, True, False])) == pytest.approx(0.0)
