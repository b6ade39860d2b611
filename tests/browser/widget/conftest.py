"""The real server over the corpus that ships, publishers' sites on other origins, and pages that are watched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.widget.support import TEXT, Embed, Site, Watch, Watched, page_with, serving, tag_of, watched
from tests.indexes import index_of
from tests.web.process import Server, running
from tests.web.small_corpus import SHIPPED

CANDIDATES = {
    "answered": ["How long should I let a silence go on?", "Is it normal to feel sad when a client gets better?"],
    "weak": ["What about the ending?", "yes but game payoff", "What do therapists say about endings and silence?"],
    "unanswered": ["Who won the world cup in 1998?", "How should I cook rice?"],
}
FOLLOW_UPS = ["And in a first session?", "What about in a first session?", "Why is that?"]


@pytest.fixture(scope="session")
def chat_server() -> Iterator[Server]:
    index = index_of(SHIPPED, "corpus")
    with running("--index", str(index), CHATBOT_ALLOWED_ORIGINS="*") as started:
        yield started


@pytest.fixture(scope="session")
def service(chat_server: Server) -> str:
    """The address of the chat service, without a slash at its end."""
    return chat_server.address


@pytest.fixture(scope="session")
def questions(chat_server: Server) -> dict[str, str]:
    """For each status a question that gets it."""
    found = {}
    for status, candidates in CANDIDATES.items():
        fitting = [question for question in candidates if _answer(chat_server, question)["status"] == status]
        assert fitting, f"none of {candidates} is {status}; name one that is"
        found[status] = fitting[0]
    return found


@pytest.fixture(scope="session")
def follow_up(chat_server: Server, questions: dict[str, str]) -> str:
    """A question that the service takes for a follow-up to the answered one."""
    followed = [q for q in FOLLOW_UPS if _answer(chat_server, q, history=[questions["answered"]])["followed"]]
    assert followed, f"none of {FOLLOW_UPS} leans on {questions['answered']!r}; name one that does"
    return followed[0]


def _answer(server: Server, question: str, **more: Any) -> dict[str, Any]:
    status, body = server.ask(question, **more)
    assert status == 200, body
    answer: dict[str, Any] = json.loads(body)
    return answer


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Watched:
        return watched(browser, contexts, options)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running_site:
        yield running_site


@pytest.fixture
def embed(watch: Watch, site: Site, service: str) -> Embed:
    """Shows a publisher's page with the widget, whose tag has these attributes."""

    def show(attributes: str = "data-open", *, body: str = TEXT, lang: str = "en", **options: Any) -> Watched:
        page = page_with(tag_of(service, attributes), body=body, lang=lang)
        return watch(**options).visit(site.put("/", page))

    return show
