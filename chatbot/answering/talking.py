"""What is said to a person in other languages than English and Korean: greetings, thanks, "more", "why?", "and that?".

English and Korean stand where they are used; those of talking_words.py are asked here, and only of a text with a word
that one of them says. What English has as well ("plus", "oui") is taken for English unless other words say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from chatbot.answering.language import function_words
from chatbot.answering.talking_words import TALK
from chatbot.indexing.words import fold, surfaces

_LONGEST = 12  # words of a reply, and of a part that is courtesy
_NAME = 3  # words, at most, of the name under a message
_WORD = re.compile(r"[^\W_]+")  # a number is one, and no courtesy
_LETTERS = re.compile(r"[a-z]+")
_BREAK = re.compile(r"(?:[,;!?…–—\n]|[.:](?!\w)|(?<=\s)-(?=\s))[,;:.!?…–—\s]*")
_QUOTED = re.compile('["“”„«»]')


def _words(*patterns: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(" ".join(patterns)))


_REPLYING = {code: _words(talk.hello, talk.reply) for code, talk in TALK.items()}
_POLITE = {code: _REPLYING[code] | _words(talk.polite) for code, talk in TALK.items()}
_BESIDE = {code: frozenset(talk.beside.split()) for code, talk in TALK.items()}


def is_reply(words: Sequence[str]) -> bool:
    """Tell whether these folded words only greet, thank, agree or say goodbye."""
    said = " ".join(words)
    return any(_courtesies(code).fullmatch(said) for code in _replying(words))


def is_greeting(words: Sequence[str]) -> bool:
    """Tell whether a reply of these folded words greets."""
    said = " ".join(words)
    return any(_greetings(code).match(said) for code in _replying(words))


def goes_on(words: Sequence[str]) -> str | None:
    """Return how these folded words go on with what was answered: "more", "again" or "about"; else None."""
    said = " ".join(words)
    for code in _naming_nothing(words):
        talk = TALK[code]
        for way, pattern in (("more", talk.more), ("again", talk.again), ("about", talk.about)):
            if re.search(pattern, said):
                return way
    return None


def asks_for_gist(words: Sequence[str]) -> bool:
    """Tell whether these folded words ask for a summary and do not say of what."""
    said = " ".join(words)
    return any(re.search(TALK[code].gist, said) for code in _naming_nothing(words))


def without_courtesies(text: str) -> str:
    """Return the question of a message without greeting and thanks around it, "können Sie mir sagen" and the like.

    A message that holds nothing else stays as it is.
    """
    said = surfaces(text)
    around = {*said[:1], *said[-1:]} if "\n" not in text else set(said)  # a name may stand below the courtesy
    codes = [code for code, polite in _POLITE.items() if not polite.isdisjoint(around)]
    if not codes:
        return text
    found = list(_WORD.finditer(text))
    words = [fold(word[0]) for word in found]
    for code in codes:
        start, end = _lead(text, found, words, code), _tail(text, found, words, code)
        if start < end and (start or end < len(text)):
            return text[start:end].strip(" ,;:–—-\n")
    return text


def points_back(words: Sequence[str], languages: Iterable[str]) -> bool:
    """Tell whether one of these folded words points, in one of the languages, to what was named before."""
    said = " ".join(words)
    return any(re.search(TALK[code].points, said) for code in languages if code in TALK)


def opens(text: str, languages: Iterable[str]) -> bool:
    """Tell whether a question begins, in one of the languages, as one that goes on from another: "und für Kinder?"."""
    return any(_opening(code).match(text.casefold()) for code in languages if code in TALK)


def _replying(words: Sequence[str]) -> list[str]:
    """Return the languages in which so few words may be a reply, by the first of them."""
    if not words or len(words) > _LONGEST:
        return []
    return [code for code, said in _REPLYING.items() if words[0] in said]


def _naming_nothing(words: Sequence[str]) -> Iterator[str]:
    """Yield the languages in which none of these words says about what, and one goes on."""
    for code, beside in _BESIDE.items():
        if not beside.isdisjoint(words) and _beside(code).issuperset(words):
            yield code


def _lead(text: str, found: Sequence[re.Match[str]], words: Sequence[str], code: str) -> int:
    """Return where the courtesy before the question ends: behind a mark, or before a word that asks; else 0."""
    courtesy = _courtesies(code).match(" ".join(words[:_LONGEST]))
    count = len(courtesy[0].split()) if courtesy else 0
    if not 0 < count < len(words):
        return 0
    end, start = found[count - 1].end(), found[count].start()
    if _QUOTED.search(text, 0, end):
        return 0
    if mark := _mark(text, end, start):
        return end + len(mark)
    return start if _asking(code).match(" ".join(words[count : count + 2])) else 0


def _tail(text: str, found: Sequence[re.Match[str]], words: Sequence[str], code: str) -> int:
    """Return where the courtesy behind the last mark begins, the length of the text where there is none."""
    for start in range(max(1, len(words) - _LONGEST), len(words)):
        end = found[start - 1].end()
        mark = _mark(text, end, found[start].start())
        if not mark or ":" in mark or _QUOTED.search(text, end):  # "wie schreibt man: vielen Dank"
            continue
        courtesy = _courtesies(code).match(" ".join(words[start:]))
        left = len(words) - start - len(courtesy[0].split()) if courtesy else len(words)
        if left == 0 or (left <= _NAME and "\n" in mark):
            return found[start].start()
    return len(text)


def _mark(text: str, end: int, start: int) -> str:
    """Return the marks between a word that ends there and one that starts there, up to the last; "" where none is."""
    mark = _BREAK.search(text, end)
    return text[end : mark.end()] if mark and mark.start() < start else ""


@cache
def _courtesies(code: str) -> re.Pattern[str]:
    talk = TALK[code]
    return re.compile(rf"(?:(?:{talk.hello}|{talk.reply}|{talk.polite})(?: |$))++")


@cache
def _greetings(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{TALK[code].hello})\b")


@cache
def _asking(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{TALK[code].asks})\b")


@cache
def _opening(code: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{TALK[code].opens})\b")


@cache
def _beside(code: str) -> frozenset[str]:
    """Return the words beside which nothing is named: of grammar, and of those that go on."""
    return _BESIDE[code].union(fold(word) for word in function_words(code))
