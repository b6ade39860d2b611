"""Sentences are offsets into the text, tile it, and end where a reader would say so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.reading.article import Span
from chatbot.reading.sentences import line_spans, sentence_spans


def sentences(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in sentence_spans(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Dr. Ames et al. (2011) agree. So do I.", ["Dr. Ames et al. (2011) agree.", "So do I."]),
        ("It costs 3.5 % more, e.g. for rent. Really.", ["It costs 3.5 % more, e.g. for rent.", "Really."]),
        (
            "A jar of 250 g. It keeps. Wait 2h. “Why?” asks J. Ames.",
            ["A jar of 250 g.", "It keeps.", "Wait 2h.", "“Why?” asks J. Ames."],
        ),
        ("The wall is 5 m. high, in 2003 L. Ames said.", ["The wall is 5 m. high, in 2003 L. Ames said."]),
        ("A claim.[n 1] Another.", ["A claim.[n 1]", "Another."]),
        (
            "It helps adults.1,2 Try it!¹² “Most” sleep.12–14 See sec.4 Ames, and POSIX.1 The end.",
            ["It helps adults.1,2", "Try it!¹²", "“Most” sleep.12–14", "See sec.4 Ames, and POSIX.1 The end."],
        ),
        ("Water is H\n2O. It is wet.", ["Water is H\n2O.", "It is wet."]),
        ("No end\n\nNew block", ["No end", "New block"]),
        ("No end\r\n\r\nNew block", ["No end", "New block"]),
        ("안녕하세요. 저는 학생입니다. 네?", ["안녕하세요.", "저는 학생입니다.", "네?"]),
        ("Emoji 😀 count once. Cafe\u0301 too.", ["Emoji 😀 count once.", "Cafe\u0301 too."]),
        ("1. Take two. 2. Wait.", ["1. Take two.", "2. Wait."]),
        ("In 1998. He left. No. 5 stayed.", ["In 1998.", "He left.", "No. 5 stayed."]),
        (
            "It costs approx. $2, incl. tax. Use it within 24 hrs. of opening.",
            ["It costs approx. $2, incl. tax.", "Use it within 24 hrs. of opening."],
        ),
        (
            "Wait 4 hrs. Then eat. “Why?” she said. “So.” He left.",
            ["Wait 4 hrs.", "Then eat.", "“Why?” she said.", "“So.”", "He left."],
        ),
        (
            '2024. 3. 5. 발표했다. "괜찮아."라고 말했다. ‘왜?’라고 묻자 웃었다. 네.',
            ["2024. 3. 5. 발표했다.", '"괜찮아."라고 말했다.', "‘왜?’라고 묻자 웃었다.", "네."],
        ),
        (
            "It is an argparse.ArgumentParser. Call subprocess.Popen(args) or queue.Queue. Set my_app.Mode.",
            [
                "It is an argparse.ArgumentParser.",
                "Call subprocess.Popen(args) or queue.Queue.",
                "Set my_app.Mode.",
            ],
        ),
        ("queue.Queue objects are safe. So.", ["queue.Queue objects are safe.", "So."]),
        (
            "A page lost its spaces.They stood here (once).There they are.",
            ["A page lost its spaces.", "They stood here (once).", "There they are."],
        ),
        ("", []),
        (" \n\u00a0 ", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_only_the_given_part_is_split() -> None:
    text = "Before. Inside one. Inside two. After."
    spans = sentence_spans(text, Span(8, 31))
    assert [s.of(text) for s in spans] == ["Inside one.", "Inside two."]


def test_lines_are_trimmed_and_blank_ones_left_out() -> None:
    text = "a b \n\n  c\r\n\t\nd"
    assert [s.of(text) for s in line_spans(text, Span(0, len(text)))] == ["a b", "c", "d"]


@given(st.text(max_size=300))
def test_every_visible_character_belongs_to_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    outside = text
    for span in reversed(spans):
        assert not span.of(text)[0].isspace()
        assert not span.of(text)[-1].isspace()
        outside = outside[: span.start] + outside[span.end :]
    assert not outside.strip()


def test_a_long_paragraph_has_the_sentences_of_a_short_one() -> None:
    said = "Wait. He said: “I am here.” It costs 3.50 dollars (or more). Is it? Yes, e.g. Monday. "
    short = sentence_spans(said, Span(0, len(said)))
    long = sentence_spans(said * 500, Span(0, len(said) * 500))
    assert [span.of(said * 500) for span in long] == [span.of(said) for span in short] * 500


def test_what_has_no_end_is_cut_between_words() -> None:
    text = "words " * 10_000  # of which none ends where 10,000 characters do
    parts = [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]
    assert len(parts) > 1
    assert set(" ".join(parts).split()) == {"words"}


@pytest.mark.parametrize("space", ["\xa0", "\x85", "\u2003", "\u2028", "\u3000", " \xa0 "])
def test_a_letter_may_stand_wide_apart_from_the_full_stop_behind_it(space: str) -> None:
    text = f"Die Partie A{space}. Sie ist lang."
    assert sentences(text, "de") == [text]  # as with a space of ASCII: it may be an initial
    assert sentences(f"{text} Gut.", "de") == [text, "Gut."]
