"""Sets -> what ranking and confidence see of each question: its candidates' features and which of them are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.answering.answerer import Answerer
from chatbot.answering.considering import judge
from chatbot.answering.features import Features, describe
from chatbot.answering.ranking import terms_of
from chatbot.answering.retrieval import Candidates, retrieve
from chatbot.answering.understanding import Meaning
from chatbot.answering.weights import Weights
from chatbot.indexing.index import Floats, PassageIndex
from scripts.evaluation.sets import Asked, EvaluationSet, open_set, source_name

_RANKED = 10  # sources of a question, as many as measures look at
UNJUDGED = "UNDERSPECIFIED"  # mtrag's label of turns that are neither answerable nor not


@dataclass(frozen=True, slots=True)
class Observation:
    """One question: `sources` (n,) are its candidates' sections or FAQ entries, `right` (n,) whether they answer it.

    `terms` are of its own words, to which the ranking is fitted; `features` know those it takes over, too.
    """

    asked: Asked
    meaning: Meaning
    candidates: Candidates
    features: Features
    terms: npt.NDArray[np.float64]
    sources: tuple[str, ...]
    right: npt.NDArray[np.bool_]


class Judged(NamedTuple):
    """What weights make of q questions.

    The sources in order, each once, the signals (q, len(SIGNALS)), the confidence (q,), whether the first quote is
    right (q,), and whether there is an answer (q,).
    """

    ranked: list[list[str]]
    signals: Floats
    confidence: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    answerable: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ObservedSet:
    """A set's questions put to one index; `corpus` is the set whose articles it holds, `family` that set's.

    `written` tells whether the questions to that corpus were written for this project.
    """

    name: str
    corpus: str
    family: str
    written: bool
    index: PassageIndex
    questions: tuple[Observation, ...]
    alone: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is a set as it was made, and not put to another one's articles or to one of its own alone."""
        return self.name == self.corpus and not self.alone

    def judged(self, weights: Weights) -> Judged:
        """Return what these weights make of all q questions."""
        ranked, signals, confidence, right = [], [], [], []
        for seen in self.questions:
            considered = judge(self.index, seen.meaning, seen.candidates, seen.features, weights)
            order = considered.ranking.order
            ranked.append(list(dict.fromkeys(seen.sources[i] for i in order))[:_RANKED])
            signals.append(considered.signals)
            confidence.append(considered.confidence)
            right.append(bool(seen.right[order[0]]))
        answerable = np.array([seen.asked.answerable for seen in self.questions])
        return Judged(ranked, np.stack(signals), np.array(confidence), np.array(right), answerable)


def observe(sets: Sequence[EvaluationSet], work: Path, model: str = "") -> list[ObservedSet]:
    """Return every set put to its own index, and a set without a corpus put to the index of each other set."""
    observed: list[ObservedSet] = []
    strangers = [s for s in sets if s.corpus is None]
    for own in sets:
        if own.corpus is None:
            continue
        answerer = open_set(own, work, model)
        for asked in (own, *strangers):
            found = _observed(answerer, asked.questions, own.qualified)
            observed.append(
                ObservedSet(asked.name, own.name, own.family, own.qualified, answerer.index, found, own.alone)
            )
    return observed


def _observed(answerer: Answerer, questions: Sequence[Asked], qualified: bool) -> tuple[Observation, ...]:
    index, found = answerer.index, []
    for asked in questions:
        question = asked.question()
        meaning = answerer.understand(question)
        candidates = retrieve(index, meaning, question.where)
        if asked.label == UNJUDGED or not len(candidates.rows):
            continue
        features = describe(index, meaning, candidates)
        sources = tuple(source_name(p.article_id, p.source_id, qualified) for p in index.passages(candidates.rows))
        right = np.array([source in asked.relevant for source in sources])
        alone = replace(meaning, earlier=(), articles=())
        terms = terms_of(describe(index, alone, candidates) if meaning.earlier else features)
        found.append(Observation(asked, meaning, candidates, features, terms, sources, right))
    return tuple(found)
