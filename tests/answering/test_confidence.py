"""Signals, a probability, a status."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Status
from chatbot.answering.confidence import SIGNALS, probability, signals, status_of
from chatbot.answering.evidence import Evidence
from chatbot.answering.ranking import rank
from tests.answering.candidates import features_of, weights_of

NO_SIGNS = Evidence(0, 0, 0)
WEIGHTS = weights_of({"whole": 1.0}, {"bias": -1.0, "lead on third": 4.0, "numbers": -2.0})


def found(sources: tuple[str, ...], evidence: Evidence = NO_SIGNS, out_of_scope: float = 0.0) -> dict[str, float]:
    features = features_of({"whole": 0.9}, {"whole": 0.8}, {"whole": 0.5}, {"whole": 0.3})
    values = signals(features, rank(features, WEIGHTS), sources, evidence, out_of_scope)
    return dict(zip(SIGNALS, values.tolist(), strict=True))


def test_the_lead_is_over_other_sections_not_over_another_piece_of_the_same() -> None:
    assert found(("a", "b", "c", "d"))["lead on third"] == pytest.approx(0.4)
    assert found(("a", "a", "c", "d"))["lead on third"] == pytest.approx(0.6)


def test_without_other_sections_the_lead_is_one() -> None:
    assert found(("a", "a", "b", "b"))["lead on third"] == 1.0


def test_the_lead_over_the_second_counts_where_a_faq_entry_stands_first() -> None:
    for faq in (False, True):
        features = features_of({"whole": 0.9}, {"whole": 0.8}, faq=faq)
        values = signals(features, rank(features, WEIGHTS), ("a", "b"), NO_SIGNS, 0.0)
        assert values[SIGNALS.index("lead among questions")] == pytest.approx(0.1 * faq)


def test_what_is_missing_tells_more_the_longer_the_question_is() -> None:
    for content in (3, 6, 12, 24):
        features = features_of({"whole": 0.9, "missing": 0.5}, content=content)
        values = signals(features, rank(features, WEIGHTS), ("a",), NO_SIGNS, 0.0)
        assert values[SIGNALS.index("missing at length")] == pytest.approx(min(content, 12) / 24)


def test_words_that_no_passage_holds_tell_nothing_of_a_faq() -> None:
    for faq in (False, True):
        features = features_of({"whole": 0.9}, faq=faq)
        values = signals(features, rank(features, WEIGHTS), ("a",), NO_SIGNS, 0.0)
        assert values[SIGNALS.index("unknown in prose")] == pytest.approx(0.0 if faq else 1.0)


def test_a_denial_tells_less_in_a_longer_question_and_nothing_of_a_faq() -> None:
    for content, faq, expected in ((2, False, 0.5), (4, False, 0.25), (4, True, 0.0)):
        features = features_of({"whole": 0.9}, faq=faq, content=content)
        values = signals(features, rank(features, WEIGHTS), ("a",), Evidence(1, 0, 0), 0.0)
        assert values[SIGNALS.index("denies alone in prose")] == pytest.approx(expected)


def test_nearness_to_what_no_article_answers_is_a_signal() -> None:
    seen = [found(("a", "b"), out_of_scope=cosine)["out of scope"] for cosine in (0.2, 0.4, 0.6)]
    assert seen == pytest.approx([0, 0, 0.2])


def test_signs_that_repeat_do_not_pile_up_without_end() -> None:
    assert found(("a", "b", "c", "d"), Evidence(0, 0, 9))["numbers"] == 2.0


def test_the_probability_rises_with_the_lead_and_falls_with_missing_numbers() -> None:
    features = features_of({"whole": 0.9}, {"whole": 0.8}, {"whole": 0.2})
    ranking = rank(features, WEIGHTS)
    far, alone = (
        probability(signals(features, ranking, s, NO_SIGNS, 0.0), WEIGHTS) for s in (("a", "b", "c"), ("a", "a", "a"))
    )
    missing = probability(signals(features, ranking, ("a", "b", "c"), Evidence(0, 0, 1), 0.0), WEIGHTS)
    assert 0 < missing < far < alone < 1


@pytest.mark.parametrize(
    ("confidence", "status"),
    [(0.8, Status.ANSWERED), (0.79, Status.WEAK), (0.4, Status.WEAK), (0.39, Status.UNANSWERED)],
)
def test_a_status_begins_at_its_threshold(confidence: float, status: Status) -> None:
    assert status_of(confidence, WEIGHTS) is status
