"""A typed word and one that may be meant -> how unlikely the slip is that parts them, in nats. Knows no vocabulary.

The costs were tried one by one on slips of the finger and on misspellings that people made, both of which
scripts/evaluate_variants.py measures: with a vowel too many at the cost of any letter, or without letters in the wrong
place, fewer are read as meant.
"""

from __future__ import annotations

ODD = 2.5  # a slip from here on is believed only of a long or common word: what was typed may be a name or a term
UNCOMMON = 1.2  # a slip from here on is another than swapped letters or a letter typed twice
TWO_SLIPS = 5.0  # of any kind

_PLACES = {c: (x + y / 2, y) for y, row in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm")) for x, c in enumerate(row)}
_VOWELS = "aeiouy"
_SOUNDS = (_VOWELS, "csz", "ckq", "dt")  # letters that are taken for each other by those who spell by ear


def slip(typed: str, meant: str) -> float | None:
    """Return how unlikely it is to type `typed` for `meant`, None where no single slip parts them.

    Swapped letters and a letter typed twice are the commonest, or twice in place of the one beside it ("kepp"); then a
    dropped or a neighbouring key's letter, then one that was hit beside another, then one that sounds alike, a vowel
    too many, and a letter in the wrong place ("tounge"). The first letter is rarely wrong.
    """
    most = min(len(typed), len(meant))
    start = 0
    while start < most and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < most - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    was, now = meant[start : len(meant) - end], typed[start : len(typed) - end]
    first = 0.0 if start else 1.0
    match len(was), len(now):
        case 2, 2 if now == was[::-1]:
            return first + 1.0
        case 0, 1:
            return first + _added(typed, start)
        case 1, 0:
            return first + 1.2
        case 1, 1:
            return first + _wrong(typed, start, was)
        case n, m if n == m > 2 and now in (was[1:] + was[0], was[-1] + was[:-1]):
            return first + 2.2
    return None


def _added(typed: str, place: int) -> float:
    """Return what a letter too many costs, at `place`."""
    if place and typed[place] == typed[place - 1]:
        return 0.7
    if any(_neighbouring(typed[place], other) for other in _beside(typed, place)):  # one finger hit both keys
        return 1.7
    return 2.0 if typed[place] in _VOWELS else ODD


def _wrong(typed: str, place: int, meant: str) -> float:
    """Return what it costs that the letter at `place` is another one than the `meant`."""
    now, beside = typed[place], _beside(typed, place)
    if len(beside) > 1 and set(beside) == {now, meant}:
        return 1.0  # the wrong one of two letters is doubled
    return 1.2 if _neighbouring(meant, now) else 2.0 if _sound_alike(meant, now) else 3.0


def _beside(typed: str, place: int) -> str:
    """Return the letters before and after the one at `place`."""
    return typed[max(0, place - 1) : place] + typed[place + 1 : place + 2]


def _sound_alike(a: str, b: str) -> bool:
    return any(a in group and b in group for group in _SOUNDS)


def _neighbouring(a: str, b: str) -> bool:
    """Tell whether two letters are on neighbouring keys of a QWERTY keyboard."""
    if a not in _PLACES or b not in _PLACES:
        return False
    (ax, ay), (bx, by) = _PLACES[a], _PLACES[b]
    return abs(ax - bx) <= 1 and abs(ay - by) <= 1
