"""Is a question for a table: of what it names, "a table of the steps", or of what was answered before, "the table?".

"Table" stands in no table, so that none is found by that. The forms are English.
"""

from __future__ import annotations

import re

from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_OF_WHAT_IT_NAMES = re.compile(
    r"\b(?:table|chart) (?:about|of|on|for|with|that|which|comparing|showing)\b|\b(?:show|see|find)\b.*\btable\b"
    r"|\b(?:in|from) (?:the|a|that|your) (?:table|chart)\b",
    re.I,
)
_TABLES = frozenset(("table", "tables", "chart", "charts"))
_WORDS = """
    show see give view display open look find read back go get want like need whole full entire article page ok okay
    thanks hi hello list overview
"""
_BESIDE = FUNCTION_WORDS | _TABLES | frozenset(_WORDS.split())


def asks_for_table(question: str) -> bool:
    """Tell whether a question asks for a table of what it names."""
    return _OF_WHAT_IT_NAMES.search(question) is not None


def named_in_table(question: str) -> str:
    """Return the words that say what is in the table a question asks for, "" where it asks for none or has no such."""
    if not asks_for_table(question):
        return ""
    return " ".join(word for word in surfaces(question) if word not in _BESIDE)


def asks_for_the_table(question: str) -> bool:
    """Tell whether a question asks for a table, and has no word that says of what."""
    said = surfaces(question)
    return not _TABLES.isdisjoint(said) and _BESIDE.issuperset(said)
