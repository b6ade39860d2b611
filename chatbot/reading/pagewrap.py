"""The lines of a page saved as plain text -> whether its paragraphs run over several lines, cut at one width.

Knows no chunks: whether lines are to be joined is decided before any is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.reading.pageruns import LEAD

_LONG = 40  # characters; a shorter line may end anywhere
_FEWEST = 4  # long lines, to tell
_WRAPPED_SHARE = 0.3  # of the long lines; in an export with one line for each block hardly any line is cut off
_RAGGED = 0.75  # of the width: with the next word every line that was cut reaches so far


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether many long lines stop in a sentence that goes on in lower case, with no room for the next word.

    The items of a list in lower case, "You may have:" and what may be had, stop anywhere. `lines` have no white space
    at their ends.
    """
    pairs = list(_long_lines(lines))
    if len(pairs) < _FEWEST:
        return False
    width = sorted(len(line) for line, _ in pairs)[len(pairs) * 3 // 4] * _RAGGED
    return sum(_is_cut(line, following, width) for line, following in pairs) > _WRAPPED_SHARE * len(pairs)


def _is_cut(line: str, following: str, width: float) -> bool:
    goes_on = following[0].islower() and line[-1] not in ".!?…"
    return goes_on and len(line) + 1 + len(following.split(maxsplit=1)[0]) >= width


def _long_lines(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the long lines that have another directly below, and that one; none of a list in lower case."""
    listed = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.strip() and not line.lstrip()[0].islower():
            listed = False
        listed = listed or line.endswith(LEAD)
        if len(line) > _LONG and not listed and not line.lstrip().startswith("|") and following.strip():
            yield line, following.strip()
