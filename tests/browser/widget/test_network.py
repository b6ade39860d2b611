"""What goes over the network, what stays in the browser, and what a reader sees when the network is slow or broken."""

from __future__ import annotations

import json
import socket
import time

import pytest
from playwright.sync_api import Request, Route, expect

from chatbot.web.tasks import RETRY_SECONDS
from tests.browser.widget.support import Embed, Site, Watch, Watched, lost, page_with, tag_of

Questions = dict[str, str]
# Timers of a page run in the order in which they are due, however slow the machine is.
TYPING = """async (input, text) => {
  for (const letter of text) {
    input.value += letter;
    input.dispatchEvent(new Event('input'));
    await new Promise(paused => setTimeout(paused, 20));
  }
}"""


@pytest.fixture
def seen(embed: Embed) -> Watched:
    seen = embed('data-position="bottom-right"')
    seen.launcher.click()
    return seen


def _stored(seen: Watched) -> list[object]:
    """Return what the browser holds for the page: cookies, both storages, databases, caches."""
    kept = seen.page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " document.cookie, isSecureContext ? (await caches.keys()).length : 0]"
    )
    return [*kept, seen.page.context.cookies()]


def test_no_request_but_to_the_endpoint_no_cookie_no_storage(
    seen: Watched, site: Site, service: str, questions: Questions
) -> None:
    seen.input.press_sequentially("What")
    seen.chat.get_by_role("option").first.wait_for()
    for status in ("answered", "weak", "unanswered"):
        seen.ask(questions[status])
    seen.turns.first.get_by_role("button", name="Helpful", exact=True).first.click()
    seen.turns.first.get_by_text("Thank you").wait_for()
    assert {address.split("?")[0].removeprefix(service) for address in seen.requests if site.url not in address} == {
        "/widget.js",
        "/api/suggest",
        "/api/chat",
        "/api/feedback",
    }
    assert _stored(seen) == [0, 0, 0, "", 0, []]


def test_requests_carry_neither_cookie_nor_referrer(seen: Watched, service: str, questions: Questions) -> None:
    seen.page.context.add_cookies([{"name": "own", "value": "1", "url": service}])
    with seen.page.expect_request("**/api/chat") as sent:
        seen.ask(questions["answered"])
    headers = sent.value.all_headers()
    assert "cookie" not in headers
    assert "referer" not in headers


def test_suggestions_that_are_off_send_nothing(embed: Embed) -> None:
    seen = embed("", body='<article-chat suggestions="off"></article-chat><article-chat></article-chat>')
    silent, other = seen.input.first, seen.input.last
    silent.press_sequentially("What is")
    other.press_sequentially("How")
    seen.chat.get_by_role("option").first.wait_for()  # what was typed before would have been sent before
    assert [address for address in seen.requests if "suggest?q=W" in address] == []
    assert (silent.get_attribute("role"), other.get_attribute("role")) == (None, "combobox")


def test_suggestions_wait_until_typing_pauses(seen: Watched) -> None:
    seen.input.evaluate(TYPING, "What is")
    seen.chat.get_by_role("option").first.wait_for()
    assert len([address for address in seen.requests if "suggest" in address]) == 1


