"""The widget and the pages in every language: texts come as data, once, and fit a phone; English waits for none."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from chatbot.web.interface import LANGUAGES, texts_in
from chatbot.web.widget import BUNDLE, TEXTS, integrity
from tests.browser.chromium import axe_violations, reader
from tests.browser.widget.support import Embed, Site, Watch, Watched, lost, page_with, tag_of
from tests.web.process import Server

Questions = dict[str, str]
CRY = "I want to kill myself. How long should I let a silence go on?"
PHONE = {"width": 320, "height": 640}
OTHERS = [language for language in LANGUAGES if language != "en"]
SHORT = 4_000  # as i18n/index.js has it
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CUT = """root => [...root.querySelectorAll("p, li, button, a, h2, h3, h4, label, figcaption, nav, input")]
  .filter(e => !e.closest(".hidden") && getComputedStyle(e).display !== "inline")
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML)"""
SEEN = """() => {
  window.placeholders = [];
  const note = () => {
    const input = document.querySelector("article-chat")?.shadowRoot?.querySelector("input");
    if (input && placeholders.at(-1) !== input.placeholder) placeholders.push(input.placeholder);
    requestAnimationFrame(note);
  };
  note();
}"""


def _texts(language: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((TEXTS / f"{language}.json").read_bytes())
    return texts


def _fetched(seen: Watched) -> list[str]:
    return [address.rpartition("/")[2] for address in seen.requests if "/widget/" in address]


def _cut(seen: Watched) -> list[str]:
    found: list[str] = seen.chat.evaluate(f"chat => ({CUT})(chat.shadowRoot)")
    return found


def _held(seen: Watched) -> list[Route]:
    """Hold the German texts back from now on; return the requests for them as they come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    seen.page.route("**/widget/de.json", hold)
    return held


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_fits_a_phone_in_every_language(embed: Embed, questions: Questions, language: str) -> None:
    seen = embed(lang=language, viewport=PHONE, locale=language)
    texts = _texts(language)
    expect(seen.input).to_have_attribute("placeholder", texts["placeholder"])
    assert seen.chat.locator(".root").get_attribute("lang") == language
    assert _cut(seen) == []
    for question in (questions["answered"], questions["weak"], questions["unanswered"], CRY):
        seen.ask(question)
        seen.page.evaluate("() => new Promise(requestAnimationFrame)")
        assert _cut(seen) == [], question
    assert seen.last.locator(".notice").get_attribute("lang") == language
    seen.turns.first.get_by_role("button", name=texts["unhelpful"]).first.click()
    seen.turns.first.get_by_text(texts["reasons"]["no_answer"]).first.wait_for()
    seen.page.context.set_offline(True)
    assert texts["errors"]["network"] in seen.ask("Is anybody there?").inner_text()
    assert _cut(seen) == []
    assert not seen.page.evaluate(TOO_WIDE)
    assert axe_violations(seen.page) == []
    assert _fetched(seen) == ([] if language == "en" else [f"{language}.json"])
    assert seen.errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_a_phone_in_every_language(browser: Browser, server: Server, language: str) -> None:
    with reader(browser, server.address, viewport=PHONE, locale=language) as (page, complaints):
        page.goto("/")
        assert page.locator("html").get_attribute("lang") == language
        for question in ("", "Is it unprofessional to feel sad when a client is doing well?", CRY):
            if question:
                page.fill("#question", question)
                page.press("#question", "Enter")
                page.get_by_role("heading", name=question).wait_for()
            assert not page.evaluate(TOO_WIDE)
            assert page.locator("body").evaluate(CUT) == []
            assert axe_violations(page) == []
        links = page.locator("footer.site nav a")
        assert links.count() == len(LANGUAGES) - 1
        links.last.click()
        page.wait_for_url("**/?locale=*")
        page.goto(f"/safety?locale={language}")
        assert not page.evaluate(TOO_WIDE)
        assert page.get_by_role("link", name=texts_in(language).ask_articles).count() > 0
    assert complaints == []


def test_no_word_of_english_is_shown_before_the_texts_have_come(watch: Watch, site: Site, service: str) -> None:
    seen = watch()
    held = _held(seen)
    seen.page.add_init_script(f"({SEEN})()")
    body = "<article-chat><p>Frage per Post</p></article-chat>"
    seen.visit(site.put("/", page_with(tag_of(service, ""), body=body, lang="de")))
    seen.page.evaluate("() => { window.asked = document.querySelector('article-chat').ask('x'.repeat(1001)); }")
    assert seen.page.get_by_text("Frage per Post").is_visible(), "what stands inside is shown until there is a chat"
    held[0].continue_()
    expect(seen.input).to_have_attribute("placeholder", "Frage eingeben")
    expect(seen.page.get_by_text("Frage per Post")).to_be_hidden()
    assert seen.page.evaluate("asked") is None
    assert seen.last.locator(".failure").inner_text().startswith("Der Dienst konnte nicht antworten.")
    assert seen.page.evaluate("placeholders") == ["Frage eingeben"]
    assert seen.errors == []


