"""A statement's vector and signs -> how much it speaks for danger, by prototype statements written for it.

`meaning.json` holds one weight for each number of the vector and for each sign (a rule of english.toml that holds):
they set aside what is far from any danger. What is not is compared with the statements of `meaning.npz`, because what
is near a cry for help in words ("my mother lives with us") need not be in meaning. Both are written by
scripts/fit_safety.py from distress.txt and harmless.txt, statements that are no test's. They belong to one encoder: for
another the words decide alone, and the operator is told so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from chatbot.indexing.arrays import load_all, product
from chatbot.indexing.index import Floats

FILE = Path(__file__).with_name("meaning.json")
STATEMENTS = "meaning.npz"  # beside it
SIGN = 0.2  # length of a sign beside a vector, which has length 1
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Compared:
    """Prototypes: `statements` (n, dimensions + signs), their squared `lengths` (n,) and `weights` (n,).

    A statement's weight counts for exp(-`width` d²) at distance d; `shift` is added to the sum. `names` are those of
    the signs, in order.
    """

    statements: Floats
    lengths: Floats
    weights: Floats
    width: float
    shift: float
    names: tuple[str, ...]

    def score(self, vector: Floats, signs: Collection[str]) -> float:
        """Return how much a statement with this vector, of length 1, and these signs speaks for danger, in log odds."""
        shown = np.array([SIGN if name in signs else 0.0 for name in self.names], np.float32)
        length = 1.0 + SIGN**2 * np.count_nonzero(shown)
        near = self.lengths + length - 2 * product(self.statements, np.concatenate([vector, shown]))
        return float(np.dot(self.weights, np.exp(-self.width * near))) + self.shift


@dataclass(frozen=True, slots=True)
class MeaningWeights:
    """`vector` (dimensions,), `signs` (rule name -> weight) and `bias` make a first score of a statement, in log odds.

    Below `far` that is its score; else it is `compared`. From `threshold` on it means danger.
    """

    vector: Floats
    signs: Mapping[str, float]
    bias: float
    far: float
    compared: Compared
    threshold: float

    def score(self, vector: Floats, signs: Collection[str]) -> float:
        """Return how much a statement with this vector and these signs speaks for danger, in log odds."""
        first = float(product(vector, self.vector)) + sum(self.signs.get(n, 0.0) for n in sorted(signs)) + self.bias
        return first if first < self.far else self.compared.score(vector, signs)


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
    compared = _compared(tuple(stored["signs"]), stored["width"], stored["shift"])
    return MeaningWeights(vector, stored["signs"], stored["bias"], stored["far"], compared, stored["threshold"])


def _compared(names: tuple[str, ...], width: float, shift: float) -> Compared:
    kept = load_all(FILE.with_name(STATEMENTS))
    statements = np.hstack([kept["vectors"] * kept["scales"][:, None], kept["signs"] * np.float32(SIGN)])
    lengths = np.square(statements).sum(axis=1)
    for array in (statements, lengths, kept["weights"]):
        array.setflags(write=False)
    return Compared(statements, lengths, kept["weights"], width, shift, names)
