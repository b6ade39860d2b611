"""Blocks keep every character of the quote or article, and mark the best sentence wherever it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatbot.answering.answer import Link, Quote, QuotedArticle, QuotedBlock, QuotedContext
from chatbot.indexing.index import ArticleRecord
from chatbot.reading.article import BlockKind, Span
from chatbot.reading.layout import Part, PartKind
from chatbot.reading.passages import Kind, Role
from chatbot.web.rendering import Row, article_blocks, quote_blocks

ARTICLE = QuotedArticle("a", "A", None, (), (), None, None, "en", "")


def laid(kind: str, start: int, end: int, first: int = 1, items: tuple[tuple[int, int], ...] = ()) -> QuotedBlock:
    return QuotedBlock(BlockKind(kind), start, end, first, items)


def quote(
    text: str, blocks: list[QuotedBlock], mark: tuple[int, int] = (0, 0), context: tuple[QuotedContext, ...] = ()
) -> Quote:
    return Quote(text, context, Kind.SECTION, ARTICLE, "s", (), 0, len(text), (mark,), tuple(blocks), Link(), 0.5)


def cells(row: Row) -> list[str]:
    return ["".join(piece.text for piece in cell) for cell in row]


def marked(rows: tuple[Row, ...]) -> list[str]:
    return [piece.text for row in rows for cell in row for piece in cell if piece.marked]


def test_a_paragraph_is_one_cell_with_its_best_sentence_marked() -> None:
    [block] = quote_blocks(quote("One. Two. Three.", [laid("paragraph", 0, 16)], (5, 9)))
    assert [(piece.text, piece.marked) for piece in block.rows[0][0]] == [
        ("One. ", False),
        ("Two.", True),
        (" Three.", False),
    ]


def test_a_list_has_a_row_for_each_item_and_numbered_ones_their_first_number() -> None:
    [block] = quote_blocks(quote("Name it.\nHold it.", [laid("steps", 0, 17, first=4)], (9, 17)))
    assert (block.kind, block.first) == (PartKind.STEPS, 4)
    assert [cells(row) for row in block.rows] == [["Name it."], ["Hold it."]]
    assert marked(block.rows) == ["Hold it."]


def test_an_item_of_several_lines_is_one_row_and_has_one_number() -> None:
    text = "Pack:\na lamp\na map\nWait."
    [block] = quote_blocks(quote(text, [laid("steps", 0, 24, items=((0, 18), (19, 24)))], (6, 12)))
    assert [cells(row) for row in block.rows] == [["Pack:\na lamp\na map"], ["Wait."]]
    assert marked(block.rows) == ["a lamp"]


def test_items_that_are_not_all_of_a_quoted_list_are_not_relied_on() -> None:
    [block] = quote_blocks(quote("one\ntwo", [laid("list", 0, 7, items=((0, 3),))]))
    assert [cells(row) for row in block.rows] == [["one"], ["two"]]


def test_a_table_has_cells_a_header_from_its_context_and_marks_in_each_cell_of_the_best_row() -> None:
    header = QuotedContext(Role.HEADER, "Sign\tMeaning", 100, 112)
    [block] = quote_blocks(quote("a\tb\nc\td", [laid("table", 0, 7)], (4, 7), (header,)))
    assert cells(block.header) == ["Sign", "Meaning"]
    assert [cells(row) for row in block.rows] == [["a", "b"], ["c", "d"]]
    assert marked(block.rows) == ["c", "d"]


def test_a_header_stands_above_tables_alone() -> None:
    header = QuotedContext(Role.HEADER, "Sign\tMeaning", 100, 112)
    blocks = quote_blocks(quote("a\tb\nAll.", [laid("table", 0, 3), laid("paragraph", 4, 8)], (0, 0), (header,)))
    assert [cells(block.header) for block in blocks if block.kind is PartKind.PARAGRAPH] == [[]]
    assert [cells(block.header) for block in blocks if block.kind is PartKind.TABLE] == [["Sign", "Meaning"]]


def test_an_empty_cell_stays_a_cell_and_a_table_without_a_header_gets_none() -> None:
    [block] = quote_blocks(quote("a\t\tb", [laid("table", 0, 4)]))
    assert [cells(row) for row in block.rows] == [["a", "", "b"]]
    assert block.header == ()


@given(st.text(alphabet="a é\n\t한🙂", max_size=40), st.lists(st.integers(0, 40), max_size=6), st.integers(0, 40))
def test_no_character_of_a_quote_is_lost_whatever_its_blocks(text: str, cuts: list[int], mark: int) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    blocks = [laid("table", start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    shown = quote_blocks(quote(text, blocks, (min(mark, len(text)), len(text))))
    characters = "".join("".join(cells(row)) for block in shown for row in block.rows)
    assert "".join(characters.split()) == "".join(text.split())


def record(text: str, *parts: Part) -> ArticleRecord:
    return ArticleRecord("a", "A", text, "", layout=parts)


def test_a_table_of_an_article_shows_its_header_apart_from_its_rows() -> None:
    table = Part(PartKind.TABLE, Span(0, 7), items=(Span(4, 7),), header=Span(0, 3))
    [block] = article_blocks(record("a\tb\nc\td", table))
    assert (cells(block.header), [cells(row) for row in block.rows]) == (["a", "b"], [["c", "d"]])


def test_an_item_of_several_lines_stays_one_item() -> None:
    [block] = article_blocks(record("term\nmeaning", Part(PartKind.LIST, Span(0, 12), items=(Span(0, 12),))))
    assert [cells(row) for row in block.rows] == [["term\nmeaning"]]


def test_text_that_the_items_leave_out_is_shown_as_lines() -> None:
    [block] = article_blocks(record("one\ntwo", Part(PartKind.LIST, Span(0, 7), items=(Span(0, 3),))))
    assert [cells(row) for row in block.rows] == [["one"], ["two"]]


def test_headings_never_skip_a_level_downwards() -> None:
    levels = [2, 4, 6, 2, 1, 3]
    parts = [Part(PartKind.HEADING, Span(i, i + 1), level=level) for i, level in enumerate(levels)]
    assert [block.level for block in article_blocks(record("abcdef", *parts))] == [2, 3, 4, 2, 2, 3]
