"""All that coverage finds, put together: the steps of this package, in order. Shows and writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import Question
from chatbot.coverage.asked import Asked
from chatbot.coverage.common import besides_titles, common_of
from chatbot.coverage.gaps import (
    Gap,
    Topic,
    gaps_of,
    groups_among,
    kinds_apart,
    question_vectors,
    topics_of,
    ungrouped_note,
)
from chatbot.coverage.lint.model import Finding
from chatbot.coverage.nearness import nearest_places
from chatbot.coverage.overlap import Overlap, overlaps, passage_vectors
from chatbot.coverage.pooling import judge
from chatbot.coverage.privacy import alike_in_meaning, hidden_note, hidden_rows, masked
from chatbot.coverage.progress import Tell, quiet
from chatbot.coverage.reach import ArticleReach, Part, reach
from chatbot.coverage.survey import Outcome, survey, tally
from chatbot.coverage.talk import with_talk
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats, record_of
from chatbot.reading.passages import Passage

_WEEKLY = 120  # days; over a longer time the trend counts months


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the map: what it is ("passage" or a status), its place from 0 to 1, its words, and its gap's number.

    `gap` counts from 1; 0 is no gap.
    """

    kind: str
    x: float
    y: float
    label: str
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """The questions of a week or month, which begins on `start`, by status."""

    start: date
    answered: int
    weak: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an index answers of some questions, and what an editor may do about the rest.

    `ungrouped` counts those without a sure answer that are in no gap, since more are asked than can be grouped.
    """

    version: str
    outcomes: tuple[Outcome, ...]
    topics: tuple[Topic, ...]
    gaps: tuple[Gap, ...]
    articles: tuple[ArticleReach, ...]
    overlaps: tuple[Overlap, ...]
    findings: tuple[Finding, ...]
    dots: tuple[Dot, ...]
    trend: tuple[Period, ...]
    ungrouped: int

    @property
    def notes(self) -> list[str]:
        """Sentences on the questions without a sure answer that are in no gap."""
        return [note for note in (hidden_note(self.outcomes), ungrouped_note(self.ungrouped)) if note]

    @property
    def unreached(self) -> list[Part]:
        """The sections and FAQ entries that no question reaches, nearest to most of the unsure ones first."""
        found = (part for article in self.articles for part in article.parts if not part.questions)
        return sorted(found, key=lambda part: -part.near)

    @property
    def quoted(self) -> list[Part]:
        """The sections and FAQ entries that questions reach, those of most questions first."""
        found = (part for article in self.articles for part in article.parts if part.questions)
        return sorted(found, key=lambda part: -part.questions)

    @property
    def asked(self) -> int:
        """How many questions were asked, repetitions included."""
        return sum(outcome.times for outcome in self.outcomes)

    def count(self, status: Status) -> int:
        """Return how many questions, repetitions included, got this status."""
        return sum(outcome.times for outcome in self.outcomes if outcome.status is status)

    @property
    def percents(self) -> dict[Status, int]:
        """The share of each status in whole percents, which add up to 100 where anything was asked.

        Those with the largest remainders are rounded up.
        """
        exact = {status: 100 * self.count(status) / max(self.asked, 1) for status in Status}
        whole = {status: int(share) for status, share in exact.items()}
        left = round(sum(exact.values())) - sum(whole.values())
        for status in sorted(exact, key=lambda status: whole[status] - exact[status])[:left]:
            whole[status] += 1
        return whole


class Measuring:
    """Measures the coverage of one index version, and again when more was asked: answers and vectors are remembered.

    For one thread at a time.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self._answers: dict[Question, Answer] = {}
        self._vectors: dict[str, Floats] = {}
        self._titles: dict[str, Floats] = {}
        self._passages: tuple[list[Passage], list[str], Floats] | None = None
        self._overlaps: tuple[Overlap, ...] = ()

    def ask(self, question: Question) -> Answer:
        """Return the answer, the remembered one where this question was asked before."""
        if question not in self._answers:
            answer = self._answers[question] = self.answerer.ask(question)
            if not answer.corrected:
                self.vector(question.text)  # an encoder has just made it, and forgets it after some thousands more
        return self._answers[question]

    def measure(
        self,
        asked: Sequence[Asked],
        findings: Sequence[Finding] = (),
        tell: Tell = quiet,
        declined: Collection[str] = (),
    ) -> Coverage:
        """Ask all questions and return what the corpus answers, what it does not, and what is wrong with it.

        `declined` are questions that it is not to answer, as `golden.declined` returns them. What was asked before and
        is not among these questions is forgotten.
        """
        index = self.answerer.index
        outcomes = survey(asked, self.ask, tell)
        vectors = question_vectors(outcomes, self.vector)
        outcomes = with_talk(judge(outcomes, vectors), vectors, index.encoder.fingerprint)
        common = common_of(vectors, index.idf)
        alike = groups_among(range(len(outcomes)), outcomes, vectors, common)
        unsure = [row for row, outcome in enumerate(outcomes) if outcome.flagged]
        aspects = self._aspects(unsure, outcomes, vectors)
        flagged = groups_among(unsure, outcomes, aspects, common)
        hidden = hidden_rows(
            outcomes, [*alike_in_meaning(alike, vectors, common), *alike_in_meaning(flagged, aspects, common)]
        )
        ungrouped = set(unsure).difference(hidden, *flagged)
        alike, flagged = (kinds_apart(groups, outcomes) for groups in (alike, flagged))
        gaps = gaps_of(outcomes, topics_of(outcomes, flagged, vectors, hidden, index), vectors, index, declined)
        shown = masked(outcomes, hidden)
        texts, passage_matrix = self._read_passages()
        self._forget({text for outcome in outcomes for text in (outcome.question, outcome.meant)})
        return Coverage(
            version=index.version,
            outcomes=tuple(shown),
            topics=tuple(topic for topic, _ in topics_of(outcomes, alike, vectors, hidden, index)),
            gaps=tuple(gaps),
            articles=tuple(reach(outcomes, index)),
            overlaps=self._overlaps,
            findings=tuple(findings),
            dots=tuple(_dots(shown, vectors, texts, passage_matrix, gaps)),
            trend=tuple(trend_of(outcomes)),
            ungrouped=sum(outcomes[row].times for row in ungrouped),
        )

    def vector(self, text: str) -> Floats:
        """Return the vector of a question (dimensions,), the remembered one where it was asked before."""
        if text not in self._vectors:
            self._vectors[text] = self.answerer.index.encoder.encode_question(text)
        return self._vectors[text]

    def _aspects(self, rows: Sequence[int], outcomes: list[Outcome], vectors: Floats) -> Floats:
        """Return the vectors by which these rows are grouped; writes into `outcomes` what is nearest."""
        index = self.answerer.index
        places = nearest_places(vectors[rows], index)
        articles = [article for article, _ in places]
        for row, place, article in zip(rows, places, articles, strict=True):
            outcomes[row] = replace(outcomes[row], nearest=place)
            if article not in self._titles:
                (self._titles[article],) = index.encoder.encode_passages([record_of(index, article).title])
        aspects = vectors.copy()
        aspects[rows] = besides_titles(vectors[rows], articles, self._titles)
        return aspects

    def _read_passages(self) -> tuple[list[str], Floats]:
        if self._passages is None:
            self._passages = passage_vectors(self.answerer.index)
            self._overlaps = tuple(overlaps(*self._passages))
        return self._passages[1:]

    def _forget(self, kept: set[str]) -> None:
        self._answers = {question: answer for question, answer in self._answers.items() if question.text in kept}
        self._vectors = {text: vector for text, vector in self._vectors.items() if text in kept}


