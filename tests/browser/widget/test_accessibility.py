"""axe finds nothing to mend, in any state, in light and dark and with forced colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.chromium import axe_violations, axe_violations_in_every_scheme
from tests.browser.widget.support import Embed, Watched, lost

FEEDBACK = {"en": ("Not helpful", "What was wrong?"), "ko": ("도움이 안 됨", "무엇이 아쉬웠나요?")}
Questions = dict[str, str]


def _closed(seen: Watched, _: Questions) -> None:
    seen.launcher.wait_for()


def _open(seen: Watched, _: Questions) -> None:
    seen.launcher.click()


def _pending(seen: Watched, questions: Questions) -> None:
    seen.page.route("**/api/chat", lost)
    seen.launcher.click()
    seen.input.fill(questions["answered"])
    seen.input.press("Enter")
    seen.chat.locator(".turn.pending").wait_for()


def _asked(status: str) -> Callable[[Watched, Questions], None]:
    def ask(seen: Watched, questions: Questions) -> None:
        seen.launcher.click()
        seen.ask(questions[status])
        seen.chat.locator(f".turn.{status}").wait_for()

    return ask


def _error(seen: Watched, questions: Questions) -> None:
    seen.launcher.click()
    seen.page.context.set_offline(True)
    seen.ask(questions["answered"])
    seen.chat.locator(".turn.error").wait_for()


def _feedback(seen: Watched, questions: Questions) -> None:
    _asked("answered")(seen, questions)
    thumb, why = FEEDBACK[str(seen.page.locator("html").get_attribute("lang"))]
    seen.last.get_by_role("button", name=thumb).first.click()
    seen.last.get_by_role("group", name=why).wait_for()


def _suggestions(seen: Watched, _: Questions) -> None:
    seen.launcher.click()
    seen.input.press_sequentially("What")
    seen.chat.get_by_role("option").first.wait_for()
    seen.input.press("ArrowDown")


def _distress(seen: Watched, _: Questions) -> None:
    seen.launcher.click()
    seen.ask("I want to die")
    seen.chat.locator(".notice").wait_for()


STATES: dict[str, Callable[[Watched, Questions], None]] = {
    "closed": _closed,
    "open": _open,
    "pending": _pending,
    "answered": _asked("answered"),
    "weak": _asked("weak"),
    "unanswered": _asked("unanswered"),
    "distress": _distress,
    "error": _error,
    "feedback": _feedback,
    "suggestions": _suggestions,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(state: str, embed: Embed, questions: Questions) -> None:
    seen = embed('data-starters="What is grief?"')
    STATES[state](seen, questions)
    assert axe_violations_in_every_scheme(seen.page) == []


def test_axe_finds_nothing_where_a_question_follows_up(embed: Embed, questions: Questions, follow_up: str) -> None:
    seen = embed()
    seen.ask(questions["answered"])
    seen.ask(follow_up)
    seen.chat.locator(".chip").wait_for()
    assert axe_violations_in_every_scheme(seen.page) == []


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_korean(state: str, embed: Embed, questions: Questions) -> None:
    """In one scheme: no style asks for the language or the corner, so the colours are those of above."""
    seen = embed('data-position="bottom-left"', lang="ko", reduced_motion="reduce")
    STATES[state](seen, questions)
    assert "질문" in (seen.input.get_attribute("placeholder") or "")
    assert axe_violations(seen.page) == []


def test_axe_finds_nothing_where_the_element_stands_in_the_page(embed: Embed, questions: Questions) -> None:
    body = "<h2>Ask</h2><article-chat><p>Ask us by mail.</p></article-chat>"
    seen = embed("", body=body)
    seen.ask(questions["answered"])
    assert axe_violations_in_every_scheme(seen.page) == []


def test_axe_sees_faults_inside_the_widget(embed: Embed) -> None:
    """What is planted here must be found, or the tests above say nothing."""
    seen = embed()
    seen.chat.locator(".send").evaluate("button => button.removeAttribute('aria-label') || (button.title = '')")
    seen.chat.locator("h2").evaluate("heading => heading.style.color = '#999'")
    found = " ".join(axe_violations(seen.page))
    assert "button-name" in found
    assert "color-contrast" in found
