"""Groups of questions -> a name for each, of its questions' own words, and those that stand for all the others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from rapidfuzz.distance import Indel

from chatbot.coverage.common import Idf
from chatbot.coverage.survey import Outcome, plain
from chatbot.coverage.words import words_and_stems
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

_LONGEST = 4  # words of a name
_LEAST_SHARE = 0.3  # of a group's questions that use a word of its name
_ROOT = 6  # letters by which "pregnancy" and "pregnant" are one word of a name
_MANY = 30  # groups among which a word can be told that is what the whole site is about:
_SPREAD = 0.1  # share of them from which those that use it are too many for it to name one
_EVERYWHERE = math.log(5)  # idf of a word that a fifth of all passages hold: by itself it names nothing, as "session"
_TURNED = re.compile(r"\b(no|non|not|without)[\s-]+(?=(?:(?:an?|any|my|the)\s+)?(\w+))", re.IGNORECASE)
"""What turns a word around: "no shows" are not about shows, nor is "without a license" about having one."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Signs of Thai, Lao, Burmese, Khmer, Japanese and Chinese: no spaces part their words, so there is none to show."""
SAME = 0.9
"""Cosine from which two questions say the same: "fungus gnats" and "Hi, fungus gnats? thanks" have .95, "how to write
progress notes" and "progress notes template" .82."""
SAME_LETTERS = 0.85
"""Share of letters in one order from which they do: a slip in a word ("not delivred") takes the cosine down to .57."""
_COURTESIES = {"hi", "hello", "hey", "please", "thank", "thanks", "you"}
_FIRST = 12  # questions that are told apart
_TITLE = 90  # characters of a question that is a name; words tell a longer one


def names_of(groups: Sequence[Sequence[str]], idf: Idf | None = None) -> list[str]:
    """Return a name of up to four words for each group of questions.

    A word counts by the share of the group's questions that use it, times how few other groups do; the words stand in
    the order of the question that uses most of them, in their most frequent form. A group gets its first question as
    its name where the questions have no telling word in common, or only two of them one ("accept client"), are written
    without spaces, or where another group has that name. Words are telling that few of many groups use and few of the
    articles' passages hold, by the `idf` that they give stems.
    """
    used = [[_forms(question) for question in questions] for questions in groups]
    spread = Counter(stem for questions in used for stem in {stem for forms in questions for stem in forms})
    names: list[str] = []
    for questions, texts in zip(used, groups, strict=True):
        name = _name(questions, spread, texts[0], len(groups), idf)
        names.append(texts[0] if name in names else name)
    return names


def _forms(question: str) -> dict[str, tuple[str, float]]:
    """Return stem -> (word as typed, place from 0 to 1) of a question's first use of each stem.

    A word before which "no" or the like stands is given with that.
    """
    forms: dict[str, tuple[str, float]] = {}
    turned = {word: f"{no} {word}" for no, word in _TURNED.findall(question)}
    found = [(word, stem) for word, stem in words_and_stems(question) if not _UNSPACED.search(word)]
    for place, (word, stem) in enumerate(found):
        forms.setdefault(stem, (turned.get(word, word), place / len(found)))
    return forms


