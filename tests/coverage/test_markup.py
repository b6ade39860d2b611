"""What a source says beyond its visible text."""

from __future__ import annotations

import pytest

from chatbot.coverage.lint.markup import HeadingLine, LinkLine, markup_of
from tests.pace import within


def test_markdown_tells_headings_links_tables_and_numbers_as_typed() -> None:
    text = (
        "---\ntitle: x\n---\n\n## One *and* `two`\n\nSee [a](#one-and-two)\nand [b](c.md#d).\n\n"
        "| a | b |\n|---|---|\n| 1 | \\| | 3 |\n\n3. x\n   1. y\n   2. z\n5. w\n"
    )
    markup = markup_of("x.md", text)
    assert markup.headings == (HeadingLine(5, 2, "One and two"),)
    assert markup.links == (LinkLine(7, "#one-and-two"), LinkLine(8, "c.md#d"))
    assert markup.tables == (((10, 2), (12, 3)),)
    assert set(markup.numberings) == {((14, 3), (17, 5)), ((15, 1), (16, 2))}
    assert markup.anchors == {"one-and-two"}


def test_a_heading_that_names_itself_has_that_anchor() -> None:
    markup = markup_of("x.md", "## What you need {#needs}\n\nText.[^1]\n\n[^1]: Note.\n")
    assert markup.headings == (HeadingLine(1, 2, "What you need"),)
    assert markup.anchors == {"needs"}


def test_lines_end_where_editors_end_them() -> None:
    """Not at U+2028, NEL or a form feed, as they come with text copied from elsewhere."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert markup_of("x.md", f"One\u2028two\u0085three\ffour.\n\n{table}").tables == (((3, 2), (5, 2)),)
    assert markup_of("x.txt", f"One\u2028two\u0085three\ffour.\n\n{table}").tables == (((3, 2), (5, 2)),)


def test_html_tells_links_and_anchors_however_broken() -> None:
    markup = markup_of("x.html", '<?xml version="1.0"?>\n<p id=a><a href="#a">x</b>\n<a name="b" href="y.html">')
    assert markup.links == (LinkLine(2, "#a"), LinkLine(3, "y.html"))
    assert markup.anchors == {"a", "b"}


@pytest.mark.parametrize("broken", ["<![", "<![ x]>", "<!-- ", "<a href='", "<"])
def test_html_tells_what_stands_before_a_tag_that_never_ends(broken: str) -> None:
    assert markup_of("x.html", f"<p id=a><a href=b>x</a>{broken}").links == (LinkLine(1, "b"),)


@pytest.mark.parametrize("row", ["<a ", "<!--", "<![", "</a "])
def test_a_row_of_tags_that_never_end_is_read_in_time(row: str) -> None:
    with within(2):  # a tenth of it; many seconds where time grows with the square
        markup_of("x.html", row * 15_000)


def test_plain_text_has_tables_where_two_lines_stand_between_bars() -> None:
    markup = markup_of("x.txt", "a | b\n| one |\n\n| a | b |\n|---|---|\n| 1 |\n")
    assert markup.tables == (((4, 2), (6, 1)),)


def test_json_lines_have_no_markup() -> None:
    assert markup_of("x.jsonl", "| a |\n| b | c |").tables == ()


@pytest.mark.parametrize(
    "front", ['---\ntitle: "T"\n# none\n---\n', '+++\n# none\ntitle = "T"\n+++\n', '{\n"title":\n"# none"\n}\n']
)
def test_front_matter_in_any_syntax_is_no_markup_and_keeps_its_lines(front: str) -> None:
    markup = markup_of("a.md", f"{front}\n## One\n")
    assert [(heading.line, heading.text) for heading in markup.headings] == [(6, "One")]
