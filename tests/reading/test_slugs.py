"""Anchors are those of GitHub."""

from __future__ import annotations

import pytest

from chatbot.reading.slugs import Slugger, slug


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Key takeaway", "key-takeaway"),
        ("What's *new*? (2024)", "whats-new-2024"),
        ("A — B", "a--b"),
        ("snake_case & more", "snake_case--more"),
        ("Über Ängste", "über-ängste"),
        ("슬픔과 애도", "슬픔과-애도"),
        ("cafe\u0301", "cafe\u0301"),
        ("  1. Name it ", "1-name-it"),
        ("\U0001f642 smile", "-smile"),
        ("\U0001f642", ""),
    ],
)
def test_a_slug_is_githubs(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_equal_anchors_are_counted_and_a_counted_one_is_not_given_twice() -> None:
    slugger = Slugger()
    assert [slugger.anchor(h) for h in ("A", "A", "A 1", "A", "!")] == ["a", "a-1", "a-1-1", "a-2", ""]


def test_an_identifier_is_never_empty() -> None:
    slugger = Slugger()
    assert [slugger.identifier(t, "part") for t in ("!", "?", "Part")] == ["part", "part-1", "part-2"]
