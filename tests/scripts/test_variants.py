"""Questions changed as readers change them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scripts.evaluate_variants import main
from scripts.evaluation.sets import Asked
from scripts.evaluation.variants import (
    after_another_topic,
    around,
    at_once,
    misspelt,
    mistyped,
    read_as_meant,
    run_together,
    surrounded,
    torn_apart,
    without_history,
)
from tests.indexes import share_encoders

ASKED = Asked("q", "How do the bees survive a winter?", ("What do wasps eat?",), frozenset({"a"}), True, "g", "", ())


def test_each_content_word_has_one_slip_and_function_words_none() -> None:
    (slipped,) = mistyped([ASKED])
    words = list(zip(ASKED.text.split(), slipped.text.split(), strict=True))
    assert [typed for meant, typed in words if meant in {"How", "do", "the", "a"}] == ["How", "do", "the", "a"]
    assert all(typed != meant for meant, typed in words if meant in {"bees", "survive"})
    assert all(abs(len(typed) - len(meant)) <= 1 for meant, typed in words)


def test_the_same_seed_makes_the_same_slips() -> None:
    assert mistyped([ASKED], 3) == mistyped([ASKED], 3)
    assert len({mistyped([ASKED], seed)[0].text for seed in range(9)}) > 3


def test_one_word_is_misspelt_as_people_do_and_questions_without_such_a_word_are_left_out() -> None:
    short, long = replace(ASKED, text="How do the bees do?"), replace(ASKED, text="Is a therapist necessary?")
    spelled = [misspelt([short, long], seed) for seed in range(9)]
    assert all(list(found) == [1] for found in spelled)
    words = {tuple(found[1].text.rstrip("?").split()) for found in spelled}
    assert len(words) > 3
    assert all((typed[2] == "therapist") != (typed[3] == "necessary") for typed in words)


def test_a_space_is_left_out_or_put_into_a_long_word_and_questions_without_any_are_left_out() -> None:
    one, two = replace(ASKED, text="Countertransference?"), replace(ASKED, text="do bees sleep")
    assert {run_together([one, two], seed)[1].text for seed in range(9)} == {"dobees sleep", "do beessleep"}
    assert list(run_together([one, two])) == [1]
    torn = [torn_apart([two, one], seed) for seed in range(9)]
    assert {list(found) == [1] and found[1].text.replace(" ", "") for found in torn} == {one.text}
    assert len({found[1].text for found in torn}) > 3


def test_a_question_is_asked_with_another_one_in_one_message_that_something_else_answers() -> None:
    other = replace(ASKED, id="o", text="what do bees eat in May.", relevant=frozenset({"b"}))
    twin = replace(ASKED, id="t", text="Do bees survive?")
    pairs = [pair for seed in range(30) for pair in at_once([ASKED, other, twin], seed)]
    assert all(joined.relevant.isdisjoint(beside.relevant) for joined, beside in pairs)
    texts = {joined.text for joined, beside in pairs if joined.id == "o" and beside is ASKED}
    start = "what do bees eat in May"
    assert texts == {f"{start}{between}{ASKED.text}" for between in ("? And ", "? Also, ", "? ", " and ")}


def test_words_are_read_as_meant_where_their_stems_are_and_right_ones_do_not_count() -> None:
    meant, typed, read = "how do bees sleep", "how do beess slepe", "how do bee slope"
    assert read_as_meant([meant, meant], [typed, meant], [read, read]) == [True, False]


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("Hi {l} Thanks!", "What do bees eat?", "Hi what do bees eat? Thanks!"),
        ("yo {b} thx", "What do bees eat?", "yo what do bees eat thx"),
        ("{q} Thanks!", "bee food", "bee food. Thanks!"),
        ("Hi,\n{q}\nTom", "bee food", "Hi,\nbee food\nTom"),
        ("hi {l}", "I see IP", "hi I see IP"),
    ],
)
def test_a_question_stands_in_what_is_said_around_it(text: str, question: str, said: str) -> None:
    (asked,) = surrounded([replace(ASKED, text=question)], [text])
    assert asked == replace(ASKED, text=said)


def test_what_is_held_back_is_nothing_that_was_tuned_on() -> None:
    for kind, least in (("courtesies", 80), ("stories", 20), ("instructions", 100)):
        tuned, held = around(kind, "tuned on"), around(kind, "held back")
        assert min(len(set(tuned)), len(set(held))) >= least
        assert set(tuned).isdisjoint(held)
        assert all(text.count("{") == 1 for text in (*tuned, *held))


def test_only_the_history_changes_where_only_it_is_changed() -> None:
    assert without_history([ASKED]) == [replace(ASKED, history=())]
    (moved,) = after_another_topic([ASKED])
    assert moved.history != ASKED.history
    assert replace(moved, history=ASKED.history) == ASKED


def test_the_script_reports_both_changes_of_a_small_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "bees"
    folder.mkdir()
    (folder / "articles.jsonl").write_text(
        '{"id": "bees", "title": "Bees", "sections": [{"id": "a", "heading": "Winter", "text": "Bees cluster."},'
        ' {"id": "b", "heading": "Food", "text": "They eat honey in the cold months."}]}\n'
    )
    (folder / "questions.jsonl").write_text(
        '{"id": "q", "question": "What do bees eat in winter?", "relevant": ["b"], "answerable": true}\n'
        '{"id": "r", "question": "What do bees do in winter, cluster?", "relevant": ["a"], "answerable": true}\n'
    )
    work = tmp_path / "work"
    share_encoders(work)
    assert main([str(folder), "--work", str(work)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("bees: an unrelated history moves nDCG@10 ")
    assert lines[2].startswith("bees: mistyping moves hit@5 ")
    assert lines[1].startswith("bees: two at once: ")
    assert lines[1].endswith(" of 2 pairs have a right quote each")
    assert [line.split(": ")[1] for line in lines if "are read" in line] == [
        "mistyping",
        "misspelling one word",
        "a space left out",
        "a space put in",
    ]
    surroundings = [line for line in lines if "; sure are " in line]
    assert [line.split(" moves ")[0] for line in surroundings] == [
        f"bees: {what} ({part})"
        for what in ("courtesies", "a story around it", "how to answer")
        for part in ("tuned on", "held back")
    ]