def _name(
    questions: Sequence[dict[str, tuple[str, float]]],
    spread: Counter[str],
    first: str,
    groups: int,
    idf: Idf | None,
) -> str:
    uses = Counter(stem for forms in questions for stem in forms)
    weights = {s: n / len(questions) * float(np.log1p(groups / spread[s])) for s, n in uses.items()}
    least = max(min(2, len(questions)), math.ceil(_LEAST_SHARE * len(questions)))
    kept = [stem for stem, n in uses.items() if n >= least]
    common = {stem for stem in kept if groups >= _MANY and spread[stem] > _SPREAD * groups}
    weighed = zip(kept, idf(kept), strict=True) if idf else ()
    everywhere = {stem for stem, weight in weighed if weight < _EVERYWHERE}
    telling = set(kept) - common - everywhere
    if not telling or (len(telling) == 1 < len(kept) and max(uses[stem] for stem in telling) == 2):
        return first
    kept = [stem for stem in kept if not (stem in common and stem.isdigit())]  # the "19" of "covid-19"
    rising = sorted(kept, key=lambda stem: (weights[stem], stem))
    of_root = {stem[:_ROOT]: stem for stem in rising}  # the best stem of each root
    best = sorted(of_root.values(), key=lambda stem: (-weights[stem], stem))[:_LONGEST]
    fullest = max(questions, key=lambda forms: sum(stem in forms for stem in best))
    places = {stem: np.mean([forms[stem][1] for forms in questions if stem in forms]) for stem in best}
    order = sorted(best, key=lambda stem: (fullest[stem][1] if stem in fullest else places[stem], stem))
    words = [_form(stem, questions) for stem in order]
    return " ".join(words)


def _form(stem: str, questions: Sequence[dict[str, tuple[str, float]]]) -> str:
    """Return the word by which the questions most often mean `stem`; lower case unless most write it otherwise."""
    forms = Counter(forms[stem][0] for forms in questions if stem in forms)
    lowered = Counter(word.lower() for word in forms.elements())
    return min(forms, key=lambda word: (-lowered[word.lower()], word.lower(), -forms[word], not word.islower(), word))


@dataclass(frozen=True, slots=True)
class Wording:
    """A question that stands for all of its topic that say the same; `times` counts how often these were asked."""

    text: str
    times: int


def told_apart(outcomes: Sequence[Outcome], vectors: Floats) -> tuple[list[Outcome], tuple[Wording, ...]]:
    """Return the outcomes of a topic in the order in which they are told, and those that stand for others.

    Of up to `_FIRST` that differ, those that are asked most often come first, with all that say the same; of equally
    many the more central, which `outcomes` has first. `vectors` (n, dimensions) are theirs, of unit length.
    """
    same: dict[int, list[int]] = {}
    others: list[int] = []
    for row in sorted(range(len(outcomes)), key=lambda row: -outcomes[row].times):
        first = _said_by(row, list(same), outcomes, vectors)
        if first is not None:
            same[first].append(row)
        elif len(same) < _FIRST:
            same[row] = []
        else:
            others.append(row)
    times = {row: sum(outcomes[each].times for each in (row, *again)) for row, again in same.items()}
    first_rows = sorted(same, key=lambda row: -times[row])
    order = (*first_rows, *others, *chain.from_iterable(same[row] for row in first_rows))
    return [outcomes[row] for row in order], tuple(Wording(outcomes[row].question, times[row]) for row in first_rows)


def title_of(words: str, leading: Sequence[Wording], size: int) -> str:
    """Return the name of a topic that was asked `size` times: its usual question, where most who ask ask that.

    Else it is the `words` that its questions share.
    """
    usual = leading[0]
    return usual.text if 2 * usual.times > size and len(usual.text) <= _TITLE else words


def _said_by(row: int, first: Sequence[int], outcomes: Sequence[Outcome], vectors: Floats) -> int | None:
    """Return which of the rows `first` says what this one says, None where none does."""
    if not first:
        return None
    cosines = product(vectors[list(first)], vectors[row])
    if cosines.max() >= SAME:
        return first[int(cosines.argmax())]
    own = outcomes[row].meant
    return next((other for other in first if _is_written_alike(own, outcomes[other].meant)), None)


def _is_written_alike(one: str, other: str) -> bool:
    """Tell whether two questions have nearly the same letters, whatever courtesies stand around them."""
    return Indel.normalized_similarity(_bare(one), _bare(other)) >= SAME_LETTERS


def _bare(question: str) -> str:
    words = re.findall(r"\w+", plain(question))
    return " ".join(word for word in words if word not in _COURTESIES) or plain(question)