@pytest.mark.parametrize("how", ["missing", "unreachable", "no data"])
def test_where_the_texts_do_not_come_the_widget_works_in_english(
    how: str, watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    seen = watch()

    def fail(route: Route) -> None:
        if how == "missing":
            route.fulfill(status=404, headers={"Access-Control-Allow-Origin": "*"}, body="nothing")
        elif how == "unreachable":
            route.abort()
        else:
            route.fulfill(headers={"Access-Control-Allow-Origin": "*"}, content_type="text/html", body="<p>Hello")

    seen.page.route("**/widget/de.json", fail)
    seen.visit(site.put("/", page_with(tag_of(service), lang="de")))
    expect(seen.input).to_have_attribute("placeholder", "Type a question")
    assert seen.chat.locator(".root").get_attribute("lang") == "en"
    assert seen.ask(questions["answered"]).get_by_role("link", name="Read in context").count() > 0
    assert len(_fetched(seen)) == 1
    assert seen.errors == []


def test_texts_that_are_too_late_are_not_waited_for(watch: Watch, site: Site, service: str) -> None:
    seen = watch()
    seen.page.route("**/widget/de.json", lost)
    started = time.monotonic()
    seen.visit(site.put("/", page_with(tag_of(service), lang="de")))
    expect(seen.input).to_have_attribute("placeholder", "Type a question", timeout=SHORT + 6_000)
    assert time.monotonic() - started >= SHORT / 1000


def test_two_chats_on_a_page_ask_for_their_texts_once_and_a_change_of_language_for_the_others(
    watch: Watch, site: Site, service: str
) -> None:
    body = (
        "<article-chat></article-chat><div lang='fr'><article-chat></article-chat></div><article-chat></article-chat>"
    )
    seen = watch().visit(site.put("/", page_with(tag_of(service, ""), body=body, lang="de")))
    expect(seen.input).to_have_count(3)
    placeholders = "found => found.map((input) => input.placeholder)"
    assert seen.input.evaluate_all(placeholders) == ["Frage eingeben", "Écrivez une question", "Frage eingeben"]
    seen.page.evaluate("for (const lang of ['es', 'nl']) document.documentElement.lang = lang")
    expect(seen.input.last).to_have_attribute("placeholder", "Typ een vraag")
    seen.page.evaluate("document.documentElement.lang = 'de'")
    expect(seen.input.last).to_have_attribute("placeholder", "Frage eingeben")
    assert sorted(_fetched(seen)) == ["de.json", "fr.json", "nl.json"]
    assert seen.errors == []


def test_a_chat_that_moves_or_opens_while_its_texts_are_on_their_way_is_as_told_when_they_have_come(
    watch: Watch, site: Site, service: str
) -> None:
    seen = watch()
    held = _held(seen)
    with seen.page.expect_request("**/widget/de.json"):
        seen.visit(site.put("/", page_with(tag_of(service, 'data-position="bottom-left"'), lang="de")))
    seen.chat.evaluate("chat => { document.body.prepend(chat); chat.title = 'Fragen Sie uns'; void chat.open(); }")
    assert seen.chat.evaluate("chat => chat.shadowRoot") is None
    held[0].continue_()
    expect(seen.chat.locator(".panel h2")).to_have_text("Fragen Sie uns")
    expect(seen.chat.locator(".panel")).to_be_visible()
    seen.chat.locator("input:focus").wait_for()
    assert seen.errors == []


def test_a_question_waits_for_the_language_that_is_named_while_the_texts_of_another_are_on_their_way(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    seen = watch()
    held = _held(seen)
    with seen.page.expect_request("**/widget/de.json"):
        seen.visit(site.put("/", page_with(tag_of(service), lang="de")))
    seen.chat.evaluate(
        "(chat, question) => { window.asked = chat.ask(question); chat.lang = 'fr'; }", questions["answered"]
    )
    held[0].continue_()
    expect(seen.input).to_have_attribute("placeholder", "Écrivez une question")
    assert seen.page.evaluate("asked.then(({ status }) => status)") == "answered"
    assert seen.turns.count() == 1
    assert seen.errors == []


@pytest.mark.parametrize(("lang", "told"), [("pl", "pl-PL"), ("fr_CA", "fr"), ("x-default", "en")])
def test_the_service_is_told_of_a_language_that_only_its_file_of_helplines_may_speak(
    embed: Embed, questions: Questions, lang: str, told: str
) -> None:
    seen = embed(lang=lang, locale="pl-PL")
    with seen.page.expect_request("**/api/chat") as sent:
        seen.ask(questions["weak"])
    assert (sent.value.post_data_json or {})["locale"] == told
    assert seen.errors == []


def test_texts_come_under_a_strict_policy_with_integrity(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    """They are data: the policy that the README asks for is enough, and the digest still covers all that runs."""
    policy = (
        f"default-src 'none'; script-src {service}/widget.js; connect-src {service}; require-trusted-types-for 'script'"
    )
    tag = tag_of(service, f'data-open crossorigin integrity="{integrity()}"')
    page = page_with(tag, lang="pt-BR")
    seen = watch().visit(site.put("/", page, {"Content-Security-Policy": policy}))
    expect(seen.input).to_have_attribute("placeholder", "Escreva uma pergunta")
    assert seen.ask(questions["answered"]).get_by_role("link", name="Ler no contexto").count() > 0
    assert seen.page.evaluate("broken") == []
    assert seen.errors == []


def test_a_copy_of_the_widget_asks_the_service_it_is_told_of(watch: Watch, site: Site, service: str) -> None:
    site.put("/copy/widget.js", BUNDLE.read_bytes(), {"Content-Type": "text/javascript"})
    tag = tag_of(f"{site.url}/copy", f'data-open data-endpoint="{service}"')
    seen = watch().visit(site.put("/", page_with(tag, lang="it")))
    expect(seen.input).to_have_attribute("placeholder", "Scriva una domanda")
    assert [address for address in seen.requests if "/widget/" in address] == [f"{service}/widget/it.json"]
