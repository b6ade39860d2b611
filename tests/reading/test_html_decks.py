"""The deck of a page is no passage; a first paragraph that the page's description repeats is one."""

from __future__ import annotations

import io
import json

import pytest

from chatbot.reading.jsonl import read_jsonl
from chatbot.reading.markdown import read_markdown
from chatbot.reading.pagetext import read_pagetext
from tests.reading.checks import said, section_texts
from tests.reading.htmlreading import read

DECK = "What helps when someone at work grieves."
NAME = "Grief at work, week by week"
TITLE = "<h1>Grief at work</h1>"
NAMED = {"article_id": "a", "source": "a"}
TEXT = "<p>They come back.</p><h2>Why</h2><p>They need it.</p>"
TAKEAWAY = "<section><h2>Key takeaway</h2><p>Ask.</p></section>"


def page(*parts: str, description: str = DECK) -> str:
    return f'<title>T</title><meta name=description content="{description}"><article>{"".join(parts)}</article>'


@pytest.mark.parametrize(
    "parts",
    [
        (f"<header>{TITLE}<p>{DECK}</p></header>", TEXT),
        (f"<div class=post-header><div>{TITLE}</div><div><p>{DECK}</p></div></div>", TEXT),
        (f"<header>{TITLE}<p>{DECK}</p><p>By Jo Field</p></header>", TEXT),
        (TITLE, f"<p>{DECK}</p><p>By Jo Field · 5 min read</p>", TEXT),
        (TITLE, f"<p>{DECK}</p><div class=byline>By Jo Field, 3 May 2024</div>", TEXT),
        (TITLE, f"<p>{DECK}</p><div class=byline>Reviewed by Jo Field</div>", TEXT),
        (TITLE, f"<p>{DECK}</p>", TAKEAWAY, TEXT),
        (TITLE, f"<p>{DECK}</p><p><b>Key takeaway:</b> Ask.</p>", TEXT),
        (TITLE, f"<p>{DECK}</p><div class=key-takeaways><p>Ask.</p></div>", TEXT),
        (TITLE, f"<p>By Jo Field, 3 May 2024</p><p>{DECK}</p>", TAKEAWAY, TEXT),
        (TITLE, f"<p>Work</p><p>{DECK}</p>", TAKEAWAY, TEXT),
        (TITLE, f"<h2>{DECK}</h2>", TEXT),
    ],
    ids=[
        "header",
        "named-header",
        "header-byline",
        "byline",
        "boxed-byline",
        "reviewer",
        "takeaway",
        "label",
        "box",
        "above-byline",
        "category",
        "heading",
    ],
)
def test_a_paragraph_that_the_description_repeats_is_the_deck_where_something_parts_it_from_the_text(
    parts: tuple[str, ...],
) -> None:
    article = read(page(*parts))
    assert said(article.deck, article) == DECK
    assert section_texts(article)[-2:] == ["They come back.", "They need it."]
    assert set(section_texts(article)) <= {"They come back.", "They need it.", "Work"}


@pytest.mark.parametrize(
    ("description", "is_deck"),
    [
        (DECK, True),
        ("What helps when someone…", True),
        ("What helps when someone", False),
        ("What ...", False),
        ("", False),
    ],
)
def test_a_description_may_be_cut_off_with_dots(description: str, is_deck: bool) -> None:
    article = read(page(f"<header>{TITLE}<p>{DECK}</p></header>", TEXT, description=description))
    assert (said(article.deck, article) == DECK) is is_deck
    assert (DECK in section_texts(article)) is not is_deck


@pytest.mark.parametrize(
    "parts",
    [
        (TITLE, f"<p>{DECK}</p>", TEXT),
        (TITLE, f"<p>By Jo Field, 3 May 2024</p><p>{DECK}</p>", TEXT),
        (TITLE, f"<p>{DECK}</p><div class=newsletter><p>Join us!</p></div>", TEXT),
        (f"<div class=header>{TITLE}<p>{DECK}</p>{TEXT}</div>",),
        (TITLE, f"<blockquote><p>{DECK}</p></blockquote>", TAKEAWAY, TEXT),
        (TITLE, "<ul><li>First.</ul>", f"<p>{DECK}</p>", TAKEAWAY, TEXT),
        ("<header><h1>They come back.</h1></header>", f"<p>{DECK}</p><p>They come back.</p>"),
    ],
    ids=["plain", "byline-above", "form", "all-in-header", "quotation", "list", "title-alone"],
)
def test_a_first_paragraph_that_the_description_repeats_can_be_quoted_and_is_no_deck(parts: tuple[str, ...]) -> None:
    article = read(page(*parts))
    assert article.deck is None
    assert DECK in section_texts(article)
    assert "They come back." in section_texts(article)


