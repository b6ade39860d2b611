"""The gate that holds answers to what they reached: it opens for today's figures, and shuts for worse ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.answering.weights import FILE, Weights, weights_for
from scripts import check_quality
from scripts.check_quality import FLOORS, SETS, digests_of, main
from scripts.evaluation.gate import MARGIN, Figures, Floors
from tests import indexes
from tests.shared import needs_shared

FIGURES = {"made": {"hit@1": 0.8, "calibration error": 0.04}}


def measure(*names: str, weights: Weights | None = None) -> Figures:
    """Return what these sets measure; their indexes are built first, by one process for all that test with them."""
    for name in names:
        indexes.index_of_set(name)
    return check_quality.measure(names, indexes.SETS, weights)


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(*SETS)


@needs_shared
def test_every_figure_stands_at_its_floor_or_better(figures: Figures) -> None:
    floors = Floors.read(FLOORS)
    assert set(floors.floors) == set(SETS)
    print(figures)
    assert [*floors.outdated(digests_of(SETS)), *floors.broken(figures)] == []


@needs_shared
def test_a_worsened_ranking_breaks_floors() -> None:
    shipped = weights_for(_fitted_for())
    worse = replace(shipped, ranking=dict(shipped.ranking) | {"question": -40.0})
    broken = list(Floors.read(FLOORS).broken(measure("followups", weights=worse)))
    assert any("followups: hit@1 is 0." in line for line in broken)


def test_a_figure_that_fell_under_its_floor_and_an_error_that_rose_are_named() -> None:
    floors = Floors({}, {}).raised(FIGURES, {"made": "d"})
    assert list(floors.broken(FIGURES)) == []
    assert list(floors.broken({"made": {"hit@1": 0.79, "calibration error": 0.04}})) == [
        "made: hit@1 is 0.7900, below 0.7940"
    ]
    assert list(floors.broken({"made": {"hit@1": 0.8, "calibration error": 0.05}})) == [
        "made: calibration error is 0.0500, above 0.0460"
    ]


def test_a_figure_that_is_no_longer_measured_is_a_fault() -> None:
    floors = Floors({}, {}).raised(FIGURES, {})
    assert list(floors.broken({"made": {"hit@1": 0.8}})) == [
        "made: calibration error was not measured; its floor is 0.0460"
    ]


def test_a_figure_that_is_no_number_is_a_fault_and_moves_no_floor() -> None:
    floors = Floors({}, {}).raised(FIGURES, {})
    nothing = {"made": dict.fromkeys(FIGURES["made"], float("nan"))}
    assert list(floors.broken(nothing)) == [
        "made: hit@1 is nan, below 0.7940",
        "made: calibration error is nan, above 0.0460",
    ]
    assert floors.raised(nothing, {}) == floors


def test_floors_rise_by_themselves_and_fall_only_on_request() -> None:
    floors = Floors({}, {}).raised(FIGURES, {})
    better = floors.raised({"made": {"hit@1": 0.9, "calibration error": 0.01}}, {})
    assert better.floors["made"] == {"hit@1": 0.9 - MARGIN, "calibration error": 0.016}
    assert better.raised(FIGURES, {}).floors == better.floors
    assert better.raised(FIGURES, {}, lower=True).floors == floors.floors


def test_a_set_measured_alone_leaves_the_others_as_they_are() -> None:
    both = Floors({}, {}).raised({**FIGURES, "other": {"hit@1": 0.5}}, {"made": "m", "other": "o"})
    assert both.raised({"other": {"hit@1": 0.6}}, {"other": "p"}) == Floors(
        {**both.floors, "other": {"hit@1": 0.594}}, {"made": "m", "other": "p"}
    )
    alone = both.of(["other"])
    assert list(alone.broken({"other": {"hit@1": 0.6}})) == list(alone.outdated({"other": "o"})) == []


def test_changed_sets_are_noticed() -> None:
    assert list(Floors({}, {"made": "old"}).outdated({"made": "new"})) == [
        "made: its files have changed since the floors were measured; measure them again with --update"
    ]


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = Floors({}, {}).raised(FIGURES, {"made": "d"})
    floors.write(tmp_path / "floors.json", "a command")
    assert Floors.read(tmp_path / "floors.json") == floors


def test_a_set_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        main(["--set", "nowhere"])


def _fitted_for() -> str:
    return str(json.loads(FILE.read_text(encoding="utf-8"))["encoder"])
