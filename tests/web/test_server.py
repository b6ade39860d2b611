"""The real server process: light, deterministic under load, and polite when it is asked to stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import BadStatusLine, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jinja2 import DictLoader

from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.serve import read_pages
from chatbot.web.widget import bundle, compressed_bundle, integrity
from tests.web.process import PROJECT, START_SECONDS, Server, environment, reading, running, serve_command, started

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


def rest(connection: socket.socket) -> bytes:
    """Return what comes until the server closes the connection."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


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
    assert time.monotonic() < began + 8


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
        while time.monotonic() < end:
            assert server.ask(QUESTIONS[0])[0] == 200
            time.sleep(0.2)
        assert server.workers() == before
        assert sockets_of(*before) < opened + len(deaf)
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


def test_a_stop_finishes_what_has_begun_and_takes_nothing_new(small_index: Path) -> None:
    """Clients see a whole answer or no connection, never half of one."""
    with running("--index", str(small_index)) as server, ThreadPoolExecutor(8) as clients:
        before = server.ask(QUESTIONS[0])

        def ask_until_gone(_: int) -> tuple[int, int]:
            whole = 0
            try:
                while True:
                    assert server.ask(QUESTIONS[0]) == before
                    whole += 1
            except (ConnectionRefusedError, ConnectionResetError, RemoteDisconnected, BadStatusLine) as error:
                return whole, 0 if isinstance(error, ConnectionRefusedError | ConnectionResetError) else 1

        waiting = [clients.submit(ask_until_gone, number) for number in range(8)]
        while server.request("GET", "/healthz")[0] == 200 and not any(w.running() for w in waiting):
            pass
        assert server.stop() == 0
        results = [future.result() for future in waiting]
    assert sum(whole for whole, _ in results) >= 1
    assert sum(cut for _, cut in results) == 0


