"""A question's words -> the stems under which the index holds them, in whatever language its articles are written."""

from __future__ import annotations

import numpy as np

from chatbot.answering.language import spoken
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.words import terms


class Stems:
    """Stems words as the articles of one index are stemmed."""

    def __init__(self, index: PassageIndex) -> None:
        """Look which languages there are; English comes first."""
        self._index = index
        self._languages = sorted(spoken(index.languages()), key=lambda language: (language != "en", language))

    def of(self, text: str) -> list[str]:
        """Return the terms of `text`, in order; of a word that languages stem differently the first one known."""
        first, *others = (terms(text, language) for language in self._languages)
        for other in others:
            unknown = self._index.term_numbers(first) < 0
            held = self._index.term_numbers(other) >= 0
            first = [b if take else a for a, b, take in zip(first, other, np.logical_and(unknown, held), strict=True)]
        return first
