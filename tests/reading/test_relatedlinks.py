"""Links under "Related articles": title, category and deck apart, files named by article id."""

from __future__ import annotations

import pytest

from chatbot.reading.article import BlockKind, RelatedLink, Span
from chatbot.reading.builder import TextBuilder
from chatbot.reading.outline import Heading, Link, Piece
from chatbot.reading.relatedlinks import article_target, related_links


@pytest.mark.parametrize(
    ("target", "article_id", "named"),
    [
        ("endings.md", "grief/loss", "grief/endings"),
        ("../ethics/telling.HTML#x", "grief/loss", "ethics/telling"),
        ("./endings.txt", "loss", "endings"),
        ("https://example.org/a.html", "loss", "https://example.org/a.html"),
        ("/articles/endings.html", "loss", "/articles/endings.html"),
        ("endings", "grief/loss", "endings"),
        ("b%C3%A4ren%20im.md#x", "loss", "bären im"),
        ("//[your-domain]/endings.md", "loss", "//[your-domain]/endings.md"),
        ("", "loss", ""),
    ],
)
def test_a_relative_link_to_a_file_names_its_article(target: str, article_id: str, named: str) -> None:
    assert article_target(target, article_id) == named


def test_cards_and_items_give_their_links() -> None:
    builder = TextBuilder()
    heading = builder.add("How to End")
    deck = builder.block(BlockKind.PARAGRAPH, "A deck.")
    listed = builder.list(BlockKind.LIST, ["Ethics: Why We End — Another.", "Plain title"])
    start = builder.text.index("Why")
    elements: list[Heading | Piece] = [
        Heading(heading, 3, links=(Link(heading, "a.md"),)),
        Piece(deck),
        Piece(listed, links=(Link(Span(start, start + len("Why We End")), "b.md"),)),
    ]
    assert related_links(elements, builder.text) == (
        RelatedLink("How to End", deck="A deck.", target="a.md"),
        RelatedLink("Why We End", "Ethics", "Another.", "b.md"),
        RelatedLink("Plain title"),
    )


@pytest.mark.parametrize("words", ["Read these, too.", "You may also like:"])
def test_a_sentence_or_lead_in_without_a_link_is_no_article(words: str) -> None:
    builder = TextBuilder()
    pieces = [Piece(builder.block(BlockKind.PARAGRAPH, each)) for each in (words, "How to End")]
    assert related_links(pieces, builder.text) == (RelatedLink("How to End"),)
