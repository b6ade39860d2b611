"""Which prototypes are used inside others, to fit what tells a reader in distress."""

from __future__ import annotations

from chatbot.safety.meaning import FILE
from scripts.fit_safety import AS_QUOTED, QUOTED, drawn, put_in, read

DISTRESS = read(FILE.with_name("distress.txt"))


def test_one_more_statement_changes_one_of_those_that_are_drawn_at_most() -> None:
    """Else a line that is added moves the figures of sets that have nothing to do with it."""
    before = drawn(DISTRESS, QUOTED, "quoted")
    assert len(before) == QUOTED
    others = [drawn([f"I am number {n}", *DISTRESS], QUOTED, "quoted") for n in range(40)]
    changed = [set(before).difference(after) for after in others]
    assert {len(each) for each in changed} == {0, 1}


def test_each_frame_is_used() -> None:
    assert {put_in(each, AS_QUOTED).replace(each, "{}") for each in DISTRESS} == set(AS_QUOTED)


def test_what_is_drawn_for_one_purpose_is_not_what_is_drawn_for_another() -> None:
    assert len(set(drawn(DISTRESS, 100, "joined")).intersection(drawn(DISTRESS, 100, "quoted"))) < 20
