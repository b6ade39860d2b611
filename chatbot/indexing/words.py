"""BM25 over memory-mapped postings: stemmed terms to rows and scores.

It knows no text: what a passage's words are is decided by whoever fills the `wordwriter`. A passage's score is Lucene's
sum over the question's terms of idf * tf / (tf + k1 * (1 - b + b * length / mean length)), where
idf = ln(1 + (n - df + 0.5) / (df + 0.5)), with exact lengths (Kamphuis, de Vries, Boytsov and Lin, "Which BM25 Do You
Mean?", ECIR 2020, variant "Lucene (accurate)") and Lucene's defaults k1 = 1.2 and b = 0.75.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from Stemmer import Stemmer

from chatbot.indexing.arrays import Residency, Words, best, load
from chatbot.indexing.british import american
from chatbot.indexing.index import Floats, Hits, PassageWords, Rows
from chatbot.indexing.maxscore import Postings, candidates
from chatbot.reading.accents import without_accents

K1, B = 1.2, 0.75
_LONGEST = 255  # letters of a word that count: PostgreSQL has no room in an index for a run of thousands, such as a key
_REMEMBERED = 2_000  # terms of which the number is remembered: those of a question are asked for several times
_RECENT = 8  # questions of which all scores are remembered: each asks for candidates, then for their scores
FEW = 20_000
"""Passages up to which every posting of a question's terms is added up; beyond, common words are mostly left out."""

_CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
)
INDIC = "\u0900-\u0963\u0966-\u0dff"
"""Indic letters and the vowel signs within their words, which \\w leaves out, for a class of a regular expression."""

# ASCII letters apart: to look each up in the long class takes several times longer
_RUN = f"(?:[a-z0-9]++|[^\\W_{_CJK}]|[{INDIC}])++"
_TOKEN = re.compile(f"([{_CJK}]+)|({_RUN}(?:'{_RUN})*)")
_ASCII = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_ASCII_LETTERS = re.compile(r"[a-z]+")
_LETTERS = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+")
AS_TYPED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
"""Letters that Unicode does not take apart, as they are typed without them."""

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


class _Stemmers(threading.local):
    """The stemmers of one thread: a Snowball stemmer must not be used by two at once."""

    def __init__(self) -> None:
        self._by_language: dict[str, Stemmer | None] = {}

    def of(self, language: str) -> Stemmer | None:
        if language not in self._by_language:
            algorithm = _ALGORITHMS.get(re.split("[-_]", language.lower())[0])
            self._by_language[language] = Stemmer(algorithm) if algorithm else None
        return self._by_language[language]


_STEMMERS = _Stemmers()


def fold(text: str) -> str:
    """Return `text` as words are compared: without case, accents, typographic apostrophes and compatibility forms.

    Letters that Unicode takes for no accented ones are as readers type them: "cœur" is "coeur", "Łódź" "lodz".
    """
    if text.isascii():
        return text.lower()
    bare = without_accents(text.casefold().replace("’", "'")).casefold()
    return unicodedata.normalize("NFC", bare.translate(AS_TYPED))


def terms(text: str, language: str = "en") -> list[str]:
    """Return the stemmed terms of `text`, in order and with repetitions, function words included.

    Words are runs of letters and digits, of a long one the first 255, stemmed where `language` (a BCP 47 tag) has a
    Snowball stemmer, English ones in American spelling. Chinese, Japanese and Korean are cut into overlapping pairs of
    characters, whatever the language.
    """
    stemmer, is_english = _STEMMERS.of(language), language.lower().startswith("en")
    if text.isascii():  # the same words by a simpler expression, in a third of the time
        words = [word[:_LONGEST] for word in _ASCII.findall(text.lower())]
        if is_english:
            words = list(map(american, words))
        return list(stemmer.stemWords(words)) if stemmer else words
    found: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        run, word = match.groups()
        if word:
            word = american(word[:_LONGEST]) if is_english else word[:_LONGEST]
            found.append(stemmer.stemWord(word) if stemmer else word)
        else:
            found.extend(run[i : i + 2] for i in range(max(len(run) - 1, 1)))
    return found


def surfaces(text: str) -> list[str]:
    """Return the runs of letters of `text`, folded but not stemmed, in order; of a long one its first 255."""
    if text.isascii():  # a third of the time, as above
        return [run[:_LONGEST] for run in _ASCII_LETTERS.findall(text.lower())]
    return [run[:_LONGEST] for run in _LETTERS.findall(fold(text))]