@pytest.mark.parametrize(
    "deck",
    [
        f"<p class=standfirst>{DECK}</p>",
        f"<p class=post__deck>{DECK.replace('grieves', '<em>grieves</em>')}</p>",
        f"<div class=entry-subtitle><p>{DECK}</p></div>",
        f"<h3 class=subtitle>{DECK}</h3>",
    ],
)
def test_the_name_of_its_element_makes_a_deck_whatever_the_description(deck: str) -> None:
    article = read(page(TITLE, deck, TEXT, description="Our best tips!"))
    assert said(article.deck, article) == DECK
    assert section_texts(article) == ["They come back.", "They need it."]


def test_a_group_of_title_and_deck_tells_the_deck() -> None:
    article = read(page(f"<hgroup>{TITLE}<p>{DECK}</p></hgroup>", TEXT, description=""))
    assert said(article.deck, article) == DECK


def test_what_is_no_sentence_and_repeats_the_description_is_the_deck() -> None:
    article = read(page(TITLE, f"<p>{NAME}</p>", TEXT, description=NAME))
    assert said(article.deck, article) == NAME
    assert section_texts(article) == ["They come back.", "They need it."]


@pytest.mark.parametrize(
    ("deck", "text"),
    [
        (f"<p class=deck>{DECK}</p>", ""),
        (f"<p class=deck>{DECK}</p>", "<h2>Why</h2>"),
        (f"<p class=deck>{DECK}</p>", "<p>By Jo Field, 3 May 2024</p>"),
        (f"<p class=deck>{DECK * 10}</p>", TEXT),
        ("<p class=deck>Reviewed by Jo Field.</p>", TEXT),
        ("<p class=deck>Key takeaway: Ask.</p>", TEXT),
        (f"<p>It begins.</p><p class=deck>{DECK}</p>", TEXT),
        (f"<div class=deck><p>{DECK}</p><p>Ask.</p></div>", TEXT),
    ],
    ids=["alone", "no-text", "byline", "long", "footer", "takeaway", "later", "several"],
)
def test_what_is_more_than_a_deck_is_none(deck: str, text: str) -> None:
    assert read(page(TITLE, deck, text)).deck is None


@pytest.mark.parametrize(
    "label", ["<p class=eyebrow>Choosing care</p>", "<div><span>Guides</span><p>For staff</p></div>"]
)
def test_a_label_above_the_title_is_not_quoted(label: str) -> None:
    article = read(page(f"<header>{label}{TITLE}</header>", TEXT))
    assert section_texts(article) == ["They come back.", "They need it."]


@pytest.mark.parametrize(
    "above",
    [
        "<p>Grief takes its time.</p>",
        "<p>Choosing care</p><p>Grief takes its time.</p>",
        "<p>What is grief?</p>",
        "<ul><li>Choosing care</li></ul>",
        f"<p>{'word ' * 30}</p>",
    ],
)
def test_what_may_be_text_above_the_title_stays(above: str) -> None:
    assert len(section_texts(read(page(above, TITLE, TEXT)))) > 2


def test_all_four_formats_have_the_same_deck_and_quote_the_same() -> None:
    stated = {"id": "a", "title": "Grief at work", "deck": DECK, "sections": [{"id": "s", "text": "They come back."}]}
    found = [
        read(page(f"<header>{TITLE}<p>{DECK}</p></header>", "<p>They come back.</p>")),
        read_markdown(f"---\ndeck: {DECK}\n---\n# Grief at work\n\nThey come back.\n".encode(), **NAMED)[0],
        read_pagetext(f"Grief at work\n{DECK}\n\nThey come back.\n".encode(), **NAMED)[0],
        next(read_jsonl(io.BytesIO(json.dumps(stated).encode()), source="a.jsonl"))[1],
    ]
    for article in found:
        assert article is not None
        assert article.text == f"Grief at work\n\n{DECK}\n\nThey come back."
        assert said(article.deck, article) == DECK
        assert section_texts(article) == ["They come back."]
