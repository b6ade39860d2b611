"""A reference list is read entry by entry, whether these are items, paragraphs or lines of one."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Article
from chatbot.reading.html import read_html
from chatbot.reading.layout import PartKind, layout_of
from tests.reading.checks import markdown


def references(article: Article) -> list[tuple[int | None, str]]:
    return [(reference.number, reference.span.of(article.text)) for reference in article.references]


@pytest.mark.parametrize("line_end", ["\n", "<b>\n", "  \n", "<br>\n"])
def test_references_line_by_line_in_one_paragraph_are_as_many(line_end: str) -> None:
    listed = ["Rowe, J. (2020). A book.", "Doe, A. (n.d.). Two", "Moss, B. In press."]
    found, _ = markdown(f"# T\n\nText.\n\n## References\n\n{line_end.join(listed)}")
    assert references(found) == [(None, entry) for entry in listed]
    page = f"<h1>T</h1><p>Text.</p><h2>References</h2><p>{'<br>'.join(listed)}</p>"
    found, _ = read_html(page.encode(), article_id="a", source="a.html")
    assert references(found) == [(None, entry) for entry in listed]


def test_a_reference_that_goes_on_in_the_next_line_is_one() -> None:
    listed = "Rowe, J. (2020). A book about\nthe sea. Press.\n\n[7] Doe.\n[8] Moss.\n\n4. Ames.\n5. Bell."
    found, _ = markdown(f"# T\n\nText.\n\n## References\n\n{listed}")
    assert [part.kind for part in layout_of(found)].count(PartKind.PARAGRAPH) == 1  # a number stands on no line alone
    whole = "Rowe, J. (2020). A book about the sea. Press."
    assert references(found) == [(None, whole), (7, "[7] Doe."), (8, "[8] Moss."), (4, "Ames."), (5, "Bell.")]
