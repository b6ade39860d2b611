"""The real server process: it is light, answers the same under load, and refuses what is no request."""

from __future__ import annotations

import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jinja2 import DictLoader

from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.serve import read_pages
from chatbot.web.widget import bundle, compressed_bundle, integrity
from tests.faults.test_workers import SOON
from tests.web.process import PROJECT, Server, rest, running, started

HEAVY = ("torch", "sentence_transformers", "transformers", "onnx")
QUESTIONS = [
    "Is it unprofessional to feel sad when a client is doing well?",
    "How long should I let a silence go on?",
    "When are zebras fed?",
    "How do I change the oil of a diesel engine?",
    "상담에서 침묵은 무엇을 뜻하나요?",
]

SHOWN = ("/", "/articles/client-silence", "/demo", "/safety", "/widget.js")


@pytest.fixture(scope="module")
def server(small_index: Path) -> Iterator[Server]:
    with running("--index", str(small_index)) as started:
        yield started


def test_it_answers_as_soon_as_it_prints_its_address(server: Server) -> None:
    status, body, content_type = server.request("GET", "/readyz")
    assert (status, content_type) == (200, "application/json")
    assert b'"ready"' in body
    assert [line for line in server.output if "6 articles" in line]


def test_a_running_server_has_loaded_neither_torch_nor_the_model_libraries(server: Server) -> None:
    """The maps name every file of code in a process, so a library that any import pulled in would show."""
    assert server.ask(QUESTIONS[0])[0] == 200
    for worker in server.workers():
        maps = Path(f"/proc/{worker}/maps").read_text(encoding="utf-8")
        assert "onnxruntime" in maps, "the maps do not show what is loaded"
        assert "views.npy" in maps, "a process that has not opened the index answers nobody"
        assert not [line for line in maps.splitlines() if "libtorch" in line or "/torch/" in line or "/onnx/" in line]


def test_importing_the_app_imports_no_building_library() -> None:
    code = f"import sys, chatbot.web.serve; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_request_gets_the_same_bytes_while_sixteen_clients_ask(server: Server) -> None:
    alone = {question: server.ask(question, limit=10) for question in QUESTIONS}
    assert {status for status, _ in alone.values()} == {200}
    with ThreadPoolExecutor(16) as clients:
        asked = [question for _ in range(40) for question in QUESTIONS]
        together = list(clients.map(lambda question: server.ask(question, limit=10), asked))
    assert all(answer == alone[question] for question, answer in zip(asked, together, strict=True))


def test_nothing_a_reader_types_is_printed_or_logged(server: Server) -> None:
    planted = "planted-question-91827"
    server.ask(f"What about {planted}?")
    server.ask(f"{planted}" * 100)
    server.request("POST", "/", f"question={planted}".encode(), **{"Content-Type": "application/x-www-form-urlencoded"})
    server.request("GET", f"/articles/{planted}?q={planted}")
    assert not [line for line in server.output if planted in line]


