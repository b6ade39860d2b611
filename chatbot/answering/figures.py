"""A question's small numbers -> as the articles write them, or as the words they sound like: "how 2 wait 2 weeks".

Which is meant is told by the words beside a number: those that stand with it in the articles, and those that follow a
"to" or a "two" in English at large.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from chatbot.answering.collocations import Collocations
from chatbot.answering.english import English
from chatbot.answering.wording import FUNCTION_WORDS, is_plural, is_unsayable
from chatbot.indexing.words import fold
from chatbot.reading.parts import NUMBERS

SOUNDS = 5.0  # nats by which "to" has to fit better between two words than "two" does
KNOWN = 3.0  # the same where it is known to stand beside both

_ORDINALS = """
    1st first, 2nd second, 3rd third, 4th fourth, 5th fifth, 6th sixth, 7th seventh, 8th eighth, 9th ninth, 10th tenth
"""
_IN_WORDS = {str(number): word for number, word in enumerate(NUMBERS, 1) if number > 1}
_IN_WORDS |= dict(pair.split() for pair in _ORDINALS.split(","))
_OTHERWISE = _IN_WORDS | {word: figure for figure, word in _IN_WORDS.items()}
_SOUND = {"2": "to", "4": "for"}
_LABELS = """
    type level step stage phase part chapter version class grade page number day week group category form channel
    question option item section unit season episode volume tier layer zone rule model schedule
"""
_LABELLED = frozenset(_LABELS.split())
"""What a number after it names one of: "type 2 diabetes" has no "to"."""
_OTHERS = ("1", "3")  # what else stands in the articles after a word that a number names one of

_TOKEN = re.compile(r"(?<![^\s(\"'“‘-])[^\W_]++(?:['’.,:/][^\W_]++)*+(?![%‰°$€£¥+*=&#@])")
"""A word or a number, "2.4" and "1:1" are one; no "$2", "4%" or "C#"."""

_NONE = FUNCTION_WORDS | {""}  # words that tell nothing of a number beside them
_BESIDE = (" ", "-")  # what may stand between a number and the word that it counts

_COUNTED = "list name give show find get bring serves is are was were has have"
_HOW_MANY = frozenset(_COUNTED.split())
"""What a number after it says how many: "list 4 reasons", "is 4 too much?"."""
_JOINTS = frozenset(("to", "of", "or", "in"))  # between the numbers of a range or a share: "2 to 4 weeks"
_TIMES = frozenset(["seconds", "minutes", "hours", "days", "weeks", "months", "years"])

Number = tuple[re.Match[str], str, Sequence[str]]  # where it stands, the word before it, or "", and those after it


def as_written(text: str, collocations: Collocations, english: Callable[[], English]) -> str:
    """Return an English `text` with its numbers as they are meant; `collocations` are those of the articles."""
    written, end = "", 0
    for found, before, following in _numbers(text):
        meant = _meant(fold(found[0]), before, following, collocations, english)
        written += text[end : found.start()] + (meant or found[0])
        end = found.end()
    return written + text[end:]


def _numbers(text: str) -> Iterator[Number]:
    tokens = [*_TOKEN.finditer(text)]
    words = [fold(token[0]) for token in tokens]
    if _OTHERWISE.keys().isdisjoint(words):  # most questions
        return
    beside = [text[one.end() : other.start()] in _BESIDE for one, other in pairwise(tokens)]
    joined = {place for other in range(len(words)) for place in _joined(words, other)}
    for place in (place for place, word in enumerate(words) if word in _OTHERWISE and place not in joined):
        before = words[place - 1] if place and beside[place - 1] else ""
        gaps = [*takewhile(bool, beside[place : place + 2])]
        yield tokens[place], before, words[place + 1 : place + 1 + len(gaps)]


def _joined(words: Sequence[str], place: int) -> Sequence[int]:
    """Return the places of the two numbers of a range or a share, of which the first stands here."""
    far = 2 if words[place + 1 : place + 2] and words[place + 1] in _JOINTS else 1
    ends = words[place : place + far + 1 : far]
    return (place, place + far) if len(ends) == 2 and all(word[0].isdigit() for word in ends) else ()


def _meant(
    number: str, before: str, following: Sequence[str], collocations: Collocations, english: Callable[[], English]
) -> str | None:
    """Return what a number between words says, None where it says so itself.

    Where the articles have neither form of it beside these words, one that counts something is a word to most.
    """
    other, after = _OTHERWISE[number], next(iter(following), "")
    if _stands(number, before, after, collocations):
        return None
    if _stands(other, before, after, collocations):
        return other
    if number in _SOUND and not _names(before, after, collocations) and _sounds(number, before, after, english()):
        return _SOUND[number]
    return (
        other if number in _IN_WORDS and _counts(number, before, following) and collocations.are_held([other]) else None
    )


def _stands(said: str, before: str, after: str, collocations: Collocations) -> bool:
    """Tell whether the articles have it before or after the same word of content."""
    beside = ([before, said] if before not in _NONE else [], [said, after] if after not in _NONE else [])
    return any(collocations.stand_together(words) for words in beside if words)


def _names(before: str, after: str, collocations: Collocations) -> bool:
    """Tell whether a number after this word rather names one of several, or says how many."""
    if not after or before in _LABELLED | _HOW_MANY or (before and is_unsayable(before)):
        return True
    return before not in _NONE and any(collocations.stand_together([before, other]) for other in _OTHERS)


def _counts(number: str, before: str, following: Sequence[str]) -> bool:
    """Tell whether a figure says how many or which one, and is no part of a name: "5 new servers", not "type 2"."""
    is_name = before not in _NONE and _TIMES.isdisjoint(following[:1])
    return not number.isdigit() or (not is_name and any(map(is_plural, following)))


def _sounds(number: str, before: str, after: str, english: English) -> bool:
    """Tell whether "to" or "for" is rather meant than the number: it fits better between these words.

    Of the places in five corpora where "to" stands it fits at 93 of 100, "for" at 86; where "two" stands, at 2 of 100.
    What is many is rather counted, as in "I have 2 clients", unless the word before is known to want the other.
    """
    sound, count = _SOUND[number], _IN_WORDS[number]
    fits = english.attraction([before, sound], [sound, after])
    better = fits - english.attraction([before, count], [count, after])
    is_known = before not in _NONE and fits[1] > 0 and better[0] > KNOWN
    if after in _TIMES or (is_plural(after) and not is_known):
        return False
    return float(better.sum()) > (KNOWN if fits.min() > 0 else SOUNDS)
