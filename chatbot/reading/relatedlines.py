"""The lines under "Related articles" in a plain-text export -> links, with category and title told apart again.

On the page the category is a label above the title; the export runs them together: "Case ConceptualizationBreaking the
Game". They are split where one word seems to end inside another, and where several entries share what stands before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from chatbot.reading.article import RelatedLink

READING_TIME = re.compile(
    r"\d{1,3}[ -]?min(?:ute)?s?\.?(?: read)?|(?:약 )?\d{1,3} ?분(?: ?(?:읽기|소요|분량))?", re.IGNORECASE
)
_LONGEST_CATEGORY = 4  # words
_ENDED = re.compile(r"[.!…。][\"'”’)]*$")
_JOINT = re.compile(
    r"(?=[A-Z\d\"“‘])(?:"
    r"(?<=[a-z])(?=[A-Z\d])"  # ConceptualizationBreaking, Conceptualization5 ways
    r"|(?<=[a-z)가-힣])(?=[\"“‘][^\W_])"  # Conceptualization"Yes, but"
    r"|(?<=[\d)+])(?=[A-Z][a-z])"  # Level 2Breaking, (CBT)Breaking
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})"  # ACTBreaking
    r")"
)
_PARTICLE = re.compile(r"(?:이|가|은|는|을|를|의|에|와|과|로|도|만|에서|으로|까지|부터|하는|하고)(?:\s|$)")


def links_of(lines: Sequence[tuple[str, bool]]) -> tuple[list[RelatedLink], list[str]]:
    """Return the links, and their visible lines with category and title on lines of their own.

    `lines` are (text, whether a blank line stands before it). An entry is a title, and a deck and reading time where
    the page has them. What follows the last reading time is no entry but the page's end.
    """
    entries: list[tuple[list[str], list[str]]] = []  # (texts, reading times); a time alone is a title
    for group in _groups(lines):
        texts = [line for line in group if not READING_TIME.fullmatch(line)]
        entries.append((texts, [line for line in group if READING_TIME.fullmatch(line)]) if texts else (group, []))
    rest = entries.pop() if entries[0][1] and not entries[-1][1] else ([], [])
    above = Counter(texts[0] for texts, _ in entries if len(texts) > 1)
    if any(len(texts) > 2 and _stands_alone(texts, above) for texts, _ in entries):
        # where one entry has its category on a line of its own, a short line over one without a full stop is one, too
        pairs = (texts for texts, _ in entries if len(texts) == 2)
        above += Counter(first for first, _ in pairs if len(first.split()) <= _LONGEST_CATEGORY)
    categories = _categories([texts[0] for texts, _ in entries if not _stands_alone(texts, above)])
    links: list[RelatedLink] = []
    shown: list[str] = []
    for texts, times in entries:
        if _stands_alone(texts, above):
            category, title, *deck = texts
        else:
            category = categories[texts[0]]
            title, *deck = texts[0][len(category) :], *texts[1:]
        links.append(RelatedLink(title, category, " ".join(deck)))
        shown += [line for line in (category, title, *deck, *times) if line]
    return links, shown + rest[0]


def _groups(lines: Sequence[tuple[str, bool]]) -> list[list[str]]:
    """Return the lines of each entry: a reading time ends it, or begins it, or a blank line, or a deck."""
    timed = any(READING_TIME.fullmatch(text) for text, _ in lines)
    begins_with_time = bool(READING_TIME.fullmatch(lines[0][0]))
    spaced = any(gap for _, gap in lines[1:]) and not all(gap for _, gap in lines[1:])
    groups: list[list[str]] = []
    for text, gap in lines:
        last = groups[-1] if groups else []
        if begins_with_time:
            begins = bool(READING_TIME.fullmatch(text))
        elif timed:
            begins = not last or bool(READING_TIME.fullmatch(last[-1]))
        elif spaced:
            begins = not last or gap
        else:
            begins = not last or not _ENDED.search(text) or len(last) > 1
        if begins:
            groups.append([text])
        else:
            last.append(text)
    return groups


def _stands_alone(texts: Sequence[str], above: Counter[str]) -> bool:
    """Tell whether an entry's first line is a category: several entries have it, or title and deck come after it."""
    if len(texts) < 2 or _ENDED.search(texts[1]):
        return False
    return above[texts[0]] > 1 or (
        len(texts) > 2 and len(texts[0].split()) <= _LONGEST_CATEGORY and not _JOINT.search(texts[0])
    )


def _categories(heads: Sequence[str]) -> dict[str, str]:
    """Return the category with which each head begins, "" where nothing tells one.

    A beginning that ends at a joint and that another entry shares is sure; otherwise the first joint counts, as long as
    every entry has one (a name like "YouTube" in one title of several is none).
    """
    joints = {head: [head[: joint.start()] for joint in _JOINT.finditer(head)] for head in heads}
    prefixes = {prefix for found in joints.values() for prefix in found}
    shared = [prefix for prefix in prefixes if sum(_opens(head, prefix) for head in joints) > 1]
    shared.sort(key=len, reverse=True)
    known = {head: next((prefix for prefix in shared if _opens(head, prefix)), "") for head in joints}
    every = all(joints[head] or known[head] for head in joints)
    caseless = _caseless_prefix(heads)
    return {
        head: known[head]
        if known[head] and (every or " " in known[head])
        else (found[0] if every and found else caseless)
        for head, found in joints.items()
    }


def _opens(head: str, prefix: str) -> bool:
    """Tell whether a title can begin right behind `prefix`."""
    rest = head[len(prefix) :]
    return head.startswith(prefix) and bool(rest) and not rest[0].isspace() and not rest[0].islower()


def _caseless_prefix(heads: Sequence[str]) -> str:
    """Return what all titles share in a script without capitals, unless it is a word that they merely begin with."""
    columns = zip(*heads, strict=False) if len(set(heads)) > 1 else ()
    prefix = "".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))
    rests = [head[len(prefix) :] for head in heads]
    if len(prefix) < 2 or prefix[-1].isspace() or prefix[-1].lower() != prefix[-1].upper():
        return ""
    joined = all(rest and rest[0].isalnum() and rest[0].lower() == rest[0].upper() for rest in rests)
    return prefix if joined and not any(_PARTICLE.match(rest) for rest in rests) else ""
