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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What follows the first `begun` words of a phrase, and words of which one has to stand in its clause, if any."""

    begun: int
    rest: Steps
    needed: frozenset[str] | None


def _phrase(steps: Steps, begun: int) -> _Phrase:
    rest = steps[begun:]
    return _Phrase(begun, rest, next((step.words for step in reversed(rest) if step.words and step.least), None))


class Phrases:
    """Several phrases, found in one go."""

    def __init__(self, phrases: Sequence[str], lists: Lists) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}
        self._anywhere: list[_Phrase] = []  # those whose first word may be any or missing
        for phrase in phrases:
            steps = steps_of(phrase, lists)
            if steps[0].words is None or not steps[0].least:
                self._anywhere.append(_phrase(steps, 0))
                continue
            for word in steps[0].words:
                self._by_first.setdefault(word, []).append(_phrase(steps, 1))

    @property
    def begun_by(self) -> frozenset[str] | None:
        """The words with which these phrases begin; None where one may begin with any word."""
        return None if self._anywhere else frozenset(self._by_first)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each place in the clause `words` where a phrase stands."""
        by_first, anywhere = self._by_first, self._anywhere
        starts: Sequence[int] = [start for start, word in enumerate(words) if word in by_first]
        if anywhere:
            starts = range(len(words))
        elif not starts:
            return  # as most often
        present = frozenset(words)
        for start in starts:
            for phrase in (*by_first.get(words[start], ()), *anywhere):
                if phrase.needed is None or not phrase.needed.isdisjoint(present):
                    end = _end(words, start + phrase.begun, phrase.rest)
                    if end is not None:
                        yield start, end

    def at(self, words: Sequence[str], start: int) -> bool:
        """Tell whether a phrase stands at `start`."""
        if start >= len(words):
            return False
        phrases = (*self._by_first.get(words[start], ()), *self._anywhere)
        return any(_end(words, start + phrase.begun, phrase.rest) is not None for phrase in phrases)

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