def test_a_stop_answers_what_was_on_its_way(small_index: Path) -> None:
    """Who has connected, sent headers, or kept a connection hears an answer, and that it was the connection's last."""
    body = json.dumps({"question": QUESTIONS[0]}).encode()
    head = (
        f"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    whole = head.encode() + body
    with running("--index", str(small_index)) as server:
        port = int(server.address.rpartition(":")[2])
        clients = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
        clients[1].sendall(whole[:-5])
        clients[2].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        known = b""
        while b'{"status":"ok"}' not in known:
            known += clients[2].recv(65536)
        assert b"Connection: close" not in known
        server.ask(QUESTIONS[0])  # by now both have been accepted
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        clients[0].sendall(whole)
        clients[1].sendall(whole[-5:])
        clients[2].sendall(whole)
        for client in clients:
            answer = rest(client)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"\r\nConnection: close\r\n" in answer
            client.close()


def test_a_connection_made_after_the_request_to_stop_is_refused_at_once(small_index: Path) -> None:
    """Left waiting in the system's queue, it would be reset at the end, and the question sent on it lost.

    A proxy in front asks another server where a connection is refused; where one is reset it reports an error.
    """
    with running("--index", str(small_index), "--workers", "2") as server:
        parts = urlsplit(server.address)
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as arriving:
            arriving.sendall(b"GET /healthz HTTP/1.1\r\n")  # what it waits for
            server.ask(QUESTIONS[0])
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            assert server.process.poll() is None
            with pytest.raises(ConnectionRefusedError):
                server.request("GET", "/healthz")
            arriving.sendall(b"Host: x\r\n\r\n")
            assert rest(arriving).startswith(b"HTTP/1.1 200")


def handed(listener: socket.socket, *arguments: str, number: int = 1) -> list[str]:
    """Return the command that serves a socket as systemd hands it over."""
    hand_over = f'exec 3<&{listener.fileno()}; LISTEN_PID=$$ LISTEN_FDS={number} exec "$@"'
    return ["bash", "-c", hand_over, "bash", *serve_command(*arguments)]


@contextmanager
def serving(listener: socket.socket, index: Path) -> Iterator[Server]:
    """Serve a socket as systemd hands it over, until the block ends."""
    process = subprocess.Popen(
        handed(listener, "--index", str(index)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=PROJECT,
        env=environment(),
        pass_fds=[listener.fileno()],
    )
    with reading(Server(process)) as server:
        yield server


def test_a_restart_on_a_socket_of_systemds_loses_no_request(small_index: Path) -> None:
    """What is asked while one server ends and the next begins waits, and is answered by the next."""
    statuses: list[int] = []
    over = threading.Event()

    def ask_all_along(server: Server) -> None:
        while not over.is_set():
            statuses.append(server.ask(QUESTIONS[0])[0])

    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener, ThreadPoolExecutor(4) as clients:
        with serving(listener, small_index) as first:
            assert first.address.endswith(f":{listener.getsockname()[1]}")
            asking = [clients.submit(ask_all_along, first) for _ in range(4)]
            while len(statuses) < 8:
                time.sleep(0.01)
            assert first.stop() == 0
        stopped = len(statuses)
        with serving(listener, small_index):
            while len(statuses) < stopped + 8:
                time.sleep(0.01)
            over.set()
            for future in asking:
                future.result()
    assert set(statuses) == {200}


@pytest.mark.parametrize(("kind", "number"), [(socket.SOCK_STREAM, 2), (socket.SOCK_DGRAM, 1)])
def test_what_systemd_hands_over_is_one_tcp_port_or_one_clear_line(kind: socket.SocketKind, number: int) -> None:
    with socket.socket(socket.AF_INET, kind) as given:
        given.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            given.listen()
        line = refused(handed(given, number=number), environment(), [given.fileno()])
    assert "give it one ListenStream=HOST:PORT" in line


def failing(*arguments: str, **settings: str) -> str:
    """Return the one line with which a server that cannot start ends."""
    return refused(serve_command(*arguments), environment(**settings))


def refused(command: Sequence[str], variables: dict[str, str], kept: Sequence[int] = ()) -> str:
    """Return the one line with which a command ends that starts no server; `kept` are descriptors open for it."""
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=variables,
        pass_fds=kept,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    lines = (done.stdout + done.stderr).strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_the_address_of_all_interfaces_is_that_of_ipv4_too(small_index: Path) -> None:
    with running("--index", str(small_index), "--host", "::") as server:
        port = int(server.address.rpartition(":")[2])
        for host in ("127.0.0.1", "::1"):
            with socket.create_connection((host, port), timeout=10) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                assert rest(connection).startswith(b"HTTP/1.1 200")


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = failing("--port", str(taken.getsockname()[1]))
    assert line.startswith("error: cannot listen on 127.0.0.1:")
    assert "choose another --host or --port" in line


def test_too_few_open_files_are_one_clear_line() -> None:
    limited = ["bash", "-c", 'ulimit -n 40; exec "$@"', "limited", *serve_command("--port", "0")]
    assert "only 40 files may be open at once; allow 2000" in refused(limited, environment())


def test_a_server_whose_output_nobody_reads_answers_nonetheless(small_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = serve_command("--port", str(port), "--index", str(small_index))
    reader, writer = os.pipe()
    os.close(reader)
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment(), stdout=writer, stderr=subprocess.DEVNULL, text=True
    ) as process:
        os.close(writer)
        server = Server(process, address=f"http://127.0.0.1:{port}")
        try:
            end = time.monotonic() + START_SECONDS
            while not reaches(server, "/healthz"):
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            assert server.stop() in (0, 120), "120: Python could not write out what was left"


def reaches(server: Server, path: str) -> bool:
    """Tell whether the server answers yet."""
    assert server.process.poll() is None, "the server ended"
    with suppress(ConnectionRefusedError):
        return server.request("GET", path)[0] == 200
    return False


def test_an_address_that_is_not_ours_or_no_port_is_one_clear_line() -> None:
    assert "cannot listen on 192.0.2.1:0" in failing("--host", "192.0.2.1", "--port", "0")
    assert "cannot listen on no such host:0" in failing("--host", "no such host", "--port", "0")
    assert "--port: port is 70000; it must be at most 65535" in failing("--port", "70000")
    assert "--workers: workers is -1; it must be at least 0" in failing("--workers", "-1")
    assert "--host: host is ''; it must be an address" in failing("--host", "")


def test_a_setting_that_cannot_be_used_is_one_clear_line() -> None:
    assert "did you mean port?" in failing(CHATBOT_PORTT="1")


@pytest.mark.parametrize("name", ["none", "no\u2028ne", "no\x85ne"])
def test_a_server_without_an_index_says_so_and_runs(tmp_path: Path, name: str) -> None:
    """Whatever its path is: some programs take the odd ones for the end of a line."""
    with running("--index", str(tmp_path / name)) as server:
        assert [line for line in server.output if line.startswith("warning: ")]
        status, body, content_type = server.request("GET", "/readyz")
        assert (status, content_type) == (503, "application/problem+json")
        assert b'"no-index"' in body
        assert server.request("GET", "/healthz")[0] == 200
        assert server.stop() == 0
