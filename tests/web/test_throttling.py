"""A client may ask so much in a minute, whatever worker answers, and hears when it may ask again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chatbot.errors import SettingsError
from chatbot.settings import Settings
from chatbot.web.app import create_app

OUTSIDE = "192.0.2.7"
Client = Callable[..., FlaskClient]


@pytest.fixture
def limited(small_index: Path) -> Client:
    """Make a client of an app with these settings."""
    return lambda **settings: create_app(Settings(index=str(small_index), **settings)).test_client()


def ask(
    client: FlaskClient, address: str = OUTSIDE, question: str = "When are zebras fed?", **more: Any
) -> TestResponse:
    return client.post("/api/chat", json={"question": question}, environ_base={"REMOTE_ADDR": address}, **more)


def statuses(client: FlaskClient, addresses: list[str]) -> list[int]:
    return [ask(client, address).status_code for address in addresses]


def test_one_more_question_than_allowed_is_429_and_says_when_to_ask_again(limited: Client) -> None:
    client = limited(questions_per_minute=2)
    assert statuses(client, [OUTSIDE] * 2) == [200, 200]
    refused = ask(client)
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    found = json.loads(refused.data)
    assert found["code"] == "too-many-requests"
    assert found["detail"].startswith("more than 2 requests in a minute from one address; ask again in ")
    assert client.get("/", environ_base={"REMOTE_ADDR": OUTSIDE}).status_code == 200, "only questions are counted so"
    page = client.post("/", data={"question": "What is grief?"}, environ_base={"REMOTE_ADDR": OUTSIDE})
    assert page.status_code == 429, "the page without script counts, too"


def test_clients_are_told_apart_and_those_that_are_free_are_not_counted(limited: Client) -> None:
    client = limited(questions_per_minute=1)
    assert statuses(client, [OUTSIDE, "192.0.2.8", OUTSIDE]) == [200, 200, 429]
    assert statuses(client, ["127.0.0.1"] * 3 + ["::1"] * 3) == [200] * 6
    assert statuses(limited(questions_per_minute=1, unlimited_clients=()), ["127.0.0.1"] * 2) == [200, 429]


def test_an_ipv6_client_is_its_network(limited: Client) -> None:
    client = limited(questions_per_minute=1)
    assert statuses(client, ["2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:db8:1:2::1"]) == [200, 429, 200]
    assert statuses(client, ["::ffff:192.0.2.9", "192.0.2.9"]) == [200, 429]


def test_an_address_that_anybody_can_write_counts_only_behind_a_trusted_proxy(limited: Client) -> None:
    client = limited(questions_per_minute=1)
    assert [ask(client, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in (1, 2)] == [200, 429]
    behind = limited(questions_per_minute=1, trusted_proxies=1)
    forwarded = ["198.51.100.1", "198.51.100.2", "198.51.100.99, 198.51.100.1"]
    assert [ask(behind, headers={"X-Forwarded-For": value}).status_code for value in forwarded] == [200, 200, 429]


@pytest.mark.parametrize(
    ("first", "same", "other"),
    [
        ("198.51.100.1:4001", "198.51.100.1:4002", "198.51.100.2:4001"),
        ("[2001:db8:1:1::1]:443", "2001:db8:1:1::2", "[2001:db8:1:2::1]"),
        ("::ffff:198.51.100.1", "198.51.100.1", "::ffff:198.51.100.2"),
    ],
)
def test_a_port_beside_an_address_is_no_part_of_it(limited: Client, first: str, same: str, other: str) -> None:
    behind = limited(questions_per_minute=1, trusted_proxies=1)
    told = [ask(behind, headers={"X-Forwarded-For": value}).status_code for value in (first, same, other)]
    assert told == [200, 429, 200]
    free = limited(questions_per_minute=1, trusted_proxies=1, unlimited_clients=("198.51.100.0/24", "2001:db8::/32"))
    assert [ask(free, headers={"X-Forwarded-For": first}).status_code for _ in range(3)] == [200] * 3


def test_long_questions_weigh_more(limited: Client) -> None:
    client = limited(tokens_per_minute=100)
    assert ask(client, question="What do zebras eat? " * 10).status_code == 200
    heavy = ask(client, question="What do zebras eat? " * 10)
    assert heavy.status_code == 429
    assert "more than 100 tokens of questions in a minute" in json.loads(heavy.data)["detail"]
    assert ask(client, "192.0.2.8").status_code == 200


def test_everything_else_is_limited_too_but_not_who_watches_the_server(limited: Client) -> None:
    client = limited(requests_per_minute=3)
    seen = [client.get("/widget.js", environ_base={"REMOTE_ADDR": OUTSIDE}).status_code for _ in range(4)]
    assert seen == [200, 200, 200, 429]
    watched = [client.get("/healthz", environ_base={"REMOTE_ADDR": OUTSIDE}).status_code for _ in range(9)]
    assert watched == [200] * 9


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/api/nothing", 404), ("/static/page.css", 200)])
def test_what_is_not_there_and_files_count_like_all_else(limited: Client, path: str, status: int) -> None:
    client = limited(requests_per_minute=2)
    seen = [client.get(path, environ_base={"REMOTE_ADDR": OUTSIDE}, buffered=True) for _ in range(3)]
    assert [each.status_code for each in seen] == [status, status, 429]
    assert "Retry-After" in seen[2].headers
    assert ask(client).status_code == 429


def test_a_browser_that_asks_what_it_may_is_never_refused_or_the_page_could_not_read_why(limited: Client) -> None:
    client = limited(requests_per_minute=1, questions_per_minute=1, allowed_origins=("https://clinic.example",))
    asked = {"Origin": "https://clinic.example", "Access-Control-Request-Method": "POST"}
    for _ in range(3):
        preflight = client.options("/api/chat", headers=asked, environ_base={"REMOTE_ADDR": OUTSIDE})
        assert preflight.status_code == 200
    assert statuses(client, [OUTSIDE] * 2) == [200, 429]
    assert ask(client, headers=asked).headers["Access-Control-Allow-Origin"] == asked["Origin"]


def test_nothing_is_limited_where_the_settings_say_so(limited: Client) -> None:
    client = limited(requests_per_minute=0, questions_per_minute=0, tokens_per_minute=0)
    assert statuses(client, [OUTSIDE] * 5) == [200] * 5


def test_storage_whose_package_is_missing_is_named_with_it(small_index: Path) -> None:
    with pytest.raises(SettingsError, match="rate_storage: the package redis is not installed; run: "):
        create_app(Settings(index=str(small_index), rate_storage="redis://127.0.0.1:1"))
