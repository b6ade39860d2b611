"""GitHub-style heading anchors, and ids that are unique within one article."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset({"Nd", "Nl", "Pc"})
_LONGEST_ID = 80


def slug(heading: str) -> str:
    r"""Return the anchor that GitHub makes of a heading's visible text; "" where nothing of it stays.

    Lower case; letters, marks, decimal digits, `_` and `-` stay, a space becomes `-`, everything else goes: the rule of
    html-pipeline's table-of-contents filter, `[^\p{Word}\- ]`.
    """
    kept = (char for char in heading.strip().lower() if _stays(char))
    return "".join(kept).replace(" ", "-")


def _stays(char: str) -> bool:
    category = unicodedata.category(char)
    return char in " -" or category[0] in "LM" or category in _KEPT


class Names:
    """Names that are unique on one page: of those that want the same one, all but the first get a number behind it."""

    def __init__(self, second: int) -> None:
        """Give the second of the same names the number `second`, the third the next."""
        self._second = second
        self._numbers: dict[str, int] = {}  # the number last given to each name

    def __contains__(self, name: str) -> bool:
        return name in self._numbers

    def make(self, wanted: str) -> str:
        """Return `wanted`, or the first numbered form of it that is free."""
        made = wanted
        while made in self._numbers:
            self._numbers[wanted] += 1
            made = f"{wanted}-{self._numbers[wanted]}"
        self._numbers[made] = self._second - 1
        return made


class Ids:
    """Gives out ids that are unique in the article and depend on the heading's words, then on what it stands under."""

    def __init__(self) -> None:
        self._names = Names(second=2)

    def make(self, words: str, under: str = "") -> str:
        """Return the id for a part with this heading under the part `under`."""
        base = slug(words)[:_LONGEST_ID].strip("-") or "section"
        return self._names.make(f"{under}-{base}" if base in self._names and under else base)


class Slugger:
    """Gives each heading of one page its anchor: the second "Summary" is `summary-1`, the third `summary-2`."""

    def __init__(self) -> None:
        self._names = Names(second=1)

    def anchor(self, heading: str) -> str:
        """Return the anchor of the next heading in reading order; "" only where its slug is empty."""
        return self._names.make(slug(heading)) if slug(heading) else ""

    def identifier(self, text: str, fallback: str) -> str:
        """Return an id not yet taken, made like an anchor from `text`, or from `fallback` where that gives none."""
        return self._names.make(slug(text) or fallback)