def trend_of(outcomes: Sequence[Outcome]) -> list[Period]:
    """Return the dated questions by week (from Monday), or by month where they span more than four months."""
    dated = [(day, times, outcome.status) for outcome in outcomes for day, times in outcome.days]
    if not dated:
        return []
    days = [day for day, _, _ in dated]
    monthly = (max(days) - min(days)).days > _WEEKLY
    counts = tally(((_start(day, monthly), status), times) for day, times, status in dated)
    periods, start = [], _start(min(days), monthly)
    while start <= max(days):
        periods.append(Period(start, *(counts[start, status] for status in Status)))
        start = _start(start + timedelta(days=31), True) if monthly else start + timedelta(days=7)
    return periods


def _start(day: date, monthly: bool) -> date:
    return day.replace(day=1) if monthly else day - timedelta(days=day.weekday())


def _dots(
    outcomes: Sequence[Outcome], vectors: Floats, texts: Sequence[str], passages: Floats, gaps: Sequence[Gap]
) -> list[Dot]:
    """Place passages and questions by the two directions in which all of them differ most (principal components)."""
    every = np.concatenate([passages, vectors]) if len(outcomes) else passages
    if len(every) < 3:
        return []
    centred = every - every.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    flat = product(centred, directions[:2].T)
    flat *= np.where(flat[np.abs(flat).argmax(axis=0), [0, 1]] < 0, -1, 1)  # a direction's sign means nothing: fix it
    span = np.maximum(np.ptp(flat, axis=0), 1e-9)
    places = (flat - flat.min(axis=0)) / span
    number = {question: n for n, gap in enumerate(gaps, 1) for question in gap.topic.questions}
    dots = [Dot("passage", float(x), float(y), text[:120]) for (x, y), text in zip(places, texts, strict=False)]
    asked = zip(places[len(texts) :], outcomes, strict=True)
    return dots + [
        Dot(each.status.value, float(x), float(y), each.question, number.get(each.question, 0))
        for (x, y), each in asked
    ]
