"""The statements of tests/data/distress, the watch with the real encoder, and what it makes of a question."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from chatbot.indexing.index import Encoder
from chatbot.safety.meaning import weights_for
from chatbot.safety.watching import Tier, Watch

FOLDER = Path(__file__).resolve().parents[1] / "data" / "distress"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a set."""

    text: str
    kind: str


def statements(name: str) -> list[Statement]:
    """Return the statements of a file, in order."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Statement(line["text"], line["kind"]) for line in map(json.loads, lines)]


def watch_of(encoder: Encoder) -> Watch:
    """Return the watch as a server has it."""
    weights = weights_for(encoder.fingerprint)
    assert weights is not None, "meaning.json was fitted for another encoder; run scripts/fit_safety.py"
    return Watch(encoder.encode_question, weights)


def tier_of(watch: Watch, question: str) -> Tier:
    """Return the tier of a question, as a server comes to it."""
    return watch.weigh(watch.read(question))