class WordIndex:
    """The words of n passages. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what a `WordWriter` wrote into `folder`."""
        self._folder = folder
        self._terms = Words(folder, "terms")
        self._number = lru_cache(maxsize=_REMEMBERED)(self._terms.number)
        self._starts = load(folder, "postings-starts")
        self._rows = load(folder, "postings-rows")
        self._impacts = load(folder, "postings-impacts")
        self._most = load(folder, "postings-most")
        self._all_scores = lru_cache(maxsize=_RECENT)(self._score_all)
        self._forward_starts = load(folder, "forward-starts")
        self._forward_terms = load(folder, "forward-terms")
        self._forward_places = load(folder, "forward-places")
        self.mean_length = max(float(np.diff(self._forward_starts).mean()), 1.0)  # of a passage, in terms
        self._residency = Residency(
            self._rows, self._impacts, self._forward_starts, self._forward_terms, self._forward_places
        )

    def __len__(self) -> int:
        return len(self._forward_starts) - 1

    def term_numbers(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the number of each term, -1 where no passage holds it."""
        return np.fromiter(map(self._number, terms), np.int32, len(terms))

    def idf(self, terms: Sequence[str]) -> Floats:
        """Return the idf of each term; a term no passage holds counts as held by none."""
        numbers = self.term_numbers(terms)
        held = np.where(numbers >= 0, self._starts[numbers + 1] - self._starts[numbers], 0)
        return idf(held, len(self))

    def matching(self, terms: Sequence[str], limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> Hits:
        """Return up to `limit` passages that hold any term, by score; only rows where `allowed` (n,) is true."""
        if len(self) > FEW:
            rows = candidates(list(self._lists(terms)), limit, len(self), allowed)
            scores = self.bm25(terms, rows)
            kept = best(scores, limit)
            return Hits(rows[kept], scores[kept])
        scores = self._all_scores(tuple(terms))
        if allowed is not None:
            scores = np.where(allowed, scores, np.float32(0))
        kept = best(scores, limit)
        found = scores[kept]
        return Hits(kept[found > 0], found[found > 0])

    def bm25(self, terms: Sequence[str], rows: Rows) -> Floats:
        """Return the scores (len(rows),) of these passages, 0 where nothing matches."""
        if len(self) <= FEW:
            return self._all_scores(tuple(terms))[rows]
        offsets, held = self._forward(rows, self._forward_terms)  # a few pages, where postings would be searched
        return bm25(offsets, held, self.term_numbers(terms), self.idf(terms), self.mean_length)

    def words(self, rows: Rows) -> PassageWords:
        """Return the terms of the passages in reading order."""
        self._residency.used()
        return PassageWords(*self._forward(rows, self._forward_terms, self._forward_places))

    def surface_words(self) -> tuple[list[str], npt.NDArray[np.int64]]:
        """Return the unstemmed words (folded runs of letters) in order, and how often each stands in the articles."""
        return list(Words(self._folder, "surfaces")), load(self._folder, "surface-counts")

    def vocabulary(self) -> tuple[list[str], npt.NDArray[np.int64]]:
        """Return the stemmed terms, by their numbers, and how many passages hold each."""
        return list(self._terms), np.diff(self._starts)

    def _forward(self, rows: Rows, *arrays: npt.NDArray[np.int32]) -> Iterator[npt.NDArray[Any]]:
        """Yield where each passage's terms begin, and the end (n + 1,), then its part of each of the `arrays` (t,)."""
        starts, ends = self._forward_starts[rows].tolist(), self._forward_starts[rows + 1].tolist()
        if len(rows) == 1:
            yield np.array([0, ends[0] - starts[0]])
            yield from (array[starts[0] : ends[0]] for array in arrays)
            return
        parts = list(map(slice, starts, ends))
        yield np.cumsum([0, *(part.stop - part.start for part in parts)], dtype=np.int64)
        none: list[npt.NDArray[np.int32]] = [np.empty(0, np.int32)]
        yield from (np.concatenate(none + [array[part] for part in parts]) for array in arrays)

    def _score_all(self, terms: tuple[str, ...]) -> Floats:
        """Return the scores (n,) of all passages, read-only."""
        scores = np.zeros(len(self), np.float32)
        numbers = self.term_numbers(terms)
        numbers = numbers[numbers >= 0]
        for part in map(slice, self._starts[numbers].tolist(), self._starts[numbers + 1].tolist()):
            scores[self._rows[part]] += self._impacts[part]
        scores.setflags(write=False)
        return scores

    def _lists(self, terms: Sequence[str]) -> Iterator[Postings]:
        """Yield the postings of each term that a passage holds, in the order of `terms`, repetitions included."""
        for number in self.term_numbers(terms).tolist():
            part = slice(self._starts[number], self._starts[number + 1])
            if number >= 0 and part.start < part.stop:
                yield Postings(self._rows[part], self._impacts[part], float(self._most[number]))


def idf(held: npt.NDArray[np.int64], passages: int) -> Floats:
    """Return Lucene's idf of terms that `held` of all passages hold."""
    return np.log1p((passages - held + 0.5) / (held + 0.5)).astype(np.float32)


def bm25(
    offsets: npt.NDArray[np.int64], held: npt.NDArray[np.int32], terms: npt.NDArray[np.int32], idf: Floats, mean: float
) -> Floats:
    """Return the scores (n,) of n passages that hold the terms `held` (t,), for asked `terms` (m,) with their `idf`.

    Passage i's are `held[offsets[i]:offsets[i + 1]]`; a passage has `mean` terms on average.
    """
    lengths = np.diff(offsets)
    owners = np.repeat(np.arange(len(lengths)), lengths)
    scores = np.zeros(len(lengths), np.float32)
    for number, weight in zip(terms, idf, strict=True):
        frequencies = np.bincount(owners[held == number], minlength=len(lengths))
        scores += impacts(weight, frequencies, lengths, mean)
    return scores


def impacts(
    weights: Floats | np.float32, frequencies: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64], mean: float
) -> Floats:
    """Return what terms add to the scores of passages, (p,) each: idf, frequency in the passage, passage's length."""
    norms = K1 * (1 - B + B * lengths / max(mean, 1.0))
    return (weights * (frequencies / (frequencies + norms))).astype(np.float32)
