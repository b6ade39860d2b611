"""A Korean question -> the signs of danger in it, by words and character patterns of korean.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("korean.toml")
_SPACES = re.compile(r"[\s.,!?~…·ㅠㅜㅎㅋ]")
_QUOTED = re.compile(r"[\"“‘'][^\"“”‘’']{1,80}[\"”’']")
_LETTERS = re.compile("[가-힣ㄱ-ㅎ]")


@dataclass(frozen=True, slots=True)
class KoreanRule:
    """One sign; an `urgent` one counts in a clinician's question, too."""

    name: str
    says: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    urgent: bool

    def holds(self, text: str) -> bool:
        """Tell whether the question, without its spaces, shows this sign."""
        return bool(self.pattern.search(text)) and not (self.unless and self.unless.search(text))


@dataclass(frozen=True, slots=True)
class KoreanRules:
    """What tells a clinician at work, what tells the topic, and the signs of danger."""

    work: KoreanRule
    topic: re.Pattern[str]
    signs: tuple[KoreanRule, ...]


@cache
def rules() -> KoreanRules:
    """Return the rules; the first call takes 25 ms, as long as all other rules, which most servers never need."""
    stored = tomllib.loads(FILE.read_text(encoding="utf-8"))
    work = _rule({"name": "상담 업무와 연구"} | stored["work"])
    return KoreanRules(work, _any(stored["topic"]["patterns"]), tuple(map(_rule, stored["rule"])))


def _rule(stored: dict[str, Any]) -> KoreanRule:
    unless = _any(stored["unless"]) if "unless" in stored else None
    return KoreanRule(stored["name"], stored["says"], _any(stored["patterns"]), unless, stored.get("urgent", False))


def on_topic(question: str) -> bool:
    """Tell whether the question is about suicide, self-harm, violence or abuse."""
    text = _korean(question)
    return bool(text) and rules().topic.search(text) is not None


def signs(question: str) -> frozenset[str]:
    """Return the names of the rules that hold; none in a question without Korean letters."""
    text = _korean(question)
    if not text:
        return frozenset()
    known = rules()
    at_work = known.work.holds(text)
    heard = _QUOTED.sub("", text) if at_work else text
    return frozenset(rule.name for rule in known.signs if (rule.urgent or not at_work) and rule.holds(heard))


def compact(question: str) -> str:
    """Return the question without its spaces and marks, its syllables whole as in the patterns."""
    return _SPACES.sub("", unicodedata.normalize("NFC", question))


def _korean(question: str) -> str:
    """Return the question as `compact` does, "" where it has no Korean letters."""
    text = "" if question.isascii() else compact(question)
    return text if _LETTERS.search(text) else ""


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
