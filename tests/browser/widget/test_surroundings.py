"""The page around the element: folded and hidden text, tables without a doctype, paper, moves, dialogs, fingers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.widget.support import Embed, Site, Watch, Watched, page_with, tag_of

SENTENCE = "A silence may last as long as it works."
FAR = "<p style='height: 1500px'>Other words.</p>"
TABLE = "Kind\tLength\nShort\tTen seconds"
GIVEN = """(chat, answer) => {
  chat.fetch = async () => new Response(answer, {headers: {'Content-Type': 'application/json'}});
}"""
IN_VIEW = """element => {
  const box = element.getBoundingClientRect();
  const seen = element.getRootNode().elementFromPoint(box.x + 5, box.y + 5);
  return box.top >= 0 && element.contains(seen);
}"""
MARKED = "() => { const [range] = CSS.highlights.get('article-chat') ?? []; return range ? String(range) : '' }"
COVERED = """() => {
  const [range] = CSS.highlights.get('article-chat');
  const box = range.getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).localName;
}"""


def _quote(text: str = SENTENCE, link: str = "", kind: str = "paragraph", **about: Any) -> dict[str, Any]:
    block = {"kind": kind, "start": 0, "end": len(text), "first": 1, "items": []}
    article = {"id": "a", "title": "An article", "language": "en", **about}
    return {"text": text, "highlights": [], "blocks": [block], "link": link, "article": article}


def _ask(seen: Watched, *quotes: dict[str, Any]) -> None:
    """Ask something, with these quotes for an answer."""
    _ask_where(seen, quotes=quotes)


def _ask_where(seen: Watched, **answer: Any) -> None:
    """Ask something, with these members of an answer."""
    seen.chat.evaluate(GIVEN, json.dumps({"status": "answered", "message": "Quotes.", **answer}))
    seen.ask("What of it?")


@pytest.mark.parametrize(
    "body",
    [
        f"<p hidden>{SENTENCE}</p>{FAR}<p id='shown'>{SENTENCE}</p>",
        f"{FAR}<details id='shown'><summary>More</summary><p>{SENTENCE}</p></details>",
        f"{FAR}<div id='shown' hidden='until-found'><p>{SENTENCE}</p></div>",
        f"<script type='application/ld+json'>{SENTENCE}</script>{FAR}<p id='shown'>{SENTENCE}</p>",
    ],
    ids=["hidden copy", "details", "until-found", "data"],
)
def test_a_sentence_is_found_where_it_is_shown_or_can_be_unfolded(body: str, embed: Embed, site: Site) -> None:
    seen = embed(body=body, viewport={"width": 1600, "height": 800})
    _ask(seen, _quote(link=site.url + "/"))
    seen.last.locator(".read").click()
    assert seen.page.evaluate(MARKED) == SENTENCE
    expect(seen.page.locator("#shown")).to_be_in_viewport()
    expect(seen.page.locator("#shown").get_by_text(SENTENCE).or_(seen.page.locator("#shown")).last).to_be_visible()
    assert seen.errors == []


def test_what_the_page_shows_nowhere_is_looked_up_on_a_page_of_its_own(embed: Embed, site: Site) -> None:
    seen = embed(body=f"{FAR}<p hidden id='answer'>{SENTENCE}</p>")
    _ask(seen, _quote(link=site.url + "/#answer"))
    with seen.page.context.expect_page():
        seen.last.locator(".read").click()


def test_a_panel_that_would_cover_the_sentence_closes(embed: Embed, site: Site) -> None:
    body = f"{FAR}<p style='text-align: end'>{SENTENCE}</p>{FAR}"
    seen = embed(body=body, viewport={"width": 1024, "height": 768})
    _ask(seen, _quote(link=site.url + "/"))
    seen.last.locator(".read").click()
    expect(seen.chat.locator(".panel")).to_be_hidden()
    assert seen.page.evaluate(COVERED) == "p"


def test_tables_and_the_question_box_look_the_same_on_a_page_without_a_doctype(
    watch: Watch, site: Site, service: str
) -> None:
    page = page_with(tag_of(service)).removeprefix("<!doctype html>")
    seen = watch(color_scheme="dark").visit(site.put("/", page))
    assert seen.page.evaluate("document.compatMode") == "BackCompat"
    _ask(seen, _quote(TABLE, kind="table"), _quote())
    colour = "element => getComputedStyle(element).color"
    cell, words = seen.last.locator("td").first, seen.last.locator("blockquote p").first
    assert cell.evaluate(colour) == words.evaluate(colour)
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert cell.evaluate(size) == pytest.approx(0.92 * words.evaluate(size))
    assert seen.chat.locator("form").evaluate("element => getComputedStyle(element).marginBottom") == "0px"


def test_on_paper_the_publishers_page_is_without_the_chat_and_an_inline_chat_is_whole(
    embed: Embed, watch: Watch, site: Site, service: str
) -> None:
    seen = embed()
    seen.page.emulate_media(media="print")
    expect(seen.chat.locator(".panel")).to_be_hidden()
    inline = tag_of(service, "") + "<article-chat></article-chat>"
    seen = watch().visit(site.put("/inline", page_with(inline)))
    _ask(seen, *[_quote()] * 12)
    seen.page.emulate_media(media="print")
    log = seen.chat.locator(".log")
    assert log.evaluate("log => getComputedStyle(log).overflow") == "visible"
    assert seen.chat.locator(".panel").evaluate("panel => panel.scrollHeight <= panel.clientHeight")
    expect(seen.input).to_be_hidden()


@pytest.mark.parametrize("size", [(740, 360), (320, 256), (1000, 800)])
def test_every_answer_comes_into_view_in_a_window_of_any_height(size: tuple[int, int], embed: Embed) -> None:
    seen = embed(viewport={"width": size[0], "height": size[1]})
    for _ in range(3):
        _ask(seen, *[_quote()] * 6)
        seen.chat.locator(".panel").evaluate("panel => { panel.scrollTop = 0; }")
        seen.chat.evaluate("chat => chat.ask('And what of that?')")
        assert seen.last.locator(".asked").evaluate(IN_VIEW)


def test_a_question_that_is_pending_while_the_element_moves_is_answered(watch: Watch, site: Site, service: str) -> None:
    body = "<article-chat></article-chat><div id='there'></div>"
    script = tag_of(service, "")
    seen = watch().visit(site.put("/", page_with(script, body=body)))
    seen.chat.evaluate("chat => { chat.fetch = (...call) => new Promise(go => { window.go = go; }); }")
    seen.input.fill("What of it?")
    seen.input.press("Enter")
    seen.chat.locator(".turn.pending").wait_for()
    seen.page.evaluate("there.append(document.querySelector('article-chat'))")
    answer = json.dumps({"status": "answered", "quotes": [_quote()]})
    seen.page.evaluate("a => go(new Response(a, {headers: {'Content-Type': 'application/json'}}))", answer)
    seen.chat.locator(".turn.answered").wait_for()
    assert seen.errors == []


def test_a_change_of_theme_takes_nothing_from_who_is_typing(embed: Embed) -> None:
    seen = embed()
    seen.chat.evaluate("chat => { window.heard = 0; chat.addEventListener('toggle', () => heard++); }")
    seen.input.press_sequentially("half a quest")
    seen.chat.evaluate("chat => chat.setAttribute('theme', 'dark')")
    expect(seen.input).to_have_value("half a quest")
    assert seen.focused() == "input"
    assert seen.page.evaluate("heard") == 0


def test_an_element_that_is_changed_while_it_is_on_no_page_is_as_told_when_it_is_back(embed: Embed) -> None:
    seen = embed('data-position="bottom-right"')
    seen.launcher.wait_for()
    seen.page.evaluate(
        """() => {
          const chat = document.querySelector('article-chat');
          chat.remove();
          chat.setAttribute('title', 'Ask away');
          chat.setAttribute('open', '');
          document.body.append(chat);
        }"""
    )
    expect(seen.chat.locator(".panel h2")).to_have_text("Ask away")
    expect(seen.chat.locator(".panel")).to_be_visible()
    assert seen.errors == []


def test_a_page_that_changes_its_language_takes_the_chat_along_with_what_is_being_typed(embed: Embed) -> None:
    seen = embed()
    _ask(seen, _quote())
    seen.input.press_sequentially("half a quest")
    seen.page.evaluate("document.documentElement.lang = 'ko'")
    expect(seen.input).to_have_attribute("placeholder", "질문을 입력하세요")
    expect(seen.input).to_have_value("half a quest")
    assert seen.focused() == "input"
    seen.page.evaluate("() => { window.gone = document.querySelector('article-chat'); gone.remove(); }")
    seen.page.evaluate("document.documentElement.lang = 'en'")
    seen.page.evaluate("document.body.append(gone)")
    expect(seen.input).to_have_attribute("placeholder", "Type a question")
    expect(seen.turns).to_have_count(1)
    assert seen.errors == []


def test_escape_closes_the_dialog_that_an_inline_chat_stands_in(watch: Watch, site: Site, service: str) -> None:
    script = tag_of(service, "")
    seen = watch().visit(site.put("/", page_with(script, body="<dialog><article-chat></article-chat></dialog>")))
    seen.page.evaluate("document.querySelector('dialog').showModal()")
    seen.input.press("Escape")
    expect(seen.page.locator("dialog")).to_be_hidden()


def test_the_arrow_keys_scroll_a_transcript_that_has_the_focus(embed: Embed) -> None:
    seen = embed()
    _ask(seen, *[_quote()] * 3)
    seen.chat.locator(".log").focus()
    seen.page.keyboard.press("ArrowUp")
    assert seen.focused() == "log"


@pytest.mark.parametrize(
    "exchange",
    [
        "document.documentElement.replaceChild(document.createElement('body'), document.body)",
        "document.body.innerHTML = '<h1>Another page</h1>'",
        "const old = [...document.body.childNodes]; document.body.append(document.createElement('main'));"
        " for (const node of old) node.remove()",
    ],
    ids=["as Turbo does", "all at once", "as htmx does"],
)
def test_the_button_and_its_conversation_outlive_a_page_that_is_exchanged_without_a_load(
    exchange: str, embed: Embed
) -> None:
    seen = embed()
    _ask(seen, _quote())
    for _ in range(2):
        seen.page.evaluate(exchange)
        seen.chat.locator(".turn.answered").wait_for()
        assert seen.chat.count() == 1
    seen.page.keyboard.press("Escape")
    seen.ask("And what of that?")
    expect(seen.turns).to_have_count(2)
    assert seen.errors == []


@pytest.mark.parametrize(
    "back",
    ["document.documentElement.replaceChild(kept, document.body)", "document.body.innerHTML = kept.innerHTML"],
    ids=["as Turbo does", "as htmx does"],
)
def test_a_page_that_was_kept_for_the_way_back_brings_no_second_button(back: str, embed: Embed) -> None:
    seen = embed()
    seen.chat.locator(".panel").wait_for()
    seen.page.evaluate("() => { window.kept = document.body.cloneNode(true); document.body.innerHTML = '<h1>2</h1>'; }")
    _ask(seen, _quote())
    seen.page.evaluate(back)
    seen.chat.locator(".turn.answered").wait_for()
    assert seen.chat.count() == 1
    assert seen.errors == []


def test_a_page_that_fills_its_body_anew_when_nothing_but_the_button_stands_there_keeps_it(
    watch: Watch, site: Site, service: str
) -> None:
    head = tag_of(service, 'data-position="bottom-right"')
    seen = watch().visit(site.put("/", f"<!doctype html><html lang=en><head>{head}</head><body></body></html>"))
    for page in (1, 2):
        seen.launcher.wait_for()
        seen.page.evaluate(f"document.body.replaceChildren(document.querySelector('main') ?? 'Loading {page} ...')")
    seen.launcher.wait_for()
    assert seen.chat.count() == 1


def test_the_button_keeps_clear_of_a_bar_at_the_lower_edge(watch: Watch, site: Site, service: str) -> None:
    bar = '<p style="position: fixed; inset: auto 0 0; height: 80px; margin: 0">Cookies? <button>No</button></p>'
    head = "<style>body { --article-chat-bottom: 90px }</style>"
    page = page_with(tag_of(service, 'data-position="bottom-left"'), head=head, body=bar)
    seen = watch(viewport={"width": 320, "height": 640}).visit(site.put("/", page))
    box = seen.launcher.bounding_box()
    assert box
    assert (round(box["x"]), round(box["y"] + box["height"])) == (16, 550)


def test_a_button_that_the_page_takes_away_stays_away(embed: Embed) -> None:
    seen = embed()
    seen.chat.locator(".panel").wait_for()
    seen.page.evaluate("document.querySelector('article-chat').remove()")
    seen.page.evaluate("document.body.innerHTML = '<h1>Another page</h1>'")
    assert seen.chat.count() == 0  # what is put back is put back before the page goes on


def test_a_conversation_that_comes_along_is_shown_where_it_ended(watch: Watch, site: Site, service: str) -> None:
    remembered = tag_of(service, 'data-position="bottom-left" data-remember')
    seen = watch().visit(site.put("/", page_with(remembered)))
    seen.launcher.click()
    for _ in range(3):
        _ask(seen, *[_quote()] * 6)
    for come_along in (seen.page.reload, lambda: seen.chat.evaluate("chat => document.body.append(chat)")):
        come_along()
        if not seen.chat.locator(".panel").is_visible():
            seen.launcher.click()
        assert seen.last.locator(".asked").evaluate(IN_VIEW)


def test_a_low_window_opens_at_its_head_while_nothing_has_been_asked(embed: Embed) -> None:
    seen = embed(
        'data-starters="What?|And when?|And where?"',
        viewport={"width": 640, "height": 300},
        has_touch=True,
        is_mobile=True,
    )
    seen.launcher.tap()
    expect(seen.chat.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)


def test_a_finger_gets_no_keyboard_over_what_there_is_to_read(embed: Embed) -> None:
    seen = embed('data-starters="What of it?"', viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    seen.launcher.tap()
    assert seen.focused() == "log"
    seen.chat.evaluate(GIVEN, json.dumps({"status": "answered", "quotes": [_quote()]}))
    seen.chat.get_by_role("button", name="What of it?").tap()
    seen.chat.locator(".turn.answered").wait_for()
    assert seen.focused() == "log"
    seen.input.tap()
    assert seen.focused() == "input"
    seen.ask("And what of that?")
    assert seen.focused() == "log"


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ({}, "Not clinically reviewed"),
        ({"review_note": "Reviewed by our panel."}, "Reviewed by our panel."),
        ({"review_note": "Reviewed by our panel.", "reviewed_by": ["Ann Lee"]}, "Reviewed by Ann Lee"),
    ],
)
def test_what_an_article_says_about_its_review_stands_in_place_of_not_reviewed(
    about: dict[str, Any], shown: str, embed: Embed
) -> None:
    seen = embed()
    _ask_where(seen, quotes=[_quote(**about)], reviews=True)
    assert seen.last.locator(".review").inner_text() == shown
    assert seen.errors == []


def test_a_title_in_a_language_from_right_to_left_begins_at_the_right(embed: Embed) -> None:
    seen = embed()
    _ask(seen, _quote(title="الصمت في الجلسة", language="ar"))
    begins = "e => [getComputedStyle(e).direction, getComputedStyle(e).display]"
    assert seen.last.locator("cite").evaluate(begins) == ["rtl", "block"]
    assert seen.errors == []


def test_where_no_article_is_reviewed_nothing_is_said_about_it(embed: Embed) -> None:
    seen = embed()
    _ask_where(seen, quotes=[_quote()], reviews=False)
    expect(seen.last.locator("figcaption")).to_have_count(1)
    expect(seen.last.locator(".review")).to_have_count(0)
    assert seen.errors == []
