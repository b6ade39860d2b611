"""One question x index -> every number that led to its answer: why this quote, why not that one.

Names and weights are read from the ranking and the confidence themselves (`COLUMNS`, `TERMS`, `SIGNALS`), so that what
is shown is what was computed. Shows nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from chatbot.answering.answer import Answer
from chatbot.answering.answerer import Answerer
from chatbot.answering.confidence import SIGNALS
from chatbot.answering.considering import Considered
from chatbot.answering.features import COLUMNS, Features
from chatbot.answering.naming import heading_of
from chatbot.answering.question import Question
from chatbot.answering.ranking import TERMS, terms_of
from chatbot.answering.understanding import Meaning
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Filter, Floats, View, record_of
from chatbot.reading.passages import Passage

SHOWN = 10  # candidates
_REASONS = 3  # named differences between a candidate and the first


@dataclass(frozen=True, slots=True)
class Contribution:
    """A number, its weight, and what it adds to the score or to the log-odds of the confidence."""

    name: str
    value: float
    weight: float
    adds: float


@dataclass(frozen=True, slots=True)
class Word:
    """A stem of the question, or of one that it follows: how telling it is here, and whether any passage holds it."""

    stem: str
    idf: float
    known: bool
    content: bool


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate in its place, 1 first; `quoted` is its place among the quotes, 0 where it is not quoted.

    `views` are its best cosines by kind of view, `bm25` its words' score, `features` its columns as (name, value),
    `terms` what they add to `score`. `against` names what the first one has more of (or less, below 0), the most first.
    `other` tells that it was put last, as it is about another name than the question.
    """

    place: int
    quoted: int
    article: str
    source_id: str
    heading: str
    sentence: str
    score: float
    bm25: float
    views: tuple[tuple[str, float], ...]
    features: tuple[tuple[str, float], ...]
    terms: tuple[Contribution, ...]
    against: tuple[tuple[str, float], ...]
    other: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A question, how it was understood, the candidates and the confidence with all its parts.

    `log_odds` is `bias` plus what the signals add. `wanted` is what an editor expected to be quoted: a place among the
    candidates, or, where it is none of them, the passage as it stands when only its article is asked, place 0.
    """

    question: str
    understood: str
    words: tuple[Word, ...]
    answer: Answer
    answered_from: float
    weak_from: float
    signals: tuple[Contribution, ...]
    bias: float
    log_odds: float
    candidates: int
    tried: tuple[CandidateRow, ...]
    wanted: CandidateRow | None = None


def explain(answerer: Answerer, question: Question, wanted: str = "") -> Explanation:
    """Ask, and return all numbers; `wanted` is "article#section" of what should have been quoted, "" for nothing."""
    answer = answerer.ask(question)
    meaning, considered = answerer.consider(question)
    weights = considered.weights
    signals = _weighed(SIGNALS, considered.signals, weights.confidence)
    table = _Table(answerer, considered, answer)
    tried = table.rows(SHOWN)
    return Explanation(
        question=question.text,
        understood=meaning.text,
        words=_words(meaning, considered),
        answer=answer,
        answered_from=weights.answered,
        weak_from=weights.weak,
        signals=signals,
        bias=weights.confidence["bias"],
        log_odds=weights.confidence["bias"] + sum(signal.adds for signal in signals),
        candidates=len(considered.candidates.rows),
        tried=tried,
        wanted=_wanted(answerer, question, wanted, table) if wanted else None,
    )


def _wanted(answerer: Answerer, question: Question, wanted: str, table: _Table) -> CandidateRow | None:
    """Return the best passage of "article#section": of all candidates or, where it is none, of its article alone."""
    article = wanted.partition("#")[0]
    alone = Question(question.text, question.history, question.limit, Filter(article=frozenset({article})))
    _, considered = answerer.consider(alone)
    rows = chain(table.rows(), _Table(answerer, considered, table.answer, table.first).rows())
    return next((row for row in rows if f"{row.article}#{row.source_id}" == wanted), None)


class _Table:
    """Candidates with their numbers; `first` (len(TERMS),) are the terms that others are compared with."""

    def __init__(self, answerer: Answerer, considered: Considered, answer: Answer, first: Floats | None = None) -> None:
        self.answer = answer
        self._index, self._considered = answerer.index, considered
        self._weights = considered.weights.ranking
        self._foreign = first is not None
        if considered.features is None:
            self.first = np.zeros(len(TERMS), np.float32) if first is None else first
            return
        self._terms = terms_of(considered.features)
        sums = product(self._terms, np.array([self._weights[name] for name in TERMS]))
        best, score = int(considered.ranking.order[0]), float(considered.ranking.scores[0])
        self._scale = score / float(sums[best]) if sums[best] else 1.0  # scores are the sums on a cosine's scale
        self.first = self._terms[best] if first is None else first

    def rows(self, limit: int | None = None) -> tuple[CandidateRow, ...]:
        """Return the first `limit` candidates, all where it is None."""
        features, order = self._considered.features, self._considered.ranking.order[:limit]
        if features is None:
            return ()
        passages = self._index.passages(self._considered.candidates.rows[order])
        return tuple(self._row(features, place, int(order[place - 1]), p) for place, p in enumerate(passages, 1))

    def _quoted(self, passage: Passage) -> int:
        """Return which quote, 1 first, is a span of the passage, 0 where none is."""
        for number, quote in enumerate(self.answer.quotes, 1):
            same = quote.article.id == passage.article_id
            if same and passage.span.start <= quote.start and quote.end <= passage.span.end:
                return number
        return 0

    def _row(self, features: Features, place: int, number: int, passage: Passage) -> CandidateRow:
        considered, text = self._considered, record_of(self._index, passage.article_id).text
        views = ((kind.name.lower(), float(considered.candidates.best_view(kind)[number])) for kind in View)
        terms = _weighed(TERMS, self._terms[number], self._weights, self._scale)
        return CandidateRow(
            place=0 if self._foreign else place,
            quoted=self._quoted(passage),
            article=passage.article_id,
            source_id=passage.source_id,
            heading=heading_of(passage, text),
            sentence=" ".join(passage.sentences[int(features.sentence[number])].of(text).split()),
            score=float(considered.ranking.scores[place - 1]),
            bm25=float(considered.candidates.bm25[number]),
            views=tuple((name, score) for name, score in views if score > -1),
            features=tuple(zip(COLUMNS, map(float, features.values[number]), strict=True)),
            terms=terms,
            against=_differences(_weighed(TERMS, self.first, self._weights, self._scale), terms),
            other=place > len(considered.ranking.order) - considered.ranking.others,
        )


def _weighed(
    names: Sequence[str], values: Floats, weights: Mapping[str, float], scale: float = 1.0
) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(name, float(value), weights[name], float(value) * weights[name] * scale)
        for name, value in zip(names, values, strict=True)
    )


def _differences(first: Sequence[Contribution], other: Sequence[Contribution]) -> tuple[tuple[str, float], ...]:
    gaps = [(one.name, one.adds - two.adds) for one, two in zip(first, other, strict=True)]
    return tuple((name, gap) for name, gap in sorted(gaps, key=lambda item: -abs(item[1]))[:_REASONS] if gap)


def _words(meaning: Meaning, considered: Considered) -> tuple[Word, ...]:
    if considered.features is None:
        return ()
    asked = considered.features.asked
    earlier = (term for term, _ in meaning.earlier if term not in meaning.grammar)
    stems = dict.fromkeys((*meaning.terms, *earlier))
    numbers = zip(stems, asked.idf, asked.known, asked.content, strict=True)
    return tuple(Word(stem, float(idf), bool(known), bool(content)) for stem, idf, known, content in numbers)
