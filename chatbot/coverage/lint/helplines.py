"""Helplines -> findings: every number that nobody has verified in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from chatbot.coverage.lint.model import Finding, Level, Rule
from chatbot.safety.helplines import FRESH_DAYS, SHIPPED, read_protocol, unverified

UNVERIFIED = Rule(
    "helpline-unverified",
    Level.WARNING,
    f"Every helpline shown to readers in distress was verified in the last {FRESH_DAYS} days.",
    "call the number, compare it with its source, and write the day into verified_on",
)


def lint_helplines(file: str, today: date) -> Iterator[Finding]:
    """Yield a finding for each number that is due; "" is the file of the package.

    Raises:
        SettingsError: the file cannot be used.
    """
    path = Path(file) if file else SHIPPED
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    for line, seen in unverified(read_protocol(file), today):
        place = next((n for n, text in enumerate(lines, 1) if "number" in text and line.number in text), 0)
        yield Finding(str(path.absolute()), place, UNVERIFIED.id, "", seen, UNVERIFIED.remedy, UNVERIFIED.level)
