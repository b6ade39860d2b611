"""Helplines -> findings: every number that nobody has verified in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from chatbot.coverage.lint.model import Finding, Level, Rule, Violation
from chatbot.safety.helplines import FRESH_DAYS, SHIPPED, Protocol, read_protocol, unverified

UNVERIFIED = Rule(
    "helpline-unverified",
    Level.WARNING,
    f"Every helpline shown to readers in distress was verified in the last {FRESH_DAYS} days.",
    "call the number, compare it with its source, and write the day into verified_on",
)

_NUMBER = re.compile(r"""\bnumber *= *["']([^"']+)["']""")


def lint_helplines(file: str, today: date) -> Iterator[Finding]:
    """Yield a finding for each number that is due; "" is the file of the package.

    Raises:
        SettingsError: the file cannot be used.
    """
    path = Path(file) if file else SHIPPED
    protocol = read_protocol(file)
    places = dict(zip(map(id, protocol.helplines), _places(path, protocol), strict=True))
    for line, seen in unverified(protocol, today):
        yield UNVERIFIED.finding(str(path.absolute()), Violation(places[id(line)], "", seen))


def _places(path: Path, protocol: Protocol) -> Iterator[int]:
    """Yield the line of the file where each helpline's number stands, 0 where it is not found.

    Two countries may share a number, such as 112: the second helpline with it has the second such line.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    stated: dict[str, list[int]] = {}
    for place, text in enumerate(lines, 1):
        if found := _NUMBER.search(text):
            stated.setdefault(found[1], []).append(place)
    left = {number: iter(places) for number, places in stated.items()}
    for line in protocol.helplines:
        yield next(left.get(line.number, iter(())), 0)
