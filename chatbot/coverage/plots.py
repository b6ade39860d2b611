"""Coverage -> plots as SVG text, for the report and the editor's pages. Colours are CSS classes; no script, no files.

Every plot has a title and a description, so that it says the same to someone who does not see it. In a narrow window
columns shrink, with fewer and larger words; the others scroll, as tables do, and their words stay as large as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

from chatbot.answering.answer import Status
from chatbot.coverage.reach import ArticleReach
from chatbot.coverage.result import Coverage, Dot, Period
from chatbot.coverage.survey import tally

WIDTH = 680
_LABELLED = 10  # gaps named on the map
_BINS = 20
_DATES = 8  # labels that fit below the columns
_LETTER = 7  # the usual width of a bold letter; those of Korean and Chinese are twice as wide
_WIDE_LETTER = 15  # that of a letter in the columns of a narrow window
_LINE = 14  # the height of a label
_DOT = 7  # room that half a dot takes
_POINTED = 500  # dots of a kind that say their words
_DIAMOND = "m0-5l5 5-5 5-5-5z"
_MARKS = {  # from its middle, the last ones above the others
    "passage": "m-2.5 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0",
    Status.ANSWERED: "m-3.5 0a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0",
    Status.WEAK: _DIAMOND,
    Status.UNANSWERED: _DIAMOND,
}


def confidence_plot(coverage: Coverage) -> str:
    """Return a histogram of the questions' confidence, each bar divided by status."""
    counts = tally(((min(int(o.confidence * _BINS), _BINS - 1), o.status), o.times) for o in coverage.outcomes)
    columns = [[counts[n, status] for status in Status] for n in range(_BINS)]
    labels = [f"{n / _BINS:.1f}" if n % 4 == 0 else "" for n in range(_BINS)]
    described = ", ".join(f"{coverage.count(status)} {status}" for status in Status)
    return _columns(columns, labels, "Questions by confidence", f"Confidence from 0 to 1: {described}.")


def trend_plot(trend: Sequence[Period]) -> str:
    """Return the questions of each week or month, divided by status."""
    columns = [[period.answered, period.weak, period.unanswered] for period in trend]
    step = math.ceil(len(trend) / _DATES)
    form = "%b %y" if len(trend) > 1 and all(period.start.day == 1 for period in trend) else "%d %b %y"
    labels = [period.start.strftime(form) if n % step == 0 else "" for n, period in enumerate(trend)]
    described = "; ".join(f"{p.start}: {p.answered} answered, {p.weak} weak, {p.unanswered} unanswered" for p in trend)
    return _columns(columns, labels, "Questions over time", described)


def articles_plot(articles: Sequence[ArticleReach]) -> str:
    """Return for each article a bar of its parts: those that questions reach, and those that none does."""
    names = [_short(article.article, 34) for article in articles]
    row, left = 26, 12 + max(map(_width, names), default=0)
    scale = (WIDTH - left - 90) / max((len(article.parts) for article in articles), default=1)
    shapes = []
    for n, article in enumerate(articles):
        y, width = n * row + 4, article.reached * scale
        shapes.append(_text(left - 8, y + 13, names[n], "end"))
        shapes.append(_rect(left, y, width, 18, "answered"))
        shapes.append(_rect(left + width, y, (len(article.parts) - article.reached) * scale, 18, "unreached"))
        x = left + len(article.parts) * scale + 6
        shapes.append(_text(x, y + 13, f"{article.reached} of {len(article.parts)}", "start"))
    described = "; ".join(f"{a.article}: {a.reached} of {len(a.parts)} parts reached" for a in articles)
    return _svg(len(articles) * row + 8, "Parts of each article that questions reach", described, shapes)


