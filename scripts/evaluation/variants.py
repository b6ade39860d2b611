"""A set's questions -> the same, changed: mistyped, misspelt, misspaced, in a letter, without history, after others."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import terms
from scripts.evaluation.sets import Asked

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG_WORD = re.compile(r"[^\W\d_]{7,}")
_GAP = re.compile(r"(?<=\w) (?=\w)")
_ENDING = "?.!"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {key: "".join(row[max(0, at - 1) : at] + row[at + 1 : at + 2]) for row in _ROWS for at, key in enumerate(row)}
_AROUND = Path(__file__).with_name("around.json")
UNRELATED = ("What should I wear at a wedding in summer?", "And what if it rains?")


def mistyped(questions: Sequence[Asked], seed: int = 0) -> list[Asked]:
    """Return the questions with one random slip in each content word: swapped, dropped, doubled, or a key beside.

    A slip may leave a word as it was: two equal letters swapped, or no key known beside one.
    """
    chance = random.Random(seed)  # noqa: S311  slips, no secrets
    return [replace(asked, text=_WORD.sub(lambda found: _slip(found[0], chance), asked.text)) for asked in questions]


def run_together(questions: Sequence[Asked], seed: int = 0) -> dict[int, Asked]:
    """Return the questions without one of the spaces between two words, by their place."""
    return _once_changed(questions, seed, _GAP.finditer, lambda _gap, _chance: "")


def torn_apart(questions: Sequence[Asked], seed: int = 0) -> dict[int, Asked]:
    """Return the questions with a space in one of their long words, by their place."""
    return _once_changed(questions, seed, _LONG_WORD.finditer, _torn)


def misspelt(questions: Sequence[Asked], seed: int = 0) -> dict[int, Asked]:
    """Return the questions with one word misspelt as people do, by their place; those without such a word are left out.

    The word and its spelling are drawn among those that codespell lists.
    """
    known = _misspellings()

    def words(text: str) -> Iterator[re.Match[str]]:
        return (word for word in _WORD.finditer(text) if word[0].lower() in known)

    return _once_changed(questions, seed, words, lambda word, chance: chance.choice(known[word.lower()]))


def _once_changed(
    questions: Sequence[Asked],
    seed: int,
    find: Callable[[str], Iterable[re.Match[str]]],
    change: Callable[[str, random.Random], str],
) -> dict[int, Asked]:
    """Return the questions in which something is found, by their place, with one such match of each changed."""
    chance = random.Random(seed)  # noqa: S311  slips, no secrets
    changed: dict[int, Asked] = {}
    for place, asked in enumerate(questions):
        if found := list(find(asked.text)):
            one = chance.choice(found)
            text = asked.text[: one.start()] + change(one[0], chance) + asked.text[one.end() :]
            changed[place] = replace(asked, text=text)
    return changed


def _torn(word: str, chance: random.Random) -> str:
    at = chance.randrange(2, len(word) - 1)
    return f"{word[:at]} {word[at:]}"


@cache
def _misspellings() -> dict[str, list[str]]:
    """Return how people misspell each word of four letters or more, as codespell has collected it."""
    found: dict[str, list[str]] = {}
    listed = files("codespell_lib") / "data" / "dictionary.txt"
    for line in listed.read_text(encoding="utf-8").splitlines():
        wrong, _, right = line.partition("->")
        meant = right.partition(",")[0].strip().lower()
        if wrong.isalpha() and meant.isalpha() and len(meant) > 3:
            found.setdefault(meant, []).append(wrong)
    return found


def read_as_meant(meant: Sequence[str], typed: Sequence[str], read: Sequence[str]) -> list[bool]:
    """Return for each word that was typed otherwise than meant whether it is read as meant, or as a form of that word.

    The three hold the same questions: as they were meant, as they were typed, and as they were read.
    """
    found = []
    for right, wrong, understood in zip(meant, typed, read, strict=True):
        kept, held = set(wrong.split()), set(terms(understood))
        found += [held.issuperset(terms(word)) for word in right.split() if word not in kept]
    return found


def at_once(questions: Sequence[Asked], seed: int = 0) -> list[tuple[Asked, Asked]]:
    """Return each question with another one asked in the same breath, and that other one.

    Nothing answers both; whose other one that would be, it is left out.
    """
    chance = random.Random(seed)  # noqa: S311  which go together, no secrets
    others = chance.sample(questions, len(questions))
    pairs = [
        (one, other) for one, other in zip(questions, others, strict=True) if one.relevant.isdisjoint(other.relevant)
    ]
    return [(replace(one, text=_joined(one.text, other.text, chance)), other) for one, other in pairs]


def _joined(one: str, other: str, chance: random.Random) -> str:
    """Return two questions as one text."""
    return one.rstrip(" ?.") + chance.choice(("? And ", "? Also, ", "? ", " and ")) + other


def around(kind: str, part: str) -> list[str]:
    """Return what people say around a question ("courtesies", "stories", "instructions"), "tuned on" or "held back".

    {q} stands for the question as it was typed, {l} for the same with a small letter first, {b} for that without a mark
    at its end.
    """
    texts: list[str] = json.loads(_AROUND.read_text(encoding="utf-8"))[kind][part]
    return texts


def surrounded(questions: Sequence[Asked], texts: Sequence[str], seed: int = 0) -> list[Asked]:
    """Return the questions with one of the texts around each, as `around` gives these."""
    chance = random.Random(seed)  # noqa: S311  which goes with which, no secrets
    return [replace(asked, text=_surrounded(asked.text.strip(), chance.choice(texts))) for asked in questions]


def _surrounded(question: str, text: str) -> str:
    """Return a question with that text around it; before a further sentence it has a mark at its end."""
    small = question if question[:2].isupper() or question.startswith("I ") else question[0].lower() + question[1:]
    ended = question if question[-1] in _ENDING else f"{question}."
    text = text.replace("{q} ", f"{ended} ").replace("{q}", question)
    return text.replace("{l}", small).replace("{b}", small.rstrip(f"{_ENDING} "))


def without_history(questions: Sequence[Asked]) -> list[Asked]:
    """Return the questions as if each were the first."""
    return [replace(asked, history=()) for asked in questions]


def after_another_topic(questions: Sequence[Asked]) -> list[Asked]:
    """Return the questions as asked after two that have nothing to do with them."""
    return [replace(asked, history=UNRELATED) for asked in questions]


def _slip(word: str, chance: random.Random) -> str:
    if word.lower() in FUNCTION_WORDS:
        return word
    at = chance.randrange(len(word) - 1)
    letter, after = word[at], word[at + 1 :]
    match chance.randrange(4):
        case 0:
            return word[:at] + after[0] + letter + after[1:]
        case 1:
            return word[:at] + after
        case 2:
            return word[:at] + letter + letter + after
    return word[:at] + chance.choice(_BESIDE.get(letter.lower(), letter)) + after
