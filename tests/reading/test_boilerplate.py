"""What a site puts around an article in a page saved as plain text goes; what merely looks like it stays."""

from __future__ import annotations

import pytest

from chatbot.reading.boilerplate import without_boilerplate
from chatbot.reading.pagelines import chunks_of
from tests.pace import within


def left(text: str) -> list[str]:
    """Return the lines of a page that stay, its title aside."""
    kept = without_boilerplate(chunks_of(f"Title\n{text}"))
    return [line for chunk in kept[1:] for line in chunk.lines or (chunk.text,)]


@pytest.mark.parametrize(
    "lines",
    [
        "Share\nFacebook\nX\nCopy link",
        "Share this recipe\nFacebook\nEmail",
        "- Share on Facebook\n- Pin it",
        "Share this article:",
        "Follow us on Instagram",
        "↑ Return to the table of contents",
        "Read more: Why do clients leave?",
        "관련 글: 침묵을 다루는 법",
        "Tags: grief, endings",
        "Join 10,000 readers of our newsletter\nNo spam.\nYour email\nSubscribe",
        "Did you find this page useful?\nYes\nNo",
        "© 2024 The Journal\nImprint\nContact",
        "Last updated: 3 May 2024",
        "This page was last modified on 2024-05-03 at 10:15.",
        "최종 수정일: 2024년 5월 3일",
        "Copyright 2024 by the authors. All rights reserved.",
    ],
)
def test_what_a_site_puts_around_its_text_is_left_out(lines: str) -> None:
    assert left(f"It begins.\n{lines}") == ["It begins."]


@pytest.mark.parametrize(
    "lines",
    [
        "Three networks matter:\n- Facebook\n- Instagram\n- X",
        "Share",
        "See also: the second chapter says more.",
        "A newsletter can keep clients close.\nWrite one a month.",
        "Contents\nA bottle of ink.\nTwo pens.",
        "Copyright and your notes\nThe notes are yours.",
        "© 2024 The Journal\nThe article goes on.",
        "Ann Lee\nUpdated 3 May 2024",
        "Updated in 2024, the guide says more.",
    ],
)
def test_what_merely_looks_like_it_stays(lines: str) -> None:
    assert left(lines) == lines.split("\n")


def test_a_table_of_contents_goes_with_its_numbers_and_what_it_lists_stays() -> None:
    body = ["Why It Hurts", "It does.", "What Helps", "Time."]
    assert left("\n".join(["On this page", "1. Why It Hurts", "2. What Helps", *body])) == body
    assert left("\n".join(["Contents", "- Why It Hurts", "- What Helps", *body])) == body


def test_what_stands_behind_a_box_has_a_gap_before_it() -> None:
    assert [chunk.gap for chunk in without_boilerplate(chunks_of("Title\nShare\nX\nText."))] == [False, True]


@pytest.mark.parametrize("line", ["Facebook", "Share", "Contents", "© 2024", "Newsletter", "Related: This"])
def test_twenty_thousand_such_lines_take_no_time(line: str) -> None:
    chunks = chunks_of("Title\n" + f"{line}\n" * 20_000 + "The end.")
    with within(10):
        without_boilerplate(chunks)
