"""A question and the sentence that is to answer it -> signs that it does not: a denial, an opposite, a missing number.

It goes by the words alone. The lists are English; in other languages they give no sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from chatbot.indexing.words import fold, terms

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DENYING = """
    not no never without none nor neither cannot unable fail failed except non nothing nobody lack lacked least
"""
_NEGATIONS = frozenset(_DENYING.split())
_OPPOSITES = """
    increase decrease, rise fall, high low, higher lower, highest lowest, large small, larger smaller, largest smallest,
    more less, most least, many few, more fewer, early late, earlier later, earliest latest, first last, begin end,
    start stop, start end, open close, allow prohibit, allow forbid, allow ban, accept reject, accept refuse,
    agree disagree, support oppose, win lose, won lost, victory defeat, north south, northern southern, east west,
    eastern western, male female, men women, man woman, old new, older newer, oldest newest, young old, before after,
    above below, inside outside, internal external, strong weak, stronger weaker, rich poor, public private,
    legal illegal, success failure, successful unsuccessful, best worst, better worse, positive negative,
    maximum minimum, major minor, long short, longer shorter, longest shortest, fast slow, import export, buy sell,
    include exclude, gain lose, enter leave, arrive leave, join leave, build destroy, create destroy, improve worsen,
    majority minority, common rare, popular unpopular, known unknown, possible impossible, finite infinite,
    simple complex, easy difficult, hot cold, upper lower, light heavy, urban rural, ancient modern, add remove,
    enable disable, lock unlock, send receive, sent received, follow unfollow, hide show, install uninstall,
    download upload
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Signs from the words: 1.0 or 0.0, or a count of words.

    `denies_alone`: the question is negated and the sentence is not. `opposite`: a word of the question has its opposite
    in the FAQ question, or in the sentence where there is none. `numbers` counts the question's numbers that stand
    neither in the sentence nor above it.
    """

    denies_alone: float
    opposite: float
    numbers: float


def weigh(question: str, sentence: str, above: str, entry: str = "") -> Evidence:
    """Return the signs.

    `above` is what stands over the passage: title, headings, FAQ question. `entry` is that FAQ question alone, "" where
    there is none.
    """
    stems = frozenset(terms(question))
    numbers = {stem for stem in stems if any(map(str.isdigit, stem))}
    return Evidence(
        denies_alone=float(_denies(question) and not _denies(sentence)),
        opposite=float(_opposed(stems, entry or sentence)),
        numbers=float(len(numbers.difference(terms(f"{sentence} {above}"))) if numbers else 0),
    )


def _denies(text: str) -> bool:
    words = _WORD.findall(fold(text))
    return not _NEGATIONS.isdisjoint(words) or any(word.endswith("n't") for word in words)


def _opposed(stems: frozenset[str], sentence: str) -> bool:
    """Tell whether the sentence holds the opposite of one of these stems, not the stem itself; they hold one alone."""
    known = stems & _opposites().keys()
    own = frozenset(terms(sentence)) if known else frozenset()
    return any((_opposites()[stem] - stems) & own and stem not in own for stem in known)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Return the stems of each stem's opposites."""
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split(","):
        one, other = terms(pair)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {stem: frozenset(opposites) for stem, opposites in found.items()}
