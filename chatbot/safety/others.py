"""Plain statements of danger in languages other than English and Korean -> the dangers that they speak of.

others.toml holds the words. They are few and leave no doubt, because nothing else is known of these languages: a reader
who writes "quiero morirme" is seen, one who only hints at it is not.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.reading.accents import without_accents
from chatbot.safety.helplines import Danger
from chatbot.safety.phrases import Phrases

FILE = Path(__file__).with_name("others.toml")
_WORD = re.compile(r"[^\W\d_]+")
_SPACES = re.compile(r"\s+")
_UNSPACED = frozenset({"ja", "zh"})  # words are not parted by spaces


@dataclass(frozen=True, slots=True)
class Language:
    """A language whose words are parted by spaces; each of its phrases begins with one of `first`."""

    code: str
    first: frozenset[str]
    work: Phrases
    unless: Phrases
    says: dict[Danger, Phrases]

    def dangers(self, words: Sequence[str]) -> frozenset[Danger]:
        """Return the dangers that a question of these words speaks of."""
        if self.first.isdisjoint(words):
            return frozenset()
        found = frozenset(danger for danger, phrases in self.says.items() if phrases.anywhere(words))
        return frozenset() if found and (self.work.anywhere(words) or self.unless.anywhere(words)) else found


@dataclass(frozen=True, slots=True)
class UnspacedLanguage:
    """A language that parts no words: patterns over the question without its spaces."""

    code: str
    work: re.Pattern[str]
    unless: re.Pattern[str]
    says: dict[Danger, re.Pattern[str]]

    def dangers(self, text: str) -> frozenset[Danger]:
        """Return the dangers that a question without spaces speaks of."""
        found = frozenset(danger for danger, pattern in self.says.items() if pattern.search(text))
        return frozenset() if found and (self.work.search(text) or self.unless.search(text)) else found


def _load(file: Path) -> tuple[tuple[Language, ...], tuple[UnspacedLanguage, ...]]:
    stored = tomllib.loads(file.read_text(encoding="utf-8"))["language"]
    return (
        tuple(_language(one) for one in stored if one["language"] not in _UNSPACED),
        tuple(_unspaced(one) for one in stored if one["language"] in _UNSPACED),
    )


def _language(stored: dict[str, Any]) -> Language:
    lists = {name: _folded(words) for name, words in stored.get("words", {}).items()}

    def phrases(written: Sequence[str]) -> Phrases:
        return Phrases([_folded(phrase) for phrase in written], lists)

    says = {Danger(danger): phrases(written) for danger, written in stored["says"].items()}
    first = frozenset[str]().union(*(found.begun_by or () for found in says.values()))
    return Language(stored["language"], first, phrases(stored["work"].split("|")), phrases(stored["unless"]), says)


def _unspaced(stored: dict[str, Any]) -> UnspacedLanguage:
    return UnspacedLanguage(
        stored["language"],
        re.compile(stored["work"]),
        re.compile("|".join(stored["unless"])),
        {Danger(danger): re.compile("|".join(patterns)) for danger, patterns in stored["says"].items()},
    )


def _folded(text: str) -> str:
    """Return the text in lower case and without accents, as readers type on whatever keyboard they have."""
    return without_accents(text.casefold())


LANGUAGES, UNSPACED = _load(FILE)
CODES = (*(language.code for language in LANGUAGES), *(language.code for language in UNSPACED))


def dangers(question: str) -> frozenset[Danger]:
    """Return the dangers that a question in one of these languages speaks of; none where it speaks of none."""
    words = _WORD.findall(question.lower() if question.isascii() else _folded(question))
    found = frozenset(danger for language in LANGUAGES for danger in language.dangers(words))
    if question.isascii():
        return found
    text = _SPACES.sub("", unicodedata.normalize("NFC", question))
    return found.union(*(language.dangers(text) for language in UNSPACED))
