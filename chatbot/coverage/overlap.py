"""An index -> passages of different articles that say the same, and FAQ answers that drifted from their article."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from chatbot.coverage.lint.support import SUPPORTED_WORDS
from chatbot.coverage.words import stems
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats, PassageIndex, record_of
from chatbot.reading.passages import Kind, Passage

SAME = 0.8
"""Cosine of two passages from which they say the same. Passages of different articles that do not come less near: at
most .69 in the corpus that ships, .79 among the 19 pages of ../shared/eval/pages."""
MOST = 5000
"""Passages that are compared: more would take minutes to embed."""
_SHORTEST = 12  # words; shorter passages are alike by right
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two passages that say the same (`kind` "same"), or a FAQ answer that its article does not bear out ("drift").

    `score` is their cosine, for a drift the share of the answer's words that the article holds.
    """

    kind: str
    article: str
    source_id: str
    text: str
    other_article: str
    other_source_id: str
    other_text: str
    score: float
    why: str


def passage_vectors(index: PassageIndex) -> tuple[list[Passage], list[str], Floats]:
    """Return the index's passages (at most `MOST`), their texts, and the vectors of these texts."""
    passages = index.passages(np.arange(min(len(index), MOST)))
    texts = [" ".join(p.span.of(record_of(index, p.article_id).text).split()) for p in passages]
    return passages, texts, index.encoder.encode_passages(texts)


def overlaps(passages: list[Passage], texts: list[str], vectors: Floats) -> list[Overlap]:
    """Return what says the same in two articles, the closest first, then what drifted, the farthest first."""
    found = [*_same(passages, texts, vectors), *_drifts(passages, texts, vectors)]
    return sorted(found, key=lambda each: (each.kind != "same", -each.score if each.kind == "same" else each.score))


def _same(passages: list[Passage], texts: list[str], vectors: Floats) -> list[Overlap]:
    found = []
    long = np.array([len(text.split()) >= _SHORTEST for text in texts])
    articles = np.array([passage.article_id for passage in passages])
    for row in np.flatnonzero(long):
        cosines = product(vectors[row + 1 :], vectors[row])
        alike = (cosines >= SAME) & long[row + 1 :] & (articles[row + 1 :] != articles[row])
        for other in np.flatnonzero(alike):
            score = round(float(cosines[other]), 3)
            found.append(_pair("same", passages, texts, (int(row), int(row + 1 + other)), score, "they say the same"))
    return found


def _drifts(passages: list[Passage], texts: list[str], vectors: Floats) -> list[Overlap]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, passage in enumerate(passages):
        rows[passage.article_id].append(row)
    found = []
    for own in rows.values():
        body = [row for row in own if passages[row].kind is not Kind.FAQ]
        asked = [row for row in own if passages[row].kind is Kind.FAQ]
        if sum(len(texts[row]) for row in body) < sum(len(texts[row]) for row in asked):
            continue  # the article is a FAQ; its sections introduce it
        held = {stem for row in body for stem in stems(texts[row])}
        numbers = {number for row in body for number in _NUMBER.findall(texts[row])}
        for row in asked:
            words = set(stems(texts[row]))
            share = len(words & held) / len(words) if words else 1.0
            new = sorted(set(_NUMBER.findall(texts[row])) - numbers)
            if share < SUPPORTED_WORDS or new:
                nearest = body[int(np.argmax(product(vectors[body], vectors[row])))]
                why = f"the article's sections hold {share:.0%} of its words"
                why += f" and not the number {', '.join(new)}" if new else ""
                found.append(_pair("drift", passages, texts, (row, nearest), round(share, 3), why))
    return found


def _pair(
    kind: str, passages: list[Passage], texts: list[str], rows: tuple[int, int], score: float, why: str
) -> Overlap:
    one, other = (passages[row] for row in rows)
    return Overlap(
        kind,
        one.article_id,
        one.source_id,
        texts[rows[0]],
        other.article_id,
        other.source_id,
        texts[rows[1]],
        score,
        why,
    )
