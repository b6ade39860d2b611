"""A question as it is typed or spoken offhand -> the same in full: "so like what can i tell ppl lol" has its words.

Fillers and text-speak carry no content, but count as such, and as words that no article holds. The forms are English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from chatbot.answering.wording import ASKING, CONTRACTIONS, FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_WORDS = "actually basically literally exactly specifically usually typically normally generally"
_ADVERBS = _WORDS.split()
_SOUNDS = ("uh", "uhm", "um", "umm", "erm")
_SAID = "lol lmao haha hahaha omg btw tbh imo imho idk ugh hm hmm hmmm eh huh"
_CHAT = (*_SAID.split(), *_SOUNDS)
_FILLERS = (*_ADVERBS, *_CHAT, "honestly", "seriously", "bro", "dude")
_OPENING = (*_FILLERS, "so", "ok", "okay", "well", "like", "anyway", "simply put")
_CLOSING = (
    *(*_FILLERS, "or not", "or what", "or something", "anyway", "though", "in general"),
    *("per se", "nowadays", "these days", "question mark"),
)
_FILLED = frozenset((*_ADVERBS, *_SOUNDS))
_FIRST = frozenset(words.split()[0] for words in _OPENING)
_LAST = frozenset(("right", *(words.split()[-1] for words in _CLOSING)))

_GAP = r"[\s,.…–—-]*+"
_ASKS = re.compile(rf"(?:{ASKING})(?:['’]?s)?\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\W*+(?:(?!so {_ASKS.pattern})(?:(?:{'|'.join(_OPENING)})\b{_GAP})+(?={_ASKS.pattern})"
    rf"|(?:(?:{'|'.join(_CHAT)}|(?:ok|okay)(?!\s(?:to|if)\b)(?=\s(?:{'|'.join(FUNCTION_WORDS)})\b))\b{_GAP})+(?=\w))",
    re.IGNORECASE,
)
"""What may be said about something stays: "so" before anything but a question, the "OK button", "ok to hug?"."""

_AMONG = re.compile(rf"(?<=\w)(?<!does) (?:{'|'.join((*_ADVERBS, *_SOUNDS))})(?= \w)", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<! of)(?<! word)(?<![\s,])(?:[\s,]++(?:{'|'.join(_CLOSING)})|,\s++right)++(?=\W*+\Z)", re.IGNORECASE
)

_WRITTEN = """
    u you, ur your, r are, ppl people, abt about, b4 before, bc because, cuz because, coz because, thru through,
    tho though, w/ with, w/o without, wat what, wut what, gonna going to, wanna want to, gotta have to, kinda kind of,
    shud should, shld should, cud could, cld could, wud would, wld would, sth something, smth something,
    sb somebody, smn someone, sm1 someone, some1 someone, any1 anyone, every1 everyone, n and, b/c because, rly really,
    msg message, msgs messages, appt appointment, appts appointments, info information, tmrw tomorrow, 2day today,
    2morrow tomorrow, wk week, wks weeks, hrs hours, mins minutes, yrs years, btwn between, govt government
"""
_IN_FULL = dict(pair.split(maxsplit=1) for pair in _WRITTEN.split(","))
_LETTER = re.compile(
    r"(?:an?|the|is|in|of|with|for|use|using|learn|letter|vitamin) [rn]\b|(?:what|which|[b-hj-tv-z]|) n\b",
    re.IGNORECASE,
)
"""The letter, number or language, "c n c"; "what r", "how r" and "they r" say "are"."""

_DRAWN_TOGETHER = re.compile(
    rf"(?<![\w@/#.'’-])(?:{'|'.join(CONTRACTIONS)})(?![\w@/#'’-]|\.\w)"
    r"|(?<=\bit)s(?= (?:an?|the|not|been|ok|okay|too|my|your|our|his|her|their)\b)",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"(?<=\d)(?=(?:wks?|hrs|mins|yrs)\b)")
_SHORT = frozenset(surfaces(short)[0] for short in _IN_FULL)
_ENDING = ".!…"
_TRAILING_OFF = re.compile(r"(?<=\w)(?:\.{2,}|…+)\Z")


def in_full(text: str, are_held: Callable[[Sequence[str]], bool]) -> str:
    """Return a question in the words it would be written in, without fillers, and with its mark; else as it is.

    `are_held` tells whether the articles hold all of some words: what they do is no text-speak.
    """
    words = surfaces(text)
    said = text
    if not _SHORT.isdisjoint(words):
        pairs = pairwise(["", *_RUN_ON.sub(" ", said).split(" ")])
        said = " ".join(w if _LETTER.match(f"{before} {w}") else _written(w, are_held) for before, w in pairs)
    if words[:1] and words[0] in _FIRST and (before := _BEFORE.match(said)):
        said = said[before.end() :]
    if not _FILLED.isdisjoint(words):
        said = _AMONG.sub("", said)
    if words[-1:] and words[-1] in _LAST:
        said = _AFTER.sub("", said)
    said = _TRAILING_OFF.sub("", said) if not _ASKS.match(said) else said
    if said[-1:] in _ENDING and _ASKS.match(said):
        said = f"{said.rstrip(_ENDING)}?"
    return said if said == text or surfaces(said) else text


def _written(word: str, are_held: Callable[[Sequence[str]], bool]) -> str:
    """Return a word in full, with the marks after it."""
    short = word.rstrip("?!.,")
    is_word = short not in _IN_FULL or (short.isalnum() and are_held([short]))
    return word if is_word else _IN_FULL[short] + word[len(short) :]


def with_apostrophes(text: str) -> str:
    """Return an English text with the apostrophes that were left out: "shes" is "she's", "its a game" "it's a game".

    To an encoder they are other words, and what "shes" says no article does. "HES" in capitals is short for something.
    """
    words = surfaces(text)
    if "its" not in words and CONTRACTIONS.keys().isdisjoint(words):
        return text
    return _DRAWN_TOGETHER.sub(lambda found: _with_apostrophe(found[0]), text)


def _with_apostrophe(typed: str) -> str:
    place = CONTRACTIONS.get(typed.lower(), "'s").index("'")
    return typed if typed.isupper() else f"{typed[:place]}'{typed[place:]}"
