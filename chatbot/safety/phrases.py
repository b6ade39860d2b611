"""Phrases over words: "<want> to *2 die" -> where a clause says that. No regular expressions: time grows with words.

A phrase is words apart by spaces. `a|b` is either word, `<name>` a word of that list, `word?` may be missing, `*3`
stands for up to three words of any kind, and the shortest reading is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Lists = Mapping[str, str]  # name of a list -> its words, "a|b|c"


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase: `least` to `most` words out of `words`, out of all words where that is None."""

    words: frozenset[str] | None
    least: int = 1
    most: int = 1


Steps = tuple[Step, ...]


def steps_of(phrase: str, lists: Lists) -> Steps:
    """Return the steps of a phrase.

    Raises:
        ValueError: the phrase names a list that there is not.
    """
    return tuple(_step(part, lists) for part in phrase.split())


def _step(part: str, lists: Lists) -> Step:
    if part.startswith("*"):
        return Step(None, 0, int(part[1:]))
    least = 0 if part.endswith("?") else 1
    words: set[str] = set()
    for word in part.removesuffix("?").split("|"):
        if word.startswith("<"):
            name = word.strip("<>")
            if name not in lists:
                raise ValueError(f"there is no word list {name!r}; known lists: {', '.join(lists)}")
            words.update(lists[name].split("|"))
        else:
            words.add(word)
    return Step(frozenset(words), least)


class Phrases:
    """Several phrases, found in one go."""

    def __init__(self, phrases: Sequence[str], lists: Lists) -> None:
        self._by_first: dict[str, list[Steps]] = {}
        self._anywhere: list[Steps] = []  # those whose first word may be any or missing
        for phrase in phrases:
            steps = steps_of(phrase, lists)
            if steps[0].words is None or not steps[0].least:
                self._anywhere.append(steps)
                continue
            for word in steps[0].words:
                self._by_first.setdefault(word, []).append(steps)

    @property
    def begun_by(self) -> frozenset[str] | None:
        """The words with which these phrases begin; None where one may begin with any word."""
        return None if self._anywhere else frozenset(self._by_first)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each place in the clause `words` where a phrase stands."""
        for start, word in enumerate(words):
            for steps in (*self._by_first.get(word, ()), *self._anywhere):
                end = _end(words, start, steps)
                if end is not None:
                    yield start, end

    def at(self, words: Sequence[str], start: int) -> bool:
        """Tell whether a phrase stands at `start`."""
        if start >= len(words):
            return False
        tried = (*self._by_first.get(words[start], ()), *self._anywhere)
        return any(_end(words, start, steps) is not None for steps in tried)

    def anywhere(self, words: Sequence[str]) -> bool:
        """Tell whether a phrase stands anywhere in the clause `words`."""
        return next(self.find(words), None) is not None


def _end(words: Sequence[str], start: int, steps: Steps) -> int | None:
    """Return where the shortest match of all `steps` at `start` ends, None where there is none."""
    if not steps:
        return start
    step, rest = steps[0], steps[1:]
    for count in range(step.most + 1):
        if count >= step.least:
            end = _end(words, start + count, rest)
            if end is not None:
                return end
        if start + count >= len(words) or (step.words is not None and words[start + count] not in step.words):
            return None
    return None
