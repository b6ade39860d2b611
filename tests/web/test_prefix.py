"""The app works under a path prefix, and believes a proxy about it only where the settings say there is one."""

from __future__ import annotations

import json
import posixpath
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from chatbot.settings import Settings
from chatbot.web.app import create_app
from tests.indexes import index_of
from tests.web.process import running

FORWARDED = {"X-Forwarded-Prefix": "/help/chat", "X-Forwarded-Host": "clinic.example", "X-Forwarded-Proto": "https"}
QUESTION = "Is it unprofessional to feel sad when a client is doing well?"


@cache
def behind(proxies: int, index: Path) -> Flask:
    """Return an app that trusts so many proxies."""
    return create_app(Settings(index=str(index), trusted_proxies=proxies))


def app_client(index: Path, proxies: int) -> FlaskClient:
    return behind(proxies, index).test_client()


def addresses(page: str) -> list[str]:
    """Return every address on the page that stays on this server."""
    soup = BeautifulSoup(page, "html.parser")
    names = ("href", "action", "cite", "src")
    found = [str(element[name]) for name in names for element in soup.select(f"[{name}]")]
    return [address for address in found if not address.startswith(("https://", "#"))]


def test_behind_a_trusted_proxy_every_address_has_its_prefix(small_index: Path) -> None:
    client = app_client(small_index, proxies=1)
    pages = [
        client.get("/", headers=FORWARDED).text,
        client.post("/", data={"question": QUESTION}, headers=FORWARDED).text,
        client.get("/articles/anticipatory-grief", headers=FORWARDED).text,
    ]
    found = [address for page in pages for address in addresses(page)]
    assert len(found) >= 10
    assert not [address for address in found if not address.startswith("/help/chat/")]
    quote = client.post("/api/chat", json={"question": QUESTION}, headers=FORWARDED).get_json()["quotes"][0]
    assert quote["link"].startswith("/help/chat/articles/")


@pytest.mark.parametrize("proxies", [1, 2])
@pytest.mark.parametrize("prefix", ["/help/chat", "/help/chat/", "/inner, /help/chat"])
def test_the_last_prefix_counts_however_many_proxies_there_are(small_index: Path, proxies: int, prefix: str) -> None:
    page = app_client(small_index, proxies).get("/", headers={"X-Forwarded-Prefix": prefix}).text
    assert {address.startswith("/help/chat/") for address in addresses(page)} == {True}
    assert not [address for address in addresses(page) if "chat//" in address]


IDS = ["/blog/grief", "https://clinic.example/a?b=1", "a//b", "a/../b", "a/b", "100 %", "a%2Fb", "%2Fblog%2Fgrief"]


@pytest.fixture(scope="module")
def by_address(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Articles without an address of their own whose ids a proxy would take for untidy paths."""
    corpus = tmp_path_factory.mktemp("addresses") / "export.jsonl"
    section = {"id": "s", "heading": "Word", "text": "This sentence stands in each of the articles."}
    lines = [{"id": name, "title": f"Article {n}", "sections": [section]} for n, name in enumerate(IDS)]
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return app_client(index_of(corpus, "addresses"), proxies=1)


@pytest.mark.parametrize("number", range(len(IDS)), ids=IDS)
def test_the_link_to_an_article_outlives_a_proxy_that_tidies_paths_up(by_address: FlaskClient, number: int) -> None:
    asked = {"question": "Which sentence stands in each?", "filters": {"article": [IDS[number]]}}
    link = by_address.post("/api/chat", json=asked, headers=FORWARDED).get_json()["quotes"][0]["link"]
    path = urlsplit(link).path.removeprefix("/help/chat")
    tidy = quote(posixpath.normpath(re.sub("/+", "/", unquote(path))))  # as nginx passes it on
    assert f"<title>Article {number}</title>" in by_address.get(tidy, headers=FORWARDED).text


@pytest.mark.parametrize("prefix", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a, //evil"])
def test_a_prefix_that_is_no_path_of_this_host_is_none(small_index: Path, prefix: str) -> None:
    assert "evil" not in app_client(small_index, proxies=1).get("/", headers={"X-Forwarded-Prefix": prefix}).text


def test_nobody_else_can_set_a_prefix_or_host(small_index: Path) -> None:
    client = app_client(small_index, proxies=0)
    page = client.post("/", data={"question": QUESTION}, headers=FORWARDED).text
    assert "help/chat" not in page
    assert "clinic.example" not in page


def test_a_server_that_mounts_the_app_gives_the_prefix_as_script_name(small_index: Path) -> None:
    client = app_client(small_index, proxies=0)
    answer = client.post("/api/chat", json={"question": QUESTION}, environ_overrides={"SCRIPT_NAME": "/mounted"})
    assert answer.get_json()["quotes"][0]["link"].startswith("/mounted/articles/")


def test_a_prefix_changes_nothing_but_links(small_index: Path) -> None:
    client = app_client(small_index, proxies=1)
    plain = client.post("/api/chat", json={"question": QUESTION}).data
    prefixed = client.post("/api/chat", json={"question": QUESTION}, headers=FORWARDED).data
    assert prefixed.replace(b'"/help/chat/articles/', b'"/articles/') == plain


@pytest.mark.parametrize(("proxies", "lines"), [("0", 1), ("1", 0)])
def test_a_proxy_that_no_setting_names_is_a_line_in_the_log_once(small_index: Path, proxies: str, lines: int) -> None:
    with running("--index", str(small_index), CHATBOT_TRUSTED_PROXIES=proxies) as server:
        for _ in range(2):
            assert server.request("GET", "/healthz", None, **{"X-Forwarded-For": "198.51.100.1"})[0] == 200
    assert len([line for line in server.output if "set trusted_proxies to how many" in line]) == lines
    assert "198.51.100.1" not in "".join(server.output)
