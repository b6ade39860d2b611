"""Category and title that ran together are told apart where the lines themselves say how, and left alone otherwise."""

from __future__ import annotations

import pytest

from chatbot.reading.relatedlines import links_of


def split(*lines: str) -> list[tuple[str, str, str]]:
    return [(link.category, link.title, link.deck) for link in links_of([(line, False) for line in lines])[0]]


@pytest.mark.parametrize(
    ("category", "title"),
    [
        ("Case Conceptualization", "Breaking the Game"),
        ("Case Conceptualization", '"Yes, But": A Guide'),
        ("Grief", "“I Can’t” and What It Means"),
        ("Self-care", "5 Ways to Stop"),
        ("Level 2", "How to Listen"),
        ("Trauma (EMDR)", "What Helps"),
        ("ACT", "Working With Thoughts"),
    ],
)
def test_one_entry_is_split_where_a_word_ends_inside_another(category: str, title: str) -> None:
    assert split(category + title) == [(category, title, "")]


def test_a_shared_beginning_is_the_category_even_where_no_letter_tells() -> None:
    assert split("CBT & ACTWorking With Thoughts", "CBT & ACT5 Ways to Stop") == [
        ("CBT & ACT", "Working With Thoughts", ""),
        ("CBT & ACT", "5 Ways to Stop", ""),
    ]


def test_a_shared_beginning_wins_over_capitals_inside_a_name() -> None:
    assert split("YouTube TherapyOne Two", "YouTube TherapySix Ten") == [
        ("YouTube Therapy", "One Two", ""),
        ("YouTube Therapy", "Six Ten", ""),
    ]


def test_a_name_with_a_capital_inside_is_not_split_where_other_titles_have_none() -> None:
    titles = ["YouTube and Teens", "Working With Silence", "McWilliams on Diagnosis"]
    assert split(*titles) == [("", title, "") for title in titles]


def test_different_categories_are_split_each_at_its_first_joint() -> None:
    assert split("GriefHow to End", "EthicsWhy McWilliams Matters") == [
        ("Grief", "How to End", ""),
        ("Ethics", "Why McWilliams Matters", ""),
    ]


def test_scripts_without_capitals_are_split_by_what_all_entries_share() -> None:
    assert split("사례개념화침묵을 다루는 법", "사례개념화종결 준비하기") == [
        ("사례개념화", "침묵을 다루는 법", ""),
        ("사례개념화", "종결 준비하기", ""),
    ]
    assert split("상담사의 하루", "상담사가 묻다") == [("", "상담사의 하루", ""), ("", "상담사가 묻다", "")]


def test_a_reading_time_or_a_deck_ends_an_entry() -> None:
    assert split("GriefHow to End", "A deck", "7 min read", "GriefWhy We End", "5 min read") == [
        ("Grief", "How to End", "A deck"),
        ("Grief", "Why We End", ""),
    ]
    assert split("How to End", "A deck.", "Why We End", "What Then?") == [
        ("", "How to End", "A deck."),
        ("", "Why We End", ""),
        ("", "What Then?", ""),
    ]


def test_a_category_on_a_line_of_its_own_is_one() -> None:
    lines = ["Case Studies", "How to End", "A deck.", "6 min read", "Ethics", "Why We End", "Decks.", "6 min read"]
    assert split(*lines) == [("Case Studies", "How to End", "A deck."), ("Ethics", "Why We End", "Decks.")]


def test_blank_lines_between_entries_set_them_apart() -> None:
    lines = [("How to End", False), ("A deck without a full stop", False), ("Why We End", True), ("Another", False)]
    links, shown = links_of(lines)
    assert [(link.title, link.deck) for link in links] == [
        ("How to End", "A deck without a full stop"),
        ("Why We End", "Another"),
    ]
    assert shown == [line for line, _ in lines]


def test_what_is_shown_holds_every_character_of_the_lines() -> None:
    lines = ["GriefHow to End", "A deck.", "7 min read"]
    assert "".join(links_of([(line, False) for line in lines])[1]) == "".join(lines)


def test_what_follows_the_last_reading_time_is_no_entry() -> None:
    lines = ["How to End", "7 min read", "Subscribe to our letter", "Imprint"]
    links, shown = links_of([(line, False) for line in lines])
    assert [link.title for link in links] == ["How to End"]
    assert shown == lines


def test_a_reading_time_may_begin_an_entry() -> None:
    assert split("7 min read", "How to End", "A deck.", "5 min read", "Why We End") == [
        ("", "How to End", "A deck."),
        ("", "Why We End", ""),
    ]