def map_plot(dots: Sequence[Dot], names: Sequence[str]) -> str:
    """Return passages and questions in two dimensions; flagged questions are diamonds, gaps are named.

    A dot says its words when it is pointed at, unless there are so many of its kind that nobody could.
    """
    height, edge = 460, 24

    def at(dot: Dot) -> tuple[float, float]:
        return edge + dot.x * (WIDTH - 2 * edge), edge + (1 - dot.y) * (height - 2 * edge)

    shapes = []
    for kind, mark in _MARKS.items():
        own = [(*at(dot), dot.label) for dot in dots if dot.kind == kind]
        if len(own) > _POINTED:
            places = dict.fromkeys(f"M{x:.0f} {y:.0f}{mark}" for x, y, _ in own)
            shapes.append(f'<path class="{kind}" d="{"".join(places)}"/>')
        else:
            words = ((f"M{x:.1f} {y:.1f}{mark}", escape(f"{kind}: {label}")) for x, y, label in own)
            shapes += [f'<path class="{kind}" d="{drawn}"><title>{told}</title></path>' for drawn, told in words]
    taken: list[tuple[float, float]] = []
    for number, name in enumerate(names[:_LABELLED], 1):
        ends = [at(dot) for dot in dots if dot.gap == number]
        if len(ends) > 1:
            x, y = (sum(values) / len(ends) for values in zip(*ends, strict=True))
            spokes = "".join(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" for to_x, to_y in ends)
            shapes.insert(0, f'<path class="spoke" d="{spokes}"/>')
            label = _short(f"{number} {name}", 30)
            half = _width(label) / 2
            y = _free(x, y - 9, taken, [to_y for to_x, to_y in ends if abs(to_x - x) < half + _DOT])
            shapes.append(_text(min(max(x, half), WIDTH - half), y, label, "middle", "gap"))
    described = f"{sum(d.kind == 'passage' for d in dots)} passages; {sum(d.gap > 0 for d in dots)} flagged questions"
    return _svg(height, "Passages and questions by likeness", f"{described} in {len(names)} gaps.", shapes)


def _free(x: float, y: float, taken: list[tuple[float, float]], dots: Sequence[float]) -> float:
    """Return the height nearest above `y` where a label lies neither on another one nor on dots at these heights."""
    while any(abs(x - other_x) < 150 and abs(y - other_y) < _LINE for other_x, other_y in taken) or any(
        y - _LINE < dot < y + _DOT for dot in dots
    ):
        y -= _LINE
    taken.append((x, max(y, 12)))
    return max(y, 12)


def _columns(columns: Sequence[Sequence[int]], labels: Sequence[str], title: str, described: str) -> str:
    height, left, bottom, top = 220, 34, 24, 34
    most = max((sum(column) for column in columns), default=0) or 1
    width = (WIDTH - left - 8) / max(len(columns), 1)
    scale = (height - bottom - top) / most
    shapes = [f'<path class="axis" d="M{left} {top - 6}V{height - bottom}H{WIDTH - 8}"/>']
    for n, column in enumerate(columns):
        y = float(height - bottom)
        for status, count in zip(Status, column, strict=True):
            y -= count * scale
            shapes.append(_rect(left + n * width + 1, y, max(min(width, 60) - 2, 1), count * scale, status))
    shapes.append(_text(left - 6, top + 4, f"{most:,}", "end", "label most"))
    shapes.append(_text(left - 6, height - bottom, "0", "end", "label between"))
    below = [n for n, label in enumerate(labels) if label]
    for place, n in enumerate(below):
        if left + n * width + _LETTER * len(labels[n]) <= WIDTH:  # the last one may have no room
            narrow = place % 2 == 0 and left + n * width + _WIDE_LETTER * len(labels[n]) <= WIDTH
            name = "label" if narrow else "label between"
            shapes.append(_text(left + n * width, height - 6, labels[n], "start", name))
    return _svg(height, title, described, shapes, "columns")


def _rect(x: float, y: float, width: float, height: float, name: str) -> str:
    if width <= 0 or height <= 0:
        return ""
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(x: float, y: float, words: str, anchor: str, name: str = "label") -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(height: int, title: str, described: str, shapes: Iterable[str], name: str = "") -> str:
    inside = f"<title>{escape(title)}</title><desc>{escape(described)}</desc>{''.join(shapes)}"
    named = f' class="{name}"' if name else ""
    svg = f'<svg{named} role="img" viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    return f'<div class="wide" tabindex="0" role="group" aria-label="{escape(title)}">{svg}</div>'


def _width(text: str) -> float:
    """Return about how wide a text is."""
    return float(_LETTER * sum(1 + (east_asian_width(letter) in "FW") for letter in text))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
