"""Raw HTML gives its visible words, in blocks."""

from __future__ import annotations

import pytest

from chatbot.reading.rawhtml import RawBlock, raw_blocks, tag_name


def test_blocks_are_split_at_block_tags_and_headings_keep_their_level() -> None:
    blocks, tags = raw_blocks("<div>one <b>two</b><p>three<br>four</p>\n<h3>five</h3>\n</div>six &amp; seven")
    assert blocks == [
        RawBlock("one two"),
        RawBlock("three\nfour"),
        RawBlock("five", 3, 1),
        RawBlock("six & seven", 0, 2),
    ]
    assert {"div", "b", "p", "br", "h3"} == tags


def test_a_summary_is_marked_up_to_its_end() -> None:
    blocks, _ = raw_blocks("<details><summary>one <b>two</b></summary>three<p>four</p></details>")
    assert blocks == [RawBlock("one two", is_summary=True), RawBlock("three"), RawBlock("four")]


def test_what_a_page_does_not_show_is_left_out() -> None:
    blocks, tags = raw_blocks("<!-- a --><style>b{}</style><script>c()</script><svg/>d<script>e")
    assert blocks == [RawBlock("d")]
    assert tags == {"style", "script"}


def test_depth_costs_nothing() -> None:
    assert raw_blocks("<div>" * 50_000 + "x")[0] == [RawBlock("x")]


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
    blocks, _ = raw_blocks(f"<div>Before.</div>{broken}\n<p>After.</p>")
    assert blocks[0].text == "Before."