def test_a_site_that_turns_remember_on_finds_the_conversation_on_its_next_page(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    tag = tag_of(service, "data-open data-remember")
    seen = watch().visit(site.put("/one", page_with(tag)))
    seen.ask(questions["answered"])
    asked = [address for address in seen.requests if address.endswith("/api/chat")]
    seen.visit(site.put("/two", page_with(tag)))
    assert seen.turns.count() == 1
    assert seen.last.locator("blockquote").count() > 0
    assert [address for address in seen.requests if address.endswith("/api/chat")] == asked
    clear = seen.chat.get_by_role("button", name="Clear conversation")
    clear.click()
    assert seen.turns.count() == 0
    expect(clear).to_be_hidden()  # there is nothing to clear, and one stop less on the way to the box
    seen.visit(site.url + "/one")
    assert seen.turns.count() == 0


def test_a_second_question_aborts_the_first_and_its_late_answer_is_dropped(seen: Watched, questions: Questions) -> None:
    held: list[Route] = []
    seen.page.route("**/api/chat", lambda route: held.append(route) if not held else route.continue_())
    aborted: list[str] = []
    seen.page.on("requestfailed", lambda request: aborted.append(request.url))
    seen.input.fill(questions["weak"])
    seen.input.press("Enter")
    seen.chat.locator(".turn.pending").wait_for()
    seen.ask(questions["answered"])
    assert sum(address.endswith("/api/chat") for address in aborted) == 1  # a slow typist's suggestions go, too
    expect(seen.turns).to_have_count(2)
    assert "something else" in seen.turns.first.inner_text()
    assert seen.turns.first.locator("blockquote").count() == 0
    seen.page.unroute_all(behavior="ignoreErrors")
    seen.turns.first.get_by_role("button", name="Try again").click()
    seen.chat.locator(".turn.weak").wait_for()
    expect(seen.turns).to_have_count(2)


def test_what_takes_too_long_is_given_up_and_can_be_tried_again(seen: Watched, questions: Questions) -> None:
    seen.page.route("**/api/chat", lost)
    ask = "(chat, question) => { chat.timeout = 300; void chat.ask(question); return chat.shadowRoot.textContent; }"
    assert "Looking in the articles" in seen.chat.evaluate(ask, questions["answered"])
    seen.chat.locator(".turn.error").wait_for()
    assert "taking too long" in seen.last.inner_text()
    assert "taking too long" in seen.status.inner_text()
    seen.page.unroute_all(behavior="ignoreErrors")
    seen.chat.evaluate("chat => { chat.timeout = 15_000; }")
    seen.last.get_by_role("button", name="Try again").click()
    seen.chat.locator(".turn.answered").wait_for()
    expect(seen.turns).to_have_count(1)


def test_a_broken_connection_is_tried_again_once_a_busy_service_would_take_it(
    seen: Watched, questions: Questions
) -> None:
    tries: list[float] = []

    def fail_once(route: Route) -> None:
        tries.append(time.monotonic())
        if len(tries) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    seen.page.route("**/api/chat", fail_once)
    seen.ask(questions["answered"])
    seen.chat.locator(".turn.answered").wait_for()
    assert len(tries) == 2
    assert tries[1] - tries[0] >= RETRY_SECONDS


def test_an_error_below_a_long_answer_is_in_view_with_its_button(seen: Watched, questions: Questions) -> None:
    seen.page.set_viewport_size({"width": 320, "height": 480})
    seen.ask(questions["answered"])
    seen.page.context.set_offline(True)
    button = seen.ask("Is anybody there?").get_by_role("button", name="Try again")
    box, log = button.bounding_box(), seen.chat.locator(".log").bounding_box()
    assert box
    assert log
    assert log["y"] <= box["y"]
    assert box["y"] + box["height"] <= log["y"] + log["height"]


def test_a_service_that_is_gone_is_said_so_in_a_sentence(embed: Embed) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    seen = embed(f'data-open data-endpoint="{nowhere}"')
    seen.ask("Is anybody there?")
    assert "cannot be reached" in seen.last.inner_text()


def test_a_problem_document_is_shown_as_its_sentence(seen: Watched) -> None:
    seen.page.evaluate("document.querySelector('article-chat').ask('x'.repeat(1001))")
    seen.chat.locator(".turn.error").wait_for()
    assert "1,000" in seen.last.locator(".failure").inner_text()
    assert "{" not in seen.last.locator(".failure").inner_text()


def test_a_text_that_is_too_long_is_neither_cut_nor_lost(seen: Watched) -> None:
    seen.input.fill("x" * 1001)
    seen.input.press("Enter")
    seen.chat.locator(".turn.error").wait_for()
    assert "1,001" in seen.last.locator(".failure").inner_text()
    expect(seen.input).to_have_value("x" * 1001)


def test_what_the_service_says_in_english_stands_behind_a_korean_sentence_for_who_reads_korean(embed: Embed) -> None:
    seen = embed(lang="ko")
    seen.chat.evaluate("chat => chat.ask('x'.repeat(1001))")
    seen.chat.locator(".turn.error").wait_for()
    for said in (seen.last.locator(".failure").inner_text(), seen.status.inner_text()):
        assert said.startswith("서비스가 답하지 못했습니다. ")
        assert "1,000" in said


def test_events_tell_the_page_and_ask_can_be_cancelled(seen: Watched, questions: Questions) -> None:
    seen.chat.evaluate(
        """chat => {
          window.heard = [];
          for (const name of ['ask', 'answer', 'error', 'toggle'])
            chat.addEventListener(name, event => heard.push([name, event.cancelable, event.bubbles, event.detail]));
          chat.addEventListener('ask', event => event.detail.question === 'No' && event.preventDefault());
        }"""
    )
    assert seen.page.evaluate("document.querySelector('article-chat').ask('No')") is None
    answer = seen.page.evaluate("q => document.querySelector('article-chat').ask(q)", questions["answered"])
    seen.page.keyboard.press("Escape")
    heard = seen.page.evaluate("heard")
    assert [(name, cancelable, bubbles) for name, cancelable, bubbles, _ in heard] == [
        ("ask", True, False),
        ("ask", True, False),
        ("answer", False, False),
        ("toggle", False, False),
    ]
    assert heard[1][3] == {"question": questions["answered"], "history": []}
    assert heard[2][3] == answer
    assert heard[3][3] == {"open": False}
    assert seen.turns.count() == 1


def test_the_page_may_put_its_own_fetch_in(seen: Watched, questions: Questions) -> None:
    seen.chat.evaluate("chat => { chat.fetch = (url, init) => { window.sent = init.body; return fetch(url, init); }; }")
    seen.ask(questions["answered"])
    assert json.loads(seen.page.evaluate("sent"))["question"] == questions["answered"]


def test_an_element_that_is_on_no_page_does_nothing(seen: Watched) -> None:
    made = """async () => { const chat = document.createElement('article-chat');
      chat.open(); chat.close(); chat.clear(); return chat.ask('Why?'); }"""
    assert seen.page.evaluate(made) is None
    assert seen.errors == []


def test_follow_ups_carry_the_earlier_questions_until_the_chip_is_removed(
    seen: Watched, questions: Questions, follow_up: str
) -> None:
    sent: list[list[str]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/chat"):
            sent.append(json.loads(request.post_data or "")["history"])

    seen.page.on("request", note)
    seen.ask(questions["answered"])
    seen.ask(follow_up)
    chip = seen.last.locator(".chip")
    assert questions["answered"] in chip.inner_text()
    chip.get_by_role("button", name="Ask without the earlier question").click()
    expect(seen.chat.locator(".chip")).to_have_count(0)
    expect(seen.chat.locator(".turn[aria-busy=true]")).to_have_count(0)
    assert sent == [[], [questions["answered"]], []]
    assert seen.turns.count() == 2
    assert seen.focused() == "input"


def test_a_quote_is_copied_with_its_citation(embed: Embed, questions: Questions) -> None:
    seen = embed(permissions=["clipboard-read", "clipboard-write"])
    turn = seen.ask(questions["answered"])
    turn.get_by_role("button", name="Copy quote").first.click()
    turn.get_by_role("button", name="Copied").wait_for()
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert turn.locator("cite").first.inner_text() in copied
    assert turn.locator(".read").first.evaluate("link => link.href") in copied
    assert turn.locator("mark").first.inner_text() in copied


def test_what_a_reader_selects_is_copied_without_the_words_for_who_listens(embed: Embed, questions: Questions) -> None:
    seen = embed(permissions=["clipboard-read", "clipboard-write"])
    quote = seen.ask(questions["answered"]).locator("blockquote", has=seen.page.locator(".question")).first
    quote.evaluate("quote => getSelection().selectAllChildren(quote)")
    seen.page.keyboard.press("Control+c")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(quote.locator(".question").inner_text().removeprefix("Question:").strip())
    assert "Question:" not in copied


def test_what_stands_in_the_element_is_shown_where_scripts_fail(watch: Watch, site: Site, service: str) -> None:
    body = '<article-chat><a href="/ask">Ask by mail</a></article-chat>'
    broken = watch()
    broken.page.route("**/widget.js", lambda route: route.abort())
    broken.page.goto(site.put("/", page_with(tag_of(service, ""), body=body)))
    assert broken.page.get_by_text("Ask by mail").is_visible()
    working = watch().visit(site.url + "/")
    expect(working.page.get_by_text("Ask by mail")).to_be_hidden()
    assert working.input.is_visible()


def test_the_language_is_the_pages_or_the_elements_own(embed: Embed) -> None:
    body = '<div lang="ko"><article-chat id="a"></article-chat></div><article-chat id="b" lang="en"></article-chat>'
    seen = embed("", lang="ko", body=body)
    assert seen.page.locator("#a input").get_attribute("placeholder") == "질문을 입력하세요"
    assert seen.page.locator("#b input").get_attribute("placeholder") == "Type a question"
    seen.page.evaluate("document.querySelector('#a').setAttribute('placeholder', 'Ask away')")
    assert seen.page.locator("#a input").get_attribute("placeholder") == "Ask away"
