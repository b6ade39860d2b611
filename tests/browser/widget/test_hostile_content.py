"""Script injection from the articles: 60 payloads in every field, through a real index, none of which may run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.browser.widget.support import Site, Watch, Watched, page_with, tag_of
from tests.indexes import index_of
from tests.web.process import Server, running

RUN = "window.executed=(window.executed||0)+1"
MARKUP = [
    f"<script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<script src='data:text/javascript,{RUN}'></script>",
    f"<script type=module>{RUN}</script>",
    f"<<script>{RUN};//<</script>",
    f"</script><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"</template><script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'<img src="x" onerror="{RUN}">',
    f"<img/src=x/onerror={RUN}>",
    f"<IMG SRC=x ONERROR={RUN}>",
    f"<img src=x:x onerror\n={RUN}>",
    f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror='{RUN}'>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<body onload={RUN}>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<textarea autofocus onfocus={RUN}>",
    f"<a href='javascript:{RUN}'>press</a>",
    f"<form action='javascript:{RUN}'><button>press</button></form>",
    f"<button formaction='javascript:{RUN}' form=x>press</button>",
    f"<link rel=stylesheet href=x onerror={RUN}>",
    f"<style>@import 'x';</style><script>{RUN}</script>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<base href='javascript:{RUN}//'>",
    f"<marquee onstart={RUN}>",
    f"<p onclick={RUN} style='position:fixed;inset:0'>cover</p>",
    f"<template shadowrootmode=open><script>{RUN}</script></template>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"`;{RUN};`",
    f"';{RUN};//",
]
ADDRESSES = [
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"  javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"data:text/html;base64,PHNjcmlwdD4{RUN}",
    f"vbscript:{RUN}",
]
PAYLOADS = MARKUP + ADDRESSES


def _article(number: int, payload: str) -> dict[str, object]:
    """Return an article whose every field holds the payload, with a word of its own to find it by."""
    word = f"zebra{number}"
    section = {
        "id": f"s{number}",
        "heading": f"About {word} {payload}",
        "text": f"The {word} sleeps at noon. {payload}",
    }
    faq = {
        "id": f"f{number}",
        "question": f"When does {word} eat {payload}?",
        "answer": f"{word} eats at dawn {payload}.",
    }
    url = payload if payload in ADDRESSES else f"https://example.org/{number}?{payload}"
    return {"id": f"a{number}", "title": f"{word} {payload}", "url": url, "sections": [section], "faq": [faq]}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    corpus = tmp_path_factory.mktemp("hostile")
    lines = [json.dumps(_article(number, payload)) for number, payload in enumerate(PAYLOADS)]
    Path(corpus / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with running("--index", str(index_of(corpus, "hostile")), CHATBOT_ALLOWED_ORIGINS="*") as started:
        yield started


@pytest.fixture
def seen(watch: Watch, site: Site, hostile: Server) -> Watched:
    tag = tag_of(hostile.address, 'data-open data-limit="2"')
    return watch().visit(site.put("/", page_with(tag)))


def _bare(text: str) -> str:
    return "".join(text.split())


def _provoke(seen: Watched) -> None:
    """Send the events that payloads listen for to all that the newest turn shows, buttons and links aside."""
    seen.last.evaluate(
        """turn => {
          for (const element of turn.querySelectorAll('*')) {
            if (element.closest('a, button')) continue;
            for (const type of ['error', 'load', 'toggle', 'focus', 'click']) element.dispatchEvent(new Event(type));
          }
        }"""
    )


def test_there_are_sixty_payloads() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 60


def test_no_payload_runs_and_each_is_shown_as_text(seen: Watched) -> None:
    missing = []
    for number, payload in enumerate(PAYLOADS):
        turn = seen.ask(f"When does zebra{number} eat?")
        if _bare(payload) not in _bare(turn.text_content() or ""):
            missing.append(payload)
        _provoke(seen)
    assert missing == []
    assert seen.page.evaluate("window.executed") is None
    assert seen.errors == []
    made = "script, img, iframe, object, embed, video, audio, style, link, meta, base, template, select, details"
    assert seen.chat.evaluate(f"chat => chat.shadowRoot.querySelectorAll('{made}').length") == 0
    inline = "chat => [...chat.shadowRoot.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
    assert [name for name in seen.chat.evaluate(inline) if name.startswith("on")] == []
    links = seen.chat.evaluate("chat => [...chat.shadowRoot.querySelectorAll('a')].map(link => link.href)")
    assert len(links) >= 60
    assert {link.split(":")[0] for link in links} <= {"http", "https"}
    cites = seen.chat.evaluate("chat => [...chat.shadowRoot.querySelectorAll('[cite]')].map(e => e.cite)")
    assert {cite.split(":")[0] for cite in cites} <= {"http", "https"}


def test_no_payload_runs_from_what_a_reader_types_and_is_suggested(seen: Watched) -> None:
    for number, payload in enumerate(PAYLOADS[::6]):
        turn = seen.ask(f"{payload} {number}")
        assert _bare(payload) in _bare(turn.locator(".asked").text_content() or "")
    seen.input.fill("")
    seen.input.press_sequentially("When does zebra1")
    seen.chat.get_by_role("option").first.wait_for()
    assert "window.executed" in " ".join(seen.chat.get_by_role("option").all_inner_texts())
    assert seen.page.evaluate("window.executed") is None


def test_no_payload_runs_from_the_details_of_an_error(seen: Watched) -> None:
    """A proxy between reader and service may answer anything; here it answers problems made of payloads."""
    payloads = iter(PAYLOADS)

    def refuse(route: Route) -> None:
        body = json.dumps({"title": "Bad", "status": 400, "detail": next(payloads)})
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(status=400, body=body, content_type="application/problem+json", headers=headers)

    seen.page.route("**/api/chat", refuse)
    for payload in PAYLOADS:
        assert _bare(payload) in _bare(seen.ask("Why?").locator(".failure").text_content() or "")
    assert seen.page.evaluate("window.executed") is None


def test_addresses_that_are_no_web_addresses_never_become_links(seen: Watched) -> None:
    """The service mends links itself; the widget must not depend on that."""

    def mend(route: Route) -> None:
        answer = route.fetch().json()
        for quote, address in zip(answer["quotes"], ADDRESSES, strict=False):
            quote["link"] = address
        for related in answer["related"]:
            related["link"] = ADDRESSES[0]
        route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"})

    seen.page.route("**/api/chat", mend)
    turn = seen.ask("When does zebra3 eat?")
    assert turn.locator("blockquote").count() == 2
    assert turn.locator("a").count() == 0
    assert turn.locator("blockquote[cite^=javascript], blockquote[cite^=data]").count() == 0
