"""Tables of questions as other programs export them -> which column holds what, and in which form its dates stand.

Site searches, search consoles and spreadsheets name the same three things differently; case does not matter. A column
of another name holds the questions where it alone has such a word in its name, as "Frage der Leser" has. Above the
header a title may stand.
A date is read only where one form alone fits the dates of its table best: 05/03/2026 by itself may be March or May.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

QUESTION, DATE, TIMES = "question", "date", "times"
_NAMES = {  # in each, the first that a table has counts
    QUESTION: (
        *("question", "questions", "query", "queries", "top queries", "search query", "search queries"),
        *("search term", "search terms", "search", "keyword", "keywords", "term", "message", "text of the question"),
        *("frage", "fragen", "suchbegriff", "suchbegriffe", "suchanfrage", "suchanfragen", "häufigste suchanfragen"),
        *("질문", "검색어", "인기 검색어", "문의"),
    ),
    DATE: (
        *("date", "day", "created_at", "created at", "created", "timestamp", "time"),
        *("datum", "tag", "날짜", "일자", "일시"),
    ),
    TIMES: (
        *("times", "count", "searches", "total searches", "event count", "total unique searches", "unique searches"),
        *("search volume", "volume", "hits", "nb_visits", "impressions", "clicks", "number", "number of times"),
        *("anzahl", "häufigkeit", "suchen", "suchanfragen", "impressionen", "klicks"),
        *("횟수", "건수", "검색수", "노출", "클릭수"),
    ),
}
_AMONG = {
    "question",
    "questions",
    "query",
    "queries",
    "frage",
    "fragen",
    "suchbegriff",
    "suchbegriffe",
    "질문",
    "검색어",
}
_SEPARATORS = ",;\t"
_PREAMBLE = ("#", "sep=")  # begins what analytics and Excel write above a table's header
_TOP = 20  # lines in which a header is looked for
_DAY = re.compile(r"\d{1,4}([./-])\s?\d{1,2}\1\s?\d{1,4}|\d{8}(?!\d)")
_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d-%m-%Y", "%d.%m.%y")
_SAMPLE = 1000  # dates from which the form is taken
_MOST = 10**9  # times that one line may count
_YEARS = range(1990, 2100)  # programs write 0001, 1900, 1970 or 9999 where they know no day
_FRACTION = re.compile(r"[.,](?!\d{3}$)\d+$")  # of "3.0" and "1,204.00"; three figures at the end are thousands


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of a table's columns, from 0; None where it has no such column."""

    question: int
    date: int | None
    times: int | None


def separator_of(header: str) -> str:
    """Return what separates the cells of a header line: a comma, a semicolon or a tab."""
    return max(_SEPARATORS, key=header.count)


def columns_of(header: Sequence[str]) -> Columns | None:
    """Return where a header has the questions, and their dates and counts; None where it names no questions."""
    places = {name.strip().casefold(): place for place, name in reversed(list(enumerate(header)))}
    found = {kind: next((places[name] for name in names if name in places), None) for kind, names in _NAMES.items()}
    having = [place for name, place in places.items() if _AMONG.intersection(name.split()) or _is_matomo(name, places)]
    question = having[0] if found[QUESTION] is None and len(having) == 1 else found[QUESTION]
    return None if question is None else Columns(question, found[DATE], found[TIMES])


def _is_matomo(name: str, names: Container[str]) -> bool:
    """Tell whether a name is that of the words in what Matomo exports; elsewhere it may be that of a class."""
    return name == "label" and "nb_visits" in names


def header_line(lines: Sequence[str]) -> int:
    """Return which line is a table's header, the first at all where none looks like one.

    It has several cells, one of which is named for questions alone, as no title is, or stands beside dates or counts.
    A row of a table whose header has other names may hold just such a word: people do search for "search".
    """
    used = [n for n, line in enumerate(lines[:_TOP]) if line.strip() and not line.startswith(_PREAMBLE)]
    for number in used:
        names = [name.strip('" \r').casefold() for name in lines[number].split(separator_of(lines[number]))]
        columns = columns_of(names) if sum(map(bool, names)) > 1 else None
        if columns and (names[columns.question] in _NAMES[QUESTION] or (columns.date, columns.times) != (None, None)):
            return number
    return used[0] if used else 0


def form_of(dates: Iterable[str]) -> str | None:
    """Return the form in which most of `dates` can be read, "" where none is; None where two fit equally well."""
    fits = Counter(form for text in islice(dates, _SAMPLE) for form in _FORMS if read_day(text, form))
    best = fits.most_common(2)
    if len(best) == 2 and best[0][1] == best[1][1]:
        return None
    return best[0][0] if best else ""


def read_day(text: str, form: str) -> date | None:
    """Return the day that `text` begins with, whatever hour follows it.

    None where it is not in this form, or no year in which anybody asked a site's search.
    """
    found = _DAY.match(text.strip())
    try:
        day = datetime.strptime(found.group().replace(" ", ""), form).date() if found else None
    except ValueError:
        return None
    return day if day and day.year in _YEARS else None


def read_times(text: str) -> int:
    """Return a count, at least 1, whatever separates its thousands; what is no number counts once.

    A program that counts in floating point writes "3.0".
    """
    digits = re.sub(r"[\s.,'’]", "", _FRACTION.sub("", text.strip()))
    return min(max(int(digits), 1), _MOST) if digits.isdecimal() and len(digits) < 20 else 1
