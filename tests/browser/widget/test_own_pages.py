"""The service's own pages with the widget: the question page, and the demonstration with links into its article."""

from __future__ import annotations

import pytest

from tests.browser.chromium import axe_violations
from tests.browser.widget.support import Watch

IN_VIEW = """() => {
  const [range] = CSS.highlights.get('article-chat');
  const box = range.getBoundingClientRect();
  return [range.toString(), box.top >= 0 && box.bottom <= innerHeight];
}"""


def test_the_question_page_becomes_the_widget_and_answers(
    watch: Watch, service: str, questions: dict[str, str]
) -> None:
    seen = watch().visit(service + "/")
    assert not seen.page.locator("#question").is_visible()
    turn = seen.ask(questions["answered"])
    assert turn.locator("blockquote").count() > 0
    assert axe_violations(seen.page) == []
    assert seen.errors == []
    assert seen.page.evaluate("broken") == []


@pytest.mark.parametrize(("width", "height"), [(1366, 700), (1100, 900), (320, 640), (844, 390)])
def test_the_next_question_can_be_typed_without_scrolling(
    watch: Watch, service: str, questions: dict[str, str], width: int, height: int
) -> None:
    seen = watch(viewport={"width": width, "height": height}).visit(service + "/")
    seen.ask(questions["answered"])
    seen.ask(questions["answered"])
    panel = seen.chat.locator(".panel").bounding_box()
    assert panel is not None
    assert panel["y"] >= 0
    assert panel["y"] + panel["height"] <= height + 1, "pages are scrolled by whole pixels"
    if width == 320:
        assert panel["height"] > 0.8 * height, "on a phone the chat has the window to itself"


def test_the_question_page_stays_as_it_is_without_scripts(
    watch: Watch, service: str, questions: dict[str, str]
) -> None:
    page = watch(java_script_enabled=False).page
    page.goto(service + "/")
    page.fill("#question", questions["answered"])
    page.press("#question", "Enter")
    assert page.locator("section.answer blockquote").first.is_visible()


def test_a_question_sent_before_the_script_ran_is_answered_by_the_widget(
    watch: Watch, service: str, questions: dict[str, str]
) -> None:
    seen = watch()
    seen.page.route("**/widget.js", lambda route: route.abort())
    seen.page.goto(service + "/")
    seen.page.fill("#question", questions["answered"])
    seen.page.unroute_all()
    seen.page.press("#question", "Enter")
    seen.chat.locator(".turn.answered").wait_for()
    assert seen.last.locator(".asked").inner_text().endswith(questions["answered"])


def test_a_link_into_the_open_article_scrolls_there_and_marks_the_sentence(watch: Watch, service: str) -> None:
    seen = watch(viewport={"width": 1280, "height": 800}).visit(service + "/demo")
    seen.launcher.click()
    before = seen.page.evaluate("document.querySelector('main').innerHTML")
    title = seen.page.locator("h1").inner_text()
    seen.chat.locator(".welcome button").first.click()
    seen.chat.locator(".turn.answered").wait_for()
    quote = seen.last.locator(".quote").filter(has=seen.page.locator("cite", has_text=title)).first
    sentence = quote.locator("mark").first.inner_text()
    quote.locator(".read").click()
    marked, visible = seen.page.evaluate(IN_VIEW)
    assert "".join(marked.split()).startswith("".join(sentence.split()))
    assert visible
    assert len(seen.page.context.pages) == 1
    assert seen.page.evaluate("scrollY") > 0
    assert seen.page.evaluate("document.activeElement.closest('main') !== null")
    seen.page.evaluate("document.activeElement.blur()")
    assert seen.page.evaluate("document.querySelector('main').innerHTML") == before
    assert seen.errors == []


def test_on_a_phone_the_panel_makes_room_for_the_sentence(watch: Watch, service: str) -> None:
    seen = watch(viewport={"width": 360, "height": 640}).visit(service + "/demo")
    seen.launcher.click()
    title = seen.page.locator("h1").inner_text()
    seen.chat.locator(".welcome button").first.click()
    seen.chat.locator(".turn.answered").wait_for()
    seen.last.locator(".quote").filter(has=seen.page.locator("cite", has_text=title)).first.locator(".read").click()
    assert not seen.chat.locator(".panel").is_visible()
    assert seen.page.evaluate(IN_VIEW)[1]


def test_a_link_to_another_article_opens_in_a_tab_of_its_own(
    watch: Watch, service: str, questions: dict[str, str]
) -> None:
    seen = watch().visit(service + "/")
    turn = seen.ask(questions["answered"])
    with seen.page.context.expect_page() as opened:
        turn.locator(".read").first.click()
    opened.value.wait_for_load_state()
    assert "/articles/" in opened.value.url
    assert opened.value.evaluate("opener") is None
    opened.value.wait_for_function("scrollY > 0")


def test_axe_finds_nothing_on_the_demonstration(watch: Watch, service: str) -> None:
    seen = watch().visit(service + "/demo")
    assert axe_violations(seen.page) == []
    seen.launcher.click()
    assert axe_violations(seen.page) == []
