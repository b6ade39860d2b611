"""A question's words -> the stems under which the index holds them, in whatever language its articles are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chatbot.answering.language import grammar_of, spoken
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.words import terms


class Stems:
    """Stems words as the articles of one index are stemmed.

    `languages` are those of the articles, `grammar` the stems that carry no content in them.
    """

    def __init__(self, index: PassageIndex) -> None:
        """Look which languages there are; English comes first."""
        self._index = index
        self.languages = sorted(spoken(index.languages()), key=lambda language: (language != "en", language))
        self.grammar = grammar_terms(self.languages)

    def of(self, text: str) -> list[str]:
        """Return the terms of `text`, in order; of a word that languages stem differently the first one known."""
        first, *others = (terms(text, language) for language in self.languages)
        for other in others:
            unknown = self._index.term_numbers(first) < 0
            held = self._index.term_numbers(other) >= 0
            first = [b if take else a for a, b, take in zip(first, other, np.logical_and(unknown, held), strict=True)]
        return first


def grammar_terms(languages: Sequence[str] = ("en",)) -> frozenset[str]:
    """Return the stems, in each of these languages, of the words that carry grammar and no content."""
    words = grammar_of(languages)
    return frozenset(term for language in languages for word in words for term in terms(word, language))
