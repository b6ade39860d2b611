"""A link may name a sentence only where a browser finds it once, and as whole words."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Article, Span
from chatbot.reading.landing import LONGEST, Page, fold


def landing(text: str, sentence: str, page_text: str = "") -> str | None:
    start = text.index(sentence)
    page = Page(Article("a", "A", text, "a.md", page_text=page_text))
    span = page.landing(Span(start, start + len(sentence)))
    return span.of(text) if span else None


def test_a_sentence_that_occurs_once_is_named_itself() -> None:
    assert landing("One thing. Another thing.", "Another thing.") == "Another thing."


@pytest.mark.parametrize(
    "text",
    [
        "Name it. More text. Name it.",
        "NAME IT. More. Name it.",
        "Náme ít. More. Name it.",
        "“Name it.” More. Name it.",
        "Re-name it. More. Name it.",
    ],
)
def test_a_sentence_that_a_browser_would_find_twice_is_not_named(text: str) -> None:
    assert landing(text, "ame it.") is None
    assert landing(text, "Name it.") is None


def test_a_second_occurrence_in_the_menu_of_the_page_counts() -> None:
    assert landing("Our fees. We charge.", "Our fees.", page_text="Our fees. Home. Our fees. We charge.") is None
    assert landing("Our fees. We charge.", "We charge.", page_text="Our fees. Home. Our fees. We charge.") is not None


def test_a_sentence_that_touches_its_neighbour_is_not_named() -> None:
    assert landing("First.Second one here.", "Second one here.") is None


def test_a_sentence_with_a_hard_break_or_beyond_the_longest_is_not_named() -> None:
    assert landing("Street 1\nCity", "Street 1\nCity") is None
    assert landing("x" * (LONGEST + 1), "x" * (LONGEST + 1)) is None


def test_a_cell_of_several_paragraphs_is_not_named_because_no_browser_looks_across_blocks() -> None:
    row = "Rule\tAsk first. Then wait."
    assert landing(row, row, page_text="Rule\nAsk first.\nThen wait.") == "Rule"
    assert landing(row, row, page_text="Rule\nAsk first. Then wait.") == "Ask first. Then wait."


def test_of_a_table_row_the_longest_cell_that_is_unique_is_named() -> None:
    text = "Step\tWhat to do\n1. Name\tSay what it is called\nName\tSay what it is called"
    assert landing(text, "1. Name\tSay what it is called") == "1. Name"
    assert landing(text, "Name\tSay what it is called") is None


@pytest.mark.parametrize(
    ("a", "b"), [("Café", "cafe\u0301"), ("ﬁne", "fine"), ("It’s", "it's"), ("a\u00a0b", "A  b"), ("STRASSE", "straße")]
)
def test_texts_that_a_browser_takes_for_equal_fold_alike(a: str, b: str) -> None:
    assert fold(a) == fold(b)
