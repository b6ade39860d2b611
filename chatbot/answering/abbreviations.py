"""A question's abbreviations -> what the articles write them for: "who founded OSM?" asks about OpenStreetMap.

To the encoder a name of few letters says nothing but itself: all that is asked with it is nearest to the one FAQ
question that has it, too. It is short for what an article puts before it, "OpenStreetMap (OSM)", or behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from chatbot.answering.naming import heading_of
from chatbot.answering.stemming import Stems
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import Filter, PassageIndex, record_of
from chatbot.indexing.words import fold
from chatbot.reading.passages import Passage

_LOOKED_AT = 50  # passages, the best by BM25: who explains an abbreviation uses it
_REMEMBERED = 1000  # words
_AROUND = 100  # characters, within which stands what it is short for
_SHORTEST, _LONGEST = 3, 6  # letters of an abbreviation; two stand for too much, as "PM" after an hour

_TYPED = re.compile(rf"(?<![\w@/#.'’&-])[^\W\d_]{{{_SHORTEST},{_LONGEST}}}(?![\w@/#&-]|\.\w| ?\()")
_ASKED_FOR = re.compile(
    r"\b(?:stands? for|mean(?:s|ing)?|abbreviat\w+|acronyms?|in full|full form|short for)\b", re.IGNORECASE
)
"""Who asks so asks for the abbreviation itself."""
_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[^\W\d_](?:(?![A-Z])[^\W\d_])*")  # "OpenStreetMap" is one word of three parts


class Abbreviations:
    """What the articles of one index explain. Safe to use from several threads."""

    def __init__(self, index: PassageIndex, stems: Stems, common: Iterable[str]) -> None:
        """Prepare; no article is read before the first abbreviation is looked for.

        `common` are the English words that the encoder knows.
        """
        self._index = index
        self._stems = stems
        self._words = FUNCTION_WORDS.union(word for word in common if len(word) <= _LONGEST)
        self._meant = lru_cache(_REMEMBERED)(self._explained)

    def in_full(self, text: str) -> str:
        """Return `text` with its abbreviations as the articles explain them, unless it asks what one is short for.

        Written small, or where all is written in capitals, only an English word that the encoder does not know is one:
        "who" is not "WHO".
        """
        if _ASKED_FOR.search(text):
            return text
        tells, english = text != text.upper(), self._stems.languages == ["en"]

        def full(found: re.Match[str]) -> str:
            word = fold(found[0])
            if not (tells and found[0].isupper()) and (not english or word in self._words):
                return found[0]
            meant = self._meant(word)
            return meant if meant and fold(meant) not in fold(text) else found[0]

        return _TYPED.sub(full, text)

    def _explained(self, word: str) -> str | None:
        """Return what a word is short for; None where no article says so, or not all the same, or it is used more.

        As often is enough in FAQ questions and headings: to the encoder those are what is asked.
        """
        terms = self._stems.of(word)
        if not terms or (self._index.term_numbers(terms) < 0).any():
            return None
        passages = self._best(terms)
        texts = [*{passage.article_id: text for passage, text in passages}.values()]
        meant = {fold(form): form for text in texts for form in _full_forms(word, text)}
        if len({tuple(self._stems.of(form)) for form in meant}) != 1:
            return None
        used, form = max((_count(form, texts), form) for form in meant.values())
        headings = {heading_of(*found) for found in (*passages, *self._best(self._stems.of(form)))}
        short = word.upper() if word in self._words else word  # "who" is not "WHO" there either
        headed = _count(short, headings)
        is_preferred = _count(short, texts) > used or (headed and headed >= _count(form, headings))
        return None if is_preferred else form

    def _best(self, terms: Sequence[str]) -> list[tuple[Passage, str]]:
        """Return the best passages for these terms, each with the text of its article."""
        passages = self._index.passages(self._index.matching(terms, _LOOKED_AT, Filter()).rows)
        return [(passage, record_of(self._index, passage.article_id).text) for passage in passages]


def _full_forms(word: str, text: str) -> Iterator[str]:
    """Yield what stands right before "(WORD)", or in brackets behind WORD, and has its letters."""
    brackets = re.finditer(rf"\({re.escape(word)}s?\)", text, re.IGNORECASE)
    for before in dict.fromkeys(text[max(0, found.start() - _AROUND) : found.start()] for found in brackets):
        for pattern in (_WORD, _PART):
            parts = [*pattern.finditer(before)][-2 * len(word) :]
            begins = (n for n in range(len(parts) - 1, -1, -1) if _is_short(word, [p[0] for p in parts[n:]]))
            if (n := next(begins, None)) is not None:
                yield before[parts[n].start() : parts[-1].end()]
                break
    for found in re.finditer(rf"\b{re.escape(word)}s? \(([^()]{{1,{_AROUND}}})\)", text, re.IGNORECASE):
        if any(_is_short(word, pattern.findall(found[1])) for pattern in (_WORD, _PART)):
            yield found[1]


def _count(words: str, texts: Iterable[str]) -> int:
    """Return how often words are used, apart from brackets around them; in capitals only if `words` are."""
    used = re.compile(rf"(?<![\w(]){re.escape(words)}s?\b", re.NOFLAG if words.isupper() else re.IGNORECASE)
    return sum(len(used.findall(text)) for text in texts)


def _is_short(word: str, parts: Sequence[str]) -> bool:
    """Tell whether a word has the first letters of these, grammar counting or not, but not to begin with."""
    letters = [fold(part)[:1] for part in parts]
    telling = [letter for letter, part in zip(letters, parts, strict=True) if fold(part) not in FUNCTION_WORDS]
    return letters[:1] == telling[:1] and word in ("".join(letters), "".join(telling))
