"""Raw HTML gives its visible words, in blocks, and the lists and tables that it holds whole."""

from __future__ import annotations

import pytest

from chatbot.reading.article import BlockKind
from chatbot.reading.rawhtml import RawBlock, read_raw, tag_name


def test_blocks_are_split_at_block_tags_and_headings_keep_their_level() -> None:
    html = read_raw("<div>one <b>two</b><p>three<br>four</p>\n<h3>five</h3>\n</div>six &amp; seven")
    assert html.blocks == [
        RawBlock("one two"),
        RawBlock("three\nfour"),
        RawBlock("five", 3, 1),
        RawBlock("six & seven", 0, 2),
    ]
    assert not html.lost


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


def test_a_tag_that_never_ends_is_no_words_and_a_comment_counts_as_lines() -> None:
    assert read_raw("a <Accordion").blocks == [RawBlock("a")]
    assert read_raw("<!-- one\ntwo -->\n<p>three<!-- \n -->four</p>").blocks == [RawBlock("threefour", line=2)]


def test_depth_costs_nothing() -> None:
    assert read_raw("<div>" * 50_000 + "x").blocks == [RawBlock("x")]
    assert read_raw("<ul><li>" * 50_000 + "x" + "</ul>" * 50_000).blocks[0].text == "x"
    assert read_raw("<table>" * 50_000 + "x" + "</table>" * 50_000).blocks == [RawBlock("x")]


def test_a_list_keeps_its_items_each_with_the_items_of_lists_in_it() -> None:
    html = read_raw(
        "<p>Bring:</p>\n<ul>\n<li>a <b>pen</b><br>or two\n<ol><li>blue<li>red</ol></li><li></li>\n<li>paper</ul>End"
    )
    assert html.blocks == [
        RawBlock("Bring:"),
        RawBlock(
            "a pen\nor two\nblue\nred\npaper",
            line=1,
            kind=BlockKind.LIST,
            rows=("a pen\nor two\nblue\nred", "paper"),
        ),
        RawBlock("End", line=4),
    ]
    assert read_raw("<ol><li>Go.<li>Stay.</ol>").blocks[0].kind is BlockKind.STEPS


def test_a_table_keeps_its_rows_below_a_header_of_header_cells() -> None:
    head = "<table><caption>Times</caption><thead><tr><th>Day<th>Hours</thead>"
    rows = "<tbody><tr><td>Mon</td><td>9 to<br>5</td></tr><tr><td>Sun</td><td></td></tr></tbody></table>"
    caption, table = read_raw(head + rows).blocks
    assert caption.text == "Times"
    assert (table.rows, table.headed) == (("Day\tHours", "Mon\t9 to 5", "Sun\t"), True)
    assert not read_raw("<table><tr><td>one</td><td>two</td></tr></table>").blocks[0].headed


@pytest.mark.parametrize(
    ("markup", "lost"),
    [
        ("<ul><li>one</li>", "ul"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>one</td></tr></table>", "table"),
        ("<table><tr><th colspan=2>a</th></tr><tr><td>one</td><td>two</td></tr></table>", "table"),
        ("<dl><dt>a</dt><dd>one</dd></dl>", "dl"),
    ],
)
def test_what_cannot_be_kept_is_named_and_read_as_paragraphs(markup: str, lost: str) -> None:
    html = read_raw(markup)
    assert html.lost == {lost}
    assert {block.kind for block in html.blocks} == {BlockKind.PARAGRAPH}


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
