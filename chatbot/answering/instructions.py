"""What a message says of how, by whom or from what it is to be answered: "explain it simply", "act as an expert".

Readers who are used to assistants write such things around a question. The articles answer in their own words, so that
nothing is found by them, yet they move the question's vector and count among its words. instructions.toml lists what
they are made of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
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
_LEAD, _TAIL, _MANNER, _IMPERATIVE, _ROLE = (
    Phrases(_STORED[kind]["phrases"], _STORED["words"]) for kind in ("lead", "tail", "manner", "imperative", "role")
)
_BEFORE = frozenset(("and", "but", "also", "so", "now", "then", "ok", "okay", "please", "pls", "plz", "kindly", "just"))
_LEADING = _LEAD.begun_by or frozenset()
_ENDINGS = _BEFORE.union(
    *(
        step.words or ()
        for kind in ("tail", "manner")
        for phrase in _STORED[kind]["phrases"]
        for step in steps_of(phrase, _STORED["words"])[-2:]
    )
)
_ONESELF = frozenset(("i", "we", "im", "ive", "id"))
_ADVISED = frozenset(("what", "when", "where", "which", "should", "must"))
"""With "I" these ask: "what should I answer?" tells nobody how to."""

_TELLING_HOW = _TELLING | {"like", "as"}
"""What an imperative before a question has: "avoid alcohol" may be what that is about, "reply as a baker would" not."""

_HANDLING = frozenset(("use", "avoid", "skip", "leave", "include", "give", "take", "copy", "focus"))
"""Imperatives that may say after a question, too, what that is about: "how do I make pasta? Don't use eggs."."""

_POINTING = re.compile(r"\b(?:it|this|that)\b", re.IGNORECASE)

_CONDITIONS = frozenset(("with", "without", "as", "if", "for", "given", "using"))
_YOURS = frozenset(("you", "u", "your", "ur"))
"""Without these, what one of the former begins is a condition of the question: "with a reference, can I get a job?"."""

BEGINNING = _OPENING.union(_ONESELF, _BEFORE, *(phrases.begun_by or () for phrases in (_LEAD, _IMPERATIVE, _ROLE)))
"""The words that an instruction may begin with."""

_ASIDE = re.compile(r"\b(?:she|he|her|him|his|they|them|their)\b", re.IGNORECASE)
_LINKING = frozenset(("me", "us", "again", "about", "on", "to", "out", "this", "that", "the", "question"))
"""What may stand between an instruction and the question."""

_ASKING = frozenset((*ASKING.split("|"), "if", "whether"))
_SPEAKING = re.compile(
    r"\b(?:answer|repl|respond|explain|describ|talk|speak|say|writ|put|express|phras|tell|teach|present)", re.IGNORECASE
)
"""What the words begin with that may be about how to say something: "how do I explain grief in simple terms?"."""

_DOING = re.compile(
    rf"\W*(?!what(?:['’]?s| is| are)\b|how (?:long|much|many|often)\b)(?:{ASKING}|i|we|my)\b", re.IGNORECASE
)
"""What begins a question whose last words may say how it is done: "can I take my mask off briefly?"."""

_APART = _BEFORE | {"n", "only", "explain", "explained"}
"""What sets the end of one apart, as a mark does: "... and briefly"."""

_TOKEN = re.compile(r"[\w'’]+")
_MARKED = re.compile(r"\?\W*\Z")
_SYLLABLES = 2  # of a Korean word: what follows these is grammar
_LONGEST = 16  # words of a lead or a tail; of more letters is no word of it
_MARKS = ' ?.!…,;:)"'


def as_listed(word: str) -> str:
    """Return what lists of words have of it: of a Korean one the first syllables."""
    return word if word.isascii() else word[:_SYLLABLES]


def is_instruction(part: str, question: str, courteous: Collection[str], *, after: bool = False) -> bool:
    """Tell whether a part of a message, before or `after` its `question`, says how that is to be answered.

    Words that are said out of courtesy may stand among those of an instruction.
    """
    words = [*_words(part)]
    if after and "?" in part and words[:1] != ["any"]:  # "in plain words?" may be what is proposed, "any sources?" not
        return False
    start = next((place for place, word in enumerate(words) if word not in _BEFORE), len(words))
    said = words[start:]
    return bool(said) and _tells_how(said, part, question, courteous, after) and _stands_alone(question, courteous)


def _tells_how(said: Sequence[str], part: str, question: str, courteous: Collection[str], after: bool) -> bool:
    if _ROLE.at(said, 0):
        return True
    listed = all(word in _LISTED or word in courteous or word.isdigit() for word in said)
    if _IMPERATIVE.at(said, 0) and "?" not in part and "," not in (part.rstrip()[-1:], question.rstrip()[-1:]):
        if not _asks(question):
            return False
        if _is_for_answer(said, question, listed, after):
            return True
    if said[0] in _CONDITIONS and part.rstrip().endswith(",") and _YOURS.isdisjoint(said):
        return False
    is_own = said[0] in _ONESELF
    if is_own and not _ADVISED.isdisjoint(said):
        return False
    telling = _WORDS["unknowing"] if is_own else _TELLING
    opens = is_own or said[0] in _OPENING
    return opens and listed and not telling.isdisjoint(said)


def _is_for_answer(said: Sequence[str], question: str, listed: bool, after: bool) -> bool:
    """Tell whether an imperative is about the answer, and not what the question is about."""
    tells = listed or not _TELLING_HOW.isdisjoint(said[1:])
    if after:
        return tells or _HANDLING.isdisjoint(said[:3])
    return tells and not _POINTING.search(question)


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
    begins = [begin for begin, end in _TAIL.find(words[:last]) if end == last and begin]
    manners = [begin for begin, end in _MANNER.find(words[:last]) if end == last and begin]
    if _DOING.match(text) and last == len(words):
        manners = [b for b in manners if words[b] in _APART or text[tokens[b - 1].end() : tokens[b].start()] != " "]
    start = min((*begins, *manners), default=0)
    if not start or text[tokens[start].start() - 1] == "-":
        return text
    asked = text[: tokens[start].start()].rstrip(" ,;:–—-([")
    if "step" in words[start:] and not _asks(text):  # who says "show me" wants to see the steps
        return text
    if _SPEAKING.search(asked) or not _stands_alone(asked, courteous):
        return text
    return asked + text[tokens[-1].end() :].lstrip(")]")


def _asks(text: str) -> bool:
    return _MARKED.search(text) is not None or next(_words(text), "") in _ASKING


def _stands_alone(question: str, courteous: Collection[str]) -> bool:
    """Tell whether what is left of a message without an instruction has a word that no instruction has.

    It must not point to somebody whom that may have named: "my sister asks whether she ..." is about her.
    """
    return not _ASIDE.search(question) and any(
        word not in FUNCTION_WORDS and word not in _LISTED and word not in courteous for word in _words(question)
    )


def _words(text: str) -> Iterator[str]:
    return (_word(token[0]) for token in _TOKEN.finditer(text))


def _word(token: str) -> str:
    """Return a word as the lists here have it: without apostrophes."""
    return as_listed(token.lower().replace("'", "").replace("’", ""))
