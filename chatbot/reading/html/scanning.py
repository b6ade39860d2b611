"""Markup -> its tags in order, without a tree: how deep they nest, how many attributes they bear, on which lines.

Two things that the parser does not offer: it keeps no line numbers, and its time grows with the square of the nesting
depth and of a tag's attributes (as the HTML standard's algorithm does), so that both are looked at before it runs.
Every character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

MAX_NESTED = 2000  # open elements, counted without implied end tags; about 20 ms to parse
MAX_ATTRIBUTES = 500  # of one tag
_OPENING = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]*))")
_REST = re.compile(r"""(?:[^>=]|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")  # only behind "=" does a mark open a value
_ATTRIBUTE = re.compile(r"""[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_LONG = 2000  # characters; a shorter tag cannot bear too many attributes to parse
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_IMPLIED_END = frozenset(
    {"p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rt", "rp"}
    | {"html", "head", "body"}
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; `offset` and `end` are those of `<` and of what follows its `>`."""

    name: str
    closes: bool
    offset: int
    end: int


def tags_of(markup: str) -> Iterator[Tag]:
    """Yield the tags of `markup` in order, none from comments, scripts or style sheets."""
    lowered = markup.lower()
    place = 0
    while match := _OPENING.search(markup, place):
        if match.group(1):
            place = _after(markup, "-->", match.end())
            continue
        name = match.group(3).lower()
        rest = _REST.match(markup, match.end())
        place = rest.end() if rest else _after(markup, ">", match.end())
        yield Tag(name, bool(match.group(2)), match.start(), place)
        if name in _RAW and not match.group(2):
            closing = lowered.find(f"</{name}", place)
            place = len(markup) if closing < 0 else closing


def _after(markup: str, what: str, start: int) -> int:
    found = markup.find(what, start)
    return len(markup) if found < 0 else found + len(what)


def unparsable(markup: str) -> tuple[int, str] | None:
    """Return (line, what was seen) where parsing would take unreasonably long, or None."""
    stack: list[str] = []
    opened: Counter[str] = Counter()
    for tag in tags_of(markup):
        words = _ATTRIBUTE.finditer(markup, tag.offset + 1, tag.end) if tag.end - tag.offset > _LONG else ()
        if sum(1 for _ in words) - 1 > MAX_ATTRIBUTES:
            return _line(markup, tag), f"a <{tag.name}> tag with more than {MAX_ATTRIBUTES} attributes"
        if tag.name in _VOID or tag.name in _IMPLIED_END:
            continue
        if not tag.closes:
            stack.append(tag.name)
            opened[tag.name] += 1
            if len(stack) > MAX_NESTED:
                return _line(markup, tag), f"elements nested more than {MAX_NESTED} deep"
        while tag.closes and opened[tag.name]:
            name = stack.pop()
            opened[name] -= 1
            if name == tag.name:
                break
    return None


def _line(markup: str, tag: Tag) -> int:
    return markup.count("\n", 0, tag.offset) + 1


def lines_of_tags(markup: str, names: frozenset[str]) -> dict[str, list[int]]:
    """Return for each tag name the lines (from 1) on which its start tags stand, in order."""
    breaks = [match.start() for match in re.finditer("\n", markup)]
    lines: dict[str, list[int]] = {name: [] for name in names}
    for tag in tags_of(markup):
        if tag.name in names and not tag.closes:
            lines[tag.name].append(bisect_left(breaks, tag.offset) + 1)
    return lines
