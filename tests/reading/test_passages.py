"""Passages are spans that fit the encoder; units stay whole where they can; pieces keep what a reader needs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.reading.article import Article
from chatbot.reading.html import read_html
from chatbot.reading.markdown import read_markdown
from chatbot.reading.passages import REVIEW_FOOTER_ID, Kind, Passage, Role, passages_of
from tests.reading.checks import markdown


def words(text: str) -> int:
    """Stand in for an encoder's token count where only the arithmetic matters: words, and two special tokens."""
    return len(text.split()) + 2


def article_of(body: str) -> Article:
    return markdown(f"---\ntitle: T\n---\n\n{body}")[0]


def passages(body: str, limit: int = 60) -> list[tuple[Passage, str]]:
    article = article_of(body)
    return [(p, p.span.of(article.text)) for p in passages_of(article, words, limit)]


def context(passage: Passage, article: Article) -> dict[Role, str]:
    return {c.role: c.span.of(article.text) for c in passage.context}


def test_paragraphs_of_a_section_are_packed_while_they_fit() -> None:
    found = passages("## One\n\nA b c.\n\nD e f.\n\n## Two\n\nG h.")
    assert [text for _, text in found] == ["A b c.\n\nD e f.", "G h."]
    assert [p.source_id for p, _ in found] == ["one", "two"]
    assert all(p.kind is Kind.SECTION for p, _ in found)
    assert found[0][0].headings == ("One",)


def test_a_section_too_long_is_split_between_paragraphs_first() -> None:
    found = passages(f"## One\n\n{'a ' * 30}.\n\n{'b ' * 30}.\n\nc.", limit=40)
    assert [text.split()[0] for _, text in found] == ["a", "b"]
    assert found[1][1].endswith("c.")
    found = passages(f"## One\n\n{'a ' * 20}.\n\nB b. {'c ' * 20}.", limit=40)
    assert [text.split()[0] for _, text in found] == ["a", "B"], "the next paragraph's first sentence would have fitted"


def test_a_paragraph_too_long_is_split_between_sentences() -> None:
    found = passages("## One\n\n" + " ".join(f"Sentence number {i} has eight words in it." for i in range(9)), limit=30)
    assert len(found) > 2
    assert all(text.startswith("Sentence") and text.endswith("it.") for _, text in found)


def test_a_sentence_longer_than_the_limit_is_split_between_words_and_nothing_is_lost() -> None:
    found = passages("## One\n\n" + "word " * 200, limit=30)
    assert all(words(text) <= 30 for _, text in found)
    assert " ".join(text for _, text in found) == ("word " * 200).strip()


def test_a_table_is_one_passage_of_rows_with_its_header_and_lead_beside_it() -> None:
    body = "## One\n\nSome prose. These are the steps:\n\n| Step | Aim |\n|---|---|\n| Name | Calm |\n| Hold | Rest |\n"
    article = article_of(body)
    prose, table = passages_of(article, words, 60)
    assert table.kind is Kind.TABLE
    assert table.span.of(article.text) == "Name\tCalm\nHold\tRest"
    assert context(table, article) == {Role.LEAD: "These are the steps:", Role.HEADER: "Step\tAim"}
    assert [s.of(article.text) for s in table.sentences] == ["Name\tCalm", "Hold\tRest"]
    assert prose.span.of(article.text) == "Some prose."


def test_a_table_of_a_header_alone_is_a_passage_of_that_row() -> None:
    article = article_of("## One\n\nThe table shows this:\n\n| Green | 80 degrees |\n|---|---|\n\nMilk goes first.\n")
    table, _ = passages_of(article, words, 60)
    assert (table.kind, table.span.of(article.text)) == (Kind.TABLE, "Green\t80 degrees")
    assert context(table, article) == {Role.LEAD: "The table shows this:"}
    assert table.blocks[0].items == table.sentences


def test_a_paragraph_before_a_list_keeps_all_but_the_sentence_that_introduces_it() -> None:
    found = passages("## One\n\nFirst paragraph.\n\nPellets are banned. Use the following:\n\n- copper\n- beer\n")
    assert [(p.kind, text) for p, text in found] == [
        (Kind.SECTION, "First paragraph.\n\nPellets are banned."),
        (Kind.LIST, "copper\nbeer"),
    ]


