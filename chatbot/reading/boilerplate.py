"""The chunks of a page saved as plain text -> those of the article: the boilerplate of its site is left out.

Left out are share bars, boxes for a newsletter, lines that point to another article, tables of contents, the question
whether the page helped, when it was changed, and the line of rights with what stands below it. A line that could not be
a sentence of the article is known by its words alone; any other is left out only where its neighbours are boilerplate,
too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from chatbot.reading.pagelines import Chunk, is_ended, lines_of
from chatbot.reading.parts import opens_contents, part_of
from chatbot.reading.sitelines import THIS, asks_whether_helped, is_aside, is_dated

_TO_SHARE = re.compile(rf"(?:share|tweet){THIS}|copy link|공유(?:하기)?|(?:링크|url) ?복사", re.IGNORECASE)
_SHARING = re.compile(
    rf"{_TO_SHARE.pattern}|e-?mail|pin(?: it)?|print|save|bookmark|facebook|twitter|x|linkedin|pinterest|whatsapp"
    r"|reddit|telegram|instagram|threads|bluesky|페이스북|트위터|카카오 ?톡",
    re.IGNORECASE,
)
_VOTE = re.compile(r"yes|no|👍|👎|yes\W+no|thank(?:s| you) for your feedback[.!]?", re.IGNORECASE)
_NEWSLETTER = re.compile(r"\b(?:newsletter|inbox|mailing list)\b|뉴스레터|구독", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:(?:enter )?your )?(?:e-?mail(?: address)?|(?:first |last )?name)\W*"
    r"|subscribe(?: now)?|sign (?:me )?up(?: now)?|join(?: now| us)?|submit"
    r"|구독(?:하기)?|이메일(?: ?주소)?(?:를? ?입력.*)?",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:©|ⓒ|\(c\)\s).{0,150}|copyright\b.{0,80}\d{4}.{0,60}|.{0,150}\ball rights reserved\W*", re.IGNORECASE
)
_LONGEST_FORM = 6  # chunks between what names a newsletter and the last field of its form
_LONGEST_RUN = 30  # chunks of a share bar
_LONGEST_LINK = 60  # characters of a line below the line of rights
_FEWEST = 2  # lines of a share bar, entries of a table of contents


def without_boilerplate(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks of the article itself; one that stands behind what is left out has a gap before it."""
    page = _Page(chunks)
    kept = list(chunks[:1])  # the title
    place, behind_box = 1, False
    while place < len(chunks):
        end = page.end_of_box(place)
        if end == place:
            kept.append(replace(chunks[place], gap=True) if behind_box else chunks[place])
        place, behind_box = max(end, place + 1), end > place
    return kept


class _Page:
    """The chunks of one page, and where each of its lines stands last."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._last = {" ".join(lines_of(chunk)).casefold(): place for place, chunk in enumerate(chunks)}
        self._links_start = len(chunks)  # from here on there are mere links
        while self._links_start and _is_link(chunks[self._links_start - 1]):
            self._links_start -= 1

    def end_of_box(self, start: int) -> int:
        """Return the place behind what begins at `start` and is no part of the article, `start` where it is one."""
        chunk = self._chunks[start]
        lines = lines_of(chunk)
        end = self._end_of_bar(start)
        dated = all(map(is_dated, lines)) and is_ended(self._chunks[start - 1].text)  # else an author's name is dated
        if end == start and (dated or all(map(is_aside, lines))):
            end = start + 1
        elif asks_whether_helped(chunk.text):
            end = self._end_of(start + 1, _VOTE)
        elif _NEWSLETTER.search(chunk.text):
            end = self._end_of_form(start)
        elif opens_contents(chunk.text):
            end = self._end_of_contents(start)
        elif _RIGHTS.fullmatch(chunk.text) and self._links_start <= start + 1:
            end = len(self._chunks)
        return end

    def _end_of_bar(self, start: int) -> int:
        """Return the place behind a bar that shares the page, `start` for none: several names, and one that shares."""
        end = self._end_of(start, _SHARING)
        bar = [line for chunk in self._chunks[start:end] for line in lines_of(chunk)]
        return end if len(bar) >= _FEWEST and any(map(_TO_SHARE.fullmatch, bar)) else start

    def _end_of(self, start: int, words: re.Pattern[str]) -> int:
        """Return the place behind the next few chunks that consist of nothing but such lines."""
        few = self._chunks[start : start + _LONGEST_RUN]
        return start + sum(1 for _ in takewhile(lambda chunk: all(map(words.fullmatch, lines_of(chunk))), few))

    def _end_of_form(self, start: int) -> int:
        """Return the place behind the form that a newsletter's line leads to, `start` where there is none near it."""
        for place in range(start + 1, min(start + _LONGEST_FORM, len(self._chunks))):
            if part_of(self._chunks[place].text):
                break
            end = self._end_of(place, _FIELD)
            if end > place:
                return end
        return start

    def _end_of_contents(self, start: int) -> int:
        """Return the place behind a table of contents: what it lists stands below once more. `start` for none."""
        end, entries = start + 1, 0
        while end < len(self._chunks):
            lines = lines_of(self._chunks[end])
            if not all(self._last.get(line.casefold(), 0) > end for line in lines):
                break
            entries += len(lines)
            end += 1
        return end if entries >= _FEWEST else start


def _is_link(chunk: Chunk) -> bool:
    lines = lines_of(chunk)
    return all(len(line) <= _LONGEST_LINK and not part_of(line) and not line.endswith((".", ":")) for line in lines)
