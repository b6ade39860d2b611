"""An index -> passages of different articles that say the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats, PassageIndex, record_of
from chatbot.reading.passages import Passage

SAME = 0.8
"""Cosine of two passages from which they say the same. Passages of different articles that do not come less near: at
most .69 in the corpus that ships, .79 among the 19 pages of ../shared/eval/pages."""
MOST = 5000
"""Passages that are compared: more would take minutes to embed."""
_SHORTEST = 12  # words; shorter passages are alike by right


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two passages that say the same; `score` is their cosine."""

    article: str
    source_id: str
    text: str
    other_article: str
    other_source_id: str
    other_text: str
    score: float


def passage_vectors(index: PassageIndex) -> tuple[list[Passage], list[str], Floats]:
    """Return the index's passages (at most `MOST`), their texts, and the vectors of these texts."""
    passages = index.passages(np.arange(min(len(index), MOST)))
    texts = [" ".join(p.span.of(record_of(index, p.article_id).text).split()) for p in passages]
    return passages, texts, index.encoder.encode_passages(texts)


def overlaps(passages: list[Passage], texts: list[str], vectors: Floats) -> list[Overlap]:
    """Return each passage that says what one of an earlier article says, beside the likest such one, the closest first.

    So a text that stands in a hundred articles is told a hundred times, not five thousand times.
    """
    found = []
    long = np.array([len(text.split()) >= _SHORTEST for text in texts])
    articles = np.array([passage.article_id for passage in passages])
    for row in np.flatnonzero(long)[1:]:
        cosines = np.where(long[:row] & (articles[:row] != articles[row]), product(vectors[:row], vectors[row]), -1)
        place = int(cosines.argmax())
        if cosines[place] >= SAME:
            one, other = passages[place], passages[row]
            places = (one.article_id, one.source_id, texts[place], other.article_id, other.source_id, texts[row])
            found.append(Overlap(*places, round(float(cosines[place]), 3)))
    return sorted(found, key=lambda each: -each.score)