def test_a_paragraph_that_only_introduces_a_table_is_no_passage_of_its_own() -> None:
    found = passages("## One\n\nThe table shows this:\n\n| A | B |\n|---|---|\n| c | d |\n")
    assert [p.kind for p, _ in found] == [Kind.TABLE]


def test_a_numbered_list_that_is_too_long_keeps_its_numbers_and_lead() -> None:
    items = "\n".join(f"{i}. Item {i} says something in eight words." for i in range(1, 9))
    article = article_of(f"## One\n\nDo this:\n\n{items}\n")
    found = [p for p in passages_of(article, words, 40) if p.kind is Kind.STEP]
    assert len(found) > 1
    assert found[1].blocks[0].first > 1
    assert found[1].span.of(article.text).startswith(f"Item {found[1].blocks[0].first} says")
    assert [p.blocks[0].span for p in found] == [p.span for p in found]
    assert [p.blocks[0].items for p in found] == [p.sentences for p in found], "an item each, of its own piece alone"
    assert all(context(p, article)[Role.LEAD] == "Do this:" for p in found)


def test_a_long_faq_answer_is_split_and_each_piece_keeps_the_question() -> None:
    answer = " ".join(f"Sentence number {i} has eight words in it." for i in range(12))
    article = article_of(f"## FAQ\n\n### What is it?\n\n{answer}\n")
    found = passages_of(article, words, 40)
    assert len(found) > 1
    assert all(p.kind is Kind.FAQ and context(p, article)[Role.QUESTION] == "What is it?" for p in found)
    assert len({p.source_id for p in found}) == 1


@pytest.mark.parametrize(
    ("above", "role"), [("## FAQ\n\n### What may I not pack?", Role.QUESTION), ("## Key takeaway", None)]
)
def test_a_later_piece_of_a_list_keeps_the_sentence_that_introduces_it(above: str, role: Role | None) -> None:
    items = "\n".join(f"- Item number {i} has six words." for i in range(12))
    article = article_of(f"{above}\n\nPack nothing of the following:\n\n{items}\n")
    first, *later = passages_of(article, words, 40)
    assert later
    assert first.span.of(article.text).startswith("Pack nothing of the following:")
    assert Role.LEAD not in context(first, article)
    assert all(context(piece, article)[Role.LEAD] == "Pack nothing of the following:" for piece in later)
    assert all((role in context(piece, article)) is (role is not None) for piece in later)


def test_a_definition_is_quoted_below_its_term_and_so_is_each_piece_of_a_long_one() -> None:
    said = " ".join(f"Sentence number {i} has eight words in it." for i in range(20))
    entries = f"<dt>-a<dd>{said}<dt>-b<dd>Short.<pre>x</pre><dt>-c<dd>Also short.<dt>-d"
    article, _ = read_html(f"<h1>T</h1><dl>{entries}</dl>".encode(), article_id="a", source="a.html")
    assert article
    *first, second, third, bare = passages_of(article, words, 40)
    assert len(first) > 1
    assert all(context(piece, article) == {Role.HEADING: "-a"} for piece in first)
    assert [piece.span.of(article.text).startswith("-a\n\n") for piece in first] == [True] + [False] * (len(first) - 1)
    assert [bool(piece.above) for piece in first] == [False] + [True] * (len(first) - 1)
    assert (second.span.of(article.text), context(second, article)) == ("-b\n\nShort.\n\nx", {Role.HEADING: "-b"})
    assert (third.span.of(article.text), context(third, article)) == ("-c\n\nAlso short.", {Role.HEADING: "-c"})
    assert (bare.span.of(article.text), bare.context) == ("-d", ())


def test_a_long_definition_in_markdown_is_quoted_below_its_term_and_a_short_one_in_its_list() -> None:
    said = " ".join(f"Sentence number {i} has eight words in it." for i in range(20))
    page = f"---\ntitle: T\n---\n\n-a\n: {said}\n\n-c\n: Short.\n\n  - One.\n  - Two.\n\n## Two\n\n-d\n: Short.\n"
    article, _ = read_markdown(page.encode(), article_id="a", source="a.md")
    assert article
    *first, listed, last = passages_of(article, words, 40)
    assert len(first) > 1
    assert all(context(piece, article) == {Role.HEADING: "-a"} for piece in first)
    assert [bool(piece.above) for piece in first] == [False] + [True] * (len(first) - 1)
    assert context(listed, article) == {Role.HEADING: "-c", Role.LEAD: "Short."}
    assert (listed.kind, last.kind, last.span.of(article.text)) == (Kind.LIST, Kind.LIST, "-d\nShort.")


