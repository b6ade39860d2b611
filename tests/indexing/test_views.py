"""The texts that are embedded for a passage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot.indexing.index import Encoder, View
from chatbot.indexing.views import views_of
from chatbot.reading.article import Article, Span
from chatbot.reading.html import read_html
from chatbot.reading.markdown import read_markdown
from chatbot.reading.passages import Kind, Passage, passages_of
from tests.pace import within


def test_a_row_of_accents_is_cut_in_time(encoder: Encoder) -> None:
    text = "a" + "\u0301\u0323" * 30_000
    whole = Span(0, len(text))
    article, passage = Article("a", "T", text, "a.md"), Passage("a", "s", Kind.SECTION, whole, (whole,))
    with within(1):  # a twentieth of it; three seconds where it is taken apart
        assert views_of(passage, article, encoder)


def views(encoder: Encoder, text: str) -> list[tuple[str, list[str]]]:
    """Return of each passage of the article "Tides" its kind and its views, each with its name before its words."""
    article, _ = read_markdown(f"# Tides\n\n{text}".encode(), article_id="tides", source="tides.md")
    assert article is not None
    passages = passages_of(article, encoder.count_tokens, encoder.max_tokens)
    return [
        (passage.kind, [f"{view.name} {words}" for view, words in views_of(passage, article, encoder)])
        for passage in passages
    ]


def titled(encoder: Encoder, text: str) -> list[tuple[str, list[str]]]:
    """Return of each passage its kind and those of its views that hold the article's title."""
    return [(kind, [view for view in found if "Tides" in view]) for kind, found in views(encoder, text)]


def test_a_passage_is_a_view_below_its_headings_and_so_are_three_sentences_at_a_time_and_each_by_itself(
    encoder: Encoder,
) -> None:
    text = "## Key takeaway\n\nThe moon pulls.\n\n## Why\n\nIt is heavy. It is near. It turns. It is old.\n"
    assert views(encoder, text)[1] == (
        Kind.SECTION,
        [
            "WHOLE Why. It is heavy. It is near. It turns. It is old.",
            "WINDOW Why. It is heavy. It is near. It turns.",
            "WINDOW Why. It is near. It turns. It is old.",
            "SENTENCE It is heavy.",
            "SENTENCE It is near.",
            "SENTENCE It turns.",
            "SENTENCE It is old.",
        ],
    )


def test_what_stands_below_no_heading_is_a_view_as_it_is(encoder: Encoder) -> None:
    first, _ = views(encoder, "The sea moves.\n\n## Key takeaway\n\nThe moon pulls.\n")
    assert first == (Kind.SECTION, ["WHOLE The sea moves.", "SENTENCE The sea moves."])


def test_above_an_answer_stands_its_question_and_above_a_table_its_header(encoder: Encoder) -> None:
    table = "| Tide | Hour |\n|---|---|\n| high | six |\n"
    text = f"The sea moves.\n\n## FAQ\n\n### How high?\n\nOne metre.\n\n## Hours\n\n{table}"
    assert views(encoder, text)[1:] == [
        (Kind.FAQ, ["QUESTION How high?", "WHOLE How high?. One metre.", "SENTENCE One metre."]),
        (Kind.TABLE, ["WHOLE Hours. Tide Hour. high six", "SENTENCE high six"]),
    ]


def test_a_definition_stands_below_its_term_and_so_do_its_later_pieces(encoder: Encoder) -> None:
    listed = b"<dl><dt>--all<dd>Shows all.<pre>a</pre><table><tr><td><h3>b</h3></table></dl>"
    page = b"<h1>T</h1><p>x</p><h2>Options</h2>" + listed
    article, _ = read_html(page, article_id="a", source="a.html")
    assert article
    passage = passages_of(article, encoder.count_tokens, encoder.max_tokens)[1]
    whole = (View.WHOLE, "Options. --all Shows all. a")
    assert views_of(passage, article, encoder)[0] == whole
    assert views_of(passage, article, encoder)[-1] == (View.TITLE, "--all")
    later = replace(passage, span=passage.sentences[1], sentences=passage.sentences[1:2])
    assert views_of(later, article, encoder) == [
        (View.WHOLE, "Options. --all. Shows all."),
        (View.SENTENCE, "Shows all."),
    ]


def test_the_title_is_a_view_of_the_takeaway_and_stands_above_it(encoder: Encoder) -> None:
    assert titled(encoder, "## Key takeaway\n\nThe moon pulls.\n\n## Why\n\nIt is heavy.\n") == [
        (Kind.TAKEAWAY, ["WHOLE Tides. The moon pulls.", f"{View.TITLE.name} Tides"]),
        (Kind.SECTION, []),
    ]


def test_without_a_takeaway_the_title_goes_with_the_beginning(encoder: Encoder) -> None:
    assert titled(
        encoder, "## Why\n\nIt is heavy.\n\n## When\n\nTwice a day.\n\n## FAQ\n\n### How high?\n\nOne metre.\n"
    ) == [
        (Kind.SECTION, ["WHOLE Tides. Why. It is heavy.", f"{View.TITLE.name} Tides"]),
        (Kind.SECTION, []),
        (Kind.FAQ, []),
    ]


@pytest.mark.parametrize("lead", ["", "The hours are these:\n\n"])
def test_the_beginning_may_be_a_table_with_what_stands_above_it(encoder: Encoder, lead: str) -> None:
    rows = "".join(f"| high water number {i} of the long table | {i} |\n" for i in range(60))
    first, *others = titled(encoder, f"## When\n\n{lead}| Tide | Hour |\n|---|---|\n{rows}\n## Why\n\nIt is heavy.\n")
    assert first[0] is Kind.TABLE
    assert first[1][-1] == f"{View.TITLE.name} Tides"
    assert {kind for kind, _ in others} == {Kind.TABLE, Kind.SECTION}
    assert not any(views for _, views in others)


def test_the_beginning_may_be_a_list_that_a_sentence_introduces(encoder: Encoder) -> None:
    assert [
        bool(views) for _, views in titled(encoder, "For a tide you need:\n\n- a moon\n- a sea\n\nThey are old.\n")
    ] == [
        True,
        False,
    ]
