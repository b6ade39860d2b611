"""What an earlier version holds of its articles, for a build to reuse where they are unchanged.

The same code made it of the same article for the same encoder: making it again would give the same bytes, and takes
ten times as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import load
from chatbot.indexing.digests import Digests, Places
from chatbot.indexing.index import PassageWords
from chatbot.indexing.matrix import KINDS, OFFSETS, ViewMatrix
from chatbot.indexing.texts import StoredArticle, TextStore
from chatbot.indexing.vectors import many
from chatbot.indexing.words import WordIndex

KEYS = "article-keys"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one article.

    `words` hold the earlier version's numbers. The views' rows stand from `first` on in its matrix; `kinds` (v,) are
    theirs, and passage i's are `offsets[i]:offsets[i + 1]`.
    """

    stored: StoredArticle
    words: PassageWords
    first: int
    offsets: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.uint8]


class Unchanged:
    """What an earlier version holds of its articles, found by their digests."""

    def __init__(self, folder: Path) -> None:
        """Open the version in `folder`, which the code and the encoder of now have made."""
        self._texts = TextStore(folder)
        self._words = WordIndex(folder)
        self._coded = ViewMatrix(folder).coded
        self._offsets = load(folder, OFFSETS)
        self._kinds = load(folder, KINDS)
        self._places = Places(load(folder, KEYS))
        self.terms = self._words.vocabulary()[0]

    def find(self, digest: Digests) -> Made | None:
        """Return what was made of the article of this digest (1, 2), None where there was none."""
        number = int(self._places.find(digest)[0])
        if number < 0:
            return None
        rows = self._texts.rows_of(number)
        words = self._words.words(np.arange(rows.start, rows.stop))
        ends = self._offsets[rows.start : rows.stop + 1]
        first = int(ends[0])
        kinds = self._kinds[first : ends[-1]]
        return Made(self._texts.stored_article(number), words, first, ends - first, kinds)

    def fits(self, kinds: npt.NDArray[np.uint8]) -> bool:
        """Tell whether its rows are of use among these views (v,): 8-bit codes are not where vectors are kept whole."""
        return many(kinds) or not self._coded
