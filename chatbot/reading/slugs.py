"""GitHub-style heading anchors, and ids that are unique within one article."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset({"Nd", "Nl", "Pc"})


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


class Slugger:
    """Gives each heading of one page its anchor: the second "Summary" is `summary-1`, the third `summary-2`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def anchor(self, heading: str) -> str:
        """Return the anchor of the next heading in reading order; "" only where its slug is empty."""
        return self._unique(slug(heading)) if slug(heading) else ""

    def identifier(self, text: str, fallback: str) -> str:
        """Return an id not yet taken, made like an anchor from `text`, or from `fallback` where that gives none."""
        return self._unique(slug(text) or fallback)

    def _unique(self, wanted: str) -> str:
        found = wanted
        while found in self._seen:
            self._seen[wanted] += 1
            found = f"{wanted}-{self._seen[wanted]}"
        self._seen[found] = 0
        return found
