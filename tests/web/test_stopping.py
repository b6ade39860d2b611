"""A real server that is asked to stop finishes what it has begun, and another may take over its socket."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import BadStatusLine, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

from tests.faults.test_workers import until
from tests.web.process import PROJECT, Server, environment, handed, reading, rest, running

QUESTION = "Is it unprofessional to feel sad when a client is doing well?"


def test_a_stop_finishes_what_has_begun_and_takes_nothing_new(small_index: Path) -> None:
    """Clients see a whole answer or no connection, never half of one."""
    with running("--index", str(small_index)) as server, ThreadPoolExecutor(8) as clients:
        before = server.ask(QUESTION)

        def ask_until_gone(_: int) -> tuple[int, int]:
            whole = 0
            try:
                while True:
                    assert server.ask(QUESTION) == before
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


def refuses(server: Server) -> bool:
    """Tell whether it takes no new connection; it answers one that it has taken, and may reset one just as it stops."""
    try:
        assert server.request("GET", "/healthz")[0] == 200
    except (ConnectionRefusedError, ConnectionResetError) as error:
        return isinstance(error, ConnectionRefusedError)
    return False


def test_a_stop_answers_what_was_on_its_way(small_index: Path) -> None:
    """Who has connected, sent headers, or kept a connection hears an answer, and that it was the connection's last."""
    body = json.dumps({"question": QUESTION}).encode()
    head = (
        f"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    whole = head.encode() + body
    with running("--index", str(small_index), PYTHONWARNINGS="default::ResourceWarning") as server:
        port = int(server.address.rpartition(":")[2])
        clients = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
        clients[1].sendall(whole[:-5])
        clients[2].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        known = b""
        while b'{"status":"ok"}' not in known:
            known += clients[2].recv(65536)
        assert b"Connection: close" not in known
        server.ask(QUESTION)  # by now both have been accepted
        server.process.send_signal(signal.SIGTERM)
        until(lambda: refuses(server))
        clients[0].sendall(whole)
        clients[1].sendall(whole[-5:])
        clients[2].sendall(whole)
        for client in clients:
            answer = rest(client)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"\r\nConnection: close\r\n" in answer
            client.close()
    assert not [line for line in server.output if "unclosed" in line]


def test_a_connection_made_after_the_request_to_stop_is_refused_at_once(small_index: Path) -> None:
    """Left waiting in the system's queue, it would be reset at the end, and the question sent on it lost.

    A proxy in front asks another server where a connection is refused; where one is reset it reports an error.
    """
    with running("--index", str(small_index), "--workers", "2") as server:
        parts = urlsplit(server.address)
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as arriving:
            arriving.sendall(b"GET /healthz HTTP/1.1\r\n")  # what it waits for
            server.ask(QUESTION)
            server.process.send_signal(signal.SIGTERM)
            until(lambda: refuses(server))
            assert server.process.poll() is None
            arriving.sendall(b"Host: x\r\n\r\n")
            assert rest(arriving).startswith(b"HTTP/1.1 200")


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
            statuses.append(server.ask(QUESTION)[0])

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
