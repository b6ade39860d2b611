"""Words of a question -> whether the articles hold them, anywhere or side by side: what stands there is meant so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice

import numpy as np

from chatbot.answering.stemming import Stems
from chatbot.indexing.index import Filter, PassageIndex

_LOOKED_AT = 50  # passages, the best by BM25: where two words stand together anywhere, they do in one of these

_TWICE = re.compile(r"(?<![\w-])(I|a|[^\W\d_]{2,}(?:['’][^\W\d_]+)?)(?:\s+\1)+(?![\w'’-])", re.IGNORECASE)


class Phrases:
    """The words of one index and what stands beside them. Safe to use from several threads."""

    def __init__(self, index: PassageIndex, stems: Stems) -> None:
        """Prepare; nothing is read before the first word is looked for."""
        self._index = index
        self._stems = stems

    def are_held(self, words: Sequence[str]) -> bool:
        """Tell whether the articles hold all of some words."""
        return all(self.held(words))

    def held(self, words: Sequence[str]) -> list[bool]:
        """Tell of each of some words whether the articles hold it; the index is asked once."""
        terms = [self._stems.of(word) for word in words]
        numbers = iter(self._index.term_numbers([*chain.from_iterable(terms)]).tolist())
        return [all(number >= 0 for number in [*islice(numbers, len(own))]) for own in terms]

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
        """Return `text` with one of two equal words that follow each other, unless they do so in the articles.

        An abbreviation is another word: "emails to TO or CC".
        """

        def once(found: re.Match[str]) -> str:
            first, *others = found[0].split()
            is_slip = {first, first.lower()}.issuperset(others) and not self.stand_together([first, first])
            return first if is_slip else found[0]

        return _TWICE.sub(once, text)
