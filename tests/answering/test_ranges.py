"""The row of a table that a number belongs to is known by the range in its first cell."""

from __future__ import annotations

import pytest

from chatbot.answering.ranges import amounts, holds


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("5 days before departure", (5,)),
        ("a three year old", (3,)),
        ("hiking at 3,000 m or 2.5 km", (3000, 2.5)),
        ("which one is it", ()),
        ("COVID19 and v2", ()),
    ],
)
def test_the_amounts_of_a_question_are_its_numbers(question: str, found: tuple[float, ...]) -> None:
    assert amounts(question) == found


@pytest.mark.parametrize(
    ("cell", "inside", "outside"),
    [
        ("15 to 29", (15, 20, 29), (14, 30)),
        ("3–15", (3, 15), (2,)),
        ("between 8 and 14 days", (8,), (7, 15)),
        ("18도에서 20도", (19,), (21,)),
        ("9시간~12시간", (10,), (13,)),
        ("more than 60", (61,), (60, 5)),
        ("85 and over", (85, 90), (84,)),
        ("65세 이상", (65,), (64,)),
        ("from 1,000 metres", (1000,), (999,)),
        ("7 or fewer", (5, 7), (8,)),
        ("under 18", (17,), (18,)),
        ("Scuba diving to 18 metres", (10,), (30,)),
        ("14세 미만", (13,), (14,)),
        ("Gardener's Delight", (), (5,)),
        ("65", (), (65,)),
    ],
)
def test_a_first_cell_holds_what_lies_in_its_range(
    cell: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    for amount in inside:
        assert holds(f"{cell}\t20 %\t1 to 99", [amount])
    for amount in outside:
        assert not holds(f"{cell}\t20 %\t1 to 99", [amount])


def test_a_range_is_looked_for_at_the_beginning_of_a_row_only() -> None:
    assert holds("x" * 70 + " 3 to 5\t20 %", [4])
    assert not holds("x" * 80 + " 3 to 5\t20 %", [4])
