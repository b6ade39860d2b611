"""The words that a reader may have meant: of the corpus and its encoder, and of English where the corpus is English."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from chatbot.answering.english import English
from chatbot.answering.language import UNSPACED
from chatbot.answering.neighbours import Neighbours
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.british import american
from chatbot.indexing.index import Floats
from chatbot.indexing.words import fold

WORD = re.compile(r"(?<![\w@/#.])[^\W\d_]+(?![\w@/#]|\.\w)")  # no part of an address, a file name or a version

SYLLABLES = re.compile(f"{UNSPACED.pattern}|[\uac00-\ud7a3]")
"""Korean, Chinese and Japanese: one more at the end of a word is a particle ("수면제는"), and no slip of the finger."""

COMMON = 0.005  # frequency of the encoder's first word; the later ones fall off with their rank (Zipf)
AT_LARGE = 0.1  # what a word's frequency in the language counts beside that in the corpus
ATTRACTION = 0.7  # share of what speaks for two neighbouring words: the rest only says again that they are common
FUNCTION = 0.8  # nats that speak against a function word: readers mistype them, but nothing is found by them

Place = tuple[re.Match[str], str]  # a word as it was typed, and folded


class Vocabulary:
    """The known words and how rare they are. Safe to use from several threads.

    `corpus` are the words of the articles, `grammar` function words, in English and the corpus' languages; `wide` tells
    whether English at large is known, too.
    """

    def __init__(
        self,
        words: Sequence[str],
        counts: npt.NDArray[np.int64],
        common: Sequence[str],
        at_large: Callable[[], English] | None,
        grammar: frozenset[str],
    ) -> None:
        """Prepare the search for words that are near each other.

        `words` are the corpus' words as `fold` returns them, `counts` (len(words),) how often each stands there;
        `common` are words of the encoder, most frequent first. `at_large` gives the language; it is called when the
        first word is met that neither of the others holds.
        """
        self.corpus, self.grammar, self.wide = frozenset(words), FUNCTION_WORDS | grammar, at_large is not None
        total = max(int(counts.sum()), 1)
        self._frequency = {word: count / total for word, count in zip(words, counts.tolist(), strict=True)}
        for rank, word in enumerate(common):
            self._frequency[word] = self._frequency.get(word, 0.0) + COMMON / (rank + 10)
        self._neighbours = Neighbours(list(self._frequency))
        self._at_large = at_large

    @cached_property
    def _english(self) -> English | None:
        return self._at_large() if self._at_large else None

    def knows(self, word: str) -> bool:
        """Tell whether there is such a word."""
        return word in self._frequency or (self._english is not None and word in self._english)

    def is_met(self, word: str) -> bool:
        """Tell whether articles have the word, or it is common."""
        return word in self._frequency

    def spells_otherwise(self, word: str) -> bool:
        """Tell whether an unknown word is a known one as Britain, or America, spells it."""
        return self.wide and any(american(near) == american(word) for near in self.near(word))

    def rarity(self, word: str) -> float:
        """Return how rare a known word is, in nats."""
        frequency = self._frequency.get(word, 0.0)
        if self._english is not None:
            frequency += AT_LARGE * self._english.frequency(word)
        return -math.log(frequency) + (FUNCTION if word in self.grammar else 0.0)

    def near(self, typed: str) -> set[str]:
        """Return the words that are one slip away from `typed`, and some others."""
        near = self._neighbours.of(typed)
        return near if self._english is None else near | self._english.neighbours.of(typed)

    def further(self, typed: str) -> list[str]:
        """Return the words of corpus and encoder that begin as `typed` does and are at most two slips away."""
        return self._neighbours.further(typed)

    def attraction(self, first: Sequence[str], second: Sequence[str]) -> Floats:
        """Return (n,), in nats: what speaks for each `second` word where the `first` stands before it."""
        if self._english is None:
            return np.zeros(len(first), np.float32)
        return ATTRACTION * self._english.attraction(first, second)


def words_of(text: str) -> list[Place]:
    """Return the runs of letters that are words, in order; no part that vowel signs of Hindi or Thai cut out of one."""
    return [(found, fold(found.group())) for found in WORD.finditer(text) if text.isascii() or _is_whole(found)]


def with_accents(changes: Iterable[tuple[str, str]], texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (typed, meant) words with the meant ones as `texts` spell them: known words have lost their accents.

    A word in small letters is preferred: a capital may be that of a sentence, unless all have it, as German nouns do.
    """
    spelt: dict[str, str] = {}
    for word in (found for text in texts if not text.isascii() for found in WORD.findall(text)):
        if not word.isascii() and (word.islower() or fold(word) not in spelt):
            spelt[fold(word)] = word
    return tuple((typed, " ".join(_spelt(word, spelt) for word in meant.split(" "))) for typed, meant in changes)


def _spelt(word: str, spelt: Mapping[str, str]) -> str:
    found = spelt.get(fold(word), word)
    return found.upper() if word.isupper() else found if word.islower() else found[0].upper() + found[1:]


def _is_whole(found: re.Match[str]) -> bool:
    beside = found.string[max(found.start() - 1, 0) : found.start()] + found.string[found.end() : found.end() + 1]
    return beside.isascii() or not any(unicodedata.category(char).startswith("M") for char in beside)
