"""A source file -> what its visible text no longer shows: heading lines, link targets, cells as written, item numbers.

An `Article` is what a reader sees; a lint rule also needs what the author typed. Nothing here judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import PurePath

from markdown_it.token import Token

from chatbot.reading.corpusfiles import HTML, MARKDOWN
from chatbot.reading.frontsyntax import preamble_of
from chatbot.reading.markdown_syntax import markdown_parser
from chatbot.reading.pipes import cells_of, is_rule
from chatbot.reading.slugs import Slugger

_PARSER = markdown_parser()
_ROW = re.compile(r"\s*\|.*\|\s*")


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading as typed: its line, level and text."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as typed: its line and target."""

    line: int
    target: str


@dataclass(frozen=True, slots=True)
class Markup:
    """What was typed, in file order; each is empty where the format does not say it.

    `tables`: for each table the (line, number of cells) of each row, the header first. `numberings`: for each numbered
    list the (line, number) of each item. `anchors`: what `#...` may name in this file.
    """

    headings: tuple[HeadingLine, ...] = ()
    links: tuple[LinkLine, ...] = ()
    tables: tuple[tuple[tuple[int, int], ...], ...] = ()
    numberings: tuple[tuple[tuple[int, int], ...], ...] = ()
    anchors: frozenset[str] = frozenset()


def markup_of(path: str, text: str) -> Markup:
    """Return what the file's markup says; plain text has tables only, JSON lines nothing."""
    suffix = PurePath(path).suffix.lower()
    if suffix in MARKDOWN:
        return _markdown(text)
    if suffix in HTML:
        return _html(text)
    return Markup(tables=_pipe_tables(text.split("\n"))) if suffix == ".txt" else Markup()


def _markdown(text: str) -> Markup:
    lines = text.split("\n")
    before = preamble_of(text, "").lines
    tokens = _PARSER.parse("\n".join([*[""] * before, *lines[before:]]))
    headings = tuple(
        HeadingLine(_line(token), int(token.tag[1:]), _shown(tokens[place + 1]))
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    )
    slugger = Slugger()
    names = (str(token.attrGet("id") or "") for token in tokens if token.type == "heading_open")
    made = (slugger.anchor(heading.text) for heading in headings)
    anchors = frozenset(name or anchor for name, anchor in zip(names, made, strict=True))
    links = tuple(link for token in tokens if token.type == "inline" for link in _links(token))
    maps = [token.map for token in tokens if token.type == "table_open" and token.map]
    tables = tuple(_rows(lines[start:end], start + 1) for start, end in maps)
    return Markup(headings, links, tables, tuple(_numberings(tokens)), anchors - {""})


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _shown(inline: Token) -> str:
    """Return a heading's visible text: its text and code, without emphasis marks and link targets."""
    parts = (child.content for child in inline.children or () if child.type in ("text", "code_inline"))
    return "".join(parts).strip()


def _links(inline: Token) -> list[LinkLine]:
    found, line = [], _line(inline)
    for child in inline.children or ():
        line += child.type in ("softbreak", "hardbreak")
        if child.type == "link_open":
            found.append(LinkLine(line, str(child.attrGet("href") or "")))
    return found


def _rows(lines: list[str], first: int) -> tuple[tuple[int, int], ...]:
    """Return (line, cells) of each row but the one of dashes."""
    return tuple((line, len(cells_of(row))) for line, row in enumerate(lines, first) if not is_rule(row))


def _numberings(tokens: list[Token]) -> list[tuple[tuple[int, int], ...]]:
    """Return each numbered list's items as typed; lists inside items are lists of their own."""
    finished: list[tuple[tuple[int, int], ...]] = []
    opened: list[list[tuple[int, int]] | None] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            opened.append([] if token.type == "ordered_list_open" else None)
        elif token.type == "list_item_open" and opened[-1] is not None:
            opened[-1].append((_line(token), int(token.info)))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = opened.pop()
            if items:
                finished.append(tuple(items))
    return finished


def _pipe_tables(lines: list[str]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the tables of plain text: runs of lines between bars."""
    tables, run = [], 0
    for number, line in enumerate([*lines, ""]):
        if _ROW.fullmatch(line):
            run += 1
        elif run:
            if run > 1:
                tables.append(_rows(lines[number - run : number], number - run + 1))
            run = 0
    return tuple(tables)


class _Hypertext(HTMLParser):
    """Notes links and anchors with their lines; mended, so that no input makes it raise or take quadratic time."""

    _is_unclosed = False

    def __init__(self) -> None:
        super().__init__()
        self.links: list[LinkLine] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and (target := named.get("href")):
            self.links.append(LinkLine(self.getpos()[0], target))
        self.anchors |= {name for name in (named.get("id"), named.get("name") if tag == "a" else None) if name}

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Parse the comment at `i`; where one is not closed, no later one is: the end is not looked for again."""
        if self._is_unclosed:
            return -1
        end = super().parse_comment(i, report)
        self._is_unclosed = end < 0
        return end

    def parse_starttag(self, i: int) -> int:
        """Parse the start tag at `i`; where no tag can end any more its attributes are not gone through."""
        return super().parse_starttag(i) if self.rawdata.find(">", i) >= 0 else -1

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Parse the `<![` at `i`, where the library raises AssertionError for one without a name that it knows."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)


def _html(text: str) -> Markup:
    reading = _Hypertext()
    reading.feed(text)
    reading.close()
    return Markup(links=tuple(reading.links), anchors=frozenset(reading.anchors))
