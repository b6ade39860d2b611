"""Requests as nobody sends them by accident: odd JSON, odd text, odd encodings, sizes, nesting, headers and paths."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

PATHS = ("/api/chat", "/api/chat", "/api/chat", "/api/feedback", "/", "/erase")
ADDRESSES = (
    "/", "/api/suggest", "/articles/", "/safety", "/openapi.json", "/static/", "/demo", "/api/log/", "/metrics",
    "/x",
)  # fmt: skip
NAMES = ("question", "history", "limit", "filters", "locale", "category", "language", "article", "answer_id", "helpful")
QUESTIONS = (
    "How long should I let a silence go on?", "what is grief", "i want to die", "And then?", "죽고 싶어요", "yes but",
)  # fmt: skip
ODD_TEXT = (
    "", " ", "\x00", "\u202e" * 9, "e" + "\u0301" * 500, "👩‍👩‍👧" * 40, "ﬃ" * 99, "ß" * 99, "İ" * 50, "\ufeffhi",
    "\\" * 99, '"' * 99, "' OR 1=1 --", "{{7*7}}", "${jndi:x}", "<script>alert(1)</script>", "a" * 1001,
    "word " * 200, "\r\nSet-Cookie: a=b", "\ud800", "１２３", "́", "\u2028", "%00", "../../etc/passwd", "=cmd()",
    "()" * 400, "i i i i " * 120, "a?" * 400,
)  # fmt: skip
MEDIA = (
    "application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "",
    "multipart/form-data; boundary=x", "application/json; charset=nonsense", "a/b" * 50, "application/problem+json",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp949")
HEADERS = ("Accept", "Accept-Language", "Origin", "Host", "X-Forwarded-Prefix", "Content-Encoding", "Range", "Cookie")

text = st.sampled_from(ODD_TEXT + QUESTIONS) | st.text(max_size=60) | st.text(st.characters(), max_size=10)
numbers = st.integers() | st.floats() | st.sampled_from([10**400, -1, 0, 3, 3.0, 1e308])
values = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | text, inner, max_size=4),
    max_leaves=12,
)
nested = st.tuples(st.sampled_from(["[", '{"question":', '{"filters":', "[{"]), st.integers(1, 20_000)).map(
    lambda pair: pair[0] * pair[1]
)
asked = st.fixed_dictionaries(
    {"question": text},
    optional={
        "history": st.lists(text, max_size=12) | values,
        "limit": numbers | values,
        "filters": st.dictionaries(st.sampled_from(NAMES), st.lists(text, max_size=3) | values, max_size=3) | values,
        "locale": text,
    },
)


@dataclass(frozen=True)
class Sent:
    """One request."""

    method: str
    path: str
    body: bytes = b""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def written(value: Any, encoding: str, ascii_only: bool) -> bytes:
    """Return JSON text in an encoding; what that cannot hold is replaced."""
    return json.dumps(value, ensure_ascii=ascii_only).encode(
        encoding, "surrogatepass" if "utf" in encoding else "replace"
    )


json_bytes = st.builds(written, asked | values, st.sampled_from(ENCODINGS), st.booleans())
bodies = st.one_of(
    json_bytes,
    json_bytes.flatmap(lambda body: st.integers(0, max(len(body), 1)).map(lambda end: body[:end])),
    nested.map(str.encode),
    st.binary(max_size=200),
    st.integers(0, 200_000).map(lambda size: b'{"question": "' + b"a" * size + b'"}'),
    st.lists(st.tuples(st.sampled_from(NAMES), text), max_size=12).map(
        lambda pairs: "&".join(f"{name}={value}" for name, value in pairs).encode("utf-8", "replace")
    ),
)
header_text = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60) | st.sampled_from(
    ["*", "null", "gzip", "en-GB,ko;q=0.5", "text/html", "application/json", "bytes=0-1", "evil.example", "a" * 4000]
)
headers = st.dictionaries(st.sampled_from(HEADERS), header_text, max_size=3)
posts = st.builds(
    lambda path, body, media, more: Sent("POST", path, body, headers=more | ({"Content-Type": media} if media else {})),
    st.sampled_from(PATHS), bodies, st.sampled_from(MEDIA[:1] * 6 + MEDIA), headers,
)  # fmt: skip
odd_queries = st.sampled_from(["", "locale=%ff", "q=%ud800", "q=a&q=b&q", "&&==", "q=" + "a" * 9000])
gets = st.builds(
    lambda method, base, rest, query, more: Sent(method, base + rest, query=query, headers=more),
    st.sampled_from(["GET", "GET", "HEAD", "OPTIONS", "DELETE", "PUT", "PATCH", "TRACE"]),
    st.sampled_from(ADDRESSES),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="?#"), max_size=20),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(lambda t: "q=" + t) | odd_queries,
    headers,
)  # fmt: skip
requests = posts | posts | gets
