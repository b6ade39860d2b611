"""What became of the latest questions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from chatbot.answering.followup import Turn
from chatbot.answering.remembering import Remembered


def turn(article: str) -> Turn:
    return Turn(np.ones(2, np.float32), (), article, 0.5)


def test_a_question_is_known_by_those_before_it() -> None:
    remembered = Remembered(9)
    remembered.keep("why?", ("what is grief",), turn("grief"))
    assert remembered.get("why?", ()) is None
    found = remembered.get("why?", ("what is grief",))
    assert found is not None
    assert found.article == "grief"


def test_the_one_that_was_used_longest_ago_goes_first() -> None:
    remembered = Remembered(2)
    for name in ("a", "b"):
        remembered.keep(name, (), turn(name))
    remembered.get("a", ())
    remembered.keep("c", (), turn("c"))
    assert [remembered.get(name, ()) is not None for name in "abc"] == [True, False, True]


def test_nothing_is_kept_where_nothing_is_to_be() -> None:
    remembered = Remembered(0)
    remembered.keep("a", (), turn("a"))
    assert remembered.get("a", ()) is None


def test_many_may_ask_and_keep_at_once() -> None:
    remembered = Remembered(8)

    def use(number: int) -> bool:
        name = str(number % 16)
        remembered.keep(name, (), turn(name))
        found = remembered.get(name, ())
        return found is None or found.article == name

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(use, range(2000)))
    assert sum(remembered.get(str(number), ()) is not None for number in range(16)) == 8
