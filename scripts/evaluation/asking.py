"""An evaluation set's questions put to a real Answerer, and to plain baselines over the same index and encoder."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chatbot.answering.answer import Answer
from chatbot.answering.considering import ranked_sources
from chatbot.indexing.index import Floats, PassageIndex, View
from chatbot.indexing.words import terms
from scripts.evaluation.sets import Asked, OpenAnswerer, source_name

BASELINES = ("vector", "words", "fused")
"""The vector of the whole passage; BM25; reciprocal-rank fusion of both. All are given the last question alone."""

LIMIT = 10  # sections or FAQ entries ranked
_FUSION = 60  # added to each rank (Cormack, Clarke and Buettcher, SIGIR 2009)

Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question: (id, score) of the first sections or FAQ entries, the answer, and milliseconds.

    `read` is the question with its mistyped words repaired.
    """

    asked: Asked
    ranked: Ranked
    answer: Answer
    ms: float
    read: str

    @property
    def right(self) -> bool:
        """Whether the first one answers."""
        return bool(self.ranked) and self.ranked[0][0] in self.asked.relevant

    def as_json(self, name: str) -> dict[str, Any]:
        """Return the line of a run file."""
        return {
            "set": name,
            "id": self.asked.id,
            "ranked": [{"id": source, "score": round(score, 6)} for source, score in self.ranked],
            "confidence": self.answer.confidence,
            "status": str(self.answer.status),
            "quotes": [{"id": quote.source_id, "text": quote.text} for quote in self.answer.quotes],
            "ms": round(self.ms, 3),
        }


def ask_all(answerer: OpenAnswerer, questions: Sequence[Asked], qualified: bool = False) -> Iterator[Outcome]:
    """Ask every question with its history; what is timed is the answer, encoding included.

    `qualified` is that of the set whose corpus the answerer has.
    """
    for asked in questions:
        question = asked.question()
        started = time.perf_counter()
        answer = answerer.ask(question)
        ms = (time.perf_counter() - started) * 1000
        several = any(quote.asked for quote in answer.quotes)  # answered one by one, but ranked as one
        meaning, considered = answerer.consider(question) if several else answerer.latest
        ranked = ranked_sources(answerer.index, considered)[:LIMIT]
        named = tuple((source_name(p.article_id, p.source_id, qualified), score) for p, score in ranked)
        yield Outcome(asked, named, answer, ms, meaning.text)


class Baselines:
    """Rank all passages of one index the plain ways."""

    def __init__(self, index: PassageIndex, qualified: bool = False) -> None:
        self._index = index
        self._rows = np.arange(len(index))
        self._sources = [source_name(p.article_id, p.source_id, qualified) for p in index.passages(self._rows)]

    def ranked(self, text: str) -> dict[str, Ranked]:
        """Return each baseline's first sections or FAQ entries for a question."""
        vector = self._index.encoder.encode_question(text)
        views = self._index.view_scores(vector, self._rows)
        whole = np.where(views.kinds == View.WHOLE, views.scores, np.float32(-1))
        scores = {
            "vector": np.maximum.reduceat(whole, views.offsets[:-1]),
            "words": self._index.bm25(terms(text), self._rows),
        }
        scores["fused"] = 1 / (_FUSION + _ranks(scores["vector"])) + 1 / (_FUSION + _ranks(scores["words"]))
        return {name: self._first(scores[name]) for name in BASELINES}

    def _first(self, scores: Floats) -> Ranked:
        found: dict[str, float] = {}
        for row in np.argsort(-scores, kind="stable"):
            found.setdefault(self._sources[row], float(scores[row]))
            if len(found) == LIMIT:
                break
        return tuple(found.items())


def _ranks(scores: Floats) -> Floats:
    """Return each passage's rank (n,), 1 for the best."""
    ranks = np.empty(len(scores), np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
