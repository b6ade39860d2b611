"""A set's figures from outcomes made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from chatbot.answering.answer import Answer, Link, Quote, QuotedArticle, Status
from chatbot.reading.passages import Kind
from scripts.evaluation.asking import Outcome
from scripts.evaluation.measuring import abstention_figures, interval, ranking_figures, shown_figures, time_figures
from scripts.evaluation.sets import Asked

ARTICLE = QuotedArticle("n", "Normans", None, (), (), None, None, "en", "")


def outcome(number: int, ranked: tuple[str, ...], confidence: float = 0.9, **changes: Any) -> Outcome:
    """Return the outcome of a question that section "right" answers."""
    asked = Asked(f"q{number}", "Who led?", (), frozenset({"right"}), True, "n", "", ("Rollo",))
    status = Status.ANSWERED if confidence >= 0.5 else Status.UNANSWERED
    answer = Answer(status, confidence, (), (), "", None, "v", "a")
    found = tuple((source, 1.0) for source in ranked)
    return Outcome(replace(asked, **changes), found, answer, ms=float(number), read=asked.text)


def quoting(text: str, highlight: tuple[int, int]) -> Outcome:
    """Return an outcome that shows one quote."""
    found = outcome(1, ("right",))
    quote = Quote(text, (), Kind.SECTION, ARTICLE, "right", (), 0, len(text), (highlight,), (), Link(), 0.9)
    return replace(found, answer=replace(found.answer, quotes=(quote,)))


def test_ranks_are_kept_although_all_scores_are_equal() -> None:
    found = ranking_figures([outcome(1, ("x", "right")), outcome(2, ("right", "x"))], {})
    assert found["hit@1"]["ours"] == 0.5
    assert found["hit@5"]["ours"] == 1.0
    assert found["MRR@10"]["ours"] == 0.75
    assert found["nDCG@10"]["ours"] == pytest.approx((1 + 1 / np.log2(3)) / 2)


def test_a_question_without_candidates_counts_nothing_and_one_without_answer_is_left_out() -> None:
    nothing = outcome(3, (), relevant=frozenset(), answerable=False)
    assert ranking_figures([outcome(1, ()), outcome(2, ("right",)), nothing], {})["hit@1"]["ours"] == 0.5


def test_the_interval_is_of_the_difference_to_the_best_baseline() -> None:
    ours = [outcome(i, ("right",)) for i in range(40)]
    worse, worst = [(("x", 1.0), ("right", 0.5))] * 40, [(("x", 1.0),)] * 40
    found = ranking_figures(ours, {"vector": worst, "words": worse})["MRR@10"]
    assert (found["vector"], found["words"]) == (0.0, 0.5)
    assert found["over the best baseline"] == [0.5, 0.5]


def test_an_interval_covers_the_mean_and_is_the_same_each_time() -> None:
    differences = np.array([0.0, 1.0] * 50)
    low, high = interval(differences)
    assert 0.3 < low < 0.5 < high < 0.7
    assert interval(differences) == [low, high]


def test_the_answer_must_stand_in_the_first_words_and_in_the_marked_sentence() -> None:
    text = "Rollo led them. Others came."
    assert shown_figures([quoting(text, (0, 15))]) == {"answer in 60 words": 1.0, "answer marked": 1.0}
    assert shown_figures([quoting(text, (16, 28))])["answer marked"] == 0.0
    late = "word " * 60 + "Rollo"
    assert shown_figures([quoting(late, (0, 4))])["answer in 60 words"] == 0.0
    assert shown_figures([outcome(1, ("right",))])["answer in 60 words"] == 0.0, "nothing is quoted"


def test_turns_nobody_can_judge_are_left_out_of_abstention() -> None:
    known = [outcome(1, ("right",)), outcome(2, ("x",), 0.2, relevant=frozenset(), answerable=False)]
    unjudged = outcome(3, ("x",), 0.99, relevant=frozenset(), answerable=False, label="UNDERSPECIFIED")
    strangers = {"oos": [outcome(4, ("x",), 0.1, relevant=frozenset(), answerable=False)]}
    found = abstention_figures([*known, unjudged], strangers)
    assert found["AUC"] == 1.0
    assert found["unanswerable refused"] == 1.0
    assert found["right among answered"] == 1.0
    assert found["oos refused"] == found["oos refused at 5 % false refusals"] == 1.0


def test_time_is_the_median_and_the_slow_end() -> None:
    assert time_figures([outcome(i, ()) for i in range(101)]) == {"ms": 50.0, "ms p95": 95.0}
