"""A box beside the text ends with its element: its heading owns nothing below it."""

from __future__ import annotations

import pytest

from tests.reading.htmlreading import read, sections, texts


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h3>Note</h3><p>Ask.</p></aside>",
        "<div class=callout><div><h3>Note</h3></div><div><p>Ask.</p></div></div>",
        "<aside class=card><div class=inner><h3>Note</h3><p>Ask.</p></div></aside>",
    ],
)
def test_text_below_a_box_belongs_to_the_section_around_it(box: str) -> None:
    article = read(f"<main><h1>T</h1><h2>Causes</h2><p>Wear.</p>{box}<p>Falls.</p><h2>Help</h2><p>Ice.</p></main>")
    assert sections(article) == {
        "Causes": [("paragraph", "Wear.")],
        "Note": [("paragraph", "Ask.")],
        "": [("paragraph", "Falls.")],
        "Help": [("paragraph", "Ice.")],
    }
    below = next(section for section in article.sections if section.heading is None and section.blocks)
    assert article.heading_path(below.parents) == ("Causes",)


@pytest.mark.parametrize(
    "section",
    [
        "<div class=note><h2>Causes</h2></div><p>Wear.</p><p>Falls.</p>",
        "<section><header><h2>Causes</h2><p>Wear.</p></header><p>Falls.</p></section>",
        "<div class=column><h2>Causes</h2><p>Wear.</p></div><div class=column><p>Falls.</p></div>",
    ],
)
def test_a_wrapper_that_is_no_box_ends_no_section(section: str) -> None:
    assert sections(read(f"<main><h1>T</h1><p>One.</p>{section}</main>"))["Causes"] == [
        ("paragraph", "Wear."),
        ("paragraph", "Falls."),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>T</h1><div class=c-3><h3>Key points</h3><ul><li>Move.</ul></div><p>Text.</p>",
        "<h1>T</h1><aside><h3>Key points</h3><ul><li>Move.</ul></aside><p>Text.</p>",
        "<header><h1>T</h1><h2>At a glance</h2><ul><li>Move.</ul></header><p>Text.</p>",
    ],
)
def test_the_summary_ends_with_the_element_that_it_heads(page: str) -> None:
    article = read(f"<main><article>{page}</article></main>")
    assert article.takeaway
    assert texts(article.takeaway.blocks, article) == [("list", "Move.")]
    assert ("paragraph", "Text.") in sections(article)[""]


def test_a_line_on_the_review_below_a_box_is_no_part_of_it() -> None:
    box = "<aside><h3>Key points</h3><p>Move.</p></aside>"
    article = read(
        f"<main><h1>T</h1>{box}<p>Reviewed by A. B.</p><h2>Causes</h2><p>Wear.</p><p>Reviewed: 2024</p></main>"
    )
    assert article.takeaway
    assert texts(article.takeaway.blocks, article) == [("paragraph", "Move.")]
    assert sections(article) == {"": [("paragraph", "Reviewed by A. B.")], "Causes": [("paragraph", "Wear.")]}
