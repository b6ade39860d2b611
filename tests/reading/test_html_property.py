"""Whatever the bytes: a result, never an exception, and spans that say what they claim."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.reading.html import read_html
from tests.reading.checks import assert_spans_hold
from tests.shared import SHARED, needs_shared

TAGS = [
    *("p", "div", "span", "b", "strong", "a", "br", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "td", "th", "caption", "pre", "code", "blockquote", "section", "article"),
    *("main", "nav", "aside", "header", "footer", "details", "summary", "button", "form", "figure", "figcaption"),
    *("script", "style", "template", "svg", "math", "select", "option", "sup", "em", "hr", "img", "title", "body"),
]
ATTRIBUTES = [
    *("", ' id="a"', ' id="b"', ' class="faq-question"', ' class="toc"', ' class="key-takeaways"', " hidden"),
    *(' style="display:none"', ' style="white-space:pre"', ' colspan="3"', ' rowspan="2"', ' start="4"'),
    *(' href="#a"', ' href="/x"', ' role="main"', ' role="heading" aria-level="1"', ' itemprop="name"', ' name="n"'),
    *(' class="footnotes"', ' class="byline"', " open", ' aria-expanded="false"', ' type="application/ld+json"'),
]
WORDS = [
    *("Why is it so?", "Because.", "FAQ", "Frequently asked questions", "References", "Related articles", "  ", "\n"),
    *("Key takeaways", "Key takeaway: rest", "Reviewed by A. B. on 1 May 2024", "3.1. What now?", "1. Name it", "¶"),
    *(
        "Table of contents",
        "no\u00a0break",
        "e\u0301",
        "👩‍👩‍👧",
        "한국어 문장입니다",
        "שלום",
        "\t",
        "a\tb",
        "See the following:",
        "&amp;",
        "&#13;",
    ),
    '{"@type":"FAQPage","mainEntity":{"@type":"Question","name":"Why is it so?","acceptedAnswer":{"text":"Because."}}}',
    *(".x{display:none}", "<!--", "-->", "]]>", "&lt;", "\r\n", "\u2028", "\x0b", "\x00", "?", "© 2024"),
]


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Tags that open, close or do neither in any order, around words that readers look for."""
    pieces = draw(
        st.lists(st.tuples(st.integers(0, 3), st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)), max_size=40)
    )
    words = draw(st.lists(st.sampled_from(WORDS), min_size=len(pieces), max_size=len(pieces)))
    made = []
    for (how, tag, attributes), word in zip(pieces, words, strict=True):
        opening, closing = f"<{tag}{attributes}>", f"</{tag}>"
        made.append({0: word, 1: opening + word, 2: opening + word + closing, 3: word + closing}[how])
    return "".join(made)


@given(markup())
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_an_article_with_sound_spans(page: str) -> None:
    article, faults = read_html(page.encode(), article_id="a", source="a.html")
    assert_spans_hold(article)
    assert article.text or faults


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_characters_between_tags_are_read(heading: str, words: str) -> None:
    page = f"<main><h2>{heading}</h2><p>{words}</p></main>"
    article, _ = read_html(page.encode(), article_id="a", source="a.html")
    assert_spans_hold(article)


@needs_shared
@pytest.mark.parametrize("cut", [0.25, 0.5, 0.9])
def test_a_page_that_was_cut_short_is_still_read(cut: float) -> None:
    for path in sorted((SHARED / "eval/pages/pages").glob("*.html"))[::4]:
        page = path.read_text(encoding="utf-8")
        article, _ = read_html(page[: int(len(page) * cut)].encode(), article_id="a", source=path.name)
        assert_spans_hold(article)
