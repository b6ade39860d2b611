"""In which order ranked passages are quoted, and where a table goes that one of them speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot.answering.ordering import in_turn, with_what_it_follows
from chatbot.reading.article import Span
from chatbot.reading.passages import Kind, Passage


@pytest.mark.parametrize(
    ("articles", "scores", "limit", "turns"),
    [
        ("aaab", [1.0, 0.9, 0.8, 0.75], 3, [0, 1, 3, 2]),
        ("aaaab", [1.0, 0.9, 0.8, 0.8, 0.75], 3, [0, 1, 4, 2, 3]),
        ("aaab", [1.0, 0.9, 0.88, 0.76], 3, [0, 1, 2, 3]),
        ("abaa", [1.0, 0.9, 0.8, 0.8], 3, [0, 1, 2, 3]),
        ("aaaa", [1.0, 0.9, 0.8, 0.8], 3, [0, 1, 2, 3]),
        ("aab", [1.0, 0.9, 0.9], 1, [0, 1, 2]),
        ("ab", [1.0, 0.9], 3, [0, 1]),
        ("", [], 3, []),
    ],
)
def test_another_article_takes_the_last_place_where_it_is_nearly_as_good(
    articles: str, scores: list[float], limit: int, turns: list[int]
) -> None:
    assert in_turn(list(articles), scores, limit) == turns


@pytest.mark.parametrize(
    ("scores", "turns"),
    [([1.0, 0.8, 0.7], [0, 1]), ([0.5, 0.4, 0.38], [0, 1, 2]), ([1.0, 0.2, 0.1], [0]), ([-0.1, -0.2], [0])],
)
def test_what_is_far_behind_the_first_passage_is_not_quoted_beside_it(scores: list[float], turns: list[int]) -> None:
    assert in_turn(["a", "b", "c"][: len(scores)], scores, 3) == turns


@pytest.mark.parametrize(
    ("between", "said", "turns"),
    [
        ("\n", "Many contain both.", [1, 0, 2]),
        ("\n", "The word is old.", [1, 2]),
        ("\nMany more were tried.\n", "Many contain both.", [1, 2]),
    ],
)
def test_a_table_comes_along_where_the_text_right_below_it_points_there(
    between: str, said: str, turns: list[int]
) -> None:
    text = f"Apples\tPears{between}{said}"
    table = Passage("a", "s", Kind.TABLE, Span(0, 12), (Span(0, 12),))
    below = Span(len(text) - len(said), len(text))
    passages = [table, Passage("a", "s", Kind.SECTION, below, (below,)), replace(table, article_id="b")]
    assert with_what_it_follows(passages, [1, 2], 0.3, text) == turns
