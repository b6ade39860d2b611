"""The first chunks of a page saved as plain text -> where its title stands, and which lines around it say who and when.

A site writes above a title the browser's name of the page, a menu, a category, a date; below it who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from chatbot.reading.bylines import NAME
from chatbot.reading.pagelines import Chunk, Kind, is_ended, is_heading_like
from chatbot.reading.pageruns import is_title_case
from chatbot.reading.parts import DAY, Part, is_question, is_review_footer, part_of
from chatbot.reading.relatedlines import READING_TIME

_STATED = re.compile(
    r"(?:(?:written |posted |words |story )?by(?!.{1,80} for (?!the\b)(?-i:[a-z]))|authors?\s*:"
    r"|(?:글|저자|작성자)\s*[:：])\s*\S.*"
    r"|(?:written|posted|published|updated|last updated|reviewed)\b.*\d{4}.*"
    rf"|(?:[^\W\d_][^\d,]{{1,30}},\s+)?(?:{DAY})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\s)\s++[·•|–—]\s+")  # parts of a line under a title: "By Ann Lee · 2 May 2024 · 5 min read"
_NAME = re.compile(NAME)
_DEGREED = re.compile(
    rf"(?:(?:Dr|Prof|Professor)\.? )?{NAME}"
    r"(?:,? (?:(?:Ph|Psy|Ed)\.?D|M\.?D|DO|M\.?A|[MB]\.?Sc?|MPH|MBBS|RN|LMFT|LCSW|LPCC?|LMHC|MSW|BCBA|RD)\.?){1,4}"
)
_SITE = re.compile(r"\s+[|·–—-]\s+\S.{0,60}")
_FILE_WORD = re.compile(r"[^\W\d_]{4,}")
_CATEGORY_WORDS = 4  # at most
_ABOVE = 6  # lines that may stand above a title, a menu among them
LONGEST_DECK = 300  # characters; more is the article's first paragraph
_FEWEST_FILE_WORDS = 2  # to tell by a file's name what the page is called


def without_page_name(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks without the browser's name of the page, "Title | Site", where the title stands below it.

    What stands between the two is the site's menu.
    """
    first = chunks[0].text if chunks else ""
    below = takewhile(lambda chunk: not is_ended(chunk.text) and not part_of(chunk.text), chunks[1 : 1 + _ABOVE])
    for place, chunk in enumerate(below, 1):
        named = first.startswith(chunk.text) and _SITE.fullmatch(first, len(chunk.text))
        if chunk.kind is Kind.TEXT and (chunk.text == first or named):
            return list(chunks[place:])
    return list(chunks)


def title_place(chunks: Sequence[Chunk], name: str) -> int:
    """Return the place of the title: below a date, and below a category or menu where something says that it is one.

    Related articles are filed under that category, or a deck and the box of takeaways stand below the title, or the
    title holds the words of `name`, that of the file.
    """
    place = 0
    while place + 1 < len(chunks) and is_byline(chunks[place].text) and _is_title(chunks[place + 1]):
        place += 1
    below = place
    while below + 1 < min(len(chunks), _ABOVE) and _is_title(chunks[below]):
        above = chunks[below].text
        below = behind_byline(chunks, below + 1)
        if len(above.split()) > _CATEGORY_WORDS or below == len(chunks) or not _is_title(chunks[below]):
            break
        told = _heads_related(above, chunks) or _is_headed(chunks, below) or _is_named(name, chunks[below].text, above)
        if told and len(above.split()) < len(chunks[below].text.split()):
            return below
    return place


def behind_byline(chunks: Sequence[Chunk], start: int) -> int:
    """Return the place behind the lines from `start` on that say who wrote or reviewed the page, and when."""
    end = start
    while end < len(chunks) and chunks[end].kind is Kind.TEXT and _is_aside(chunks, end):
        end += 1
    return end


def is_byline(line: str) -> bool:
    """Tell whether a line, no sentence, says who wrote or reviewed the page, when, or how long it takes to read."""
    parts = () if is_ended(line) else _BETWEEN.split(line)
    return any(READING_TIME.fullmatch(part) or _STATED.fullmatch(part) or is_review_footer(part) for part in parts)


def _is_aside(chunks: Sequence[Chunk], here: int) -> bool:
    """Tell whether a line belongs to the byline; a mere name does above a date, or above a profession and a date."""
    line, *below = (_line(chunks, place) for place in range(here, here + 3))
    if is_byline(line) or part_of(line) is Part.COMMENTS or _DEGREED.fullmatch(line):
        return True
    dated = is_byline(below[0]) or (bool(_NAME.fullmatch(below[0])) and is_byline(below[1]))
    return bool(_NAME.fullmatch(line)) and dated


def _line(chunks: Sequence[Chunk], place: int) -> str:
    return chunks[place].text if place < len(chunks) else ""


def _is_title(chunk: Chunk) -> bool:
    may_be = chunk.kind is Kind.TEXT and (is_heading_like(chunk.text) or is_question(chunk.text))
    return may_be and part_of(chunk.text) is None


def _heads_related(category: str, chunks: Sequence[Chunk]) -> bool:
    """Tell whether a related article is filed under the category: on a line of its own, or run into the title."""
    related = dropwhile(lambda line: part_of(line) is not Part.RELATED, (chunk.text for chunk in chunks))
    return any(line == category or _runs_into(category, line) for line in related)


def _runs_into(category: str, line: str) -> bool:
    following = line[len(category) : len(category) + 1]
    opens = (following.isalnum() and not following.islower()) or following in tuple('"“‘「')
    return line.startswith(category) and category[-1].isalnum() and opens


def _is_headed(chunks: Sequence[Chunk], title: int) -> bool:
    """Tell whether a deck stands directly below a Title, and below that a byline or the box of takeaways."""
    deck, behind = _line(chunks, title + 1), behind_byline(chunks, title + 2)
    is_deck = is_ended(deck) and len(deck) <= LONGEST_DECK
    is_head = behind > title + 2 or part_of(_line(chunks, behind)) is Part.TAKEAWAY
    return is_deck and is_title_case(chunks[title].text) and is_head


def _is_named(name: str, title: str, category: str) -> bool:
    """Tell whether the words of a file's name stand in the title, and not all in the category."""
    words = set(_FILE_WORD.findall(name.rpartition("/")[2].casefold()))
    in_title = words <= set(_FILE_WORD.findall(title.casefold()))
    return len(words) >= _FEWEST_FILE_WORDS and in_title and not words <= set(_FILE_WORD.findall(category.casefold()))
