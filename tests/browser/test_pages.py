"""The page without scripts, as readers meet it: by keyboard, on a phone, in the dark, with a screen reader's rules."""

from __future__ import annotations

import contextlib
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.chromium import axe_violations_in_every_scheme, reader
from tests.web.process import Server

FAQ = "Is it unprofessional to feel sad when a client is doing well?"
TABLE = "How many minutes does group supervision last, in the table of kinds of sessions?"
NOT_COVERED = "How do I change the oil of a diesel engine?"
FOLLOWED = 4  # times that a link is followed before it is said to miss
IN_VIEW = """sentence => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(sentence);
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + sentence.length);
      const box = range.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }
  }
  return null;
}"""
CLIPPED = """() => [...document.querySelectorAll("p, li, button, a, h1, h2, h3")]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" && !e.closest(".hidden"))
  .map(e => e.outerHTML)"""
MOVING = """() => [...document.querySelectorAll("*")].map(e => getComputedStyle(e))
  .filter(style => style.transitionDuration !== "0s" || style.animationName !== "none").length"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def ask(page: Page, question: str) -> None:
    page.fill("#question", question)
    with page.expect_navigation():  # the page before it may show an answer, too
        page.press("#question", "Enter")
    page.wait_for_selector("section.answer")


def is_in_view(page: Page, sentence: str) -> bool:
    """Wait until the sentence is in view: the browser looks for it once the page has loaded."""
    with contextlib.suppress(PlaywrightTimeoutError):
        page.wait_for_function(IN_VIEW, arg=sentence, timeout=8_000)
        return True
    return False


def lands(page: Page, link: str) -> bool:
    """Tell whether a link shows its sentence; Chromium gives its search up where a page is kept from loading."""
    sentence = unquote(link.partition(":~:text=")[2])
    for _ in range(FOLLOWED):
        page.goto("about:blank")
        page.goto(link)
        if is_in_view(page, sentence):
            return True
    return False


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on `selector`, as somebody without a mouse would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", "the focus cannot be seen"
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_a_question_is_asked_and_its_quote_followed_with_the_keyboard_alone(browser: Browser, server: Server) -> None:
    with reader(browser, server.address, viewport={"width": 1000, "height": 500}) as (page, complaints):
        page.goto("/")
        tab_to(page, "#question")
        page.keyboard.type(FAQ)
        page.keyboard.press("Enter")
        page.wait_for_selector("blockquote mark")
        marked = page.locator("blockquote mark").first.inner_text()
        tab_to(page, "article.quote a.read")
        link = page.evaluate("document.activeElement.getAttribute('href')")
        with page.context.expect_page() as opened:
            page.keyboard.press("Enter")
        tab = opened.value
        tab.wait_for_url("**/articles/**")
        anchor = unquote(link.partition("#")[2].partition(":~:")[0])
        assert tab.evaluate("id => document.getElementById(id) !== null", anchor)
        tab.wait_for_function("scrollY > 0")
        assert is_in_view(tab, marked) or lands(tab, link)
        tab.close()
        assert page.locator("blockquote mark").first.is_visible(), "the answer is still there to go back to"
    assert complaints == []


def test_a_conversation_goes_on_and_starts_over_with_the_keyboard(browser: Browser, server: Server) -> None:
    with reader(browser, server.address) as (page, complaints):
        page.goto("/")
        tab_to(page, "button[form=pick]")
        page.keyboard.press("Enter")
        page.wait_for_selector("section.answer")
        tab_to(page, "#question")
        page.keyboard.type(NOT_COVERED)
        page.keyboard.press("Enter")
        page.wait_for_selector("section.answer.unanswered")
        assert page.locator("nav.earlier button").count() == 1
        tab_to(page, ".over a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#examples")
        assert page.locator("input[name=history]").count() == 0
    assert complaints == []


def test_the_skip_link_leads_past_the_header(browser: Browser, server: Server) -> None:
    with reader(browser, server.address) as (page, _):
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_on_paper_no_heading_stands_above_nothing(browser: Browser, server: Server) -> None:
    with reader(browser, server.address) as (page, _):
        page.goto("/")
        ask(page, FAQ)
        assert page.locator("#related").is_visible()
        page.emulate_media(media="print")
        assert page.locator("#related").is_hidden()
        assert page.locator("blockquote").first.is_visible()


def test_nothing_is_lost_at_320_pixels_or_400_percent(browser: Browser, server: Server) -> None:
    with reader(browser, server.address, viewport={"width": 320, "height": 256}) as (page, _):
        page.goto("/")
        assert page.evaluate(TOO_WIDE) is False
        for question in (FAQ, TABLE, NOT_COVERED, "x" * 300, FAQ):
            ask(page, question)
            assert page.evaluate(TOO_WIDE) is False, question
        for article in ("anticipatory-grief", "supervision", "guides/n%C3%A4me%20%26%20one%3F"):
            page.goto(f"/articles/{article}")
            assert page.evaluate(TOO_WIDE) is False, article


def test_text_may_be_spaced_wider_without_loss(browser: Browser, server: Server) -> None:
    """WCAG 1.4.12: line height 1.5, paragraphs 2, letters 0.12 and words 0.16 times the font size."""
    with reader(browser, server.address, viewport={"width": 320, "height": 640}, bypass_csp=True) as (page, _):
        page.goto("/")
        ask(page, FAQ)
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }"
            "* { word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"
        )
        assert page.evaluate(TOO_WIDE) is False
        assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_colour_scheme(browser: Browser, server: Server, scheme: str) -> None:
    with reader(browser, server.address, color_scheme=scheme) as (page, _):
        page.goto("/")
        red = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
        assert (int(red) > 128) == (scheme == "light")


def test_nothing_moves_for_readers_who_ask_for_less_motion(browser: Browser, server: Server) -> None:
    with reader(browser, server.address, reduced_motion="reduce") as (page, _):
        page.goto("/")
        assert page.evaluate(MOVING) == 0


def open_state(page: Page, state: str) -> None:
    """Bring the page into one of the states a reader may meet."""
    if state.startswith("/"):
        page.goto(state)
        return
    page.goto("/?locale=ko" if state == "korean" else "/")
    if state == "error":
        page.fill("#question", "?!")
        page.press("#question", "Enter")
        page.wait_for_selector("#error")
    elif state != "empty":
        questions = {"faq": FAQ, "table": TABLE, "not covered": NOT_COVERED, "korean": FAQ, "conversation": FAQ}
        ask(page, questions[state])
    if state == "conversation":
        ask(page, "How long should I let a silence go on?")


STATES = ["empty", "error", "faq", "table", "not covered", "conversation", "korean"]
ARTICLES = ["/articles/anticipatory-grief", "/articles/supervision", "/articles/silence-ko", "/articles/none"]


@pytest.mark.parametrize("state", STATES + ARTICLES)
def test_axe_finds_no_violation(browser: Browser, server: Server, state: str) -> None:
    with reader(browser, server.address) as (page, _):
        open_state(page, state)
        assert axe_violations_in_every_scheme(page) == []


@pytest.mark.parametrize("state", ["faq", "conversation"])
def test_every_link_to_a_sentence_lands_on_it(browser: Browser, server: Server, state: str) -> None:
    with reader(browser, server.address, viewport={"width": 900, "height": 300}) as (page, complaints):
        open_state(page, state)
        cards = page.locator("article.quote")
        links = [str(cards.nth(i).locator("a.read").get_attribute("href")) for i in range(cards.count())]
        own = [link for link in links if link.startswith("/articles/") and ":~:text=" in link]
        assert own
        assert [link for link in own if not lands(page, link)] == []
    assert complaints == []


@pytest.mark.parametrize("state", ["faq", "table", "conversation"])
def test_quotes_are_shown_to_the_letter(browser: Browser, server: Server, state: str) -> None:
    """What stands in a blockquote on the screen stands, white space aside, in the article's page on the screen."""
    with reader(browser, server.address) as (page, _):
        open_state(page, state)
        shown = page.locator("blockquote").all_inner_texts()
        linked = set(page.locator("a.read").evaluate_all("links => links.map(link => link.pathname)"))
        texts = []
        for path in {path if path.startswith("/articles/") else f"/articles{path}" for path in linked}:
            page.goto(path)  # also of an article that is linked to where its publisher has it
            texts.append("".join(page.locator("main article").inner_text().split()))
        assert shown
        for quote in shown:
            for line in quote.splitlines():
                assert any("".join(line.split()) in text for text in texts), line
