"""Text is laid out once, and every returned span covers what was added."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chatbot.errors import Fault
from chatbot.reading.article import Article, BlockKind
from chatbot.reading.builder import InlineText, TextBuilder, collapse, filled
from chatbot.reading.html import read_html
from chatbot.reading.markdown import read_markdown
from tests.reading.checks import assert_spans_hold, said


def test_blocks_are_separated_by_one_blank_line() -> None:
    builder = TextBuilder()
    spans = [builder.add("one"), builder.add("two"), builder.add("")]
    assert builder.text == "one\n\ntwo"
    assert [span.of(builder.text) for span in spans] == ["one", "two", ""]


def test_items_stand_on_lines_and_empty_ones_have_none() -> None:
    builder = TextBuilder()
    builder.add("before")
    block = builder.list(BlockKind.STEPS, ["", "a", "", "b\nc"], first=3)
    assert builder.text == "before\n\na\nb\nc"
    assert [item.of(builder.text) for item in block.items] == ["", "a", "", "b\nc"]
    assert block.span.of(builder.text) == "a\nb\nc"
    assert block.first == 3


def test_a_list_of_empty_items_adds_nothing() -> None:
    builder = TextBuilder()
    block = builder.list(BlockKind.STEPS, ["", ""])
    assert builder.text == ""
    assert [len(item) for item in block.items] == [0, 0]


def test_cells_are_separated_by_tabs_and_empty_rows_left_out() -> None:
    builder = TextBuilder()
    block = builder.table(["a", "b"], [["1", ""], ["", ""], ["", "2"]])
    assert block.span.of(builder.text) == builder.text == "a\tb\n1\t\n\t2"
    assert block.header
    assert block.header.of(builder.text) == "a\tb"
    assert [row.of(builder.text) for row in block.items] == ["1\t", "\t2"]


def test_a_table_without_header_words_has_no_header() -> None:
    builder = TextBuilder()
    assert builder.table(["", ""], [["1", "2"]]).header is None
    assert builder.table(None, [["1", "2"]]).header is None
    assert builder.text == "1\t2\n\n1\t2"


def test_white_space_collapses_across_pieces_but_not_no_break_spaces() -> None:
    inline = InlineText()
    for piece in (" one ", " two\n", "three\u00a0 ", "\u00a0four "):
        inline.add(piece)
    assert inline.text == "one two three\u00a0 \u00a0four"
    assert collapse(" a \n\t b\u00a0 ") == "a b\u00a0"


def test_a_line_break_takes_the_space_before_it_and_never_stands_twice_or_first() -> None:
    inline = InlineText()
    inline.line_break()
    inline.add("one ")
    inline.line_break()
    inline.line_break()
    inline.add(" two")
    inline.line_break()
    assert inline.text == "one\ntwo"
    assert inline.clamp(3, 99) == (4, 7)


def test_items_of_a_numbered_list_keep_their_numbers_where_others_show_nothing() -> None:
    builder = TextBuilder()
    block = builder.list(BlockKind.STEPS, ["", "a", "", "", "b", "c", ""], first=3)
    assert [(part.first, part.span.of(builder.text), len(part.items)) for part in filled(block)] == [
        (4, "a", 1),
        (7, "b\nc", 2),
    ]
    plain = builder.list(BlockKind.LIST, ["", "a", "", "b"])
    assert [[item.of(builder.text) for item in part.items] for part in filled(plain)] == [["a", "b"]]
    assert [*filled(builder.list(BlockKind.LIST, [""])), *filled(builder.list(BlockKind.STEPS, [""]))] == []


@pytest.mark.parametrize(
    ("reader", "source"),
    [
        (read_html, b"<h1>T</h1><p>Do this:</p><ol start=2><li>Turn.<li> <li>Pull.<li>Push.<li hidden>x<li></ol>"),
        (read_html, b"<h1>T</h1><p>Do this:</p><ol start=2><li>Turn.<li><img src=a><li>Pull.<li>Push.</ol>"),
        (read_markdown, b"# T\n\nDo this:\n\n2. Turn.\n3.\n4. Pull.\n5. Push.\n"),
    ],
)
def test_every_part_of_a_list_with_a_number_alone_has_its_lead(
    reader: Callable[..., tuple[Article | None, list[Fault]]], source: bytes
) -> None:
    article, _ = reader(source, article_id="a", source="a")
    assert article is not None
    assert_spans_hold(article)
    steps = [block for block in article.sections[0].blocks if block.kind is BlockKind.STEPS]
    assert [(part.first, part.span.of(article.text), said(part.lead, article)) for part in steps] == [
        (2, "Turn.", "Do this:"),
        (4, "Pull.\nPush.", "Do this:"),
    ]


def test_references_keep_their_numbers_where_one_lost_its_text() -> None:
    source = b"<h1>T</h1><p>Text.</p><h2>References</h2><ol><li>One 1999.<li><li>Three 2001.</ol>"
    article, _ = read_html(source, article_id="a", source="a.html")
    assert [(each.number, each.span.of(article.text)) for each in article.references] == [
        (1, "One 1999."),
        (3, "Three 2001."),
    ]
