"""A question about danger -> which dangers it speaks of, most urgent first: they choose helplines and words.

dangers.toml holds the signs. Whether a question shows helplines at all is decided elsewhere (watching.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.safety import english, korean, others
from chatbot.safety.helplines import Danger
from chatbot.safety.phrases import Phrases
from chatbot.safety.wording import plain

FILE = Path(__file__).with_name("dangers.toml")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a danger; with `beside` it counts only where one of those dangers is spoken of as well."""

    danger: Danger
    says: str
    rules: frozenset[str]
    phrases: Phrases
    unless: Phrases
    pattern: re.Pattern[str]
    beside: frozenset[Danger]

    def holds(self, clauses: Sequence[Sequence[str]], compact: str, names: Collection[str]) -> bool:
        """Tell whether the question shows it: its clauses, its Korean without spaces, the names of its rules."""
        if not self.rules.isdisjoint(names) or self.pattern.search(compact):
            return True
        return any(self.phrases.anywhere(clause) and not self.unless.anywhere(clause) for clause in clauses)


def _signs(file: Path) -> tuple[Sign, ...]:
    stored = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(_sign(sign, english.WORDS | stored["words"]) for sign in stored["sign"])


def _sign(stored: dict[str, Any], lists: dict[str, str]) -> Sign:
    return Sign(
        danger=Danger(stored["danger"]),
        says=stored["says"],
        rules=frozenset(stored.get("rules", ())),
        phrases=Phrases(stored["phrases"], lists),
        unless=Phrases(stored.get("unless", ()), lists),
        pattern=re.compile("|".join(stored["patterns"])),
        beside=frozenset(map(Danger, stored.get("beside", ()))),
    )


SIGNS = _signs(FILE)


def dangers_of(question: str) -> tuple[Danger, ...]:
    """Return the dangers that a question speaks of, most urgent first; the danger to oneself where it names none."""
    wording = plain(question)
    names = english.signs(wording).names | korean.signs(question)
    clauses, compact = english.clauses(wording.text), korean.compact(question)
    shown = [sign for sign in SIGNS if sign.holds(clauses, compact, names)]
    alone = {sign.danger for sign in shown if not sign.beside}
    found = alone | {sign.danger for sign in shown if sign.beside & alone} | others.dangers(question)
    return tuple(danger for danger in Danger if danger in found) or (Danger.SELF,)
