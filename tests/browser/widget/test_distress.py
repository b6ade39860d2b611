"""A reader in distress meets helplines before any quote: in the page, in the widget, on a phone, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import axe_violations, reader
from tests.browser.widget.support import Embed
from tests.web.process import Server

CRY = "I want to kill myself. Is it unprofessional to feel sad when a client is doing well?"
PHONE = {"width": 320, "height": 640}
TOP = "e => e.getBoundingClientRect().top"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize(("locale", "number"), [("en-US", "988"), ("en-GB", "116 123"), ("ko-KR", "109")])
def test_the_page_shows_helplines_of_the_readers_country_above_the_quotes(
    browser: Browser, server: Server, locale: str, number: str
) -> None:
    with reader(browser, server.address, viewport=PHONE, locale=locale, color_scheme="dark") as (page, complaints):
        page.goto("/")
        page.fill("#question", CRY)
        page.press("#question", "Enter")
        notice = page.locator(".notice")
        notice.wait_for()
        assert notice.locator("strong").all_inner_texts() == [number]
        assert notice.locator("strong a").get_attribute("href") == f"tel:{number.replace(' ', '')}"
        assert notice.evaluate(TOP) < page.locator("blockquote").first.evaluate(TOP)
        assert not page.evaluate(TOO_WIDE)
        assert axe_violations(page) == []
        with page.context.expect_page() as opened:
            notice.get_by_role("link").last.click()
        protocol = opened.value
        protocol.locator("main.protocol").wait_for()
        assert not protocol.evaluate(TOO_WIDE)
        assert axe_violations(protocol) == []
    assert complaints == []


def test_the_widget_shows_helplines_above_the_quotes(embed: Embed, service: str) -> None:
    seen = embed(viewport=PHONE, locale="en-GB")
    turn = seen.ask("I want to kill myself. How long should I let a silence go on?")
    assert turn.locator(".notice strong").all_inner_texts() == ["116 123"]
    assert turn.locator(".notice strong a").get_attribute("href") == "tel:116123"
    assert turn.locator(".notice").evaluate(TOP) < turn.locator("blockquote").first.evaluate(TOP)
    assert turn.locator(".notice").get_by_role("link").last.get_attribute("href") == f"{service}/safety"
    assert turn.locator(".quiet").count() == 0
    said = seen.status.inner_text()
    assert said.startswith(turn.locator(".notice h4").inner_text()), "it is announced, before the quotes are"
    assert re.search(r"\d quotes? ", said)
    assert seen.errors == []


def test_nobody_in_distress_is_told_to_ask_something_else(embed: Embed) -> None:
    """That a cry for help is no question the articles answer is not what its author needs to hear."""
    seen = embed(viewport=PHONE)
    turn = seen.ask("I want to die")
    assert "help" in turn.locator(".note").inner_text()
    assert not re.search("Try other words|Ask me about", turn.inner_text())
    assert turn.locator(".note").inner_text() in seen.status.inner_text()


@pytest.mark.parametrize(("locale", "number"), [("en-GB", "116 123"), ("ko-KR", "109")])
def test_the_widget_shows_the_quiet_line_below_the_quotes_of_a_question_on_the_topic(
    embed: Embed, locale: str, number: str
) -> None:
    seen = embed(lang=locale, viewport=PHONE, locale=locale)
    turn = seen.ask("How do I ask a client about suicide, and how long should I let a silence go on?")
    quiet = turn.locator(".quiet")
    assert number in quiet.inner_text()
    assert quiet.get_attribute("lang") == locale[:2]
    assert quiet.evaluate(TOP) > turn.locator("blockquote").last.evaluate(TOP)
    assert turn.locator(".notice").count() == 0
    assert axe_violations(seen.page) == []
    assert seen.errors == []
