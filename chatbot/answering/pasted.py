"""A message -> the same without what came along when it was pasted: "3.2 ", "Q1:", brackets around it, a link after.

Such marks and numbers are no part of the question, yet they count among its words and move its vector.
"""

from __future__ import annotations

import re

from chatbot.answering.wording import ASKING, FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_OPENS = rf"(?=\s*+[\"“‘'*_]*+(?:(?:{ASKING}|if|i|we|my)(?:['’]?s)?\b|(?<=[.:)\]]\s)(?:{'|'.join(FUNCTION_WORDS)})\b))"
_LISTED = re.compile(
    r"[\s>#*•·–—-]*+(?:(?:faqs?|q|question)(?: ?\d{1,3}(?:\.\d{1,3})?)? ?[.:)]\s"
    rf"|[(\[]?\d{{1,3}}(?:(?:\.\d{{1,2}})+[.:)\]]?|[.:)\]])\s{_OPENS})\s*",
    re.IGNORECASE,
)
"""A mark of a FAQ or a list's number before what asks: "3.2 GHz" and "1. FC" are names."""

_ADDRESS = r"(?:https?://|www\.)[^\s<>]++"
_LINK_BEFORE = re.compile(rf"\A{_ADDRESS}\s++", re.IGNORECASE)
_LINK_AFTER = re.compile(rf"(?<!\s)(?P<gap>\s++)<?{_ADDRESS}>?\s*+\Z", re.IGNORECASE)

_COMMAND = re.compile(r"(?:^|\s)(?:--?[A-Za-z]|(?:GET|POST|PUT|PATCH|DELETE)\b)")
"""What a link is an argument of: "curl -X POST https://..."."""

_ENCLOSED = re.compile(
    r"(?:\[(?P<named>[^\[\]]++)\](?:\([^()\s]++\))?|\((?P<put>[^()]++)\)"
    r"|(?P<sign>[*_`]{1,3})(?P<said>[^*_`]++)(?P=sign))\s*+"
)

_LABEL = r"(?:question|query|prompt|질문)"
_SECTION = re.compile(rf"\W*(?:{_LABEL}|task|context|instructions?|system|role|역할)\s*+[\]>:]", re.IGNORECASE)
_ASKED = re.compile(
    rf"(?<![\w'’/-])(?<![\w'’,] )(?:{_LABEL}|(?:user )?(?:message|input|user)(?<!<input))\s*+[\]>:]+\s*+", re.IGNORECASE
)
_ENDED = re.compile(
    r"\s\[[A-Z]\w*\]|</\w+>|\s#{2,}|\b(?:response|answer|output|assistant)\s?:\W*+\Z|답변\s?:\W*+\Z", re.IGNORECASE
)
"""What begins a prompt for a language model, what the question stands behind there, and what behind that."""

_PUT = re.compile(r"[\"“](?P<asked>[^\"“”]+)[\"”][^?]*")
_POINTING = re.compile(r"\b(?:he|she|him|his|her|it|they|them|their|this|that|these|those)\b", re.IGNORECASE)


def unmarked(text: str) -> str:
    """Return the text of a message without the marks, numbers and links that stand around all of it."""
    plain = _prompted(text)
    if "://" in plain or "www." in plain:
        plain = _without_links(plain)
    if numbered := _LISTED.match(plain):
        plain = plain[numbered.end() :]
    if enclosed := _ENCLOSED.fullmatch(plain):
        plain = enclosed["named"] or enclosed["put"] or enclosed["said"]
    return plain if plain == text or any(map(str.isalnum, plain)) else text


def _without_links(text: str) -> str:
    """Return `text` without a link before or after it; "what answers at http://localhost:80?" is about that address."""
    text = _LINK_BEFORE.sub("", text)
    after = _LINK_AFTER.search(text)
    if after is None:
        return text
    said = text[: after.start()]
    is_named = said[-1:].isalnum() and "\n" not in after["gap"] and not FUNCTION_WORDS.isdisjoint(surfaces(said)[-1:])
    return text if is_named or _COMMAND.search(said) else said


def _prompted(text: str) -> str:
    """Return the question of a prompt: "### Instruction: ... ### Input: how ...? ### Response:".

    It stays whole where the question points to what stands before: "Context: he left. Question: will he come back?".
    """
    labels = [*_ASKED.finditer(text)] if _SECTION.match(text) else ()
    if not labels:
        return text
    asked = text[labels[-1].end() :]
    if put := _PUT.fullmatch(asked):
        return put["asked"]
    if ended := _ENDED.search(asked):
        asked = asked[: ended.start()]
    return text if _POINTING.search(asked) else asked
