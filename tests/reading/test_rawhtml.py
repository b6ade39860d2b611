"""Raw HTML gives its visible words, in blocks."""

from __future__ import annotations

import pytest

from chatbot.reading.rawhtml import RawBlock, read_raw, tag_name


def test_blocks_are_split_at_block_tags_and_headings_keep_their_level() -> None:
    html = read_raw("<div>one <b>two</b><p>three<br>four</p>\n<h3>five</h3>\n</div>six &amp; seven")
    assert html.blocks == [
        RawBlock("one two"),
        RawBlock("three\nfour"),
        RawBlock("five", 3, 1),
        RawBlock("six & seven", 0, 2),
    ]
    assert {"div", "b", "p", "br", "h3"} == html.tags


def test_a_summary_is_marked_up_to_its_end() -> None:
    html = read_raw("<details><summary>one <b>two</b></summary>three<p>four</p></details>five<details>")
    inside = [
        RawBlock("one two", is_summary=True, details=1),
        RawBlock("three", details=1),
        RawBlock("four", details=1),
    ]
    assert html.blocks == [*inside, RawBlock("five")]
    assert html.details == 1


def test_what_a_page_does_not_show_is_left_out() -> None:
    html = read_raw("<!-- a --><style>b{}</style><script>c()</script><svg/>d<script>e")
    assert html.blocks == [RawBlock("d")]
    assert html.tags == {"style", "script", "svg"}


def test_a_tag_that_never_ends_is_no_words_and_a_comment_counts_as_lines() -> None:
    assert read_raw("a <Accordion").blocks == [RawBlock("a")]
    assert read_raw("<!-- one\ntwo -->\n<p>three<!-- \n -->four</p>").blocks == [RawBlock("threefour", line=2)]


def test_depth_costs_nothing() -> None:
    assert read_raw("<div>" * 50_000 + "x").blocks == [RawBlock("x")]


def test_the_name_of_a_tag_is_read_from_its_markup() -> None:
    assert [tag_name(tag) for tag in ("<BR/>", "</b>", '<a href="x">', "<!-- x -->", "<>")] == [
        "br",
        "b",
        "a",
        "!--",
        "",
    ]


@pytest.mark.parametrize("broken", ["<![", "<![ x]>", "<![odd[y]]>", "<![<![<!["])
def test_a_section_mark_without_a_known_name_breaks_nothing(broken: str) -> None:
    html = read_raw(f"<div>Before.</div>{broken}\n<p>After.</p>")
    assert html.blocks[0].text == "Before."
