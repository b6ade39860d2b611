"""What an idea gives is the difference that leaving it out makes."""

from __future__ import annotations

from chatbot.answering.confidence import SIGNALS
from chatbot.answering.ranking import TERMS
from scripts.ablate import IDEAS
from scripts.evaluation.fitting import fit_ranking
from tests.scripts.test_fitting import observed


def test_every_idea_names_terms_and_signals_that_there_are() -> None:
    assert {name for names in IDEAS.values() for name in names} <= {*TERMS, *SIGNALS}


def test_what_is_left_out_gets_no_weight() -> None:
    sets = [observed("question", 5), observed("whole", 5)]
    weights = fit_ranking(sets, without=("question", "question in prose"))
    assert weights["question"] == weights["question in prose"] == 0
    assert weights["whole"] > 1
