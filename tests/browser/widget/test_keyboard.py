"""Everything by keyboard: where the focus goes, what Escape does; how large targets and how narrow windows may be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.widget.support import Embed, Site, Watch, Watched, lost, page_with, tag_of

Questions = dict[str, str]
BOXES = """() => {
  const seen = [];
  const root = document.querySelector('article-chat').shadowRoot;
  for (const element of root.querySelectorAll('button, a, input, [role=option]')) {
    const box = element.getBoundingClientRect();
    if (box.width) seen.push([element.textContent || element.getAttribute('aria-label'), box.width, box.height]);
  }
  return seen;
}"""
OVERFLOW = """() => {
  const root = document.querySelector('article-chat').shadowRoot;
  const found = [document.documentElement.scrollWidth > innerWidth ? 'page' : ''];
  for (const element of root.querySelectorAll('.panel *')) {
    if (element.closest('.hidden, svg, pre, .scroll') || !element.getClientRects().length) continue;
    const box = element.getBoundingClientRect();
    if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(element.className || element.localName);
  }
  return found.filter(Boolean);
}"""


@pytest.fixture
def seen(watch: Watch, site: Site, service: str) -> Watched:
    script = tag_of(service, 'data-position="bottom-right"')
    tag = f'<button id="before">Before</button>{script}'
    return watch().visit(site.put("/", page_with(tag)))


def _press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def test_open_ask_walk_link_feedback_close_by_keyboard_alone(seen: Watched, questions: Questions) -> None:
    page = seen.page
    page.locator("#before").focus()
    _press(page, "Tab")
    assert seen.focused() == "launcher"
    _press(page, "Enter")
    assert seen.focused() == "input"
    page.keyboard.type(questions["answered"])
    _press(page, "Enter")
    seen.chat.locator(".turn.answered").wait_for()
    assert seen.focused() == "input"
    _press(page, "ArrowUp")
    assert seen.focused() == "quote"
    first = seen.last.locator(".quote").first
    assert first.evaluate("quote => quote === quote.getRootNode().activeElement")
    _press(page, "Tab", 1 + first.locator("[tabindex='0']").count())
    assert seen.focused() == "read"
    with page.context.expect_page() as opened:
        _press(page, "Enter")
    assert opened.value.url.split("#")[0] != page.url
    opened.value.close()
    _press(page, "Tab", 3)
    assert first.get_by_role("button", name="Not helpful").evaluate("b => b === b.getRootNode().activeElement")
    _press(page, "Enter")
    group = first.get_by_role("group", name="What was wrong?")
    assert group.get_by_role("button").first.evaluate("b => b === b.getRootNode().activeElement")
    with page.expect_response("**/api/feedback") as sent:
        _press(page, "Enter")
    assert sent.value.status == 204
    first.get_by_text("Thank you").wait_for()
    assert first.get_by_role("button", name="Not helpful").evaluate("b => b === b.getRootNode().activeElement")
    _press(page, "Escape")
    assert seen.focused() == "launcher"
    assert not seen.chat.locator(".panel").is_visible()


def test_arrow_keys_walk_from_quote_to_quote_and_back_to_the_box(seen: Watched, questions: Questions) -> None:
    seen.launcher.click()
    turn = seen.ask(questions["answered"])
    count = turn.locator(".quote").count()
    _press(seen.page, "ArrowUp")
    for number in range(count):
        here = turn.locator(".quote").nth(number)
        assert here.evaluate("quote => quote === quote.getRootNode().activeElement"), number
        _press(seen.page, "ArrowDown")
    assert seen.focused() == "input"


def test_tab_leaves_the_panel_in_both_directions(seen: Watched, questions: Questions) -> None:
    seen.launcher.click()
    seen.ask(questions["answered"])
    for key in ("Tab", "Shift+Tab"):
        seen.input.focus()
        for _ in range(80):
            _press(seen.page, key)
            if not seen.focused():
                break
        assert not seen.focused(), f"{key} never left the panel"


def test_escape_closes_suggestions_first_and_the_panel_then(seen: Watched) -> None:
    seen.launcher.click()
    seen.input.press_sequentially("What")
    seen.chat.get_by_role("option").first.wait_for()
    assert seen.input.get_attribute("aria-expanded") == "true"
    _press(seen.page, "Escape")
    assert seen.chat.get_by_role("option").count() == 0
    assert seen.focused() == "input"
    _press(seen.page, "Escape")
    assert seen.focused() == "launcher"


def test_a_suggestion_is_chosen_with_arrow_and_enter_and_asked_as_it_stands(seen: Watched) -> None:
    seen.launcher.click()
    seen.input.press_sequentially("What")
    options = seen.chat.get_by_role("option")
    options.first.wait_for()
    _press(seen.page, "ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    _press(seen.page, "ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    assert seen.input.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    wanted = options.first.inner_text()
    _press(seen.page, "Enter")
    assert seen.last.locator(".asked").inner_text().endswith(wanted)
    assert seen.focused() == "input"
    assert options.count() == 0


@pytest.mark.parametrize("composing", [True, False], ids=["in most browsers", "in Safari, where the composition ends"])
def test_keys_that_an_input_method_took_do_nothing_else(seen: Watched, composing: bool) -> None:
    """The key that ends a composition: Escape gives it up, Enter takes what it offers. Its code is 229 everywhere."""
    seen.launcher.click()
    seen.input.press_sequentially("What")
    seen.chat.get_by_role("option").first.wait_for()
    _press(seen.page, "ArrowDown")
    for key in ("Escape", "Enter", "ArrowUp"):
        init = {"key": key, "keyCode": 229, "isComposing": composing, "bubbles": True, "cancelable": True}
        assert seen.input.evaluate("(at, init) => at.dispatchEvent(new KeyboardEvent('keydown', init))", init), key
    assert seen.chat.get_by_role("option").first.get_attribute("aria-selected") == "true"
    assert seen.turns.count() == 0
    seen.input.fill("")
    seen.input.dispatch_event("keydown", {**init, "key": "Escape"})
    assert seen.chat.locator(".panel").is_visible()


def test_one_announcement_is_made_for_each_answer(seen: Watched, questions: Questions) -> None:
    seen.launcher.click()
    seen.chat.evaluate(
        """chat => {
          window.said = [];
          const region = chat.shadowRoot.querySelector('.panel > [role=status]');
          new MutationObserver(() => region.textContent && said.push(region.textContent))
            .observe(region, {childList: true, subtree: true, characterData: true});
        }"""
    )
    turn = seen.ask(questions["answered"])
    quotes = turn.locator(".quote").count()
    articles = len(set(turn.locator("cite").all_inner_texts()))
    many = "quotes" if quotes > 1 else "quote"
    assert seen.page.evaluate("said") == [f"{quotes} {many} from {articles} article{'s' if articles > 1 else ''}"]
    seen.ask(questions["unanswered"])
    assert len(seen.page.evaluate("said")) == 2
    assert seen.chat.locator("[aria-live], [role=log], [role=alert]").count() == 0


def test_targets_are_24_pixels_or_more(seen: Watched, questions: Questions) -> None:
    boxes = seen.page.evaluate(BOXES)
    seen.launcher.click()
    seen.ask(questions["answered"])
    seen.last.get_by_role("button", name="Not helpful").first.click()
    boxes += seen.page.evaluate(BOXES)
    seen.ask(questions["unanswered"])
    seen.input.press_sequentially("What")
    seen.chat.get_by_role("option").first.wait_for()
    boxes += seen.page.evaluate(BOXES)
    assert len(boxes) > 10
    assert [box for box in boxes if min(box[1:]) < 24] == []


@pytest.mark.parametrize("size", [(320, 640), (320, 256)], ids=["320 px wide", "1280 x 1024 at 400 %"])
def test_a_small_window_loses_nothing(size: tuple[int, int], seen: Watched, questions: Questions) -> None:
    seen.page.set_viewport_size({"width": size[0], "height": size[1]})
    seen.launcher.click()
    turn = seen.ask(questions["answered"])
    assert seen.page.evaluate(OVERFLOW) == []
    for part in (turn.locator(".asked"), turn.locator("blockquote").last, turn.locator(".read").last, seen.input):
        part.scroll_into_view_if_needed()
        assert part.is_visible()
        box = part.bounding_box()
        assert box
        assert box["y"] < size[1]
        assert box["y"] + box["height"] > 0
    seen.chat.locator(".head").get_by_role("button", name="Close").scroll_into_view_if_needed()
    seen.chat.locator(".head").get_by_role("button", name="Close").click()
    assert seen.focused() == "launcher"


def test_an_inline_chat_is_as_wide_as_its_place_before_and_after_the_first_answer(
    embed: Embed, questions: Questions
) -> None:
    seen = embed("", body='<div id="place" style="display: flex"><article-chat></article-chat></div>')
    width = seen.page.locator("#place").evaluate("place => place.clientWidth")
    panel = seen.chat.locator(".panel")
    assert panel.evaluate("panel => panel.offsetWidth") == width
    seen.ask(questions["answered"])
    assert panel.evaluate("panel => panel.offsetWidth") == width


def test_text_at_twice_its_size_loses_nothing(embed: Embed, questions: Questions) -> None:
    seen = embed()
    seen.chat.evaluate("chat => chat.shadowRoot.querySelector('.root').style.fontSize = '200%'")
    seen.ask(questions["answered"])
    assert seen.page.evaluate(OVERFLOW) == []


def test_reduced_motion_means_none(embed: Embed, questions: Questions) -> None:
    seen = embed(reduced_motion="reduce")
    seen.page.route("**/api/chat", lost)
    seen.input.fill(questions["answered"])
    seen.input.press("Enter")
    seen.chat.locator(".turn.pending").wait_for()
    assert seen.page.evaluate("document.getAnimations().length") == 0
    seen.page.emulate_media(reduced_motion="no-preference")
    assert seen.page.evaluate("document.querySelector('article-chat').shadowRoot.getAnimations().length") == 1


def test_focus_stays_where_the_reader_is_when_the_page_opens_the_panel(watch: Watch, site: Site, service: str) -> None:
    tag = '<input id="own" autofocus>' + tag_of(service)
    seen = watch().visit(site.put("/", page_with(tag)))
    seen.chat.locator(".panel").wait_for()
    assert seen.page.evaluate("document.activeElement.id") == "own"
    seen.page.evaluate("document.querySelector('article-chat').close()")
    assert seen.page.evaluate("document.activeElement.id") == "own"
    seen.page.evaluate("document.querySelector('article-chat').open()")
    assert seen.focused() == "input"
