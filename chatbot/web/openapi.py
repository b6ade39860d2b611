"""GET /openapi.json: the service as OpenAPI 3.1 describes it, made from the types that check its requests.

The limits of questions are settings; they stand in the description as they are set. What validators and generators of
clients read in different ways is left out: regular expressions are those that Python and JavaScript read alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec
from flask import Blueprint, Response, request

from chatbot.answering.question import Limits
from chatbot.errors import IndexingError
from chatbot.web.interface import site_name
from chatbot.web.library import library, question_limits
from chatbot.web.operations import FORM, HTML, JSON, OPERATIONS, PROBLEM_HEADERS, Operation
from chatbot.web.problems import PROBLEM_JSON, PROGRAMS_ONLY, ProblemDetails, phrase
from chatbot.web.responses import ASK_FIRST, json_response
from chatbot.web.texts_en import ENGLISH

REFERENCE = "#/components/schemas/{name}"
Schema = dict[str, Any]

openapi = Blueprint("openapi", __name__)


@openapi.get("/openapi.json")
def document() -> Response:
    """Describe the service."""
    said = described(question_limits(), request.script_root, site_name(ENGLISH))
    with suppress(IndexingError):
        first = library().current().index.article_ids()[:1]
        said["paths"]["/articles/{article_id}"]["get"]["parameters"][0]["examples"] = {n: {"value": n} for n in first}
    return json_response(said, ASK_FIRST)


def described(limits: Limits, root: str = "", title: str = ENGLISH.site) -> Schema:
    """Return the OpenAPI document of a service that is reached under the path `root`."""
    schemas = _schemas(limits)
    paths: Schema = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": "1",
            "description": "Answers questions by quoting the publisher's articles, word for word.",
        },
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if not name.endswith(("Query", "Form"))},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(limits: Limits) -> dict[str, Schema]:
    """Return the JSON schema of every type by its name, with the limits of questions."""
    kinds: set[type] = {ProblemDetails}
    for operation in OPERATIONS:
        kinds.update(kind for kind in (operation.query, operation.form, operation.body) if kind)
        kinds.update(kind for sent in operation.answers.values() for kind in sent.values() if kind)
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, schemas = msgspec.json.schema_components(ordered, ref_template=REFERENCE)
    said = f"1 to {limits.chars:,} characters, a letter or digit of any script among them"  # which no one pattern tells
    question = {"type": "string", "description": said, "minLength": 1, "maxLength": limits.chars}
    for name in ("ChatRequest", "AskForm"):
        properties = schemas[name]["properties"]
        properties["question"] |= question
        properties["history"] |= {"items": question, "maxItems": limits.history}
    schemas["ChatRequest"]["properties"]["limit"]["type"] = "integer"
    form = schemas["AskForm"]["properties"]
    form["history"] = {"anyOf": [{"type": "array", "items": question}, question]}  # a form says one value as a single
    praise = {"helpful": {"const": True}, "reason": {"not": {"type": "null"}}}
    schemas["Feedback"]["not"] = {"properties": praise, "required": list(praise)}
    schemas["SuggestQuery"]["properties"]["q"] |= {"maxLength": limits.chars}
    return {name: _portable(schema) for name, schema in schemas.items()}


def _portable(schema: Any) -> Any:
    """Return a schema of msgspec's in terms that other programs know.

    The end of a text is `$` in JavaScript, and generators of clients fail at `false` for what may follow a pair.
    """
    if isinstance(schema, list):
        return [_portable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    said = {name: _portable(part) for name, part in schema.items()}
    if isinstance(pattern := said.get("pattern"), str):
        said["pattern"] = pattern.replace(r"\Z", "$")
    if said.get("items") is False:
        said["items"] = said["prefixItems"][0]
    return said


def _operation(operation: Operation, schemas: Mapping[str, Schema]) -> Schema:
    said: Schema = {
        "operationId": operation.endpoint.replace(".", "_"),
        "summary": operation.summary,
        "tags": [operation.tag.value],
        "responses": _responses(operation),
    }
    if parameters := [*_path_parameters(operation), *_query_parameters(operation, schemas)]:
        said["parameters"] = parameters
    if operation.body or operation.form:
        said["requestBody"] = {"required": True, "content": _content(operation, schemas)}
    if operation.secured:
        said["security"] = [{"token": []}]
    return said


def _content(operation: Operation, schemas: Mapping[str, Schema]) -> Schema:
    examples = {name: {"value": value} for name, value in operation.examples.items()}
    media, schema = (FORM, schemas[operation.form.__name__]) if operation.form else (JSON, _reference(operation.body))
    return {media: {"schema": schema} | ({"examples": examples} if examples else {})}


def _path_parameters(operation: Operation) -> list[Schema]:
    text = {"type": "string", "minLength": 1}
    return [
        {"name": name, "in": "path", "required": True, "description": what, "schema": text}
        for name, what in operation.path_names.items()
    ]


def _query_parameters(operation: Operation, schemas: Mapping[str, Schema]) -> list[Schema]:
    if operation.query is None:
        return []
    described_by = schemas[operation.query.__name__]
    needed, examples = described_by.get("required", ()), operation.examples
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": schema}
        | ({"example": examples[name]} if name in examples else {})
        for name, schema in described_by["properties"].items()
    ]


def _responses(operation: Operation) -> Schema:
    said: Schema = {}
    for status, sent in operation.answers.items():
        content = {media: {"schema": _reference(kind) if kind else _text(media)} for media, kind in sent.items()}
        said[str(status)] = {"description": phrase(status)} | ({"content": content} if content else {})
        if operation.headers:
            said[str(status)]["headers"] = _headers(operation.headers)
    for status in (*operation.problems, 405, 500):
        problem = said.setdefault(str(status), {"description": phrase(status)})
        content = problem.setdefault("content", {})
        content[PROBLEM_JSON] = {"schema": _reference(ProblemDetails)}
        if not operation.path.startswith(PROGRAMS_ONLY):
            content.setdefault(HTML, {"schema": _text(HTML)})
        if status in PROBLEM_HEADERS:
            problem["headers"] = _headers(PROBLEM_HEADERS[status])
    return said


def _headers(described_as: Mapping[str, str]) -> Schema:
    return {name: {"description": what, "schema": {"type": "string"}} for name, what in described_as.items()}


def _text(media: str) -> Schema:
    return {"type": "object"} if media == JSON else {"type": "string"}


def _reference(kind: type | None) -> Schema:
    return {"$ref": REFERENCE.format(name=kind.__name__)} if kind else {}
