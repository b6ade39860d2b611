"""A passage's sentences -> a score of how well each answers the question. Marks and trims nothing.

Four signals, on squad2's 1,062 questions with the right paragraph given: the sentence's cosine alone finds the answer
for .824, with the share of the question's words .867, with the words of the sentence before it .872 (a sentence goes on
about what the one before named), with what kind of thing is asked for .880.

FAQ entries are written the other way round: the first sentence answers their question without its words, and the
exceptions that follow repeat them ("On bank holidays we open at ten"). So the first sentence gains the more, the nearer
the entry's question is, and words that this question holds tell no sentence of the answer from another. Of 137
questions to three FAQs, written and marked by hand, .91 are marked right in place of .72.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.answering.features import AskedWords
from chatbot.answering.forbidding import FORBIDDING, asks_what_not
from chatbot.answering.ranges import amounts, holds
from chatbot.indexing.index import LEAD_IN, OWN_HEADING, Floats, PassageWords
from chatbot.indexing.words import surfaces

OWN = 0.5  # of the share of the question's content that a sentence holds, beside its cosine
ABOVE = 0.2  # of the share that only the sentence before it holds
KIND = 0.3  # of holding a time span, a date, a number or a name, where that is asked for
SENSE = 0.6  # of saying what not to do, where that is asked for
RANGE = 0.2  # of a row whose range holds a number of the question
TOPIC = 0.1  # for the first sentence that holds all of a topic which is named and not asked about: "quiet hours"
OPENING = 0.3  # of the cosine of a FAQ's question or a term, for the first sentence of its answer or definition
ALL = 0.999  # share from which all of a question's content is held

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ASKED = (
    (
        re.compile(r"\bhow (long|fast|quick|quickly|soon|late)\b|\b(until|till|by) when\b|\bdeadline\b", re.I),
        re.compile(
            r"\b(?:\d+|half|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)\b[^.;:\d]{0,12}?\b"
            r"(?:(?:second|minute|hour|day|night|week|fortnight|month|year|semester|term|decade)s?|centur(?:y|ies)"
            r"|[kcm]?m|ft|feet|miles?|met(?:re|er)s?|inch(?:es)?|pages?|words?)\b",
            re.I,
        ),
    ),
    (
        re.compile(r"\b(when|what (year|date|century|day|time)|which (year|century|day)|since when)\b", re.I),
        re.compile(rf"\b\d{{4}}s?\b|\bcentur|\b\d+(st|nd|rd|th)\b|\b({_MONTHS})\b|\b\d{{1,2}}[:.]\d\d\b"),
    ),
    (
        re.compile(
            r"\bhow (many|much|long|old|far|tall|large|big|high|often)\b|\bwhat (percent|number|amount|age)", re.I
        ),
        re.compile(
            r"\d|\b(?=[abdefhmnoqstw]\w)(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand"
            r"|million|billion|half|third|quarter|once|twice|daily|weekly|always|never)\b",
            re.I,
        ),
    ),
)
_WHO = re.compile(r"\b(who|whom|whose|where)\b|\b(what|which) (country|city|place|state|region|person)\b", re.I)
_NAME = re.compile(r"(?<=[\w,;:'’)] )[^\W\d_a-z]\w+")  # a capital that begins no sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """What sentences are compared with: a question with m content terms, at least one.

    `numbers` (m,) are these terms', ascending, `shares` (m,) the share of their idf that each has. A sentence is to
    hold what is `sought` where a time span, a date, a number or what not to do is asked for, and a name beside the
    `known` words, those of the question, where a name is. `amounts` are those that the question states.
    """

    numbers: npt.NDArray[np.int32]
    shares: Floats
    sought: re.Pattern[str] | None = None
    known: frozenset[str] | None = None
    amounts: tuple[float, ...] = ()
    is_topic: bool = False

    @property
    def seeks(self) -> bool:
        """True where one sentence is to hold something of a kind: a time, a number, a name, what not to do."""
        return self.sought is not None or self.known is not None

    def share_of(self, terms: npt.NDArray[np.int32]) -> float:
        """Return the share, 0..1, of the question's content that is among `terms` (t,)."""
        return float(self.shares[np.isin(self.numbers, terms)].sum())

    def holds_the_kind(self, sentence: str) -> bool:
        """Tell whether `sentence` holds what is sought, or where a name is, one that the question lacks."""
        if self.sought is not None:
            return self.sought.search(sentence) is not None
        known = self.known
        return known is not None and any(known.isdisjoint(surfaces(name)) for name in _NAME.findall(sentence))


