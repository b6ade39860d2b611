"""Whatever stands in a file, every span is exactly the visible text; all readers show one page the same way."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, BlockKind
from chatbot.reading.html import read_html
from chatbot.reading.jsonl import read_jsonl
from chatbot.reading.markdown import read_markdown
from chatbot.reading.pagetext import read_pagetext
from tests.reading.checks import assert_spans_hold, block_texts

Reader = Callable[..., tuple[Article | None, list[Fault]]]
READERS: list[Reader] = [read_markdown, read_pagetext, read_html]
STORABLE = st.characters(codec="utf-8", exclude_characters="\0")  # a text with NUL is refused
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LETTERS = "abcdefgXYZäßœñçøåŁžαβγДжא한국어슬픔さみしさ悲哀\u0301\u0308\u200d🙂👩🏽🇰🇷ﬁ½"
WORD = st.text(LETTERS, min_size=2, max_size=8).map(lambda word: "Wo" + word + "rd")
PHRASE = st.lists(WORD, min_size=1, max_size=5).map(lambda words: "\u00a0 ".join(words).replace("\u00a0 ", " ", 2))
SENTENCE = PHRASE.map(lambda phrase: phrase + " and so it goes on.")
FRAGMENTS = (
    *(
        "# T",
        "## FAQ",
        "### Is it?",
        "## Key takeaway",
        "References",
        "Related articles",
        "- a",
        "- 1.",
        "1. Name",
        "2. Other",
    ),
    *(
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
        "> q",
        "> **Key takeaway:** x",
        "**Q?** yes",
        "Q: why? A: so",
        "",
        "",
        "---",
        "```",
    ),
    *(
        "    indented",
        "Heading Here Now",
        "A sentence ends.",
        "Why?",
        "자주 묻는 질문",
        "왜 그런가요",
        "Reviewed by X",
        "7 min read",
    ),
    *(
        "Case StudyBreaking it",
        "Signs include:",
        "<b>x</b>",
        "<br>",
        "a\tb",
        "\\",
        "<details><summary>Q?</summary>",
        "[a](b.md)",
    ),
    *("<script>a</script>", "<h2>raw</h2>", "<table><tr><td>", "<ul><li>a", "<dl><dt>a<dd>b", "&nbsp;", "&#0;"),
    *("e\u0301\u00a0🙂", "\u2028", "\ufeff", " \u00a0 ", "\r", "\x0b"),
)
PAGE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=14)


@dataclass(frozen=True)
class Page:
    """What a page is to show: a title, and sections of a paragraph, a list and a table each."""

    title: str
    sections: list[tuple[str, str, list[str], list[list[str]]]]


PAGES = st.builds(
    Page,
    PHRASE,
    st.lists(
        st.tuples(
            PHRASE,
            SENTENCE,
            st.lists(SENTENCE, min_size=2, max_size=3),
            st.lists(st.lists(PHRASE, min_size=2, max_size=2), min_size=2, max_size=3),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda section: section[0],
    ),
)


def markdown_of(page: Page) -> str:
    parts = [f"# {page.title}"]
    for heading, text, items, rows in page.sections:
        parts += [f"## {heading}", text, "\n".join(f"* {item}" for item in items), pipes(rows)]
    return "\n\n".join(parts)


def pagetext_of(page: Page) -> str:
    parts = [page.title, "A deck of this page.\n"]
    for heading, text, items, rows in page.sections:
        parts += [heading, text, *(f"- {item}" for item in items), pipes(rows)]
    return "\n".join(parts)


def html_of(page: Page) -> str:
    parts = [f"<h1>{html.escape(page.title)}</h1>"]
    for heading, text, items, rows in page.sections:
        cells = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows]
        cells[0] = cells[0].replace("td>", "th>")
        parts += [f"<h2>{html.escape(heading)}</h2>", f"<p>{html.escape(text)}</p>"]
        parts += ["<ul>", *(f"<li>{html.escape(item)}</li>" for item in items), "</ul>"]
        parts += ["<table>", *(f"<tr>{row}</tr>" for row in cells), "</table>"]
    return f"<html><body><article>{''.join(parts)}</article></body></html>"


def pipes(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|", *lines[1:]])


def read(reader: Reader, text: str) -> tuple[Article | None, list[Fault]]:
    return reader(text.encode("utf-8", "replace"), article_id="x", source="x")


@SLOW
@given(PAGES, st.sampled_from(["\n", "\r\n"]))
@pytest.mark.parametrize(
    ("reader", "written"), [(read_markdown, markdown_of), (read_pagetext, pagetext_of), (read_html, html_of)]
)
def test_headings_paragraphs_items_and_cells_are_the_words_of_the_page(
    reader: Reader, written: Callable[[Page], str], page: Page, line_end: str
) -> None:
    article, _ = read(reader, written(page).replace("\n", line_end))
    assert article
    assert_spans_hold(article)
    assert article.title == page.title
    assert [s.heading.of(article.text) for s in article.sections if s.heading] == [s[0] for s in page.sections]
    for section, (_, text, items, rows) in zip(article.sections, page.sections, strict=True):
        paragraph, listed, table = section.blocks
        assert block_texts(article, [paragraph]) == [text]
        assert listed.kind is BlockKind.LIST
        assert [item.of(article.text) for item in listed.items] == items
        assert table.header
        shown = [row.of(article.text) for row in (table.header, *table.items)]
        assert shown == ["\t".join(row) for row in rows]


@SLOW
@given(PAGE)
@pytest.mark.parametrize("reader", READERS)
def test_any_text_gives_an_article_whose_spans_hold_or_a_fault(reader: Reader, page: list[str]) -> None:
    article, faults = read(reader, "\n".join(page))
    assert article or any(fault.severity is Severity.ERROR for fault in faults)
    assert all(fault.path == "x" and fault.seen and fault.remedy for fault in faults)
    if article:
        assert_spans_hold(article)
        assert "\r" not in article.text


@SLOW
@given(st.binary(max_size=300))
@pytest.mark.parametrize("reader", READERS)
def test_any_bytes_give_an_article_or_a_fault_with_a_remedy(reader: Reader, raw: bytes) -> None:
    article, faults = reader(raw, article_id="x", source="x")
    assert article or any(fault.severity is Severity.ERROR for fault in faults)
    assert all(fault.seen and fault.remedy for fault in faults)
    if article:
        assert article.text or faults
        assert_spans_hold(article)


@SLOW
@given(PAGE)
@pytest.mark.parametrize("reader", READERS)
def test_the_same_bytes_give_the_same_article(reader: Reader, page: list[str]) -> None:
    assert read(reader, "\n".join(page)) == read(reader, "\n".join(page))


@SLOW
@given(
    st.text(STORABLE, min_size=1),
    st.lists(st.text(STORABLE), min_size=1, max_size=4),
    st.lists(st.tuples(st.text(STORABLE), st.text(STORABLE))),
)
def test_json_lines_keep_every_text_to_the_letter(title: str, texts: list[str], faq: list[tuple[str, str]]) -> None:
    line = {
        "id": "a",
        "title": title,
        "sections": [{"id": f"s{n}", "heading": "", "text": text} for n, text in enumerate(texts)],
        "faq": [{"id": f"q{n}", "question": q, "answer": a} for n, (q, a) in enumerate(faq)],
    }
    stream = io.BytesIO(json.dumps(line).encode())
    ((_, article, faults),) = read_jsonl(stream, source="x.jsonl")
    blank = not title.strip() or any(not question.strip() for question, _ in faq)
    assert (article is None) == blank
    assert any(fault.severity is Severity.ERROR for fault in faults) == blank
    if article:
        assert_spans_hold(article)
        for section, text in zip(article.sections, texts, strict=True):
            assert text.strip() in article.text
            assert "".join("".join(block_texts(article, section.blocks)).split()) == "".join(text.split())
        answered = [(question, answer) for question, answer in faq if answer.strip()]
        assert [entry.question.of(article.text) for entry in article.faq] == [q.strip() for q, _ in answered]
        assert all(answer in article.text for _, answer in answered)


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes_as_json_lines_give_articles_or_faults_with_their_line(raw: bytes) -> None:
    for _, article, faults in read_jsonl(io.BytesIO(raw), source="x.jsonl", max_article_bytes=100):
        assert (article is None) == any(fault.severity is Severity.ERROR for fault in faults)
        assert all(fault.line >= 1 for fault in faults)
