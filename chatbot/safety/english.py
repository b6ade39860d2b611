"""Plain English words -> the signs in them: which rules of english.toml hold, and whether words alone decide.

Who is meant is read from the words before a phrase: "i want to die" is the reader, "she wants to die" is not, and "a
client says i want to die" is a clinician at work.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from chatbot.safety.phrases import Phrases
from chatbot.safety.wording import Wording

FILE = Path(__file__).with_name("english.toml")

_LOOK_BACK = 14  # words before a phrase in which its subject is looked for


class Weight(StrEnum):
    """How much a rule counts for: `PLAIN` decides by itself, `HINT` speaks for danger, `AGAINST` for none.

    `TOPIC` says only what the question is about.
    """

    PLAIN = "plain"
    HINT = "hint"
    AGAINST = "against"
    TOPIC = "topic"


class Who(StrEnum):
    """Whom a phrase has to concern; see english.toml."""

    READER = "reader"
    SUBJECT = "subject"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Rule:
    """One sign; `says` describes it to people."""

    name: str
    says: str
    weight: Weight
    who: Who
    phrases: Phrases
    next: Phrases
    unless: Phrases

    def holds(self, clause: Sequence[str]) -> bool:
        """Tell whether the clause shows this sign."""
        for start, end in self.phrases.find(clause):
            if self.next.at(clause, end) or (self.who is Who.SUBJECT and not _of_reader(clause, start)):
                continue
            return not self.unless.anywhere(clause)
        return False


@dataclass(frozen=True, slots=True)
class Signs:
    """The names of the rules that hold; `plain` where one of them decides by itself."""

    names: frozenset[str]
    plain: bool


def _rule(stored: dict[str, Any]) -> Rule:
    parts = (Phrases(stored.get(part, ()), WORDS) for part in ("phrases", "next", "unless"))
    return Rule(stored["name"], stored["says"], Weight(stored["weight"]), Who(stored["who"]), *parts)


_STORED = tomllib.loads(FILE.read_text(encoding="utf-8"))
WORDS: dict[str, str] = _STORED["words"]  # name of a list -> its words
_READER, _OTHERS, _FILLERS = (frozenset(_STORED["who"][who].split("|")) for who in ("reader", "others", "fillers"))
_NOTHING = _FILLERS | _READER  # "help me" beside a cry says no more than that
RULES = tuple(map(_rule, _STORED["rule"]))
ALONE = _rule(_STORED["alone"])
"""What decides where nothing else is said, and is no sign of danger beside other words."""
HINTS = frozenset(rule.name for rule in RULES if rule.weight in (Weight.PLAIN, Weight.HINT))
AGAINST = frozenset(rule.name for rule in RULES if rule.weight is Weight.AGAINST)
FIRST_PERSON = "first person"
_TOPIC_RULE = next(rule for rule in RULES if rule.weight is Weight.TOPIC)
TOPIC = _TOPIC_RULE.name
_REPORTED = next(rule for rule in RULES if rule.name == "another's words")
_AT_WORK = tuple(rule for rule in RULES if rule.name in {"another's words", "clients", "study and research"})


def signs(wording: Wording) -> Signs:
    """Return the signs of a question in plain words."""
    outside = clauses(wording.outside)
    at_work = wording.quoted and any(rule.holds(clause) for rule in _AT_WORK for clause in outside)
    heard = outside if at_work else clauses(wording.text)
    found = {rule.name for rule in _possible(heard) if any(rule.holds(clause) for clause in heard)}
    plain = any(
        rule.holds(clause) and not _reported(rule, clause)
        for rule in RULES
        if rule.weight is Weight.PLAIN and rule.name in found
        for clause in heard
    )
    return Signs(frozenset(found), plain or _is_all(ALONE, heard))


def _begun_by(rules: Sequence[Rule]) -> dict[str | None, list[int]]:
    """Return the numbers of the rules that may hold where a word stands; None is any word."""
    found: dict[str | None, list[int]] = {}
    for number, rule in enumerate(rules):
        for word in rule.phrases.begun_by or (None,):
            found.setdefault(word, []).append(number)
    return found


_BEGUN_BY = _begun_by(RULES)


def _possible(heard: Sequence[Sequence[str]]) -> list[Rule]:
    """Return the rules that may hold: most have no phrase that begins with a word of the question."""
    numbers = {number for clause in heard for word in (None, *clause) for number in _BEGUN_BY.get(word, ())}
    return [RULES[number] for number in sorted(numbers)]


def on_topic(wording: Wording) -> bool:
    """Tell whether a question is about suicide, self-harm, violence or abuse, quoted words included."""
    return any(_TOPIC_RULE.holds(clause) for clause in clauses(wording.text))


def clauses(text: str) -> list[list[str]]:
    """Return the words of each clause of a Wording's text."""
    return [part.split() for part in text.split(" . ") if part.strip()]


def _is_all(rule: Rule, heard: Sequence[Sequence[str]]) -> bool:
    """Tell whether phrases of this rule are all that is said, but for words that say nothing."""
    said = [clause for clause in heard if not _NOTHING.issuperset(clause)]
    return bool(said) and all(
        any(_NOTHING.issuperset((*clause[:start], *clause[end:])) for start, end in rule.phrases.find(clause))
        for clause in said
    )


def _reported(rule: Rule, clause: Sequence[str]) -> bool:
    """Tell whether the clause only reports what somebody said of himself, as clinicians do to ask about it."""
    return rule.who is not Who.ANYONE and _REPORTED.holds(clause)


def _of_reader(clause: Sequence[str], start: int) -> bool:
    """Tell whether the person named last before `start` is the reader; at the start of a clause nobody need be."""
    if clause[start] == "my":
        return True
    for word in reversed(clause[max(0, start - _LOOK_BACK) : start + 1]):
        if word in _READER:
            return True
        if word in _OTHERS:
            return False
    return all(word in _FILLERS for word in clause[:start])
