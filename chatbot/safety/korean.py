"""A Korean question -> the signs of danger in it, by words and character patterns of korean.toml."""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from chatbot.safety.koreanrules import KoreanRules

RULES = "chatbot.safety.koreanrules"
_SPACES = re.compile(r"[\s.,!?~…·ㅠㅜㅎㅋ]")
_QUOTED = re.compile(r"[\"“‘'][^\"“”‘’']{1,80}[\"”’']")
_LETTERS = re.compile("[가-힣ㄱ-ㅎ]")


def rules() -> KoreanRules:
    """Return the rules; the first call takes 25 ms."""
    return cast("KoreanRules", import_module(RULES).RULES)


def on_topic(question: str) -> bool:
    """Tell whether the question is about suicide, self-harm, violence or abuse."""
    text = "" if question.isascii() else compact(question)
    return _LETTERS.search(text) is not None and rules().topic.search(text) is not None


def signs(question: str) -> frozenset[str]:
    """Return the names of the rules that hold; none in a question without Korean letters."""
    text = "" if question.isascii() else compact(question)
    if not _LETTERS.search(text):
        return frozenset()
    known = rules()
    at_work = known.work.holds(text)
    heard = _QUOTED.sub("", text) if at_work else text
    return frozenset(rule.name for rule in known.signs if (rule.urgent or not at_work) and rule.holds(heard))


def compact(question: str) -> str:
    """Return the question without its spaces and marks, its syllables whole as in the patterns."""
    return _SPACES.sub("", unicodedata.normalize("NFC", question))