def asked_of(text: str, words: AskedWords) -> Asked:
    """Return what marking needs to know of the question `text`, which has these words."""
    numbers = words.numbers[words.content]
    order = np.argsort(numbers, kind="stable")
    shares = words.weights(words.content)[words.content][order].astype(np.float32)
    sought = next((answers for asks, answers in _ASKED if asks.search(text)), None)
    sought = FORBIDDING if asks_what_not(text) else sought
    known = frozenset(surfaces(text)) if sought is None and _WHO.search(text) else None
    return Asked(numbers[order], shares, sought, known, amounts(text), words.is_topic)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a passage begins to answer or to define.

    `nearness` is the cosine of its FAQ question or term, 0 where it begins nothing; `named` counts the sentences before
    that are the term.
    """

    nearness: float = 0.0
    named: int = 0


UNOPENED = Opened()


def sentence_scores(
    question: Asked,
    sentences: Sequence[str],
    cosines: Floats,
    words: PassageWords,
    opened: Opened = UNOPENED,
    *,
    flowing: bool = True,
) -> Floats:
    """Return (s,): how well each of one passage's sentences answers.

    `cosines` (s,) are theirs with the question; `words` holds the passage's terms alone. In `flowing` text a sentence
    goes on about what the one before names, the first about its question or heading; rows and items do not. What tells
    them apart are the words that stand in none of their columns' names, and their ranges.
    """
    held = np.zeros((1 + len(sentences), len(question.numbers)), np.float32)
    column = np.minimum(np.searchsorted(question.numbers, words.terms), len(question.numbers) - 1)
    hit = (question.numbers[column] == words.terms) & (words.places >= OWN_HEADING)
    held[1 + words.places[hit], column[hit]] = 1
    if flowing:
        above = held[1 : 1 + opened.named].max(axis=0) if opened.named else held[0]
        telling = 1 - above if opened.nearness else np.ones_like(above)
        shares, own = OWN * telling * held[1:] + ABOVE * held[:-1] * (1 - held[1:]), question.shares
    else:
        shares, own = OWN * held[1:], _beside_leads(question, held[1:], words)
    # not `@`: for a handful of numbers BLAS now and then reports an invalid value where all are finite
    said: Floats = (shares * own).sum(axis=1)
    scores: Floats = cosines + said
    scores[opened.named] += OPENING * opened.nearness
    if question.amounts and not flowing:
        scores += RANGE * np.array([holds(sentence, question.amounts) for sentence in sentences], np.float32)
    if question.is_topic and flowing and not opened.nearness:
        holding = np.flatnonzero((held[1:] * question.shares).sum(axis=1) >= ALL)
        scores[holding[:1]] += TOPIC
    if not question.seeks:
        return scores
    kind = np.array([question.holds_the_kind(sentence) for sentence in sentences], np.float32)
    scores += (SENSE if question.sought is FORBIDDING else KIND) * (kind - kind.mean())
    return scores


def _beside_leads(question: Asked, held: Floats, words: PassageWords) -> Floats:
    """Return the shares (m,) of the question's terms, without those that stand in the header row or the lead-in.

    They are as they were where no row has another one of them; `held` (s, m) is 1 where a row has a term.
    """
    others = ~np.isin(question.numbers, words.terms[words.places == LEAD_IN])
    if not held[:, others].any():
        return question.shares
    left = np.where(others, question.shares, np.float32(0))
    scaled: Floats = (left / max(float(left.sum()), 1e-9)).astype(np.float32)
    return scaled