def raw(server: Server, request: bytes) -> bytes:
    """Send bytes that no HTTP library would and return the whole response."""
    parts = urlsplit(server.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(request)
        return rest(connection)


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 17_000 + b"\r\n\r\n", b"431"),
        (b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n", b"413"),
        (b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", b"400"),
        (b"POST /api/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n", b"501"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET http://[planted-question-91827]/ HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
    ],
)
def test_what_never_reaches_the_app_is_a_problem_too_and_the_server_goes_on(
    server: Server, request_bytes: bytes, status: bytes
) -> None:
    response = raw(server, request_bytes)
    head, _, body = response.partition(b"\r\n\r\n")
    assert head.split()[1] == status
    assert b"Content-Type: application/problem+json" in head
    found = json.loads(body)
    assert (found["status"], bool(found["detail"])) == (int(status), True)
    assert server.request("GET", "/healthz")[0] == 200
    assert not [line for line in server.output if "planted" in line]


def test_what_cannot_become_a_request_is_refused_at_once(server: Server) -> None:
    """A reader who types https:// for http:// would look at an empty page for half a minute."""
    parts = urlsplit(server.address)
    began = time.monotonic()
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection, pytest.raises(ssl.SSLError):
        ssl.create_default_context().wrap_socket(connection, server_hostname="localhost")
    for beginning in (b"GET /healthz HTTP/1.1\nHost: x\n\n", b"\x16\x03\x01"):
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
            connection.sendall(beginning)
            assert rest(connection).startswith(b"HTTP/1.0 400 ")
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        for piece in (b"\r", b"\nGET /healthz HTTP/1.1\r", b"\nHost: x\r\nConnection: close\r", b"\n\r", b"\n"):
            connection.sendall(piece)
            time.sleep(0.05)
        assert rest(connection).startswith(b"HTTP/1.1 200 ")
    assert time.monotonic() < began + 20


@pytest.mark.parametrize("options", [b"TE, close", b"close, TE", b" Close ,keep-alive"])
def test_a_client_that_asks_for_one_answer_among_other_wishes_is_not_kept_waiting_for_the_end(
    server: Server, options: bytes
) -> None:
    """As Perl's LWP asks; where the server keeps the connection, a client that reads to its end waits for a minute."""
    answer = raw(server, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: " + options + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"\r\nConnection: close\r\n" in answer


def test_bodies_that_are_too_long_fill_no_memory(server: Server) -> None:
    """They are read, so that their clients hear why they are refused, and not kept until they have arrived whole."""

    def megabytes() -> int:
        (worker,) = server.workers()
        return (
            int(Path(f"/proc/{worker}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
        )

    parts = urlsplit(server.address)
    head = b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
    lengths = (b"Content-Length: 1000000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\nf4240\r\n")
    server.ask("How long should I let a silense go on?")  # the worker reads now what mistyped words need, not meanwhile
    before = megabytes()
    clients = [socket.create_connection((parts.hostname, parts.port), timeout=10) for _ in range(100)]
    for number, client in enumerate(clients):
        client.sendall(head + lengths[number % 2] + b"x" * 999_999)
    server.ask(QUESTIONS[0])  # by now what they have sent has been read
    assert megabytes() < before + 30
    for number, client in enumerate(clients):
        client.sendall((b"x", b"x\r\n0\r\n\r\n")[number % 2])
        answer = rest(client)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"65,536 bytes" in answer
        client.close()


def test_a_client_that_asks_before_it_sends_is_told_to_go_on_only_where_a_body_is_wanted(server: Server) -> None:
    """So curl does with a large file; a refusal that comes at once spares it sending the file."""
    parts = urlsplit(server.address)

    def told(method: bytes, path: bytes, length: int) -> bytes:
        lines = (method + b" " + path + b" HTTP/1.1", b"Host: x", b"Content-Length: %d" % length)
        wish = (b"Content-Type: application/json", b"Expect: 100-continue", b"Connection: close", b"", b"")
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
            connection.sendall(b"\r\n".join((*lines, *wish)))
            first = connection.recv(65536)
            if b" 100 " in first:
                connection.sendall(b"x" * length)
                return b"100 " + rest(connection).split()[1]
            return first.split()[1]

    assert told(b"GET", b"/healthz", 0) == b"200"
    assert told(b"POST", b"/api/chat", 3_000_000) == b"413"
    assert told(b"POST", b"/api/chat", 20) == b"100 400"


def test_a_client_that_goes_away_is_not_logged_by_the_path_it_asked_for(server: Server) -> None:
    parts = urlsplit(server.address)
    request = b"GET /articles/planted-question-91827 HTTP/1.1\r\nHost: x\r\n\r\n"
    for _ in range(20):
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
            connection.sendall(request * 20)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # gone with a reset
    assert server.request("GET", "/healthz")[0] == 200
    assert not [line for line in server.output if "planted" in line]


def sockets_of(worker: int) -> int:
    """Return how many sockets a process has open."""
    found = 0
    for file in Path(f"/proc/{worker}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found += str(file.readlink()).startswith("socket:")
    return found


def test_clients_that_ask_on_and_read_nothing_keep_no_thread_from_the_others(small_index: Path) -> None:
    """As many as there are threads: each would wait, until the worker ends for an answer that takes too long.

    Their connections are closed, though nothing can be sent on them.
    """
    with running("--index", str(small_index), CHATBOT_REQUEST_SECONDS="2") as server:
        before = server.workers()
        opened = sockets_of(*before)
        parts = urlsplit(server.address)
        deaf = [socket.create_connection((parts.hostname, parts.port)) for _ in range(8)]
        for client in deaf:
            client.sendall(b"GET /widget.js HTTP/1.1\r\nHost: x\r\n\r\n" * 1500)
        end = time.monotonic() + 6
        while time.monotonic() < end or sockets_of(*before) >= opened + len(deaf):
            assert time.monotonic() < end + SOON, "none of them was closed"
            assert server.ask(QUESTIONS[0])[0] == 200
            time.sleep(0.2)
        assert server.workers() == before
        for client in deaf:
            client.close()


def test_a_client_that_sends_many_requests_at_once_and_reads_gets_every_answer(server: Server) -> None:
    request = b"GET /widget.js HTTP/1.1\r\nHost: x\r\n"
    answers = raw(server, (request + b"\r\n") * 99 + request + b"Connection: close\r\n\r\n")
    assert answers.count(b"HTTP/1.1 200 OK\r\n") == 100


def test_a_fault_of_ours_while_a_request_arrives_is_logged_without_the_request(small_index: Path) -> None:
    """The real server whose parser fails with the request in its message."""
    program = (
        "import sys; from chatbot.web import parser, serve\n"
        "def received(self, data): raise KeyError(data)\n"
        "parser.Request.received = received\n"
        "sys.exit(serve.main(['--port', '0', '--index', sys.argv[1]]))\n"
    )
    with started([sys.executable, "-c", program, str(small_index)]) as server:
        assert raw(server, b"GET /planted-question-91827 HTTP/1.1\r\nHost: x\r\n\r\n") == b""
    assert [line for line in server.output if "KeyError" in line]
    assert not [line for line in server.output if "planted" in line or "127.0.0.1:" in line.replace(server.address, "")]


def test_a_refusal_can_be_read_by_the_pages_that_may_ask_and_has_no_body_for_a_head(small_index: Path) -> None:
    """A page that may not read why it was refused tells its reader to check the connection."""
    listed, other = b"https://clinic.example", b"https://other.example"
    large = b" HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\nOrigin: "
    with running("--index", str(small_index), CHATBOT_ALLOWED_ORIGINS=listed.decode()) as server:
        for path, origin, shared in ((b"/api/chat", listed, True), (b"/api/chat", other, False), (b"/", listed, False)):
            head = raw(server, b"POST " + path + large + origin + b"\r\n\r\n").partition(b"\r\n\r\n")[0]
            assert head.split()[1] == b"413"
            assert (b"Access-Control-Allow-Origin: " + origin in head) == shared
        status, _, body = raw(server, b"HEAD /" + large + other + b"\r\n\r\n").partition(b"\r\n\r\n")
        assert (status.split()[1], body) == (b"413", b"")


def test_a_release_put_over_the_one_that_runs_does_not_take_its_pages_away(
    small_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a worker has read once it has settled is what it shows, whatever has become of the files."""
    app = create_app(Settings(index=str(small_index)))
    for kept in (bundle, compressed_bundle, integrity):
        kept.cache_clear()
    read_pages(app)
    app.jinja_loader = DictLoader({})
    monkeypatch.setattr("chatbot.web.widget.BUNDLE", Path("gone"))
    client = app.test_client()
    found = {path: client.get(path, headers={"Accept": "text/html"}).status_code for path in (*SHOWN, "/nowhere")}
    assert found == dict.fromkeys(SHOWN, 200) | {"/nowhere": 404}
