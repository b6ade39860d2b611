"""What a reader typed is told where it was read otherwise, and takes no more room than its answer leaves."""

from __future__ import annotations

from tests.browser.widget.support import Embed


def test_a_word_that_was_read_as_another_is_named_above_a_sure_answer(embed: Embed) -> None:
    seen = embed(viewport={"width": 320, "height": 640})
    right = seen.ask("How long should I let a silence go on?")
    assert right.locator(".note").count() == 0
    mistyped = seen.ask("How long should I let a silenec go on?")
    assert mistyped.locator(".note").inner_text().endswith("I read “silenec” as “silence”.")
    assert mistyped.locator("blockquote").count() > 0
    assert mistyped.locator(".badge").count() == 0
    assert seen.errors == []


def test_a_pasted_question_leaves_the_answer_in_view_and_is_named_in_short_by_what_follows(embed: Embed) -> None:
    seen = embed(viewport={"width": 320, "height": 640})
    story = "The client sat there for minutes, looked at the floor and at me, and said not a word, as last week. " * 4
    box = seen.ask(f"{story}How long should I let a silence go on?").locator("blockquote").first.bounding_box()
    assert box is not None
    assert box["y"] < 560, "the question alone is as high as the window"
    chip = seen.ask("are you sure?").locator(".chip")
    assert chip.inner_text().startswith("Following up on “The client sat")
    shown = chip.bounding_box()
    assert shown is not None
    assert shown["height"] < 60
