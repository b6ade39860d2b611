"""English at large: what symspellpy's counts say of words and of words that follow each other."""

from __future__ import annotations

import math

import pytest

from chatbot.answering.english import English, english


def test_common_words_are_commoner_than_rare_ones_and_others_have_no_frequency() -> None:
    frequency = english().frequency
    assert 0.01 < frequency("the") < 0.05
    assert frequency("the") > frequency("grief") > frequency("maudlin") > 0
    assert frequency("qzxvw") == 0.0
    assert "maudlin" in english()
    assert "qzxvw" not in english()


def test_words_that_follow_each_other_attract_and_others_do_not() -> None:
    found = english().attraction(["prime", "minister", "qzxvw", "prime"], ["minister", "prime", "minister", "qzxvw"])
    assert found.tolist() == pytest.approx([found[0], 0, 0, 0])
    assert found[0] > math.log(100)  # more than a hundred times as often as by chance


def test_no_pair_has_no_attraction() -> None:
    assert english().attraction([], []).shape == (0,)


def test_neighbours_are_of_the_whole_language() -> None:
    assert {"beautiful"} <= english().neighbours.of("beautful")


def test_whether_a_word_is_english_is_known_without_all_that_mistyped_words_need() -> None:
    read = English()
    assert "maudlin" in read
    assert read.frequency("maudlin") > 0
    words_alone = set(vars(read))
    read.prepare()
    assert {"neighbours", "_attractions"} == set(vars(read)) - words_alone


def test_it_is_read_once() -> None:
    assert english() is english()
