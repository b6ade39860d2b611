"""A question and earlier ones -> how much it leans on each. Decides from questions and passages, not from quotes shown.

A question leans on the earlier ones where it finds little by itself ("and for children?") and where some passage lies
near both; a new topic finds its own passages, or none that the old topic shares, and drops the context. An earlier
question counts as it was understood in its turn: "how do I repair one", asked after "which types are there", is still
about ruptures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from chatbot.answering import talking
from chatbot.answering.going_on import asking
from chatbot.answering.out_of_scope import is_reply, nearness
from chatbot.answering.stemming import Stems
from chatbot.answering.wording import FUNCTION_WORDS, kinds
from chatbot.indexing.index import Filter, Floats, PassageIndex, Rows, View
from chatbot.indexing.words import fold, surfaces

NEAREST = 40  # passages looked at for each question
LATEST = 3  # earlier questions looked at: with the weights' decay, those before count for nearly nothing
_LEAST = 0.15  # a lighter lean helps nobody, and saying so would mislead
_BEFORE = 3  # with more content words before it, a pointing word means one of these: "a client of mine says he"

_WORD = re.compile(r"[^\W_]+")
_POINTERS = """
    it its they them their theirs this that these those he she him her his hers one ones there such same else other
    another then both either neither
"""
_POINTING = frozenset(_POINTERS.split())
_GOES_ON = re.compile(
    r"""^\W*(?:and|or|but|same|what\ of|(?:what|how)\ about)\b
    |^\W*(?:그럼|그러면|그리고|그런데|그건|그거|그게)
    |[은는]요\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_A_CASE = re.compile(
    r"^\W*(?:and|or|but|(?:and\s+)?(?:what|how)\s+about)\s+"
    r"(with|without|for|in|on|at|by|during|after|before|if|when)\s+\S+(?:\s+\S+){0,3}\W*$",
    re.IGNORECASE,
)
"""Asks the same of another case: "and with teenagers?" """

_RETURNS = re.compile(
    r"^\W*(?:(?:going|coming|getting|let['’]?s\ (?:go|get)|to\ (?:go|come)|go|now)\ )?back\ to\b"
    r"(?!\ (?:it|that|this|my|your|what)\b)",
    re.IGNORECASE,
)
"""Names a topic of before by itself: "back to silence, how long should it be?"."""


@dataclass(frozen=True, slots=True)
class FollowupWeights:
    """When and how far a question leans on earlier ones; set on the development sets' conversations.

    It leans by its need times its kinship with the earlier question, each within [0, 1]:

    * need: `(alone - best) / span`, where `best` is the question's own best cosine; plus `pointing` where a word points
      back ("that") or the first ones go on ("and", "what about"); less `long` for each content word above four. Where
      nothing points back, words that the corpus lacks lessen the need, and a name that it holds ends it.
    * kinship: `(joint - apart) / slope`, where `joint` is the best sum of both cosines that a passage has, less both
      questions' best cosines. None with an earlier question that was never about this corpus: its own best cosine is
      under `known`, or it is nearer to what no article answers.

    The question before the latest counts `decay` times as much, and so on. `vector` is the share of an earlier
    question's vector; its terms count by how much the question leans on it. `article` is what the passages of the
    article that answered it are raised by, as a cosine, less where the answer was not sure.
    """

    alone: float = 0.65
    span: float = 0.3
    pointing: float = 0.6
    long: float = 0.1
    apart: float = -0.5
    slope: float = 0.15
    known: float = 0.25
    decay: float = 0.5
    vector: float = 0.4
    article: float = 0.3

    @classmethod
    def neutral(cls) -> FollowupWeights:
        """Return weights for an encoder they were not fitted for: cosines decide nothing, wording does."""
        return cls(alone=-1.0, span=10.0, pointing=0.8, apart=-2.0, known=-1.0)


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of an earlier question, in the light of those before it.

    `vector` (dimensions,) is what was searched for; `terms` are its stems with how much, (0, 1], each counted: its own
    all, those it took over less. `article` is the id of the one that its first passage stands in, "" where nothing was
    found; `trust` is the probability that this passage answers it. `leans` tells that it follows another question.
    """

    vector: Floats
    terms: tuple[tuple[str, float], ...]
    article: str
    trust: float
    leans: bool = False


Turns = Callable[[str, tuple[str, ...]], Turn]
"""A question and those before it, oldest first -> what became of it."""


@dataclass(frozen=True, slots=True)
class Lean:
    """An earlier question as it was `asked`, what became of it, and how much, (0, 1], the present one leans on it."""

    asked: str
    turn: Turn
    share: float


@dataclass(frozen=True, slots=True)
class _Nearest:
    """What a question finds by itself: its nearest passages, ascending, and their best cosines of the passage views."""

    rows: Rows
    best: Floats

    @property
    def top(self) -> float:
        return float(self.best.max(initial=-1.0))


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An earlier question as it is read: its words repaired, its vector, and the rows nearest to it."""

    text: str
    vector: Floats
    rows: Rows


