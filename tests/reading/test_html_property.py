"""Whatever the bytes: a result, never an exception, and spans that say what they claim."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.reading.article import Article, Block, BlockKind, Span
from chatbot.reading.html import read_html
from tests.reading.htmlreading import blocks_of
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


def all_spans(article: Article) -> list[Span]:
    spans = [
        span for span in (article.title_span, article.deck, article.references_heading, article.review_footer) if span
    ]
    spans += [reference.span for reference in article.references]
    spans += [section.heading for section in article.sections if section.heading]
    spans += [span for entry in article.faq for span in (entry.question, entry.heading) if span]
    for block in blocks_of(article):
        spans += [span for span in (block.span, block.header, block.lead, *block.items) if span]
    return spans


def check_article(article: Article) -> None:
    """Assert what holds for every article."""
    text = article.text
    for span in all_spans(article):
        assert 0 <= span.start < span.end <= len(text)
        assert not span.of(text).isspace()
    blocks = blocks_of(article)
    assert all(before.span.end < after.span.start for before, after in pairwise(blocks))
    for block in blocks:
        check_block(block, text)
    ids = [section.id for section in article.sections] + [entry.id for entry in article.faq]
    ids += [article.takeaway.id] if article.takeaway else []
    assert len(ids) == len(set(ids))
    assert {parent for section in article.sections for parent in section.parents} <= set(ids)
    assert {parent for entry in article.faq for parent in entry.parents} <= set(ids)
    assert all(entry.blocks for entry in article.faq)
    assert set(article.line_of) <= set(ids)


def check_block(block: Block, text: str) -> None:
    inner = [*([block.header] if block.header else []), *block.items]
    assert all(block.span.start <= span.start and span.end <= block.span.end for span in inner)
    assert all(before.end < after.start for before, after in pairwise(inner))
    if block.kind is BlockKind.TABLE:
        assert "\n".join(span.of(text) for span in inner) == block.span.of(text)
        assert all("\n" not in item.of(text) for item in block.items)
    if block.kind in (BlockKind.LIST, BlockKind.STEPS):
        assert "\n".join(span.of(text) for span in inner) == block.span.of(text)
    if block.lead:
        assert block.lead.end < block.span.start


@given(markup())
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_an_article_with_sound_spans(page: str) -> None:
    article, faults = read_html(page.encode(), article_id="a", source="a.html")
    check_article(article)
    assert article.text or faults


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_an_article_or_a_fault_never_an_exception(raw: bytes) -> None:
    article, faults = read_html(raw, article_id="a", source="a.html")
    check_article(article)
    assert article.text or faults


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_characters_between_tags_are_read(heading: str, words: str) -> None:
    page = f"<main><h2>{heading}</h2><p>{words}</p></main>"
    article, _ = read_html(page.encode(), article_id="a", source="a.html")
    check_article(article)


@needs_shared
@pytest.mark.parametrize("cut", [0.25, 0.5, 0.9])
def test_a_page_that_was_cut_short_is_still_read(cut: float) -> None:
    for path in sorted((SHARED / "eval/pages/pages").glob("*.html"))[::4]:
        page = path.read_text(encoding="utf-8")
        article, _ = read_html(page[: int(len(page) * cut)].encode(), article_id="a", source=path.name)
        check_article(article)
