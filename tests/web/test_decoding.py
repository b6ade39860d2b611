"""A chat request is read strictly; what is refused names the field, what was seen and the remedy."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import RequestError
from chatbot.web.decoding import read_json
from chatbot.web.schemas import ChatRequest, Filters


def read(body: bytes) -> ChatRequest:
    return read_json(body, ChatRequest)


FAULTS = [
    (b"", "body", "empty; send a JSON object with the fields question, history"),
    (b"  \n", "body", "empty; send"),
    (b'{"question":', "body", "not JSON"),
    (b"question=grief", "body", "not JSON"),
    (b'{"question": "\\ud800 half a pair"}', "body", "not JSON"),
    (b'{"question": "Latin-1 \xe9"}', "body", "not UTF-8"),
    (b'["grief"]', "body", "expected object, got array"),
    (b"null", "body", "expected object, got null"),
    (b"{}", "question", "missing; send the question, a string of 1 to 1,000 characters"),
    (b'{"question": 3}', "question", "expected str, got int; send the question"),
    (b'{"question": null}', "question", "expected str, got null"),
    (b'{"question": "a", "history": "b"}', "history", "expected array, got str; send a list"),
    (b'{"question": "a", "history": ["b", 3]}', "history[1]", "expected str, got int"),
    (b'{"question": "a", "limit": 0}', "limit", ">= 1; send a whole number from 1 to 10"),
    (b'{"question": "a", "limit": 11}', "limit", "<= 10; send a whole number from 1 to 10"),
    (b'{"question": "a", "limit": "3"}', "limit", "expected a number, got str"),
    (b'{"question": "a", "limit": true}', "limit", "expected a number, got bool"),
    (b'{"question": "a", "filters": []}', "filters", "expected object, got array"),
    (b'{"question": "a", "filters": {"category": "b"}}', "filters.category", "send a list of category names"),
    (b'{"question": "a", "filters": {"article": [1]}}', "filters.article[0]", "send a list of article ids"),
    (b'{"question": "a", "filters": {"author": []}}', "filters.author", "known fields: category, language, article"),
    (b'{"question": "a", "limt": 3}', "limt", "unknown field; did you mean limit?"),
    (b'{"question": "a", "k`} - at `$.x": 3}', "k`} - at `$.x", "unknown field; known fields: question, history"),
    (b'{"question": "a", "locale": 1}', "locale", "send a language code"),
    (json.dumps({"question": "a", "locale": "x" * 36}).encode(), "locale", "length <= 35"),
    (json.dumps({"question": "a", "filters": {"article": ["b"] * 101}}).encode(), "filters.article", "length <= 100"),
]


@pytest.mark.parametrize(("body", "field", "detail"), FAULTS, ids=[f"{b[:40]!r}" for b, _, _ in FAULTS])
def test_a_fault_names_its_field_what_was_seen_and_the_remedy(body: bytes, field: str, detail: str) -> None:
    with pytest.raises(RequestError) as caught:
        read(body)
    assert caught.value.field == field
    assert detail in caught.value.detail


def test_a_byte_order_mark_is_no_part_of_the_request() -> None:
    body = '{"question": "a"}'.encode("utf-8-sig")
    assert read(body) == ChatRequest("a")


def test_nesting_as_deep_as_a_body_allows_is_refused_without_recursion() -> None:
    for body in (
        b"[" * 60_000,
        b'{"question":' + b"[" * 60_000,
        b'{"x":' * 10_000,
        b'{"filters":{"category":' + b"[" * 60_000,
    ):
        with pytest.raises(RequestError):
            read(body)


def test_a_long_unknown_name_is_cut_in_the_message() -> None:
    with pytest.raises(RequestError) as caught:
        read(json.dumps({"question": "a", "n" * 5000: 1}).encode())
    assert len(str(caught.value)) < 300


def test_everything_but_the_question_has_a_default() -> None:
    assert read(b'{"question": "What is grief?"}') == ChatRequest("What is grief?")
    assert ChatRequest("a") == ChatRequest("a", [], 3, Filters([], [], []), "en")


@given(st.text(), st.lists(st.text(), max_size=5), st.integers(1, 10))
def test_a_valid_request_is_read_to_the_letter(question: str, history: list[str], limit: int) -> None:
    body = json.dumps({"question": question, "history": history, "limit": limit}, ensure_ascii=False)
    request = read(body.encode())
    assert (request.question, request.history, request.limit) == (question, history, limit)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_a_request_error(body: bytes) -> None:
    with suppress(RequestError):
        assert read(body).question is not None
