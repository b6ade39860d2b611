"""Tables drawn with dashes in Markdown: read where every word fits its column, else left alone."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Article, Block, BlockKind
from tests.reading.checks import markdown, outline


def read(text: str) -> Article:
    article, faults = markdown(f"# T\n\nIt begins.\n\n{text}\n\nIt ends.\n")
    assert not faults
    return article


def rows_of(article: Article) -> tuple[str | None, list[str]]:
    """Return the header and the rows of the article's only table, cells apart by tabs."""
    tables: list[Block] = [b for s in article.sections for b in s.blocks if b.kind is BlockKind.TABLE]
    (table,) = tables
    header = table.header.of(article.text) if table.header else None
    return header, [item.of(article.text) for item in table.items]


GRID = """\
+---------------+---------------+
| Fruit         | Price         |
+===============+===============+
| **Bananas**   | - 1.34        |
|               | - a bunch     |
+---------------+---------------+
| Oranges - ripe|               |
+---------------+---------------+"""
MULTILINE = """\
-------------------------------------------
 Fruit      Right   Left
           Aligned  Aligned
---------- -------- -----------------------
 Bananas       12.0 They spoil within days,
                    and brown first.

 Oranges        5.0 They keep.
-------------------------------------------"""
SIMPLE = """\
  Right     Left     Center
-------     ------ ----------
     12     a         12
    123     b         123"""


@pytest.mark.parametrize(
    ("drawn", "header", "rows"),
    [
        (GRID, "Fruit\tPrice", ["Bananas\t1.34 a bunch", "Oranges - ripe\t"]),
        (
            MULTILINE,
            "Fruit\tRight Aligned\tLeft Aligned",
            ["Bananas\t12.0\tThey spoil within days, and brown first.", "Oranges\t5.0\tThey keep."],
        ),
        (SIMPLE, "Right\tLeft\tCenter", ["12\ta\t12", "123\tb\t123"]),
        ("-----  ---\n12     a\n123    b\n-----  ---", None, ["12\ta", "123\tb"]),
        ("+---+---+\n| 1 | 2 |\n+---+---+", None, ["1\t2"]),
    ],
)
def test_a_drawn_table_has_its_header_and_rows(drawn: str, header: str | None, rows: list[str]) -> None:
    article = read(drawn)
    assert rows_of(article) == (header, rows)
    assert outline(article) == [(1, "")]
    assert article.text.endswith("It ends.")


@pytest.mark.parametrize("label", [": ", "Table: "])
def test_what_names_a_drawn_table_is_a_paragraph_without_its_mark(label: str) -> None:
    assert read(f"{GRID}\n\n{label}Prices of the week.").text.endswith("\n\nPrices of the week.\n\nIt ends.")


@pytest.mark.parametrize(
    "text",
    [
        "Two rules\n\n--- ---\n\nare no table.",
        "A line that crosses\n---- ---- ----\nany column of the dashes",
        "+----+----+\n| a | b | c |\n+----+----+",
        "+----+----+\n| a       |\n+----+----+",
        "----\n\nA rule.\n\n----",
        "    Right  Left\n    -----\n    12     a",
    ],
)
def test_what_fits_no_columns_is_no_table(text: str) -> None:
    article = read(text)
    assert not any(block.kind is BlockKind.TABLE for section in article.sections for block in section.blocks)
