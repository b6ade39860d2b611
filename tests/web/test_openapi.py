"""The description of the API is that of the code: every route, the types that check requests, answers that are sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.answering.question import Limits
from chatbot.reading.article import BlockKind
from chatbot.reading.passages import Kind, Role
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.openapi import described
from chatbot.web.operations import OPERATIONS, Operation
from chatbot.web.schemas import ChatResponse

BY_NAME = {f"{operation.method} {operation.path}": operation for operation in OPERATIONS}
EDITOR = "editor"  # pages for the people of the house, behind a password; not part of the API
WITH_BODY = [operation for operation in OPERATIONS if operation.body]


def test_every_route_of_the_app_is_described_and_no_other(app: Flask) -> None:
    routes = {
        (method.lower(), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and rule.endpoint.partition(".")[0] != EDITOR
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(o.method, o.path, o.endpoint) for o in OPERATIONS} == routes


def test_the_document_is_served_as_openapi_3_1(client: FlaskClient) -> None:
    response = client.get("/openapi.json")
    assert response.mimetype == "application/json"
    document = response.json or {}
    assert document["openapi"].startswith("3.1.")
    assert document["paths"]["/articles/{article_id}"]["get"]["parameters"][0]["examples"]


def test_under_a_prefix_the_server_is_named_with_it(small_index: Any) -> None:
    client = create_app(Settings(index=str(small_index), trusted_proxies=1)).test_client()
    document = client.get("/openapi.json", headers={"X-Forwarded-Prefix": "/ask"}).json or {}
    assert document["servers"] == [{"url": "/ask"}]


def test_the_limits_of_questions_stand_there_as_they_are_set() -> None:
    chat = described(Limits(chars=77, history=2))["components"]["schemas"]["ChatRequest"]["properties"]
    assert chat["question"]["maxLength"] == 77
    assert (chat["history"]["maxItems"], chat["history"]["items"]["maxLength"]) == (2, 77)


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.path)
def test_examples_are_what_the_checking_types_accept(client: FlaskClient, operation: Operation) -> None:
    assert operation.examples
    for example in operation.examples.values():
        msgspec.convert(example, operation.body)
        assert client.open(operation.path, method=operation.method, json=example).status_code in operation.answers


def test_answers_are_of_the_described_type(client: FlaskClient) -> None:
    answer = client.post("/api/chat", json={"question": "How long should I let a silence go on?"})
    assert msgspec.json.decode(answer.data, type=ChatResponse).quotes


def test_programs_in_other_languages_read_it_alike() -> None:
    """Its classes are ASCII in JavaScript, which has no end of text either; some generators know no "false"."""
    for schema in parts_of(described(Limits())["components"]):
        if isinstance(pattern := schema.get("pattern"), str):
            assert not re.search(r"\\[A-RT-Za-rt-z]", pattern), pattern
        assert schema.get("items") is not False


def parts_of(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict):
        yield said
    for part in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from parts_of(part)


def test_what_a_program_switches_on_is_named_value_by_value() -> None:
    schemas = described(Limits())["components"]["schemas"]
    assert schemas["ChatRequest"]["properties"]["limit"]["type"] == "integer"
    assert schemas["Status"]["enum"] == ["answered", "unanswered", "weak"]
    assert set(schemas["RelatedOut"]["properties"]["kind"]["enum"]) == {"article", "question"}
    for name, field, kinds in (
        ("QuoteOut", "kind", Kind),
        ("QuotedContext", "role", Role),
        ("QuotedBlock", "kind", BlockKind),
    ):
        reference = schemas[name]["properties"][field]["$ref"].rpartition("/")[2]
        assert set(schemas[reference]["enum"]) == set(kinds)


def test_headers_that_matter_to_a_program_are_named() -> None:
    chat = described(Limits())["paths"]["/api/chat"]["post"]["responses"]
    assert "Question-Log-Entry" in chat["200"]["headers"]
    assert "Retry-After" in chat["429"]["headers"]
    assert set(chat["429"]["content"]) == {"application/problem+json"}, "the API never answers with a page"


def test_every_reference_leads_somewhere() -> None:
    document = described(Limits())
    names = set(re.findall(r"#/components/schemas/(\w+)", msgspec.json.encode(document).decode()))
    assert names <= set(document["components"]["schemas"])
    assert {"ChatRequest", "ChatResponse", "ProblemDetails"} <= names
