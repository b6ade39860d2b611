"""The layout shows the whole text, each character once, in the order of the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatbot.reading.article import (
    Article,
    Block,
    BlockKind,
    FaqEntry,
    Reference,
    Section,
    Span,
    Takeaway,
)
from chatbot.reading.layout import Part, PartKind, layout_of

TEXT = (
    "Title\n\nDeck.\n\nIn short\n\nBe kind.\n\nNames\n\na\tb\n1\t2\n\n"
    "Orphaned line.\n\nQuestions\n\nWhy?\n\nBecause.\n\nReviewed 2025."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def paragraph(words: str) -> Block:
    return Block(BlockKind.PARAGRAPH, span(words))


def sample() -> Article:
    table = Block(BlockKind.TABLE, span("a\tb\n1\t2"), items=(span("1\t2"),), header=span("a\tb"))
    return Article(
        id="sample",
        title="Title",
        text=TEXT,
        source="sample.md",
        title_span=span("Title"),
        deck=span("Deck."),
        takeaway=Takeaway("in-short", span("In short"), (paragraph("Be kind."),)),
        sections=(Section("names", 2, span("Names"), (table,), anchor="names-1"),),
        faq=(FaqEntry("why", span("Why?"), (paragraph("Because."),)),),
        references=(Reference(Span(0, 0), 1),),
        review_footer=span("Reviewed 2025."),
    )


def words_of(parts: tuple[Part, ...]) -> list[str]:
    return [part.span.of(TEXT) for part in parts]


def test_parts_come_in_the_order_of_the_page_and_cover_the_text_once() -> None:
    assert "\n\n".join(words_of(layout_of(sample()))) == TEXT


def test_each_part_says_what_it_is() -> None:
    kinds = [part.kind for part in layout_of(sample())]
    assert kinds == [
        "title",
        "deck",
        "heading",
        "paragraph",
        "heading",
        "table",
        "paragraph",
        "heading",
        "question",
        "paragraph",
        "footer",
    ]


def test_ids_are_the_anchor_or_else_the_id_of_what_begins_there() -> None:
    assert {part.span.of(TEXT): part.id for part in layout_of(sample()) if part.id} == {
        "In short": "in-short",
        "Names": "names-1",
        "Why?": "why",
        "Reviewed 2025.": "review-footer",
    }


def test_a_section_without_a_heading_gives_its_id_to_its_first_block() -> None:
    article = Article("a", "A", TEXT, "a.md", sections=(Section("intro", 2, None, (paragraph("Deck."),)),))
    assert [part.id for part in layout_of(article) if part.span == span("Deck.")] == ["intro"]


def test_text_in_no_block_just_before_a_faq_question_is_the_heading_of_the_faq() -> None:
    heading = next(part for part in layout_of(sample()) if part.span.of(TEXT) == "Questions")
    assert (heading.kind, heading.level) == (PartKind.HEADING, 2)


def test_an_id_stands_on_the_page_once() -> None:
    sections = (Section("one", 2, span("Names"), anchor="x"), Section("two", 2, span("Why?"), anchor="x"))
    assert [part.id for part in layout_of(Article("a", "A", TEXT, "a.md", sections=sections)) if part.id] == ["x"]


def test_the_takeaway_keeps_its_parts_together() -> None:
    assert [part.span.of(TEXT) for part in layout_of(sample()) if part.takeaway] == ["In short", "Be kind."]


def test_every_kind_of_block_is_a_kind_of_part() -> None:
    assert {kind.value for kind in BlockKind} <= {kind.value for kind in PartKind}


@given(
    st.text(alphabet="ab \n\t\u00a0é한", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
)
def test_no_character_is_lost_or_shown_twice_whatever_the_blocks(text: str, ends: list[tuple[int, int]]) -> None:
    """Blocks of a faulty reader may overlap; the page still shows all of the text once."""
    spans = [Span(min(pair), min(max(pair), len(text))) for pair in ends if min(pair) <= len(text)]
    blocks = tuple(Block(BlockKind.PARAGRAPH, s) for s in spans)
    parts = layout_of(Article("a", "A", text, "a.md", sections=(Section("s", 2, None, blocks),)))
    shown = [place for part in parts for place in range(part.span.start, part.span.end)]
    assert shown == sorted(set(shown))
    assert all(text[place].isspace() for place in set(range(len(text))) - set(shown))


def test_a_number_or_label_stands_with_the_question_or_answer_on_its_line() -> None:
    text = "T\n\nFAQ\n\nQ: Why?\n\nA: So.\n\n2.1. How? Thus.\n\nKey takeaway: Do it."
    places = {
        words: Span(text.index(words), text.index(words) + len(words)) for words in ("Why?", "How?", "Key takeaway")
    }
    blocks = {
        words: (Block(BlockKind.PARAGRAPH, Span(text.index(words), text.index(words) + len(words))),)
        for words in ("So.", "Thus.", "Do it.")
    }
    faq = (FaqEntry("why", places["Why?"], blocks["So."]), FaqEntry("how", places["How?"], blocks["Thus."], level=3))
    box = Takeaway("box", places["Key takeaway"], blocks["Do it."])
    article = Article("a", "T", text, "a.md", faq=faq, takeaway=box, title_span=Span(0, 1))
    assert [(part.kind.value, part.span.of(text)) for part in layout_of(article)] == [
        ("title", "T"),
        ("heading", "FAQ"),
        ("question", "Q: Why?"),
        ("paragraph", "A: So."),
        ("question", "2.1. How?"),
        ("paragraph", "Thus."),
        ("heading", "Key takeaway:"),
        ("paragraph", "Do it."),
    ]
