"""ranking.json: complete, and neutral for an encoder it was not fitted for."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from chatbot.answering.confidence import SIGNALS
from chatbot.answering.ranking import TERMS
from chatbot.answering.weights import FILE, weights_for, words_alone


@pytest.mark.parametrize("kind", ["fitted", "neutral"])
def test_every_weight_has_a_value_and_no_other_name_occurs(kind: str) -> None:
    stored = json.loads(FILE.read_text(encoding="utf-8"))[kind]
    assert set(stored["ranking"]) == set(TERMS)
    assert set(stored["confidence"]) == {"bias", *SIGNALS}
    assert 0 < stored["thresholds"]["weak"] <= stored["thresholds"]["answered"] < 1


def test_the_command_stands_beside_the_weights_it_made() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8"))["command"].startswith("scripts/fit_ranking.py ")


def test_another_encoder_gets_neutral_weights_and_a_warning(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    copy = tmp_path / "ranking.json"
    copy.write_text(json.dumps(stored | {"encoder": "a" * 64}))
    with caplog.at_level(logging.WARNING):
        other, own = weights_for("b" * 64, copy), weights_for("a" * 64, copy)
    assert not other.fitted
    assert other.ranking == stored["neutral"]["ranking"]
    assert own.fitted
    assert own.ranking == stored["fitted"]["ranking"]
    assert [r for r in caplog.records if "scripts/fit_ranking.py" in r.getMessage()] == caplog.records[:1]


def test_words_alone_are_weighed_as_if_the_nearest_view_were_certain() -> None:
    neutral = json.loads(FILE.read_text(encoding="utf-8"))["neutral"]
    alone = words_alone()
    assert alone.confidence["bias"] == neutral["confidence"]["bias"] + neutral["confidence"]["best"]
    assert (alone.ranking, alone.weak, alone.fitted) == (neutral["ranking"], neutral["thresholds"]["weak"], False)
