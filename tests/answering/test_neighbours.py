"""Whatever is one slip away from a typed word is found among many words."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from chatbot.answering.neighbours import LONGEST, SHORTEST, Neighbours
from chatbot.answering.slips import slip
from tests.pace import seconds_of, slowness, within


@given(st.text("abcdefgh", min_size=SHORTEST, max_size=LONGEST), st.randoms())
def test_a_slip_is_found_among_the_words_whatever_its_place(word: str, rng: random.Random) -> None:
    """The hashes must find what a comparison with each word would find."""
    others = ["".join(rng.choice("abcdefgh") for _ in range(rng.randrange(SHORTEST, 9))) for _ in range(30)]
    words = sorted({word, *others})
    i = rng.randrange(len(word))
    typed = rng.choice([word[:i] + word[i + 1 :], word[:i] + "h" + word[i:], word[:i] + "a" + word[i + 1 :]])
    if len(typed) < SHORTEST:
        return
    near = {meant for meant in words if slip(typed, meant) is not None}
    assert near <= Neighbours(words).of(typed)


def test_words_that_nobody_types_are_no_neighbours() -> None:
    assert Neighbours(["ab", "a" * (LONGEST + 1), "abc"]).of("abd") == {"abc"}
    assert Neighbours([]).of("abc") == set()


def test_words_two_slips_away_are_found_where_they_begin_alike() -> None:
    words = ["psychotherapy", "psychotherapist", "physiotherapy", "hypnotherapy", "maintenance"]
    near = Neighbours(words)
    assert near.further("psycotherpy") == ["psychotherapy"]
    assert near.further("maintainance") == ["maintenance"]
    assert near.further("ypnotherpy") == []
    assert near.further("zzz") == []


@given(
    st.lists(st.text("aábcdefgh", min_size=1, max_size=8), unique=True), st.text("aábcdefgh", min_size=1, max_size=8)
)
def test_two_slips_are_found_wherever_they_are(words: list[str], typed: str) -> None:
    expected = {word for word in words if word[0] == typed[0] and OSA.distance(word, typed) <= 2}
    assert set(Neighbours(words).further(typed)) == expected


def test_a_question_of_unknown_words_that_begin_as_all_words_do_is_searched_fast() -> None:
    """Compared one by one, a hundred words of a question took seconds among half a million."""
    rng = random.Random(5)  # noqa: S311 - random words need no cryptography
    words = ["s" + "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(100_000)]
    near = Neighbours(words)
    best = min(seconds_of(lambda: near.further("sabcdefgh")) for _ in range(5))
    assert best < 0.05 * slowness()  # .01; .08 where words are looked at one by one
    with within(0.25):
        for typed in words[:100]:
            near.further(typed)
