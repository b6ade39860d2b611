"""What a question means: the pieces of it that carry content."""

from __future__ import annotations

import numpy as np
import pytest

from chatbot.answering.understanding import content_pieces
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import PIECE, Pieces


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("how do bees winter", ["bees", "winter"]),
        ("How DO they?", ["How", "DO", "they", "?"]),  # nothing but grammar: all of it counts
        ("Vitamin D, x or B12", ["Vitamin", "B12"]),  # one letter tells nothing by itself
        ("침묵은 왜?", ["침묵은"]),
        ("", []),
    ],
)
def test_pieces_of_words_with_content_are_kept(text: str, kept: list[str]) -> None:
    words = text.replace(",", " ,").replace("?", " ?").split()
    starts, at = [], 0
    for word in words:
        at = text.index(word, at)
        starts.append((at, at + len(word)))
    codes = np.arange(len(words), dtype=np.int8)[:, None] * np.ones((1, PIECE), np.int8)
    pieces = Pieces(codes, tuple(starts))
    assert [words[int(code[0])] for code in content_pieces(text, pieces, FUNCTION_WORDS)] == kept
