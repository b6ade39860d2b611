"""The editor's pages in a real browser: accessible, narrow, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from chatbot.settings import Settings
from tests.browser.chromium import axe_violations_in_every_scheme, reader
from tests.web.editor.conftest import SILENCE, TOKEN, articles, settings
from tests.web.process import Server, running

__all__ = ["articles", "settings"]  # fixtures


@pytest.fixture(scope="module")
def server(small_index: Path, settings: Settings) -> Iterator[Server]:
    """A server whose log of fixed days is kept for longer than these tests will be run."""
    values = {
        "CHATBOT_EDITOR_TOKEN": TOKEN,
        "CHATBOT_CORPUS": settings.corpus,
        "CHATBOT_QUESTION_LOG": settings.question_log,
        "CHATBOT_LOG_DAYS": "36500",
        "CHATBOT_EDITOR_QUESTIONS": ",".join(settings.editor_questions),
    }
    with running("--index", str(small_index), **values) as started:
        yield started


def sign_in(page: Page) -> None:
    """Type the token and press Enter, as a person does."""
    page.goto("/editor")
    page.get_by_label("Token").fill(TOKEN)
    page.keyboard.press("Enter")
    page.locator("#coverage, .read").first.wait_for()
    while not page.locator("#coverage").count():  # a busy machine takes longer to measure than the page waits
        page.goto("/editor")


def test_no_page_has_accessibility_violations(browser: Browser, server: Server) -> None:
    with reader(browser, server.address) as (page, complaints):
        page.goto("/editor")
        assert axe_violations_in_every_scheme(page) == []
        sign_in(page)
        assert axe_violations_in_every_scheme(page) == []
        page.get_by_label("Words of questions").fill("session")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="3 questions, asked 3 times").wait_for()
        assert axe_violations_in_every_scheme(page) == []
        page.goto("/editor/try")
        page.get_by_label("Question", exact=True).fill(SILENCE)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="How sure, and why").wait_for()
        assert axe_violations_in_every_scheme(page) == []
    told = [line for line in complaints if not line.startswith("cookie: editor")]
    assert [line for line in told if "status of 401" not in line] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_nothing_scrolls_sideways(browser: Browser, server: Server, width: int) -> None:
    viewport = {"width": width, "height": 800}
    with reader(browser, server.address, java_script_enabled=False, viewport=viewport) as (page, _):
        sign_in(page)
        fits(page, width)
        page.get_by_label("Words of questions").fill("session")
        page.get_by_label("only those without a sure answer").check()
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("heading", name="3 questions, asked 3 times").wait_for()
        fits(page, width)
        page.goto("/editor")
        page.get_by_label("Question", exact=True).fill(SILENCE)
        page.get_by_label("Should have been quoted").fill("supervision#length-of-a-session")
        page.get_by_role("button", name="Try", exact=True).click()
        page.get_by_role("heading", name="What the score is made of").wait_for()
        fits(page, width)


def test_a_word_of_any_length_is_broken(browser: Browser, server: Server) -> None:
    """Readers type what they like; a row of a table is not pushed out of sight by it."""
    with reader(browser, server.address, viewport={"width": 320, "height": 800}) as (page, _):
        sign_in(page)
        for address in ("/editor", "/editor/questions"):
            page.goto(address)
            page.locator("button.plain").evaluate_all("all => all.forEach(each => each.textContent = 'x'.repeat(400))")
            assert page.evaluate("document.documentElement.scrollWidth") == 320
        table = page.locator(".wide table").bounding_box()
        assert table
        assert table["width"] < 800


def fits(page: Page, width: int) -> None:
    """Check that what is drawn directly on the page ends within it; wide tables and plots scroll by themselves."""
    for part in page.locator("main > section, main > nav, .wide, form.ask, header").all():
        box = part.bounding_box()
        if box:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_a_question_of_a_gap_is_tried_with_one_press(browser: Browser, server: Server) -> None:
    with reader(browser, server.address) as (page, _):
        sign_in(page)
        page.get_by_role("button", name="How much should I charge for a session?").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="How much should I charge for a session?").wait_for()


def test_a_table_is_downloaded(browser: Browser, server: Server, tmp_path: Path) -> None:
    with reader(browser, server.address, accept_downloads=True) as (page, _):
        sign_in(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="Gaps as CSV").click()
        file = tmp_path / "gaps.csv"
        download.value.save_as(file)
    assert "fair fee" in file.read_text(encoding="utf-8-sig")


def test_signing_out_closes_the_pages(browser: Browser, server: Server) -> None:
    with reader(browser, server.address) as (page, _):
        sign_in(page)
        page.get_by_role("button", name="Sign out").click()
        page.get_by_label("Token").wait_for()
        page.goto("/editor/try")
        page.get_by_label("Token").wait_for()
