"""A link names the heading's anchor and one exact sentence, encoded so that a browser reads it back unchanged."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from chatbot.answering.answer import Link
from chatbot.answering.links import encode_fragment, link_to, link_to_section
from chatbot.reading.article import Span
from chatbot.reading.passages import Kind, Passage

TEXT = "Self-care helps, always & everywhere. Rest."
SENTENCES = (Span(0, 37), Span(38, 43))


def passage(landings: tuple[Span | None, ...], anchor: str | None) -> Passage:
    return Passage("a", "s", Kind.SECTION, Span(0, 43), SENTENCES, anchor=anchor, landings=landings)


def test_a_link_has_the_anchor_and_the_sentence() -> None:
    link = link_to(passage(SENTENCES, "self-care"), 0, TEXT)
    assert str(link) == "#self-care:~:text=Self%2Dcare%20helps%2C%20always%20%26%20everywhere."


def test_a_sentence_that_cannot_be_named_leaves_the_anchor() -> None:
    assert str(link_to(passage((None, None), "self-care"), 0, TEXT)) == "#self-care"


def test_without_anchor_the_sentence_alone_is_named() -> None:
    assert str(link_to(passage(SENTENCES, None), 1, TEXT)) == "#:~:text=Rest."


def test_with_neither_there_is_no_fragment() -> None:
    assert str(Link()) == ""


def test_an_anchor_in_other_letters_is_encoded() -> None:
    assert str(link_to(passage((None, None), "애도 1"), 0, TEXT)) == "#%EC%95%A0%EB%8F%84%201"


def test_a_section_is_named_by_its_anchor_and_without_one_by_the_first_sentence() -> None:
    assert str(link_to_section(passage(SENTENCES, "애도 1"), TEXT)) == "#%EC%95%A0%EB%8F%84%201"
    assert str(link_to_section(passage(SENTENCES, None), TEXT)).startswith("#:~:text=Self%2Dcare")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_fragment_is_read_back_unchanged_and_holds_no_syntax(sentence: str) -> None:
    encoded = encode_fragment(sentence)
    assert unquote(encoded, errors="strict") == sentence
    assert not set(encoded) & set("-,&#:/?<>\"' ")
