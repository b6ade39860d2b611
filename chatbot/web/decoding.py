"""A request's body -> the type that describes it, or an error that names the field, what was seen and the remedy.

The types are msgspec structs with a description for each field; the descriptions become the remedies. Nothing here
knows Flask or any particular request.
"""

from __future__ import annotations

import codecs
import difflib
import re
from typing import Any, TypeVar

import msgspec

from chatbot.errors import RequestError

BODY = "body"  # what a RequestError calls the request when no single field is at fault
LONGEST_NAME = 50  # characters of a name that are repeated to the caller
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_WHOLE = re.compile(r"(\d)\.0$")  # a bound such as 10.0
_PLACE = re.compile(r"(?P<seen>.*) - at `\$\.(?P<path>\w+(?:\.\w+)*)(?P<item>\[\d+\])?`", re.DOTALL)

T = TypeVar("T")
Fields = dict[str, dict[str, Any]]


def read_json(body: bytes, kind: type[T]) -> T:
    """Return the `kind` (a struct type that forbids unknown fields) that `body` holds, after a byte order mark or none.

    Raises:
        RequestError: the body is not UTF-8, not JSON, or not what `kind` asks for.
    """
    body = body.removeprefix(codecs.BOM_UTF8)  # editors and shells of Windows write one
    if not body.strip():
        raise RequestError(BODY, f"empty; send a JSON object with the fields {', '.join(_fields(kind))}")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise _explained(str(error), kind) from error
    except (msgspec.DecodeError, RecursionError) as error:
        seen = str(error).removeprefix("JSON is malformed: ")
        raise RequestError(BODY, f"not JSON ({seen}); send one JSON object, encoded as UTF-8") from error
    except UnicodeDecodeError as error:
        raise RequestError(BODY, f"not UTF-8 ({error.reason}); encode the body as UTF-8") from error


def _explained(message: str, kind: type) -> RequestError:
    """Turn msgspec's message into one in the caller's terms."""
    place = _PLACE.fullmatch(message)
    path = place["path"].split(".") if place else []
    if place and not _known(kind, path):  # a name the caller chose may look like a place
        place, path = None, []
    seen = place["seen"] if place else message
    if unknown := _UNKNOWN.fullmatch(seen):
        return _unknown_field(unknown[1][:LONGEST_NAME], kind, path)
    if missing := _MISSING.fullmatch(seen):
        path = [*path, missing[1]]
        return RequestError(".".join(path), f"missing; send {_described(kind, path)}")
    seen = seen.replace("`", "").replace("Expected", "expected", 1)
    seen = _WHOLE.sub(r"\1", seen.replace("expected float", "expected a number"))
    if place:
        return RequestError(".".join(path) + (place["item"] or ""), f"{seen}; send {_described(kind, path)}")
    return RequestError(BODY, f"{seen}; send a JSON object with the fields {', '.join(_fields(kind))}")


def _unknown_field(name: str, kind: type, path: list[str]) -> RequestError:
    known = list(_fields(kind, path))
    near = difflib.get_close_matches(name, known, 1)
    remedy = f"did you mean {near[0]}?" if near else f"known fields: {', '.join(known)}"
    return RequestError(".".join([*path, name]), f"unknown field; {remedy}")


def _fields(kind: type, path: list[str] | None = None) -> Fields:
    """Return the JSON schema of each field of the object at `path`; nothing where there is no object."""
    _, parts = msgspec.json.schema_components([kind], ref_template="{name}")
    fields: Fields = parts[kind.__name__]["properties"]
    for name in path or ():
        schema = fields.get(name, {})
        reference = schema.get("$ref") or next((s["$ref"] for s in schema.get("allOf", ()) if "$ref" in s), "")
        fields = parts.get(reference, {}).get("properties", {})
    return fields


def _known(kind: type, path: list[str]) -> bool:
    return path[-1] in _fields(kind, path[:-1])


def _described(kind: type, path: list[str]) -> str:
    return str(_fields(kind, path[:-1])[path[-1]].get("description", "a value of the documented type"))