def test_a_term_that_a_list_defines_is_no_passage_of_its_own() -> None:
    page = b"<h1>T</h1><dl><dt>-a<dd><ul><li>One.<li>Two.</ul><table><tr><th>x<th>y<tr><td>1<td>2</table></dl>"
    article, _ = read_html(page, article_id="a", source="a.html")
    assert article
    found = passages_of(article, words, 40)
    assert [(p.kind, context(p, article)[Role.HEADING]) for p in found] == [(Kind.LIST, "-a"), (Kind.TABLE, "-a")]


@pytest.mark.parametrize("limit", range(34, 41))  # wherever the end of a piece falls in an item
def test_an_item_stays_whole_where_it_fits(limit: int) -> None:
    items = "\n".join(f"- Term {i}. Its definition has six words." for i in range(12))
    found = passages(f"## One\n\n{items}", limit)
    assert len(found) > 1
    assert all(text.startswith("Term") and text.endswith("words.") for _, text in found)


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("## A\n\nOne.\n\n&nbsp;\n\nTwo.", ["One.\n\nTwo."]),
        ("## &nbsp;\n\n| a | b |\n|---|---|\n| &nbsp; | |\n| c | d |", ["c\td"]),
        ("## FAQ\n\n**Why?**&nbsp;\n\nSo.\n\n**How?**&nbsp;\n\nThus.", ["So.", "Thus."]),
        ("**Key takeaway:**&nbsp;\n\nMind this.", ["Mind this."]),
    ],
)
def test_what_shows_nothing_makes_no_passage(body: str, quoted: list[str]) -> None:
    """Editors put "&nbsp;" between paragraphs for room, and making passages of such an article failed."""
    assert [text for _, text in passages(body)] == quoted


@pytest.mark.parametrize("between", ["Was this helpful?", "© 2024 A. B.", "**Key takeaway:** Rest."])
@pytest.mark.parametrize("above", ["## One", "## FAQ\n\n### Why?"])
def test_words_that_are_none_of_the_section_are_not_quoted_between_its_paragraphs(above: str, between: str) -> None:
    quoted = [text for _, text in passages(f"{above}\n\nA b c.\n\n{between}\n\nD e f.")]
    assert "A b c." in quoted
    assert "D e f." in quoted


def test_a_numbered_step_is_one_passage_with_its_heading_as_context() -> None:
    article = article_of("## Steps\n\n### 1. Name it\n\nSay the word. Then rest.\n\n### 2. Hold it\n\nWait.\n")
    first, second = passages_of(article, words, 60)
    assert (first.kind, second.kind) == (Kind.STEP, Kind.STEP)
    assert context(first, article) == {Role.HEADING: "1. Name it"}
    assert first.headings == ("Steps", "1. Name it")


def test_a_takeaway_stands_below_its_heading_and_who_reviewed_is_a_passage() -> None:
    takeaway, _, review = passages(
        "## Key takeaway\n\nRest.\n\n## One\n\nA b.\n\nReviewed by Dr. Ada Ames, 2 May 2025.\n"
    )
    assert (takeaway[0].kind, takeaway[0].headings) == (Kind.TAKEAWAY, ("Key takeaway",))
    assert (review[0].source_id, review[1]) == (REVIEW_FOOTER_ID, "Reviewed by Dr. Ada Ames, 2 May 2025.")


def test_references_are_never_quoted() -> None:
    found = passages("## One\n\nA b.\n\n## References\n\n- Ames, A. (2011). A book. Press.\n")
    assert [text for _, text in found] == ["A b."]


@given(
    st.lists(
        st.lists(st.text("ab .?!é한😀\u0301", min_size=1, max_size=60), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    ),
    st.integers(8, 40),
)
def test_any_prose_becomes_disjoint_passages_within_the_limit(sections: list[list[str]], limit: int) -> None:
    body = "\n\n".join(f"## S{i}\n\n" + "\n\n".join("p " + p for p in section) for i, section in enumerate(sections))
    article = article_of(body)
    found = passages_of(article, words, limit)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for passage in found:
        text = passage.span.of(article.text)
        assert text == text.strip()
        assert words(text) <= limit
        assert passage.sentences[0].start == passage.span.start
        assert passage.sentences[-1].end == passage.span.end
        assert len(passage.landings) == len(passage.sentences)
