"""The rules of korean.toml, their patterns ready. Loaded when they are needed: they take as long as all other rules."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("korean.toml")


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


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _load(file: Path) -> KoreanRules:
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
    return KoreanRules(work, _any(stored["topic"]["patterns"]), rules)


RULES = _load(FILE)
