"""The best candidates -> which of them are about another name than the question: "on GitHub" is not "in Gmail".

However near two such questions lie to an encoder, the answer to one is none to the other. It goes by headings and FAQ
questions. Two numbers are rivals where they stand behind the same word, "error 1108", "error 2001", and perhaps where
they count the same, "2 weeks", "6 weeks". Any two words perhaps are where two headings of an article are the same but
for them: "the rate of a home loan", "the rate of a car loan"; what is asked about comes first if it lies close behind.
English names are, too: a name is what they write with a capital within a sentence, and two are rivals where hardly any
passage holds both, though they stand beside the same word or many would hold both by chance. Where few would, the two
may be a product and "on Windows": such a passage keeps its place and is shown as unsure. Of the evaluation sets' 4,600
questions 26 wrong passages leave the first place (of stackfaq, from whose faults this was learned), and no right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.answering.features import Features
from chatbot.answering.naming import heading_of
from chatbot.answering.retrieval import Candidates
from chatbot.answering.understanding import Meaning
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import Floats, PassageIndex, PassageWords, Rows, record_of
from chatbot.indexing.words import surfaces, terms
from chatbot.reading.passages import Passage

_TOGETHER = 0.2  # of the passages that hold a name, from which on another name that they hold goes with it,
_SEVERAL = 1  # and passages up to which that says nothing
_RARELY = 0.7  # share of the passages that would hold two names by chance, up to which they hardly meet
_EXPECTED = 0.75  # passages by chance, from which on it says something that two names hardly meet,
_SURELY = 1.4  # and from which on it says that they are rivals
_OF_ALL = 1 / 3  # share of all passages, above which a name is the site's own
_LONGEST = 6  # letters of an abbreviation
_CLOSE = 0.2  # of two scores, up to which the second one may say the same in other words
_TELLING = 3  # words beside grammar of a heading, from which on it tells that another one is the same but for one word

_ARTICLES = frozenset(("a", "an", "the", "my", "your", "our"))
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")  # "google.com" is one

Degrees = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


class Rival(IntEnum):
    """Whether a passage is about another name than the one asked about; `PERHAPS`: about one that hardly meets it."""

    NO = 0
    PERHAPS = 1
    YES = 2


def rivals(index: PassageIndex, meaning: Meaning, candidates: Candidates, features: Features, leading: Rows) -> Degrees:
    """Return (n,) `Rival`: which of the `leading` (n,) candidates name something else in place of what is asked about.

    The question has a name or number that such a passage lacks, though others are headed by it; and its own heading has
    one that the question lacks.
    """
    asked, found = features.asked, _of_other_numbers(index, meaning, candidates, features, leading)
    heads = (asked.content & asked.known & features.headed.any(axis=0))[: asked.own]
    lacking = ~features.held[leading, : asked.own] & heads
    if not lacking.any():
        return found
    own, short = list(dict.fromkeys(meaning.terms)), _initials(meaning.text)
    headings = [told_by(index, passage) for passage in index.passages(candidates.rows[leading])]
    others = [_written(heading).names.difference(own, short) for heading in headings]
    lacking[[not names for names in others]] = False
    for at in np.flatnonzero(lacking.any(axis=0)).tolist():
        headed = [told_by(index, passage) for passage in index.passages(candidates.rows[features.headed[:, at]])]
        if _is_name(own[at], headed):
            asked_name = _Name(own[at], index.words(candidates.rows[features.held[:, at]]), meaning.text, headed)
            for i in np.flatnonzero(lacking[:, at]).tolist():
                if own[at] not in _initials(headings[i]):
                    found[i] = max(found[i], _compared(index, asked_name, others[i], headings[i]))
    return found


def exchanged(
    index: PassageIndex, meaning: Meaning, candidates: Candidates, features: Features, leading: Rows, scores: Floats
) -> Marks:
    """Tell which of the `leading` (n,) candidates, of these `scores` (n,), stand before one that is asked about (n,).

    They are the first ones, headed by a word in place of one that is asked about, if the next one is headed by that and
    lies close behind. To an encoder "does paternity leave count?" is nearer to "does maternity leave count?" than to
    the same in other words; one that lies further behind asks something else of what is asked about.
    """
    marks, wanted = np.zeros(len(leading), bool), np.zeros(features.headed.shape[1], bool)
    close = int((scores[:1] - scores <= _CLOSE).sum())
    for place, row in enumerate(leading[:close].tolist() if close > 1 else ()):
        words = words_exchanged(index, meaning, candidates, features, row)
        if not words:
            return marks & bool(features.headed[row, wanted].all())
        marks[place], wanted[words] = True, True
    return np.zeros_like(marks)


def words_exchanged(
    index: PassageIndex, meaning: Meaning, candidates: Candidates, features: Features, row: int
) -> list[int]:
    """Return those of the asked words, by their place among them, for which headings exchange one of this candidate's.

    Two headings of an article are the same but for these words. Two articles may say the same in other words, and so
    may two short headings: those do not tell.
    """
    asked, own = features.asked, list(dict.fromkeys(meaning.terms))
    lacking = (asked.content & ~features.held[row])[: asked.own] & features.headed[:, : asked.own]
    if not lacking.any():
        return []
    said = [(p.article_id, said_in(told_by(index, p))) for p in index.passages(candidates.rows)]
    known, others = set(said), set(said[row][1]).difference(own)
    found = set()
    for other_row, at in np.argwhere(lacking).tolist():
        article, words = said[other_row]
        if own[at] in words and len(words) >= _TELLING:
            place = words.index(own[at])
            if any((article, (*words[:place], other, *words[place + 1 :])) in known for other in others):
                found.add(at)
    return sorted(found)


def _of_other_numbers(
    index: PassageIndex, meaning: Meaning, candidates: Candidates, features: Features, leading: Rows
) -> Degrees:
    """Return (n,) `Rival`: which stand under another number, beside the same word: "ERR-2001" for "ERR-1108"."""
    found, own = np.zeros(len(leading), np.int8), list(dict.fromkeys(meaning.terms))
    lacked = [at for at, stem in enumerate(own) if stem.isdecimal() and not features.held[leading, at].all()]
    above = [terms(_above(index, passage)) for passage in index.passages(candidates.rows)] if lacked else []
    for at in (at for at in lacked if any(own[at] in words for words in above)):
        asked, headed = _around(own[at], meaning.terms), frozenset().union(*(_around(own[at], w) for w in above))
        for i, row in enumerate(leading.tolist()):
            others = (stem for stem in above[row] if stem.isdecimal() and stem not in own)
            if not features.held[row, at]:
                found[i] = max((found[i], *(_numbered(_around(other, above[row]), asked, headed) for other in others)))
    return found


def _numbered(places: frozenset[str], asked: frozenset[str], headed: frozenset[str]) -> Rival:
    """Return whether a number is a rival by what stands around it, and around the one as `asked` and where `headed`.

    Beside the same word it is, if that is a name before it: "line 4", "line 5". What is counted or measured perhaps is:
    whether one may drive "after 2 weeks" is said under "after 6 weeks", and "bring 3 dogs" under "bring 2 dogs".
    """
    names = {place for place in places if place.endswith(" _") and place.split()[0] not in FUNCTION_WORDS}
    if names & headed or (names & asked and not (places - names) & asked):
        return Rival.YES
    return Rival.NO if places.isdisjoint(asked | headed) else Rival.PERHAPS


def _around(stem: str, words: Sequence[str]) -> frozenset[str]:
    """Return what stands right before and after a stem."""
    pairs = [*pairwise(words)]
    before = (f"{one} _" for one, other in pairs if other == stem)
    return frozenset((*before, *(f"_ {other}" for one, other in pairs if one == stem)))


class _Name(NamedTuple):
    """A name that a question asks about, the words of the passages that hold it, and the headings that do."""

    stem: str
    words: PassageWords
    question: str
    headings: Sequence[str]

    @property
    def place(self) -> frozenset[str]:
        """What stands beside it in the question, and what of the headings is no grammar: "_ video"."""
        others = chain.from_iterable(_beside(self.stem, heading) for heading in self.headings)
        said = (beside for beside in others if FUNCTION_WORDS.isdisjoint(beside.split()))
        return _beside(self.stem, self.question).union(said)


def _compared(index: PassageIndex, asked: _Name, names: Iterable[str], heading: str) -> Rival:
    """Return whether one of the `names` in a heading is a rival of what is asked about, and none goes with that.

    A name is one that stands beside the same word, "to GitHub" and "to Gmail", or hardly meets the other, though many
    passages would hold both by chance. It perhaps is one where few would, or where it is a site's own name.
    """
    stems = [*names]
    holding = len(asked.words.offsets) - 1
    both = _holding(asked.words, index.term_numbers(stems))
    if both.max() > max(_SEVERAL, _TOGETHER * holding):
        return Rival.NO
    shares = np.exp(-index.idf(stems))  # an idf is the logarithm of all passages for each with the term
    by_chance = np.where(both <= _RARELY * holding * shares, holding * shares, 0)
    place, others = asked.place, shares <= _OF_ALL
    beside = np.array([not place.isdisjoint(_beside(stem, heading)) for stem in stems])
    if (others & (beside | (by_chance >= _SURELY))).any():
        return Rival.YES
    return Rival.PERHAPS if (by_chance >= _EXPECTED).any() else Rival.NO


def _holding(words: PassageWords, numbers: npt.NDArray[np.int32]) -> Ints:
    """Return how many of the passages of these words hold each of these terms."""
    places = (np.searchsorted(words.offsets, np.flatnonzero(words.terms == number), side="right") for number in numbers)
    return np.array([len(np.unique(place)) for place in places])


@lru_cache(maxsize=1000)
def _beside(stem: str, text: str) -> frozenset[str]:
    """Return the words right before a name, less articles, and right after it: "from _", "_ video"."""
    words = [word for word in surfaces(text) if word not in _ARTICLES]
    places = [i for i, word in enumerate(words) if stem in terms(word)]
    before = (f"{words[i - 1]} _" for i in places if i)
    return frozenset((*before, *(f"_ {after}" for i in places for after in words[i + 1 : i + 2])))


def told_by(index: PassageIndex, passage: Passage) -> str:
    """Return the FAQ question, or what heads the passage; "" in other languages, some of which write nouns so."""
    record = record_of(index, passage.article_id)
    if not record.language.startswith("en"):
        return ""
    return heading_of(passage, record.text)


def _above(index: PassageIndex, passage: Passage) -> str:
    """Return the FAQ question, or all that heads the passage."""
    return passage.question_in(record_of(index, passage.article_id).text) or " ".join(passage.headings)


def _is_name(stem: str, headings: Sequence[str]) -> bool:
    """Tell whether these headings write this word as a name, none with a small letter, and most without another name.

    What stands beside other names, as "Mac" in "Inkwell on a Mac", is left unsaid where something is true of all.
    """
    written = [_written(heading) for heading in headings]
    if not any(stem in one.names for one in written) or any(stem in one.plain for one in written):
        return False
    return 2 * sum(any(stem not in run for run in one.runs) for one in written) <= len(written)


class _Written(NamedTuple):
    """The stems that a heading writes with a capital within a sentence, run by run, and those without one."""

    runs: tuple[frozenset[str], ...]
    names: frozenset[str]
    plain: frozenset[str]


@lru_cache(maxsize=1000)
def _written(heading: str) -> _Written:
    """Return how `heading` writes its words; where most have a capital, that makes none a name."""
    words = _WORD.findall(heading)
    capital = [at > 0 and word[0].isupper() and len(word) > 1 for at, word in enumerate(words)]
    plain = [word for word in words if word[0].islower()]
    named = groupby(zip(capital, words, strict=True), itemgetter(0)) if sum(capital) <= len(plain) else ()
    runs = tuple(_stems(word for _, word in run) for is_name, run in named if is_name)
    return _Written(runs, frozenset(chain.from_iterable(runs)), _stems(word for word in plain if "." not in word))


@lru_cache(maxsize=1000)
def said_in(heading: str) -> tuple[str, ...]:
    """Return the stems of what a heading says beside grammar."""
    return tuple(chain.from_iterable(terms(word) for word in surfaces(heading) if word not in FUNCTION_WORDS))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for word in words for stem in terms(word))


@lru_cache(maxsize=1000)
def _initials(text: str) -> frozenset[str]:
    """Return the initials of all runs of a few words: "us" for "United States"."""
    letters = "".join(word[0] for word in _WORD.findall(text)).casefold()
    return frozenset(letters[i : i + size] for size in range(2, _LONGEST + 1) for i in range(len(letters) - size + 1))
