"""Groups of questions -> a name for each, of its questions' own words, and the order in which these are shown."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

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
_FIRST = 12  # questions that are told apart; a report shows fewer before it folds the rest


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


def told_apart(outcomes: Sequence[Outcome], vectors: Floats) -> list[Outcome]:
    """Return the outcomes of a topic, given most central first, as they are shown.

    Those asked most often stand first, of equally many the more central; what says again what stands before it comes
    last. `vectors` (n, dimensions) are theirs, of unit length.
    """
    first: list[int] = []
    again: list[int] = []
    for row in sorted(range(len(outcomes)), key=lambda row: -outcomes[row].times):
        new = len(first) < _FIRST and not _is_said(row, first, outcomes, vectors)
        (first if new else again).append(row)
    return [outcomes[row] for row in (*first, *again)]


def _is_said(row: int, first: Sequence[int], outcomes: Sequence[Outcome], vectors: Floats) -> bool:
    """Tell whether one of the questions `first` says what this one says."""
    if not first:
        return False
    if product(vectors[list(first)], vectors[row]).max() >= SAME:
        return True
    own = plain(outcomes[row].meant)
    others = (plain(outcomes[other].meant) for other in first)
    return any(Indel.normalized_similarity(own, other) >= SAME_LETTERS for other in others)
