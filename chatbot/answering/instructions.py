"""What a message says of how, by whom or from what it is to be answered: "explain it simply", "act as an expert".

Readers who are used to assistants write such things around a question. The articles answer in their own words, so that
nothing is found by them, yet they move the question's vector and count among its words. instructions.toml lists what
they are made of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from itertools import islice
from pathlib import Path

from chatbot.answering.wording import ASKING, FUNCTION_WORDS
from chatbot.safety.phrases import Phrases, steps_of

FILE = Path(__file__).with_name("instructions.toml")

_STORED = tomllib.loads(FILE.read_text(encoding="utf-8"))
_WORDS = {name: frozenset(words.split()) for name, words in _STORED["listed"].items()}
_LISTED = frozenset[str]().union(*_WORDS.values())
_TELLING = _WORDS["form"] | _WORDS["basis"] | _WORDS["voice"]
_OPENING = _WORDS["imperatives"] | _WORDS["beginnings"]
_LEAD, _TAIL, _IMPERATIVE, _ROLE = (
    Phrases(_STORED[kind]["phrases"], _STORED["words"]) for kind in ("lead", "tail", "imperative", "role")
)
_BEFORE = frozenset(("and", "but", "also", "so", "now", "then", "ok", "okay", "please", "pls", "plz", "kindly", "just"))
_LEADING = _LEAD.begun_by or frozenset()
_ENDINGS = _BEFORE.union(
    *(step.words or () for phrase in _STORED["tail"]["phrases"] for step in steps_of(phrase, _STORED["words"])[-2:])
)
_ONESELF = frozenset(("i", "we", "im", "ive", "id"))
_ADVISED = frozenset(("what", "when", "where", "which", "should", "must"))
"""With "I" these ask: "what should I answer?" tells nobody how to."""

BEGINNING = _OPENING.union(_ONESELF, _BEFORE, *(phrases.begun_by or () for phrases in (_LEAD, _IMPERATIVE, _ROLE)))
"""The words that an instruction may begin with."""

_ASIDE = re.compile(r"\b(?:she|he|her|him|his|they|them|their)\b", re.IGNORECASE)
_LINKING = frozenset(("me", "us", "again", "about", "on", "to", "out", "this", "that", "the", "question"))
"""What may stand between an instruction and the question."""

_ASKING = frozenset((*ASKING.split("|"), "if", "whether"))
_SPEAKING = re.compile(r"\b(?:explain|describ|talk|speak|say|writ|put|express|phras|tell|teach|present)", re.IGNORECASE)
"""What the words begin with that may be about how to say something: "how do I explain grief in simple terms?"."""

_TOKEN = re.compile(r"[\w'’]+")
_MARKED = re.compile(r"\?\W*\Z")
_LONGEST = 16  # words of a lead or a tail; of more letters is no word of it
_MARKS = ' ?.!…,;:)"'


def is_instruction(part: str, question: str, courteous: Collection[str]) -> bool:
    """Tell whether a part of a message says how the rest, its `question`, is to be answered.

    Words that are said out of courtesy may stand among those of an instruction.
    """
    words = _words(part)
    start = next((place for place, word in enumerate(words) if word not in _BEFORE), len(words))
    said = words[start:]
    return bool(said) and _tells_how(said, part, question, courteous) and _stands_alone(question, courteous)


def _tells_how(said: Sequence[str], part: str, question: str, courteous: Collection[str]) -> bool:
    if _ROLE.at(said, 0):
        return True
    if _IMPERATIVE.at(said, 0) and "?" not in part and "," not in (part.rstrip()[-1:], question.rstrip()[-1:]):
        return _asks(question)
    is_own = said[0] in _ONESELF
    if is_own and not _ADVISED.isdisjoint(said):
        return False
    telling = _WORDS["unknowing"] if is_own else _TELLING
    opens = is_own or said[0] in _OPENING
    return opens and not telling.isdisjoint(said) and all(word in _LISTED or word in courteous for word in said)


def lead(text: str, start: int, courteous: Collection[str]) -> int | None:
    """Return where an instruction ends that stands before a question without a mark between, None where none does."""
    first = next((token for token in _TOKEN.finditer(text, start) if _word(token[0]) not in _BEFORE), None)
    if first is None or _word(first[0]) not in _LEADING:  # as most often
        return None
    tokens = list(islice(_TOKEN.finditer(text, first.start()), _LONGEST))
    words = [_word(token[0]) for token in tokens]
    ends = [end for begin, end in _LEAD.find(words) if begin == 0]
    left = range(max(ends, default=len(words)), len(words))
    last = next((place for place in left if words[place] not in _LINKING), 0)
    if not last or words[last] not in _ASKING:
        return None
    place = tokens[last].start()
    is_one = not any(mark in text[start:place].rstrip(" :") for mark in ".,:;?!\n")
    return place if is_one and _stands_alone(text[place:], courteous) else None


def without_tail(text: str, courteous: Collection[str]) -> str:
    """Return a question without the instruction at its end: "... in simple terms?", "... with examples please"."""
    if _word(text[-_LONGEST:].rstrip(_MARKS).rpartition(" ")[2]) not in _ENDINGS:  # as most often
        return text
    tokens = [*_TOKEN.finditer(text)][-_LONGEST:]
    words = [_word(token[0]) for token in tokens]
    last = next((place for place in range(len(words), 0, -1) if words[place - 1] not in _BEFORE), 0)
    starts = [begin for begin, end in _TAIL.find(words[:last]) if end == last and begin]
    if not starts:
        return text
    asked = text[: tokens[min(starts)].start()].rstrip(" ,;:–—-")
    if "step" in words[min(starts) :] and not _asks(text):  # who says "show me" wants to see the steps
        return text
    if _SPEAKING.search(asked) or not _stands_alone(asked, courteous):
        return text
    return asked + text[tokens[-1].end() :]


def _asks(text: str) -> bool:
    return _MARKED.search(text) is not None or not _ASKING.isdisjoint(_words(text)[:1])


def _stands_alone(question: str, courteous: Collection[str]) -> bool:
    """Tell whether what is left of a message without an instruction has a word that no instruction has.

    It must not point to somebody whom that may have named: "my sister asks whether she ..." is about her.
    """
    return not _ASIDE.search(question) and any(
        word not in FUNCTION_WORDS and word not in _LISTED and word not in courteous for word in _words(question)
    )


def _words(text: str) -> Sequence[str]:
    return [_word(token[0]) for token in _TOKEN.finditer(text)]


def _word(token: str) -> str:
    """Return a word as the lists have it: without apostrophes, of a Korean one the first two syllables."""
    word = token.lower().replace("'", "").replace("’", "")
    return word if word.isascii() else word[:2]
