"""Candidates and their words made by hand, for tests of features, ranking and confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.answering.confidence import SIGNALS
from chatbot.answering.features import COLUMNS, AskedWords, Features
from chatbot.answering.ranking import TERMS
from chatbot.answering.retrieval import Candidates
from chatbot.answering.weights import Weights
from chatbot.indexing.index import Codes, Floats, PassageWords, Rows, View, ViewScores
from chatbot.indexing.words import terms
from chatbot.reading.article import Span
from chatbot.reading.passages import Kind, Passage


@dataclass(frozen=True)
class Entry:
    """A passage: its FAQ question or heading, its sentences, and their cosines with the question."""

    own: str
    sentences: tuple[str, ...]
    cosines: tuple[float, ...]
    faq: float | None = None
    whole: float = 0.5
    window: float | None = None
    title: str = ""
    titled: float | None = None
    article: str = "bees"


class WordsOf:
    """What `features.describe` asks of an index, over entries; idf is 1 for each term held, 2 for others."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        texts = [t for e in entries for t in (e.title, e.own, *e.sentences)]
        self._numbers = {term: i for i, term in enumerate(dict.fromkeys(t for text in texts for t in terms(text)))}

    def term_numbers(self, asked: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.array([self._numbers.get(term, -1) for term in asked], np.int32)

    def idf(self, asked: Sequence[str]) -> Floats:
        return np.array([1.0 if term in self._numbers else 2.0 for term in asked], np.float32)

    def nearest_pieces(self, asked: Codes, rows: Rows) -> Floats:
        """A piece of the question, the n-th of some, is as near to a passage as its n-th sentence's cosine says."""
        return np.array([[self._entries[row].cosines[int(one[0])] for one in asked] for row in rows.tolist()])

    def passages(self, rows: Rows) -> list[Passage]:
        """Passages of which only the article is asked for."""
        text = Span(0, 1)
        articles = (self._entries[row].article for row in rows.tolist())
        return [Passage(name, "s", Kind.SECTION, text, (text,)) for name in articles]

    def words(self, rows: Rows) -> PassageWords:
        numbers: list[int] = []
        places: list[int] = []
        ends = [0]
        for row in rows.tolist():
            entry = self._entries[row]
            for place, text in [(-3, entry.title), (-1, entry.own), *enumerate(entry.sentences)]:
                found = [self._numbers[term] for term in terms(text)]
                numbers += found
                places += [place] * len(found)
            ends.append(len(numbers))
        return PassageWords(np.array(ends, np.int64), np.array(numbers, np.int32), np.array(places, np.int32))


def candidates_of(entries: Sequence[Entry], bm25: Sequence[float] | None = None) -> Candidates:
    """Return the entries as candidates, rows in order."""
    kinds: list[int] = []
    scores: list[float] = []
    ends = [0]
    for entry in entries:
        for kind, score in ((View.QUESTION, entry.faq), (View.WHOLE, entry.whole), (View.WINDOW, entry.window)):
            if score is not None:
                kinds.append(kind)
                scores.append(score)
        kinds += [View.SENTENCE] * len(entry.cosines)
        scores += entry.cosines
        if entry.titled is not None:
            kinds.append(View.TITLE)
            scores.append(entry.titled)
        ends.append(len(kinds))
    views = ViewScores(np.array(ends, np.int64), np.array(kinds, np.uint8), np.array(scores, np.float32))
    return Candidates(np.arange(len(entries)), views, np.array(bm25 or [0.0] * len(entries), np.float32))


def features_of(*rows: dict[str, float], faq: bool = False, content: int = 3) -> Features:
    """Return features with these columns, 0 where none is given; all of FAQ entries, or none.

    The question has so many `content` words, of which the index holds none.
    """
    values = np.array([[row.get(name, 0.0) for name in COLUMNS] for row in rows])
    asked = AskedWords(
        np.full(content, -1, np.int32),
        np.ones(content, np.float32),
        np.ones(content, bool),
        tuple(range(content)),
        content,
    )
    held = np.zeros((len(rows), content), bool)
    return Features(values, np.zeros(len(rows), np.int64), asked, np.full(len(rows), faq), held, held)


def weights_of(ranking: dict[str, float], confidence: dict[str, float] | None = None) -> Weights:
    """Return weights that are 0 but for these; answered from .8, weak from .4."""
    signals = dict.fromkeys(("bias", *SIGNALS), 0.0) | (confidence or {})
    return Weights(dict.fromkeys(TERMS, 0.0) | ranking, signals, answered=0.8, weak=0.4)