class Conversation:
    """Reads a question in the light of earlier ones, in one index."""

    def __init__(
        self,
        index: PassageIndex,
        weights: FollowupWeights,
        stems: Stems,
        meant: Callable[[str], str],
        turns: Turns,
        remembered: int = 0,
    ) -> None:
        """Prepare.

        `meant` repairs the words of an earlier question as those of the present one are repaired; `turns` tells what
        became of it. So many earlier questions are `remembered` as they were read.
        """
        self._earlier = lru_cache(maxsize=remembered)(self._read_earlier)
        self._index = index
        self._weights = weights
        self._stems = stems
        self._others = [code for code in stems.languages if code != "en"]
        self._meant = meant
        self._turns = turns

    def leans(self, text: str, vector: Floats, history: tuple[str, ...], corrects: bool = False) -> list[Lean]:
        """Return what of `history` (oldest first) the question leans on, the latest first; [] for a new topic.

        All passages are looked at, whatever may be quoted: a filter does not change what a question means. One that
        `corrects` an earlier one is no new topic, whatever it names. What names nothing ("thanks") leans on nothing and
        is passed over, and so is another case of the same: "and with teenagers?" is not about couples, though it comes
        after "and with couples?".
        """
        if not history or is_reply(text):
            return []
        own = self._cosines(vector, self._nearest(vector))
        need = self._need(text, own.top, corrects)
        found = []
        places = [place for place in asking(history) if not _is_another_case(text, history[place])]
        for age, place in enumerate(places[: -LATEST - 1 : -1]):
            asked, share = history[place], need * self._weights.decay**age
            if share < _LEAST:
                continue
            earlier = self._earlier(asked)
            if earlier.text.strip() == text.strip():
                continue
            share *= self._kinship(vector, earlier, own)
            if share >= _LEAST:
                found.append(Lean(asked, self._turns(asked, history[:place]), share))
        return found

    def _need(self, text: str, top: float, corrects: bool) -> float:
        if _RETURNS.match(text):
            return 0.0
        weights, words = self._weights, [w.lower() for w in _WORD.findall(text)]
        content = list(dict.fromkeys(w for w in words if w not in FUNCTION_WORDS))
        need = (weights.alone - top) / weights.span
        pointing = points_back(words) or _GOES_ON.search(text) is not None or self._points_back(text)
        need += weights.pointing * pointing
        need -= weights.long * max(0, len(content) - 4)
        need = min(max(need, 0.0), 1.0)
        if pointing or corrects:
            return need
        return 0.0 if self._names_something(text) else need * self._familiar(content)

    def _points_back(self, text: str) -> bool:
        """Tell whether, in another language of the corpus than English, it points to what was named, or goes on."""
        return talking.opens(text, self._others) or talking.points_back(surfaces(text), self._others)

    def _names_something(self, text: str) -> bool:
        """Tell whether the question names somebody or something that the corpus knows."""
        typed = _WORD.findall(text)
        named = [w for w, is_name in zip(typed, kinds(typed), strict=True) if is_name and fold(w) not in FUNCTION_WORDS]
        return bool((self._index.term_numbers(self._stems.of(" ".join(named))) >= 0).any()) if named else False

    def _familiar(self, content: Sequence[str]) -> float:
        """Return 1 where the corpus holds all these words, 0 from half of them strange to it: a new topic."""
        stems = self._stems.of(" ".join(content))
        strange = int((self._index.term_numbers(stems) < 0).sum())
        return max(0.0, 1 - 2 * strange / len(stems)) if stems else 1.0

    def _read_earlier(self, asked: str) -> _Earlier:
        text = self._meant(asked)
        vector = self._index.encoder.encode_question(text)
        return _Earlier(text, vector, self._nearest(vector))

    def _kinship(self, vector: Floats, earlier: _Earlier, own: _Nearest) -> float:
        """Return how far, 0 to 1, some passage is near both questions."""
        rows = np.union1d(earlier.rows, own.rows)
        mine, others = self._cosines(vector, rows), self._cosines(earlier.vector, rows)
        if others.top < max(self._weights.known, nearness(earlier.vector, self._index.encoder.fingerprint)):
            return 0.0
        joint = float((mine.best + others.best).max(initial=-2.0)) - mine.top - others.top
        return min(max((joint - self._weights.apart) / self._weights.slope, 0.0), 1.0)

    def _nearest(self, vector: Floats) -> Rows:
        return self._index.nearest(vector, NEAREST, Filter()).rows

    def _cosines(self, vector: Floats, rows: Rows) -> _Nearest:
        """Return the best cosine of each passage's question and whole views: windows are near too many questions."""
        if not len(rows):
            return _Nearest(rows, np.empty(0, np.float32))
        views = self._index.view_scores(vector, rows)
        scores = np.where(views.kinds <= View.WHOLE, views.scores, np.float32(-1))
        best: Floats = np.maximum.reduceat(scores, views.offsets[:-1])
        return _Nearest(rows, best)


def _is_another_case(text: str, earlier: str) -> bool:
    """Tell whether both ask the same of a case each: "and with couples?" and "and with teenagers?"."""
    one, other = _IN_A_CASE.match(text), _IN_A_CASE.match(earlier)
    return one is not None and other is not None and one[1].lower() == other[1].lower()


def points_back(words: Sequence[str]) -> bool:
    """Tell whether a word points to what an earlier question named, and not this one."""
    named = 0
    for word in words:
        if word in _POINTING:
            return named <= _BEFORE
        named += word not in FUNCTION_WORDS
    return False
