"""Question vectors -> the same with less of what many of the questions share: what all readers of a site write about.

To an encoder "client has a crush on me" and "client is late" are near, since both are about clients; so are all
questions on a site for therapists. A direction in which the questions of a list spread more than in others is one of
its common themes, and counts for less: what is left of two questions tells whether they ask the same.

Source: J. Su et al., "Whitening sentence representations for better semantics and faster retrieval" (2021); here no
direction is taken away whole, and from a short list, which may be about one thing, nearly nothing is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.coverage.grouping import groups_of
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

ALIKE_AMONG_FEW = 0.5
"""Mean cosine from which groups of few questions are joined. On threads of the stackfaq set that are in the index (25
at a time, 10 or 5 questions each) every value from .45 to .55 gives an adjusted mutual information from .87 to .99; see
tests/coverage/test_stackfaq.py."""
ALIKE_AMONG_MANY = 0.28
"""The same for many questions, whose common themes are taken away. Of 306 questions typed for a site of therapists
(labelled by hand), 244 on covid and 750 of a virtual assistant, none answered, from .25 to .3 gives a B-cubed F1 of .56
to .53, .69 to .73 and .74 to .78; plain cosines from .5 give .46, .46 and .77. At .3 threads of stackfaq come apart."""
_FEW = 50  # questions of which half of what they share is taken to be a theme of all and not what one topic is about
_STRENGTH = 0.15  # at .3 and more what parts the questions of one topic counts too much: threads of stackfaq come apart


@dataclass(frozen=True, slots=True)
class Common:
    """What n questions share: `share` is how far that is known, from 0 for none to 1.

    `middle` (d,) is their mean vector, times `share`; `lessening` (d, d) shortens the directions in which they
    spread, the more the larger `share` is.
    """

    share: float
    middle: Floats
    lessening: Floats

    @property
    def alike(self) -> float:
        """Mean cosine, without it, from which groups are joined."""
        return ALIKE_AMONG_FEW + self.share * (ALIKE_AMONG_MANY - ALIKE_AMONG_FEW)

    def groups(self, vectors: Floats) -> list[list[int]]:
        """Return the rows of `vectors` (m, d; of unit length) in groups of what is alike without it, as `groups_of`."""
        return groups_of(self.besides(vectors), self.alike)

    def besides(self, vectors: Floats) -> Floats:
        """Return vectors (m, d; of unit length) without it, of unit length again."""
        rest = product(vectors - self.middle, self.lessening)
        return np.asarray(rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9), np.float32)


def common_of(vectors: Floats) -> Common:
    """Return what n questions (n, d; of unit length) share."""
    count, dimensions = vectors.shape
    share = count**2 / (count**2 + _FEW**2)
    wide = vectors.astype(np.float64)
    middle = wide.mean(axis=0) if count else np.zeros(dimensions)
    spread, directions = np.linalg.eigh(share / max(count, 1) * product((wide - middle).T, wide - middle))
    less: npt.NDArray[np.float64] = (1 + _STRENGTH * dimensions * np.maximum(spread, 0)) ** -0.5
    lessening = product(directions * less, directions.T)
    return Common(share, np.asarray(share * middle, np.float32), np.asarray(lessening, np.float32))
