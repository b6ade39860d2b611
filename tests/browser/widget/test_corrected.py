"""A reader is told which word was read as another, above a sure answer too: a name may have been taken for a slip."""

from __future__ import annotations

from tests.browser.widget.support import Embed


def test_a_word_that_was_read_as_another_is_named_above_a_sure_answer(embed: Embed) -> None:
    seen = embed(viewport={"width": 320, "height": 640})
    right = seen.ask("How long should I let a silence go on?")
    assert right.locator(".note").count() == 0
    mistyped = seen.ask("How long should I let a silenec go on?")
    assert mistyped.locator(".note").inner_text().endswith("Read “silenec” as “silence”.")
    assert mistyped.locator("blockquote").count() > 0
    assert mistyped.locator(".badge").count() == 0
    assert seen.errors == []
