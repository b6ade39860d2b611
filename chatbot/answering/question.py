"""Free text (and earlier turns) -> a Question, or a clear error. A `Question` proves that the checks were made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.errors import QuestionError
from chatbot.indexing.index import Filter
from chatbot.indexing.words import terms
from chatbot.reading.metadata import has_lone_surrogate

MOST_QUOTES = 10
EVERYTHING = Filter()
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NARROW = "'-&%/" + "".join(char for char in map(chr, range(ord("0"), ord("z") + 1)) if char.isalnum())
_WIDE = "".join(chr(ord(char) + 0xFEE0) for char in _NARROW)
_PLAIN = str.maketrans(f"{_WIDE}\u3000", f"{_NARROW} ", _UNSEEN)
"""Wide letters, digits and what joins them; spaces and hyphens without width, and signs that turn the direction."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")  # all but tabs and line breaks


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader may send: characters of one question, number of earlier questions."""

    chars: int = 1000
    history: int = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be answered: `history` is oldest first.

    All texts are trimmed, composed (NFC: what is pasted from a PDF may come with its accents apart) and hold a word. No
    control character is left in them: an editor reads them on a terminal, which would obey it.
    """

    text: str
    history: tuple[str, ...] = ()
    limit: int = 3
    where: Filter = EVERYTHING
    locale: str = "en"


def make_question(
    text: str,
    history: Sequence[str] = (),
    *,
    limit: int = 3,
    where: Filter = EVERYTHING,
    locale: str = "en",
    limits: Limits | None = None,
) -> Question:
    """Return the checked question.

    Raises:
        QuestionError: the question or an earlier one is empty, too long or not Unicode text, there are too many earlier
            ones, or `limit` is out of range.
    """
    limits = limits or Limits()
    if len(history) > limits.history:
        raise QuestionError("history", f"holds {len(history)} earlier questions; send the latest {limits.history}")
    if not 1 <= limit <= MOST_QUOTES:
        raise QuestionError("limit", f"is {limit}; ask for 1 to {MOST_QUOTES} quotes")
    earlier = tuple(_checked(t, f"history[{i}]", limits.chars) for i, t in enumerate(history))
    return Question(_checked(text, "question", limits.chars), earlier, limit, where, locale)


def _checked(text: str, field: str, most: int) -> str:
    trimmed = (text if text.isascii() else text.translate(_PLAIN)).strip()
    if len(trimmed) > most:
        raise QuestionError(field, f"has {len(trimmed):,} characters; shorten it to {most:,}")
    if has_lone_surrogate(trimmed):
        raise QuestionError(field, "holds half of a surrogate pair, which is no character; send valid Unicode text")
    if not terms(trimmed):
        raise QuestionError(field, "is empty; write a question with at least one letter or digit")
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", trimmed).strip())
