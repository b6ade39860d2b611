"""Watch: a question -> the tier of what is shown beside its answer. The question itself is kept nowhere.

Words alone decide where they are plain, in English, in Korean and in the languages of others.toml; what English only
hints at is weighed by its meaning, whole and statement by statement, so that a cry for help inside a long question is
not lost; and as many people put no stop between a question and what they add to it, the last words of a long statement
are weighed by themselves. A question without a sign in its words, with the first person alone or with what speaks for
no danger has to mean danger more surely, and a part of it more surely still; one or two words are not weighed, nor is a
part without a hint. Only as many words are encoded as take a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from chatbot.indexing.index import Floats
from chatbot.safety import english, korean, others
from chatbot.safety.meaning import MeaningWeights
from chatbot.safety.wording import plain

MOST_WORDS = 48  # of a question that is weighed whole, and again of all its parts that are: about 5 ms each
NEARER = 1.25  # log odds by which a first-person statement on the topic, with no sign of work, may be less sure
SURER = 0.75  # log odds by which a question has to be surer that shows no sign, or one that speaks for no danger
PART = 1.75  # the same of one statement by itself: torn from what it stands in, it says less
BRIEF = 2.0  # the same of a whole question without a sign that has few words, as "how long tho"
ALONE = 0.3  # the same where the first person is the only sign, as in most of what customers, students and members ask
FAR = -8.0  # log odds of a whole question below which none of its statements is weighed
_FEW = 5  # words that are few
_FEWEST = 3  # words of a statement, or of a question without a sign, that is weighed: "wait" says nothing of its reader
_LONG, _LAST = 12, 8  # words of a statement of which the last ones are weighed by themselves as well, and those words
_STATEMENT = re.compile(r"[^.?!;\n()\[\]]+")


class Tier(StrEnum):
    """`DISTRESS`: helplines above the quotes. `TOPIC`: a quiet line below them. `NONE`: neither."""

    NONE = "none"
    TOPIC = "topic"
    DISTRESS = "distress"


Said = tuple[str, frozenset[str]]
"""A text and the signs in its words."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the words of a question say: its tier, and what is weighed to know whether it means danger all the same.

    Nothing is, where words alone decide; `whole` is None, too, where the question is too long to be encoded whole.
    """

    question: str
    tier: Tier
    whole: Said | None = None
    parts: tuple[Said, ...] = ()

    @property
    def texts(self) -> list[str]:
        """What is encoded where all of it is weighed."""
        return [text for text, _ in (*filter(None, [self.whole]), *self.parts)]


class Watch:
    """Assesses the questions put to one index. Safe to use from several threads."""

    def __init__(self, encode: Callable[[str], Floats], weights: MeaningWeights | None) -> None:
        """Assess with the question vectors of `encode`; without `weights` for its encoder words alone decide."""
        self._encode = encode
        self._weights = weights

    def read(self, question: str) -> Read:
        """Return what the words of a question say; nothing is encoded."""
        if korean.signs(question) or others.dangers(question):
            return Read(question, Tier.DISTRESS)
        wording = plain(question)
        found = english.signs(wording)
        if found.plain:
            return Read(question, Tier.DISTRESS)
        tier = Tier.TOPIC if english.on_topic(wording) or korean.on_topic(question) else Tier.NONE
        length = len(question.split())
        speaks = length >= _FEWEST or found.names - english.AGAINST
        if not (self._weights and speaks and any(map(str.isalpha, wording.text))):
            return Read(question, tier)
        whole = (question, found.names) if length <= MOST_WORDS else None
        return Read(question, tier, whole, tuple(_within(MOST_WORDS, statements(question))))

    def weigh(self, read: Read) -> Tier:
        """Return the tier of a question whose words were read; the same question always has the same."""
        return Tier.DISTRESS if self._weights and self._means_danger(read, self._weights) else read.tier

    def _means_danger(self, read: Read, weights: MeaningWeights) -> bool:
        if read.whole:
            text, names = read.whole
            score = weights.score(self._encode(text), names)
            if score >= weights.threshold + _surer(names, len(text.split())):
                return True
            if score < FAR:
                return False
        sure = weights.threshold + PART
        return any(weights.score(self._encode(text), names) >= sure for text, names in read.parts)


def _surer(names: frozenset[str], words: int) -> float:
    """Return the log odds by which a whole question with these signs and so many words has to be surer."""
    signs, against = names - english.AGAINST, names & english.AGAINST
    if not signs:
        return SURER if words > _FEW else BRIEF
    if against:
        return SURER + (ALONE if signs == {english.FIRST_PERSON} else 0.0)
    if {english.TOPIC, english.FIRST_PERSON} <= names:
        return -NEARER
    return ALONE if signs == {english.FIRST_PERSON} else 0.0


def _within(most: int, parts: Iterable[Said]) -> Iterator[Said]:
    """Yield the parts, in order, that have no more than `most` words together; a longer one hides none behind it."""
    left = most
    for text, names in parts:
        length = len(text.split())
        if length <= left:
            left -= length
            yield text, names


def statements(question: str) -> list[Said]:
    """Return what of a question is weighed by itself, each text with its signs, those with most hints of danger first.

    That is its statements, where it has several, and the last words of long ones; none that has no hint.
    """
    found = [piece.split() for piece in _STATEMENT.findall(question)]
    found = [words for words in found if len(words) >= _FEWEST]
    pieces = found if len(found) > 1 else []
    ends = [last_words(words) for words in found if len(words) >= _LONG]
    shown = [(text, english.signs(plain(text)).names) for text in map(" ".join, [*pieces, *ends])]
    hinting = [(text, names) for text, names in shown if names & english.HINTS]
    return sorted(hinting, key=lambda item: -len(item[1] & english.HINTS))


def last_words(words: list[str]) -> list[str]:
    """Return the words at the end of a long statement that are weighed by themselves."""
    return words[-_LAST:]
