"""What OWASP's lists name, tried on a real server: traversal, injection, headers, hosts, sizes, framing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.operations import HTML, OPERATIONS, Operation
from tests.hostile.raw import get, post, send
from tests.web.process import PROJECT, Server, running

QUESTION = "How long should I let a silence go on?"
LENIENT = {"CHATBOT_LOG": "requests"}


@pytest.fixture(scope="module")
def server(small_index: Path) -> Iterator[Server]:
    with running("--index", str(small_index), **LENIENT) as started:
        yield started


# Traversal

CLIMBS = [
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..\\",
    "..%5c",
    "....//",
    "/",
    "%00../",
    "..;/",
    "/..",
]
ROOTS = ["/articles/", "/static/", "/static/widget/", "/api/log/", "/"]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("climb", CLIMBS)
def test_no_path_leads_out_of_what_is_served(server: Server, root: str, climb: str) -> None:
    for depth in (1, 3, 8):
        for file in ("etc/passwd", "pyproject.toml", "chatbot/settings.py", "app.py"):
            reply = get(server, f"{root}{climb * depth}{file}")
            assert reply.status in (400, 404, 405), reply
            assert not re.search(rb"root:|\[project\]|def load_settings|def create_app", reply.body)


# Injection

PAYLOADS = [
    '"><script>alert(1)</script>',
    "'\"><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "{{7*191}}${7*191}",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "</article-chat><base href=//x>",
]


def assert_harmless(page: str) -> None:
    """Check that a page holds no markup but ours: scripts only of our own, no handlers, no styles, no odd links."""
    soup = BeautifulSoup(page, "html.parser")
    assert not [s for s in soup.find_all("script") if not str(s.get("src", "")).endswith("/widget.js") or s.get_text()]
    assert not soup.find_all(["svg", "iframe", "img", "object", "embed", "base", "style"])
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"], element
        for name in ("href", "src", "action", "cite", "formaction"):
            assert re.match(r"(https?://|mailto:|tel:\+?[0-9]+$|/|#|$|\?)", str(element.get(name, ""))), element
    assert "1337" not in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_a_reader_types_becomes_markup(client: FlaskClient, payload: str) -> None:
    html = {"Accept": "text/html"}
    for text in (payload, f"{QUESTION} {payload}"):
        form = {"question": text, "history": [payload, QUESTION]}
        assert_harmless(client.post("/", data=form, headers=html).text)
    assert_harmless(client.get("/", query_string={"locale": payload}, headers=html).text)
    assert_harmless(client.post("/erase", data={"entry": payload}, headers=html).text)
    assert_harmless(client.get(f"/articles/{payload}", headers=html).text)
    problem = client.post("/api/chat", json={"question": QUESTION, payload: 1})
    assert (problem.status_code, problem.mimetype) == (400, "application/problem+json")


# Headers


@pytest.mark.parametrize(
    "breaking", ["%0d%0aX-Planted: 1", "%0aX-Planted: 1", "%0d%0a%0d%0a<h1>", "%E5%98%8A%E5%98%8DX-Planted: 1"]
)
def test_no_line_break_of_a_request_reaches_a_response_header(server: Server, breaking: str) -> None:
    for target in (f"/?locale=en{breaking}", f"/articles/{breaking}", f"/safety?locale={breaking}"):
        reply = get(server, target.replace(" ", "%20"), "Accept-Language: en", f"X-Forwarded-Prefix: /{breaking}")
        assert "x-planted" not in reply.head.lower()


@pytest.mark.parametrize("value", ["https://a.example\r X: y", "a\x00b", "a\nX-Planted: 1", "\x7f", "a\x0bb"])
def test_control_characters_in_a_header_get_nowhere(server: Server, value: str) -> None:
    reply = get(server, "/", f"Origin: {value}")
    assert reply.status in (0, 200, 400)
    assert "planted" not in reply.head.lower()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:99999", "localhost@evil.example", "", "[::1", "a" * 3000]
)
@pytest.mark.parametrize("accepted", ["*/*", "text/html"])
@pytest.mark.parametrize(("path", "found"), [("/", 200), ("/nowhere", 404)])
def test_the_host_header_names_nothing_on_a_page(
    server: Server, host: str, accepted: str, path: str, found: int
) -> None:
    lines = (f"GET {path} HTTP/1.1", f"Host: {host}", f"Accept: {accepted}", "X-Forwarded-Host: evil.example")
    reply = send(server, "\r\n".join((*lines, "Connection: close", "", "")).encode())
    assert reply.status in (found, 400)
    assert b"evil.example" not in reply.body
    assert "evil.example" not in reply.head


SMUGGLED = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 4", "Content-Length: 40"),
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
        ("Content-Length: -1",),
        ("Content-Length: 99999999999999999999",),
        ("Content-Length: 0x10",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding : chunked",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
    ],
)
def test_contradictory_lengths_are_refused_and_nothing_is_smuggled(server: Server, headers: tuple[str, ...]) -> None:
    reply = post(server, b"0\r\n\r\n" + SMUGGLED, *headers)
    assert reply.status in (0, 400, 411, 413, 501)
    assert not re.search(rb"HTTP/1\.[01] \d", reply.body)


@pytest.mark.parametrize(
    ("version", "headers"),
    [
        ("1.0", ("Host: localhost", "Connection: keep-alive", "Transfer-Encoding: chunked")),
        ("1.1", ("Host: localhost", "Host: localhost")),
        ("1.1", ("Host: localhost", "host: evil.example")),
        ("1.1", ("Host: localhost, evil.example",)),
        ("1.1", ()),
    ],
)
def test_a_request_that_a_proxy_may_read_otherwise_is_refused_and_is_the_last_of_its_connection(
    server: Server, version: str, headers: tuple[str, ...]
) -> None:
    lines = [f"GET /safety HTTP/{version}", *headers, "", ""]
    reply = send(server, "\r\n".join(lines).encode() + b"0\r\n\r\n" + SMUGGLED)
    assert reply.status == 400
    assert not re.search(rb"HTTP/1\.[01] \d", reply.body)


# Sizes

LARGE = 3 * 1024 * 1024


@pytest.mark.parametrize(
    ("content", "statuses"),
    [
        (b"GET /" + b"a" * LARGE + b" HTTP/1.1\r\nHost: x\r\n\r\n", (0, 400, 414, 431)),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * LARGE + b"\r\n\r\n", (0, 400, 431)),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 300_000 + b"\r\n", (0, 400, 431)),
        (b"A" * LARGE, (0, 400, 414, 431)),
        (b"\x00" * LARGE, (0, 400, 414, 431)),
        (b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % LARGE + b"[" * LARGE, (0, 413)),
        (
            b"POST /api/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 100_000,
            (0, 400, 413),
        ),
    ],
    ids=["address", "header", "headers", "line", "zeros", "body", "chunks"],
)
def test_whatever_is_too_large_is_refused_and_the_server_goes_on(
    server: Server, content: bytes, statuses: tuple[int, ...]
) -> None:
    assert send(server, content).status in statuses
    assert server.request("GET", "/healthz")[0] == 200


# Framing, sharing, policies

PAGES = [
    o.path.replace("{article_id}", "anticipatory-grief")
    for o in OPERATIONS
    if o.method == "get" and HTML in o.answers[200]
]


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/articles/none"])
def test_every_page_may_be_framed_by_nobody_and_runs_nothing_inline(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html", "Origin": "https://evil.example"})
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert not [name for name in response.headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118
    assert "Set-Cookie" not in response.headers
    assert "Server" not in response.headers or "waitress" not in response.headers["Server"].lower()
    assert_harmless(response.text)


@pytest.fixture(scope="module")
def shared(small_index: Path) -> FlaskClient:
    """A client of an app that shares its API with one site."""
    return create_app(Settings(index=str(small_index), allowed_origins=("https://a.example",))).test_client()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.method} {o.path}")
def test_an_unknown_origin_may_read_nothing_but_the_widget(shared: FlaskClient, operation: Operation) -> None:
    response = shared.open(operation.path, method=operation.method, headers={"Origin": "https://evil.example"})
    allowed = response.headers.get("Access-Control-Allow-Origin")
    assert allowed == ("*" if operation.path == "/widget.js" else None)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get", "X" * 50])
def test_other_methods_do_nothing(server: Server, method: str) -> None:
    reply = send(server, f"{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert reply.status in (0, 400, 405, 501)


# Code


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "xml"}


@pytest.mark.parametrize("path", sorted((PROJECT / "chatbot").rglob("*.py")), ids=lambda p: str(p.relative_to(PROJECT)))
def test_the_package_unpickles_and_evaluates_nothing(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{path}:{node.lineno}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [str(node.module)]
            assert not {name.split(".")[0] for name in names} & FORBIDDEN_IMPORTS, f"{path}:{node.lineno}"
        if isinstance(node, ast.keyword) and node.arg in ("allow_pickle", "shell"):
            assert isinstance(node.value, ast.Constant), f"{path}:{node.value.lineno}"
            assert node.value.value is False, f"{path}:{node.value.lineno}"
