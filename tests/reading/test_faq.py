"""Questions and answers are told apart without taking a question inside an answer for an entry."""

from __future__ import annotations

from chatbot.reading.article import BlockKind
from chatbot.reading.builder import TextBuilder
from chatbot.reading.faq import faq_groups
from chatbot.reading.outline import Heading, Piece


def entries(*parts: str, only_asking: bool = False) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return (question, answers) pairs and the introduction; "# text" is a heading, "* text" a bold paragraph."""
    builder = TextBuilder()
    elements: list[Heading | Piece] = []
    for line, part in enumerate(parts, 1):
        if part.startswith("#"):
            level = len(part) - len(part.lstrip("#"))
            elements.append(Heading(builder.add(part[level:].strip()), level, line))
        else:
            block = builder.block(BlockKind.PARAGRAPH, part.removeprefix("* "))
            elements.append(Piece(block, line, (block.span,) if part.startswith("* ") else ()))
    text = builder.text
    groups = faq_groups(elements, text, only_asking)
    found = [(e.question.of(text), [b.span.of(text) for b in e.blocks]) for group in groups for e in group.entries]
    return found, [piece.block.span.of(text) for group in groups for piece in group.intro]


def test_a_question_inside_an_answer_under_a_heading_stays_there() -> None:
    found, _ = entries("### Why?", "Because.", "And then?", "Then it ends.", "### How?", "So.")
    assert found == [("Why?", ["Because.", "And then?", "Then it ends."]), ("How?", ["So."])]


def test_a_question_inside_an_answer_to_a_bold_one_stays_there() -> None:
    found, intro = entries("Ask away.", "* Why?", "Because.", "And then?", "Then it ends.", "* How?", "So.")
    assert found == [("Why?", ["Because.", "And then?", "Then it ends."]), ("How?", ["So."])]
    assert intro == ["Ask away."]


def test_bold_terms_are_questions_only_where_nothing_asks() -> None:
    assert entries("* Fees", "Ninety.", "* Length", "An hour.")[0] == [("Fees", ["Ninety."]), ("Length", ["An hour."])]
    assert entries("Why?", "* Note", "Because.")[0] == [("Why?", ["Note", "Because."])]


def test_a_long_paragraph_that_ends_in_a_question_is_an_answer() -> None:
    long = "This is a long answer that says many things about the matter. " * 4 + "Is it not?"
    assert entries("Why?", long, "How?", "So.")[0] == [("Why?", [long]), ("How?", ["So."])]


def test_one_long_sentence_that_asks_is_an_answer() -> None:
    long = "Because it is so" + ", as everybody knows who has been there" * 5 + ", is it not?"
    assert entries("Why?", long, "How?", "So.")[0] == [("Why?", [long]), ("How?", ["So."])]


def test_a_heading_above_a_single_question_is_a_groups_name() -> None:
    assert entries("### Fees", "#### How much is it?", "Ninety.")[0] == [("How much is it?", ["Ninety."])]


def test_an_answer_may_end_with_a_question() -> None:
    found, _ = entries("What is it?", "It depends. Did you book?", "I am late. May I come?", "You may.", "Why?", "So.")
    assert found == [
        ("What is it?", ["It depends. Did you book?"]),
        ("I am late. May I come?", ["You may."]),
        ("Why?", ["So."]),
    ]


def test_the_bold_name_of_a_group_is_part_of_no_answer() -> None:
    found, intro = entries("* Fees", "* Why?", "Because.", "* Hours", "* How?", "* So", "* When?", "Now.", "* Note")
    assert found == [("Why?", ["Because."]), ("How?", ["So"]), ("When?", ["Now.", "Note"])]
    assert intro == []


def test_an_article_that_is_one_faq_keeps_its_other_headings_apart() -> None:
    found, intro = entries("## Contact", "Write to us.", "## Why?", "Because.", only_asking=True)
    assert found == [("Why?", ["Because."])]
    assert intro == ["Write to us."]
