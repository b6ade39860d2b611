"""Text -> its content words as stems, the same for lint, overlap and gaps; its beginning or lines as shown; a count."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from textwrap import wrap
from typing import TextIO

from stop_words import get_stop_words

from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import INDIC, fold, terms

_LETTERS = rf"(?:[^\W_]|[{INDIC}])++"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
_ASKING = """
    already also always best does even get gets getting go goes going got hello hi know like need needs now often
    possible still tell thank thanks us want wants way ways whats
"""
_STOPS = FUNCTION_WORDS | frozenset(_ASKING.split())
_COMMON = _STOPS.union(map(fold, get_stop_words("en")))  # "order", "home" and "work" among them


def words_and_stems(text: str) -> Iterator[tuple[str, str]]:
    """Yield (word as typed, its stem) of each content word, in order; stop words and single letters are left out."""
    for match in _WORD.finditer(text):
        word = match.group()
        folded = fold(word).removesuffix("'s")
        if len(folded) > 1 and folded not in _STOPS:
            yield from ((word, stem) for stem in terms(folded)[:1])


def stems(text: str) -> list[str]:
    """Return the stems of the content words of `text`, in order."""
    return [stem for _, stem in words_and_stems(text)]


def uncommon_stems(text: str) -> list[str]:
    """Return the stems of the words that tell texts apart: not of those that are common in all English."""
    return [stem for word, stem in words_and_stems(text) if fold(word).removesuffix("'s") not in _COMMON]


def shortened(text: str, most: int = 90) -> str:
    """Return `text` on one line, cut after a word where it has more than `most` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def fitted(text: str, stream: TextIO) -> str:
    """Return `text` as it is, or for a terminal with its long lines broken between words and indented."""
    if not stream.isatty():
        return text
    width, lines = shutil.get_terminal_size().columns, []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        lines += wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(lines)


def counted(count: int, noun: str) -> str:
    """Return "1 answer" or "1,200 answers"."""
    return f"{number(count)} {plural(count, noun)}"


def number(count: int) -> str:
    """Return "1,200"."""
    return f"{count:,}"


def plural(count: int, noun: str) -> str:
    """Return "answer" of one, "answers" of any other number."""
    return noun if count == 1 else f"{noun}s"


def unsure(count: int) -> str:
    """Return "1 question without a sure answer is" or "1,200 questions without a sure answer are"."""
    return f"{counted(count, 'question')} without a sure answer {'is' if count == 1 else 'are'}"
