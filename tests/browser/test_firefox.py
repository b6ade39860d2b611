"""What matters most, in Firefox: the widget by keyboard, narrow, under a strict policy; its links; our own pages.

All else is looked at in Chromium. Firefox has its own engine, search for the text of a link, and rules for focus.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.browser.firefox import ENTER, ESCAPE, TAB, UP, Firefox, Tab, launched, waited
from tests.browser.widget.support import page_with, serving
from tests.browser.widget.test_keyboard import OVERFLOW
from tests.browser.widget.test_own_pages import IN_VIEW
from tests.indexes import index_of
from tests.web.editor.conftest import TOKEN
from tests.web.process import running
from tests.web.small_corpus import SHIPPED

QUESTION = "How long should I let a silence go on?"
WIDGET = "document.querySelector('article-chat')?.shadowRoot"
ROOT = WIDGET.replace("?", "")
FOCUSED = f"{ROOT}.activeElement?.className"
# Whether the page has been scrolled so that a sentence stands in the middle of the window.
CENTRED = """(sentence => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(sentence);
    if (start < 0) continue;
    const range = new Range();
    range.setStart(walker.currentNode, start);
    range.setEnd(walker.currentNode, start + sentence.length);
    const box = range.getBoundingClientRect();
    return scrollY > 0 && Math.abs(box.top + box.bottom - innerHeight) / 2 < 80;
  }
})"""


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    with launched() as started:
        yield started


@pytest.fixture
def tab(firefox: Firefox) -> Iterator[Tab]:
    """A new tab, on whose pages nothing may be complained about."""
    opened = firefox.open()
    yield opened
    opened.close()
    complaints, firefox.complaints = firefox.complaints, []
    assert complaints == []


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    settings = {"CHATBOT_EDITOR_TOKEN": TOKEN, "CHATBOT_CORPUS": str(SHIPPED), "CHATBOT_ALLOWED_ORIGINS": "*"}
    with running("--index", str(index_of(SHIPPED, "corpus")), **settings) as server:
        yield server.address


@pytest.fixture(scope="module")
def page(service: str) -> Iterator[str]:
    """A publisher's page with the widget, under a policy that allows no more than the widget's README asks for."""
    policy = (
        f"default-src 'none'; img-src 'self'; script-src {service}/widget.js; connect-src {service};"
        " require-trusted-types-for 'script'"
    )
    tag = f'<script type="module" src="{service}/widget.js" data-position="bottom-right"></script>'
    with serving() as site:
        yield site.put(
            "/", page_with(tag), {"Content-Security-Policy": f"{policy}; require-trusted-types-for 'script'"}
        )


def ask(tab: Tab) -> None:
    """Ask with the keys alone, in a widget whose question box has the focus."""
    tab.wait(f"{ROOT}.activeElement?.localName === 'input'")
    tab.press(QUESTION, ENTER)
    tab.wait(f"{ROOT}.querySelector('.turn.answered blockquote')?.textContent")


def test_by_keyboard_from_the_question_to_its_sentence_in_the_article(tab: Tab, firefox: Firefox, page: str) -> None:
    tab.visit(page)
    tab.wait(f"{WIDGET}?.querySelector('.launcher').localName")
    tab.press(TAB)
    assert tab.run(FOCUSED) == "launcher"
    tab.press(ENTER)
    ask(tab)
    tab.press(UP)
    assert tab.run(FOCUSED) == "quote"
    sentence = tab.run(f"{ROOT}.activeElement.querySelector('mark').textContent")
    source = tab.run(f"{ROOT}.activeElement.querySelector('cite').textContent")
    tab.press(TAB)
    assert tab.run(FOCUSED) == "read"
    before = firefox.tabs()
    tab.press(ENTER)
    (opened,) = waited(lambda: [each for each in firefox.tabs() if each not in before], "the article")
    opened.wait("location.pathname.startsWith('/articles/') && document.readyState === 'complete'")
    opened.wait(f"{CENTRED}({json.dumps(sentence)})")
    assert opened.run("document.querySelector('h1').textContent") == source
    opened.close()
    tab.press(ESCAPE)
    assert tab.run(FOCUSED) == "launcher"
    assert tab.run(f"{ROOT}.querySelector('.panel').hidden")


def test_in_a_window_320_pixels_wide_nothing_scrolls_sideways(tab: Tab, page: str) -> None:
    tab.resize(320, 640)
    tab.visit(page)
    tab.wait(f"{WIDGET}?.querySelector('.launcher').localName")
    tab.press(TAB, ENTER)
    ask(tab)
    assert tab.run("innerWidth") == 320
    assert tab.run(f"({OVERFLOW})()") == []
    assert tab.run(f"{ROOT}.querySelector('.panel').getBoundingClientRect().top") >= 0


def test_a_quote_can_be_selected_on_a_page_whose_own_words_cannot(tab: Tab, service: str) -> None:
    tag = f'<script type="module" src="{service}/widget.js" data-open></script>'
    with serving() as site:
        tab.visit(site.put("/", page_with(tag, head="<style>body { user-select: none }</style>")))
        tab.wait(f"{WIDGET}?.querySelector('.panel')?.localName")
        tab.run(f"{ROOT}.querySelector('.panel input').focus()")
        ask(tab)
    sentence = tab.run(f"{ROOT}.querySelector('mark').textContent")
    tab.run(f"void getSelection().selectAllChildren({ROOT}.querySelector('mark'))")
    assert tab.run("getSelection().toString()") == sentence


def test_the_question_page_answers(tab: Tab, service: str) -> None:
    tab.visit(service + "/")
    tab.wait(f"{WIDGET}?.querySelector('.panel')?.localName")
    tab.run(f"{ROOT}.querySelector('.panel input').focus()")
    ask(tab)
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_into_the_open_article_scrolls_there_and_marks_the_sentence(
    tab: Tab, firefox: Firefox, service: str
) -> None:
    tab.visit(service + "/demo")
    tab.wait(f"{WIDGET}?.querySelector('.launcher')?.localName")
    tab.run(f"{ROOT}.querySelector('.launcher').focus()")
    tab.press(ENTER)
    tab.run(f"{ROOT}.querySelector('.welcome button').focus()")
    tab.press(ENTER)
    tab.wait(f"{ROOT}.querySelector('.turn.answered .quote .read')?.localName")
    sentence = tab.run(f"{ROOT}.querySelector('.quote mark').textContent")
    tabs = firefox.tabs()
    tab.run(f"{ROOT}.querySelector('.quote .read').focus()")
    tab.press(ENTER)
    marked, visible = tab.wait(f"CSS.highlights.has('article-chat') && ({IN_VIEW})()")
    assert "".join(marked.split()).startswith("".join(sentence.split()))
    assert visible
    assert firefox.tabs() == tabs


def test_the_editors_dashboard_is_drawn(tab: Tab, service: str) -> None:
    tab.visit(service + "/editor")
    tab.run("document.querySelector('input[name=token]').focus()")
    tab.press(TOKEN, ENTER)
    tab.wait("document.querySelector('#coverage, .read')?.localName")
    while not tab.run("document.querySelector('#coverage')?.localName"):
        tab.visit(service + "/editor")
    assert tab.run("[...document.querySelectorAll('svg rect')].some(bar => bar.getBoundingClientRect().width > 9)")
