"""A Korean question -> the signs of danger in it, by words and character patterns of korean.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("korean.toml")

_SPACES = re.compile(r"[\s.,!?~…·ㅠㅜㅎㅋ]")
_QUOTED = re.compile(r"[\"“‘'][^\"“”‘’']{1,80}[\"”’']")


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


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _load(file: Path) -> tuple[KoreanRule, re.Pattern[str], tuple[KoreanRule, ...]]:
    stored = tomllib.loads(file.read_text(encoding="utf-8"))
    work = KoreanRule("상담 업무와 연구", stored["work"]["says"], _any(stored["work"]["patterns"]), None, urgent=False)
    rules = tuple(
        KoreanRule(
            rule["name"],
            rule["says"],
            _any(rule["patterns"]),
            _any(rule["unless"]) if "unless" in rule else None,
            rule.get("urgent", False),
        )
        for rule in stored["rule"]
    )
    return work, _any(stored["topic"]["patterns"]), rules


WORK, _TOPIC, RULES = _load(FILE)


def on_topic(question: str) -> bool:
    """Tell whether the question is about suicide, self-harm, violence or abuse."""
    return not question.isascii() and bool(_TOPIC.search(compact(question)))


def signs(question: str) -> frozenset[str]:
    """Return the names of the rules that hold; none in a question without Korean letters."""
    if question.isascii():
        return frozenset()
    text = compact(question)
    if not any("가" <= c <= "힣" or "ㄱ" <= c <= "ㅎ" for c in text):
        return frozenset()
    at_work = WORK.holds(text)
    heard = _QUOTED.sub("", text) if at_work else text
    return frozenset(rule.name for rule in RULES if (rule.urgent or not at_work) and rule.holds(heard))


def compact(question: str) -> str:
    """Return the question without its spaces and marks, its syllables whole as in the patterns."""
    return _SPACES.sub("", unicodedata.normalize("NFC", question))
