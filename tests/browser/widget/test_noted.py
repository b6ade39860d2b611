"""A reader whose question was logged is told so by the widget, on another site too, and can erase it there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from chatbot.coverage.questionlog import QuestionLog
from tests.browser.chromium import axe_violations
from tests.browser.widget.support import Site, Watch, page_with, tag_of
from tests.faults.test_workers import until
from tests.web.process import running


def test_the_widget_says_that_a_question_was_noted_and_erases_it(
    watch: Watch, site: Site, small_index: Path, tmp_path: Path
) -> None:
    file = tmp_path / "questions.sqlite"
    log = {"CHATBOT_QUESTION_LOG": str(file), "CHATBOT_ALLOWED_ORIGINS": site.url}
    with running("--index", str(small_index), **log) as server:
        tag = tag_of(server.address, "data-open data-remember")
        seen = watch(viewport={"width": 320, "height": 640}).visit(site.put("/", page_with(tag)))
        turn = seen.ask("How long should I let a silence go on?")
        until(lambda: len(QuestionLog(file, 30).read(date.today()).asked) == 1)
        assert axe_violations(seen.page) == []
        turn.get_by_role("button", name="Erase it").focus()
        seen.page.keyboard.press("Enter")
        turn.get_by_text("Your question was erased.").wait_for()
        assert seen.status.inner_text() == "Your question was erased."
        assert b"silence go on" not in file.read_bytes()
        seen.page.evaluate("document.querySelector('article-chat').setAttribute('theme', 'dark')")
        expect(seen.last.locator(".noted")).to_have_text("Your question was erased.")
        seen.visit(site.url + "/")
        expect(seen.last.locator(".noted")).to_have_text("Your question was erased.")
        assert axe_violations(seen.page) == []
        assert seen.errors == []


def test_a_question_that_was_sent_before_the_script_ran_is_noted_once_and_erased_whole(
    watch: Watch, small_index: Path, tmp_path: Path
) -> None:
    """The page notes it down, then hands it to the widget, which asks it again."""
    file = tmp_path / "questions.sqlite"
    with running("--index", str(small_index), CHATBOT_QUESTION_LOG=str(file)) as server:
        seen = watch()
        seen.page.route("**/widget.js", lambda route: route.abort())
        seen.page.goto(server.address)
        seen.page.unroute_all()
        seen.page.fill("#question", "How long should I let a silence go on?")
        seen.page.press("#question", "Enter")
        seen.last.get_by_role("button", name="Erase it").wait_for()
        seen.page.wait_for_load_state("networkidle")
        until(lambda: len(QuestionLog(file, 30).read(date.today()).asked) == 1)
        seen.last.get_by_role("button", name="Erase it").click()
        seen.last.get_by_text("Your question was erased.").wait_for()
        assert QuestionLog(file, 30).read(date.today()).asked == ()
        assert b"silence go on" not in file.read_bytes()
