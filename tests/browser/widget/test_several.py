"""Several questions in one message: each stands as a heading above the quotes that answer it."""

from __future__ import annotations

from tests.browser.widget.support import Embed

SILENCE, RUPTURE, LOST = (
    "How long should I let a silence go on?",
    "what are the two kinds of rupture?",
    "what is the fastest train to Madrid?",
)


def test_each_question_is_a_heading_above_its_quotes_and_what_has_no_answer_is_named(embed: Embed) -> None:
    seen = embed(viewport={"width": 320, "height": 640})
    turn = seen.ask(f"{SILENCE} And {RUPTURE} Also, {LOST}")
    assert turn.locator("h4, .quote").evaluate_all(
        "found => found.map((each) => (each.matches('.quote') ? 'quote' : each.textContent))"
    )[:5] == [SILENCE, "quote", RUPTURE, "quote", "quote"]
    assert turn.locator(".note").inner_text().endswith(f"I found no answer to “{LOST}”.")
    labels = turn.locator(".quote").evaluate_all("found => found.map((each) => each.getAttribute('aria-label'))")
    assert [label.split()[1] for label in labels] == ["1", "2", "3"]
    assert seen.ask(SILENCE).locator(".quote").first.evaluate("quote => quote.previousElementSibling.tagName") == "H3"
    assert seen.errors == []
