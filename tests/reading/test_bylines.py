"""Which lines say no more than who wrote an article and when, in Markdown and page text."""

from __future__ import annotations

import pytest

from chatbot.reading.bylines import is_byline
from chatbot.reading.markdown import read_markdown
from chatbot.reading.pagetext import read_pagetext
from tests.reading.htmlreading import headings, sections

TEXT = "Night workers sleep less than people who work by day. It is the light."


@pytest.mark.parametrize(
    "line",
    [
        *("By Jane Rowe, 3 May 2026", "Jane Rowe · May 3, 2026 · 4 min read", "Updated: Mar 20"),
        *("By Ann Lee for the Evening Post", "By Ann Lee, for Reuters"),
    ],
)
def test_names_and_dates_alone_are_a_byline(line: str) -> None:
    assert is_byline(line, ["Jane Rowe"])


@pytest.mark.parametrize(
    "line",
    [
        *("By nightfall, nobody was left", "On 3 May 2026 the ward opens", "Jane Rowe is a nurse", "by"),
        *("By Jane Austen, for beginners", "By Jane Austen for those who never read her"),
    ],
)
def test_a_line_that_says_more_or_nothing_is_none(line: str) -> None:
    assert not is_byline(line, ["Jane Rowe"])


def test_a_byline_below_a_title_of_markdown_is_not_quoted() -> None:
    source = f"# Sleep\n\nBy Jane Rowe, 3 May 2026\n\n{TEXT}\n"
    article, _ = read_markdown(source.encode(), article_id="a", source="a.md")
    assert article is not None
    assert sections(article) == {"": [("paragraph", TEXT)]}
    alone, _ = read_markdown(b"# When was it opened?\n\n3 May 1890\n", article_id="a", source="a.md")
    assert alone is not None
    assert sections(alone) == {"": [("paragraph", "3 May 1890")]}


def test_a_line_of_page_text_between_title_and_byline_is_the_deck() -> None:
    page = f"Sleeping after a night shift\n\nHow to rest by day\n\nBy Jane Rowe\n3 May 2026\n\n{TEXT}\n"
    article, _ = read_pagetext(page.encode(), article_id="a", source="a.txt")
    assert article is not None
    assert article.deck is not None
    assert article.deck.of(article.text) == "How to rest by day"
    assert headings(article) == [(1, "Sleeping after a night shift")]
    assert sections(article) == {"": [("paragraph", TEXT)]}
