"""Plain statements of danger in languages other than English and Korean -> the dangers that they speak of.

others.toml holds the words. They are few and leave no doubt, because nothing else is known of these languages: a reader
who writes "quiero morirme" is seen, one who only hints at it is not.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
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
class Characters:
    """Statements of a language that parts no words: a pattern over a question whose only word is all of it."""

    pattern: re.Pattern[str]

    def anywhere(self, words: Sequence[str]) -> bool:
        """Tell whether a statement stands anywhere in one of the words."""
        return any(map(self.pattern.search, words))


@dataclass(frozen=True, slots=True)
class Language:
    """A language's statements; each begins with one of the words `first`, None where words are not parted."""

    code: str
    first: frozenset[str] | None
    work: Phrases | Characters
    unless: Phrases | Characters
    says: Mapping[Danger, Phrases | Characters]

    def dangers(self, words: Sequence[str]) -> frozenset[Danger]:
        """Return the dangers that a question of these words speaks of."""
        if not words or (self.first is not None and self.first.isdisjoint(words)):
            return frozenset()
        found = frozenset(danger for danger, phrases in self.says.items() if phrases.anywhere(words))
        return frozenset() if found and (self.work.anywhere(words) or self.unless.anywhere(words)) else found


def _load(file: Path) -> tuple[Language, ...]:
    stored = tomllib.loads(file.read_text(encoding="utf-8"))["language"]
    parted = [_parted(one) for one in stored if one["language"] not in _UNSPACED]
    return (*parted, *(_unparted(one) for one in stored if one["language"] in _UNSPACED))


def _parted(stored: dict[str, Any]) -> Language:
    lists = {name: _folded(words) for name, words in stored.get("words", {}).items()}

    def phrases(written: Sequence[str]) -> Phrases:
        return Phrases([_folded(phrase) for phrase in written], lists)

    says = {Danger(danger): phrases(written) for danger, written in stored["says"].items()}
    first = frozenset[str]().union(*(found.begun_by or () for found in says.values()))
    return Language(stored["language"], first, phrases(stored["work"].split("|")), phrases(stored["unless"]), says)


def _unparted(stored: dict[str, Any]) -> Language:
    def characters(patterns: Sequence[str]) -> Characters:
        return Characters(re.compile("|".join(patterns)))

    says = {Danger(danger): characters(patterns) for danger, patterns in stored["says"].items()}
    return Language(stored["language"], None, characters([stored["work"]]), characters(stored["unless"]), says)


def _folded(text: str) -> str:
    """Return the text in lower case and without accents, as readers type on whatever keyboard they have."""
    return without_accents(text.casefold())


LANGUAGES = _load(FILE)


def dangers(question: str) -> frozenset[Danger]:
    """Return the dangers that a question in one of these languages speaks of; none where it speaks of none."""
    words = _WORD.findall(question.lower() if question.isascii() else _folded(question))
    whole = [] if question.isascii() else [_SPACES.sub("", unicodedata.normalize("NFC", question))]
    return frozenset(danger for one in LANGUAGES for danger in one.dangers(whole if one.first is None else words))
