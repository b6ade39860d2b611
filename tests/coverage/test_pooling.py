"""Questions judged with their neighbours: what several wordings say together."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.answering.answer import Status
from chatbot.coverage.pooling import judge, pooled
from chatbot.coverage.survey import Outcome
from chatbot.indexing.index import Floats


def outcome(shown: Status, confidence: float) -> Outcome:
    return Outcome("x", 1, (), shown, shown, confidence, confidence, "", "", "", ())


def at(*degrees: float) -> Floats:
    """Return unit vectors in a plane; 45 degrees apart is a cosine of .71, 60 one of .5."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_a_question_alone_counts_for_itself() -> None:
    assert pooled(np.array([0.3, 0.9], np.float32), at(0, 60)) == pytest.approx([0.3, 0.9])


def test_neighbours_count_by_their_nearness() -> None:
    """The one at 45 degrees weighs .71, the one at 0 degrees 1."""
    together = pooled(np.array([0.2, 0.8, 0.5], np.float32), at(0, 0, 45))
    around = (1 * 0.8 + np.cos(np.pi / 4) * 0.5) / (1 + np.cos(np.pi / 4))
    assert together[0] == pytest.approx((0.2 + around) / 2)


def test_more_questions_than_fit_in_memory_at_once_are_judged_alike() -> None:
    confidences = np.linspace(0, 1, 2500, dtype=np.float32)
    assert pooled(confidences, at(*[0.0] * 2500)) == pytest.approx(
        (confidences + (confidences.sum() - confidences) / 2499) / 2, abs=1e-5
    )


def test_an_unsure_wording_among_sure_ones_is_answered_and_the_other_way_round() -> None:
    sure, unsure = outcome(Status.ANSWERED, 0.9), outcome(Status.WEAK, 0.4)
    assert [o.status for o in judge([sure, sure, unsure], at(0, 0, 0))] == [Status.ANSWERED] * 3
    lucky, poor = outcome(Status.ANSWERED, 0.6), outcome(Status.WEAK, 0.2)
    judged = judge([lucky, poor, poor], at(0, 0, 0))
    assert [o.status for o in judged] == [Status.WEAK] * 3
    assert judged[0].shown is Status.ANSWERED
    assert judged[0].confidence == 0.6


def test_a_question_of_which_the_reader_was_shown_nothing_stays_unanswered() -> None:
    sure, nothing = outcome(Status.ANSWERED, 0.9), outcome(Status.UNANSWERED, 0.2)
    assert judge([sure, sure, nothing], at(0, 0, 0))[2].status is Status.UNANSWERED


def test_no_questions_have_no_status() -> None:
    assert judge([], np.empty((0, 2), np.float32)) == []
