"""A Question -> what to search for: mistyped words repaired, earlier questions blended in where it leans on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.answering.english import english
from chatbot.answering.followup import Conversation, FollowupWeights, Lean
from chatbot.answering.language import spoken
from chatbot.answering.question import Question
from chatbot.answering.spelling import Reading, Speller
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats, PassageIndex
from chatbot.indexing.words import terms

SECOND = 0.5  # share of the second reading of a mistyped question beside the first

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to search for.

    `text` is the question with its mistyped words repaired; `terms` are its stems, in order. `vector` (dimensions,) is
    of unit length, with other readings and earlier questions blended in; `more` are their further terms, each group
    with the weight of its BM25 score beside that of `terms`. `followed` is the earlier question that counts most, None
    for a question that stands by itself. `changes` are the words that were read as others, (typed, meant).
    """

    text: str
    vector: Floats
    terms: Terms
    more: tuple[tuple[Terms, float], ...] = ()
    followed: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


class Understanding:
    """Understands questions put to one index. Safe to use from several threads."""

    def __init__(self, index: PassageIndex, weights: FollowupWeights | None = None) -> None:
        """Prepare the corpus' words for repairs; takes seconds where there are half a million."""
        self._encode = index.encoder.encode_question
        words, counts = index.surface_words()
        at_large = english if "en" in spoken(index.languages()) else None
        self._speller = Speller(words, counts, index.encoder.common_words(), at_large)
        self._weights = weights or FollowupWeights()
        self._conversation = Conversation(index, self._weights)

    def understand(self, question: Question) -> Meaning:
        """Return what to search for; the same question on the same index always means the same."""
        reading = self._speller.read(question.text)
        vector = self._vector(reading)
        stems = tuple(terms(reading.text))
        more = [] if reading.second is None else [(_beyond(terms(reading.second), stems), SECOND)]
        leans = self._conversation.leans(reading.text, vector, question.history, question.where)
        more += [(_beyond(terms(lean.text), stems), lean.share * self._weights.words) for lean in leans]
        followed = max(leans, key=lambda lean: lean.share).text if leans else None
        return Meaning(reading.text, self._blended(vector, leans), stems, tuple(more), followed, reading.changes)

    def _vector(self, reading: Reading) -> Floats:
        vector = self._encode(reading.text)
        return vector if reading.second is None else _unit(vector + np.float32(SECOND) * self._encode(reading.second))

    def _blended(self, vector: Floats, leans: Sequence[Lean]) -> Floats:
        if not leans:
            return vector
        shares = np.array([lean.share * self._weights.vector for lean in leans], np.float32)
        return _unit(vector + product(shares, np.stack([lean.vector for lean in leans])))


def _beyond(found: Sequence[str], known: Terms) -> Terms:
    """Return the terms that `known` lacks, in order, each once."""
    return tuple(dict.fromkeys(t for t in found if t not in known))


def _unit(vector: Floats) -> Floats:
    return (vector / np.linalg.norm(vector)).astype(np.float32)
