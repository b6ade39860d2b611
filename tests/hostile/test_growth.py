"""Long rows of one construct: the time to read a file and cut it into passages grows with the file, not faster.

Where time grew with the square, some took hours, or ended in a RecursionError.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.hostile.generated import tried
from tests.hostile.test_generated_articles import read
from tests.pace import assert_grows_with, within

Row = tuple[str, int, Callable[[int], str]]  # the file's suffix, how many of the construct, the file with so many


def _page(count: int, unit: str, before: str = "<h1>T</h1>", after: str = "") -> Row:
    return ".html", count, lambda number: before + unit * number + after


def _markdown(count: int, unit: str, before: str = "Text.\n\n", after: str = "") -> Row:
    return ".md", count, lambda number: f"# T\n\n{before}{unit * number}{after}"


ROWS = {
    "marks, page": _page(40_000, "|", "<h1>T</h1><p>A word, ", " and another."),
    "marks, page text": (".txt", 40_000, lambda number: f"T\n\nText.\n\nA word, {'|' * number} and another.\n"),
    "comments, Markdown": _markdown(15_000, "<!--"),
    "open tags, Markdown": _markdown(7_000, "<a ", "Text.\n\n<div>"),
    "images, Markdown": _markdown(15_000, "!["),
    "open quotations": _page(20_000, "He said that it “was fine. And so it went. ", "<h1>T</h1><p>"),
    "open quotations, no sentence": _markdown(60_000, "“word ", ""),
    "accents": _page(30_000, "\u0301\u0323", "<h1>T</h1><p>a"),
    "headings": _page(7_000, "<h2>A</h2>"),
    "contents": _page(2_000, "<p>Contents</p>", after="<p>Text."),
    "review lines": _page(5_000, "<p>Reviewed by Dr A.</p>"),
    "asides": _page(8_000, "<aside>a</aside>"),
    "wide cells": (
        ".html",
        1_200,
        lambda number: "<h1>T</h1><table><tr>" + "<td>a" * 2 * number + "<tr><td colspan=9999>a" * number,
    ),
    "same headings": _page(3_000, "<h2>Same</h2><p>y</p>", "<h1>F</h1>"),
    "questions": _page(3_000, "<h2>Why x?</h2><p>y</p>", "<h1>FAQ</h1>"),
    "bold questions": _page(3_000, "<b>Why x?</b><br>y<br>", "<h1>FAQ</h1><p>"),
    "style rules": (
        ".html",
        3_000,
        lambda number: "<style>" + ".a{display:none}" * number + "</style>" + "<b class=a>x</b>" * number + "y",
    ),
    "items": _page(10_000, "<li>x", "<ul>"),
    "tabs": _page(3_000, "<div role=tablist><b role=tab>a</b><b role=tab>c</b></div>", after="x"),
    "terms": _page(3_000, "<dt>t<dd>", "<h1>T</h1><dl>", "word " * 600),
    "definitions": _page(6_000, "<dd>d", "<h1>T</h1><dl><dt>t", "<pre>x</pre>" * 200 + "word " * 600),
    "boxed notes": _page(2_000, "<table><tr><td><th>N<tr><td>a</table>"),
    "notes in a table": _page(3_000, "<table><tr><td>d</table>", "<table><tr><th>a<th>b<tr><td>c<td>", "</table>"),
    "links back": _page(6_000, "<a href=#a>↩</a>", "<p>x"),
    "drawings": _page(3_000, "<b aria-hidden=true>x</b>", "<p>"),
}
MARKS = ("5% ", "%%x\n", "==a", "[a]{", "{#a ", " ^a", " ")
COMPONENTS = ("<A \n", '<A b="\n', "<A b={{{\n", "<A>\n", '{{< details "\n', "</A>", "{% a ", '<A title="q">b</A>\n')
RAW = ("<div>\n", "<div>\n<A>\n", "</div>\n<A>b</A>\n", "<div>\n<A b='\n")
MDX = ("export const a = {\n\n", "{/* \n", "{{", "<A b={\n", "import {\n")
ROWS |= {f"{mark!r}, Markdown": _markdown(25_000, mark, "a", "b") for mark in MARKS}
ROWS |= {f"{tag!r}, Markdown": _markdown(5_000, tag) for tag in (*COMPONENTS, *RAW)}
ROWS |= {f"{piece!r}, MDX": (".mdx", 5_000, _markdown(5_000, piece)[2]) for piece in MDX}


@pytest.mark.parametrize("name", ROWS)
def test_a_long_row_is_read_in_time_that_grows_with_it(tmp_path: Path, name: str) -> None:
    kind, count, file = ROWS[name]
    assert_grows_with(count, lambda number: read(tmp_path, kind, file(number).encode()))


def test_time_that_grows_with_the_square_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.pace.SOON", 0)
    assert_grows_with(400_000, lambda number: sum(range(number)))
    with pytest.raises(AssertionError, match="4,000 took"):
        assert_grows_with(4_000, lambda number: [sum(range(number)) for _ in range(number)])


def test_more_seconds_than_allowed_are_noticed() -> None:
    with pytest.raises(AssertionError, match="the sum took"), within(1e-6, "the sum"):
        sum(range(400_000))


def test_a_failure_shows_the_beginning_of_its_example() -> None:
    def refuse(example: str) -> None:
        assert not example, "refused"

    with pytest.raises(AssertionError, match="refused") as caught:
        tried(st.just("x" * 40_000), refuse, 1, 1)
    assert len(caught.value.__notes__[0]) < 1_000
