"""A statement's vector and signs -> how much it speaks for danger. The weights are fitted to prototypes written for it.

`meaning.json` holds one weight for each number of the vector and for each sign (a rule of english.toml that holds); it
is written by scripts/fit_safety.py from distress.txt and harmless.txt, statements that are no test's. It belongs to one
encoder: for another the words decide alone, and the operator is told so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

FILE = Path(__file__).with_name("meaning.json")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MeaningWeights:
    """`vector` (dimensions,) and `signs` (rule name -> weight) make a score; from `threshold` on it means danger."""

    vector: Floats
    signs: Mapping[str, float]
    bias: float
    threshold: float

    def score(self, vector: Floats, signs: Collection[str]) -> float:
        """Return how much a statement with this vector and these signs speaks for danger, in log odds."""
        return (
            float(product(vector, self.vector)) + sum(self.signs.get(name, 0.0) for name in sorted(signs)) + self.bias
        )


@cache
def weights_for(fingerprint: str) -> MeaningWeights | None:
    """Return the weights for an encoder; None, and a warning once, where they were fitted for another."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    if stored["encoder"] != fingerprint:
        _LOG.warning(
            "the weights that tell a reader in distress by meaning were fitted for encoder %.12s, the index has %.12s: "
            "words alone decide; run scripts/fit_safety.py",
            stored["encoder"],
            fingerprint,
        )
        return None
    vector = np.array(stored["vector"], np.float32)
    vector.setflags(write=False)
    return MeaningWeights(vector, stored["signs"], stored["bias"], stored["threshold"])
