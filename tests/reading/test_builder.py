"""Text is laid out once, and every returned span covers what was added."""

from __future__ import annotations

from chatbot.reading.article import BlockKind
from chatbot.reading.builder import InlineText, TextBuilder, collapse


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
