"""The title of a page that has no first-level heading, or no title at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from chatbot.reading.assembly import Draft
from chatbot.reading.html.metadata import PageMetadata
from chatbot.reading.html.text import squash
from chatbot.reading.parts import may_be_name

_SEPARATORS = re.compile(r"(?<!\s)\s+(?:[|–—·•»:-]|::)\s+")
_BRACKET = re.compile(r" \(")
_PART_NUMBER = re.compile(r"^(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*\.?\s+")
_COLON = re.compile(r":\s+")
_MOST_BRACKETS = 3  # of a title, behind which its site may be named
_MOST_ABOVE = 1  # headings above a title: a blog's date
_LONGEST_SITE = 5  # words
_INDEX = ("index", "default")
_FILED = re.compile(r"(?:\d{1,8}[._-])++")  # a date or number in front of a file's name
_LONGEST_NAME = 80  # characters of a first line that may be a title


def title_of(metadata: PageMetadata, headings: Iterable[str]) -> str:
    """Return the page's title without its site's name, "" where it has none.

    A heading of the page that the title begins or ends with is the title; else the site's name, where it is known, or a
    short last part is cut off. What stands behind a colon is the title where the page begins with it, below its date;
    so is what stands before the site's name in brackets ("Cells (Manual of X)" of a page that begins "6.3 Cells").
    """
    shown = {squash(heading): heading for heading in headings}
    first = dict(islice(shown.items(), _MOST_ABOVE + 1))
    unnumbered = first | {squash(_PART_NUMBER.sub("", heading)): heading for heading in first.values()}
    for title in metadata.titles:
        pieces = _SEPARATORS.split(title)
        ends = (title[found.end() :] for found in _COLON.finditer(title))
        brackets = islice(_BRACKET.finditer(title), _MOST_BRACKETS) if title.endswith(")") else ()
        starts = (title[: found.start()] for found in brackets)
        for among, words in ((shown, (title, *pieces)), (first, ends), (unnumbered, starts)):
            same = next((among[squash(each)] for each in words if squash(each) in among), None)
            if same:
                return same
    return _without_site(metadata.titles[0], metadata.site) if metadata.titles else ""


def _without_site(title: str, site: str) -> str:
    cuts = list(_SEPARATORS.finditer(title))
    for cut in cuts:
        if site and squash(title[cut.end() :]) == squash(site):
            return title[: cut.start()]
        if site and squash(title[: cut.start()]) == squash(site):
            return title[cut.end() :]
    if cuts and not site and len(title[cuts[-1].end() :].split()) <= _LONGEST_SITE:
        return title[: cuts[-1].start()]
    return title


def is_site_name(heading: str, metadata: PageMetadata) -> bool:
    """Tell whether a heading is the site's name: the page's title ends with it and begins otherwise."""
    for title in metadata.titles:
        cuts = list(_SEPARATORS.finditer(title))
        if cuts and squash(title[cuts[-1].end() :]) == squash(heading) != squash(title[: cuts[-1].start()]):
            return True
    return bool(metadata.site) and squash(metadata.site) == squash(heading)


def title_without_name(source: str, parts: Sequence[Draft], text: str) -> str:
    """Return the title of a page that names none, as a CMS stores the inner part of one.

    It is the heading with which the text begins, if no other has its level; a short first line, neither sentence nor
    row of a table; else what the file is called ("faq/how-to-pay.html": "How to pay"), else the first line, whatever.
    """
    first = text.partition("\n")[0]
    headings = [part for part in parts if part.heading and part.level]
    opening = headings[0] if headings and headings[0].heading and headings[0].heading.start == 0 else None
    if opening and [part.level for part in headings].count(opening.level) == 1:
        return first
    if not opening and len(first) <= _LONGEST_NAME and may_be_name(first) and "\t" not in first:
        return first
    return _name_of_file(source) or first.replace("\t", " ").strip()


def _name_of_file(source: str) -> str:
    """Return the words of a file's name, or of its folder's, "" where it is a number or a code."""
    *folders, name = source.rpartition(".")[0].split("/")
    stem = folders[-1] if folders and name.lower() in _INDEX else name
    filed = _FILED.match(stem)
    words = stem[filed.end() if filed else 0 :].replace("-", " ").replace("_", " ").split()
    is_worded = all(word.isalpha() or word.isdigit() for word in words) and any(map(str.isalpha, words))
    return " ".join((words[0].capitalize(), *words[1:])) if is_worded else ""
