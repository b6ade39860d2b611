"""Watch.assess(): a question -> the tier of what is shown beside its answer. The question itself is kept nowhere.

Words alone decide where they are plain, in English, in Korean and in the languages of others.toml; what English only
hints at is weighed by its meaning, whole and statement by statement, so that a cry for help inside a long question is
not lost. A question without a sign in its words, or with the first person alone, has to mean danger more surely, and
one or two words are not weighed. Only as many words are encoded as take a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from chatbot.indexing.index import Floats
from chatbot.safety import english, korean, others
from chatbot.safety.meaning import MeaningWeights
from chatbot.safety.wording import plain

MOST_WORDS = 48  # encoded for one question beside its answer; they take about 5 ms
NEARER = 1.25  # log odds by which a first-person statement on the topic, with no sign of work, may be less sure
SURER = 0.75  # log odds by which one statement, or a question without a sign, has to be surer: they say less
ALONE = 0.4  # the same where the first person is the only sign, as in most of what customers, students and members ask
_FEWEST = 3  # words of a statement, or of a question without a sign, that is weighed: "wait" says nothing of its reader
_STATEMENT = re.compile(r"[^.?!;\n]+")


class Tier(StrEnum):
    """`DISTRESS`: helplines above the quotes. `TOPIC`: a quiet line below them. `NONE`: neither."""

    NONE = "none"
    TOPIC = "topic"
    DISTRESS = "distress"


@dataclass(frozen=True, slots=True)
class Statement:
    """A text whose meaning has to be weighed, the signs in its words, and the log odds by which it has to be surer."""

    text: str
    names: frozenset[str]
    surer: float


@dataclass(frozen=True, slots=True)
class Read:
    """What the words of a question say: its tier, unless one of these statements means danger."""

    question: str
    tier: Tier
    statements: tuple[Statement, ...] = ()


class Watch:
    """Assesses the questions put to one index. Safe to use from several threads."""

    def __init__(self, encode: Callable[[str], Floats], weights: MeaningWeights | None) -> None:
        """Assess with the question vectors of `encode`; without `weights` for its encoder words alone decide."""
        self._encode = encode
        self._weights = weights

    def assess(self, question: str) -> Tier:
        """Return the tier; the same question always has the same."""
        return self.weigh(self.read(question))

    def read(self, question: str) -> Read:
        """Return what the words of a question say; nothing is encoded."""
        if korean.signs(question) or others.dangers(question):
            return Read(question, Tier.DISTRESS)
        wording = plain(question)
        found = english.signs(wording)
        if found.plain:
            return Read(question, Tier.DISTRESS)
        tier = Tier.TOPIC if english.on_topic(wording) or korean.on_topic(question) else Tier.NONE
        weighed = self._weights and any(map(str.isalpha, wording.text))
        return Read(question, tier, tuple(_weighed(question, found.names)) if weighed else ())

    def weigh(self, read: Read) -> Tier:
        """Return the tier of a question whose words were read."""
        if self._weights and any(self._means_danger(statement, self._weights) for statement in read.statements):
            return Tier.DISTRESS
        return read.tier

    def _means_danger(self, said: Statement, weights: MeaningWeights) -> bool:
        return weights.score(self._encode(said.text), said.names) >= weights.threshold + said.surer


def _weighed(question: str, names: frozenset[str]) -> Iterator[Statement]:
    """Yield what is weighed of a question whose words hold the signs `names`, as far as `MOST_WORDS` reach."""
    words = len(question.split())
    if words < _FEWEST and not names - english.AGAINST:
        return
    left = MOST_WORDS
    if words <= MOST_WORDS:
        left -= words
        yield Statement(question, names, _surer(names))
    for statement, signs in _statements(question):
        left -= len(statement.split())
        if left < 0:
            return
        yield Statement(statement, signs, SURER)


def _surer(names: frozenset[str]) -> float:
    """Return the log odds by which a whole question with these signs has to be surer."""
    signs, against = names - english.AGAINST, names & english.AGAINST
    if not signs:
        return SURER
    if signs == {english.FIRST_PERSON}:
        return ALONE + (SURER if against else 0.0)
    near = english.TOPIC in names and english.FIRST_PERSON in names and not against
    return -NEARER if near else 0.0


def _statements(question: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the statements of a question that has several, and their signs, those with most hints of danger first."""
    pieces = [p.strip() for p in _STATEMENT.findall(question)]
    pieces = [p for p in pieces if len(p.split()) >= _FEWEST]
    if len(pieces) < 2:
        return
    found = [(english.signs(plain(piece)).names, piece) for piece in pieces]
    for names, piece in sorted(found, key=lambda item: -len(item[0] & english.HINTS)):
        yield piece, names
