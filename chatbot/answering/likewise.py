"""A question that asks the same of another thing, "and for a car loan?" -> the FAQ question or heading that asks it.

A FAQ that has an entry for each of several things asks the same of all: "What is the rate of a home loan?", "What is
the rate of a car loan?". Of what stands nearest to "a car loan" by itself, one cannot tell which of its entries is
meant; beside the entry that answered the earlier question one can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from chatbot.answering.answer import Status
from chatbot.answering.confidence import unsure
from chatbot.answering.considering import Considered
from chatbot.answering.going_on import asking, without_opening
from chatbot.answering.question import Question
from chatbot.answering.requesting import Found
from chatbot.answering.rivals import said_in, told_by
from chatbot.answering.understanding import Meaning
from chatbot.answering.weights import Weights
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.words import surfaces, terms

_OPENS = re.compile(r"\W*(?:and|or|but|same|(?:what|how) (?:about|of|if)|for|with|in|on|from)\b", re.IGNORECASE)
_SAID = "a about also an and at but by for from how if in it my of on or our same the then to what with your"
_BESIDE = frozenset(_SAID.split())
"""What such a question may say beside the name of the thing."""

_ARTICLES = frozenset(("a", "an", "the"))
_MOST = 3  # words that name the other thing
_LONGEST = 2  # words in the place of which others stand: "corporate office", "store"
_SHARED = 2  # words beside grammar that both ask at least

Find = Callable[[Question], Found]


class Likewise:
    """Finds what answers a question that asks the same of another thing, in one index."""

    def __init__(self, index: PassageIndex, weights: Weights, follow: Find, find: Find) -> None:
        """Prepare.

        `follow` returns what answered an earlier question, which may have asked likewise, and `find` what answers one
        that stands alone.
        """
        self._index = index
        self._weights = weights
        self._follow = follow
        self._find = find

    def found(self, question: Question, meaning: Meaning, considered: Considered) -> Found | None:
        """Return what answers it, None where it is no such question or no FAQ question or heading asks the same.

        What says something else of the thing is not sure: after the rate of a car loan "and a home loan?" does not ask
        what a home loan is, as it does after what a car loan is.
        """
        places = asking(question.history) if asks_likewise(question.text) else []
        if not places:
            return None
        earlier = replace(question, text=question.history[places[-1]], history=question.history[: places[-1]])
        before = self._follow(earlier)[1]
        if before.first is None or before.status is Status.UNANSWERED:
            return None
        heading, article = told_by(self._index, before.first), before.first.article_id
        asked = said_in(heading)
        own = frozenset(meaning.terms) - meaning.grammar
        found = self._index.passages(considered.candidates.rows)
        headings = (told_by(self._index, passage) for passage in found if passage.article_id == article)
        same = next((text for text in headings if _is_for_another(asked, said_in(text), own)), None)
        if same is not None:
            where = replace(question.where, article=frozenset((article,)))  # others may ask the same of what they tell
            understood, other = self._find(replace(question, text=same, history=(), where=where))
            confidence = min(before.confidence, other.confidence)
            return replace(understood, followed=earlier.text, changes=meaning.changes), replace(
                other, confidence=confidence
            )
        if considered.first is None or considered.status is not Status.ANSWERED:
            return None
        told = told_by(self._index, considered.first)
        said = frozenset(said_in(told)) - own
        if said.intersection((*asked, *terms(earlier.text))) or (not said and _grammar(told) == _grammar(heading)):
            return None
        return meaning, replace(considered, confidence=unsure(considered.confidence, self._weights))


def asks_likewise(text: str) -> bool:
    """Tell whether a question in a conversation names nothing but another thing: "what about home loans?"."""
    alone = without_opening(text)[0]
    words = surfaces(alone) if _OPENS.match(alone) else []
    grammar = FUNCTION_WORDS.intersection(words)
    return grammar <= _BESIDE and 0 < sum(word not in grammar for word in words) <= _MOST


def _is_for_another(asked: Sequence[str], said: Sequence[str], own: frozenset[str]) -> bool:
    """Tell whether all that was `asked` before is `said`, but for one or two of a question's `own` words in it."""
    start = _common(asked, said)
    end = _common(asked[start:][::-1], said[start:][::-1])
    one, other = asked[start : len(asked) - end], said[start : len(said) - end]
    if start + end < _SHARED or not (0 < len(one) <= _LONGEST and 0 < len(other) <= _LONGEST):
        return False
    return own.issuperset(other) and own.issubset(said) and own.isdisjoint(one)


def _grammar(heading: str) -> list[str]:
    """Return the words of grammar that tell what a heading asks: "what is" of "What is a home loan?"."""
    return [word for word in surfaces(heading) if word in FUNCTION_WORDS and word not in _ARTICLES]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (first, second) in enumerate(pairs) if first != second), min(len(one), len(other)))
