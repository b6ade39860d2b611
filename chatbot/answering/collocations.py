"""Words of a question -> whether the articles hold them, anywhere or side by side: what stands there is meant so."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from chatbot.answering.stemming import Stems
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import Filter, PassageIndex
from chatbot.indexing.words import fold

_LOOKED_AT = 50  # passages, the best by BM25: where two words stand together at all, they mostly do in one of these

_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,})(?:\s+\1)+(?![\w'’-])", re.IGNORECASE)


class Collocations:
    """The words of one index and what stands beside them. Safe to use from several threads."""

    def __init__(self, index: PassageIndex, stems: Stems) -> None:
        """Prepare; nothing is read before the first word is looked for."""
        self._index = index
        self._stems = stems

    def are_held(self, words: Sequence[str]) -> bool:
        """Tell whether the articles hold all of some words."""
        return bool((self._index.term_numbers(self._stems.of(" ".join(words))) >= 0).all())

    def stand_together(self, words: Sequence[str]) -> bool:
        """Tell whether these words, or forms of them, stand in this order in one sentence, with none between them."""
        terms = self._stems.of(" ".join(words))
        wanted = self._index.term_numbers(terms)
        if not len(wanted) or (wanted < 0).any():
            return False
        found = self._index.words(self._index.matching(terms, _LOOKED_AT, Filter()).rows)
        last = len(wanted) - 1
        first = np.arange(max(len(found.terms) - last, 0))
        passage = np.searchsorted(found.offsets, first, side="right")
        together = passage == np.searchsorted(found.offsets, first + last, side="right")
        together &= found.places[first] == found.places[first + last]
        for step, number in enumerate(wanted):
            together &= found.terms[first + step] == number
        return bool(together.any())

    def said_once(self, text: str) -> str:
        """Return `text` with one of two equal words of content side by side, unless they stand so in the articles.

        Those of grammar may do so in any sentence: "log in in time", "with an or or and".
        """

        def once(found: re.Match[str]) -> str:
            first, *others = found[0].split()
            is_alike = fold(first) not in FUNCTION_WORDS and {first.lower()}.issuperset(others)
            return first if is_alike and not self.stand_together([first, first]) else found[0]

        return _TWICE.sub(once, text)
