"""Outcomes -> the months between which their questions were asked: what nobody has asked for a year may be over.

Months and not days, since a day may tell a reader apart from others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chatbot.coverage.survey import Outcome


def months_of(outcomes: Sequence[Outcome]) -> tuple[date, ...]:
    """Return the first days of the first and of the last month in which a question was asked; none where unknown."""
    days = [day for outcome in outcomes for day, _ in outcome.days]
    return (min(days).replace(day=1), max(days).replace(day=1)) if days else ()


def in_words(months: Sequence[date]) -> str:
    """Return "in Nov 2026", "from Jan to Nov 2026", "from Nov 2025 to Jan 2026", or "" for no month."""
    if not months:
        return ""
    first, last = months[0], months[-1]
    if first == last:
        return f"in {last:%b %Y}"
    return f"from {first:%b}{'' if first.year == last.year else f' {first:%Y}'} to {last:%b %Y}"
