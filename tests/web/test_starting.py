"""A real server starts where it is told to, or ends with one line that says what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from chatbot.errors import SettingsError
from chatbot.web import serve
from tests.web.process import PROJECT, START_SECONDS, Server, environment, handed, rest, running, serve_command


@pytest.mark.parametrize(("kind", "number"), [(socket.SOCK_STREAM, 2), (socket.SOCK_DGRAM, 1)])
def test_what_systemd_hands_over_is_one_tcp_port_or_one_clear_line(kind: socket.SocketKind, number: int) -> None:
    with socket.socket(socket.AF_INET, kind) as given:
        given.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            given.listen()
        line = refused(handed(given, number=number), environment(), [given.fileno()])
    assert "give it one ListenStream=HOST:PORT" in line


def test_a_pipe_that_systemd_hands_over_is_no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = os.pipe()
    monkeypatch.setattr(serve, "HANDED_OVER", ends[0])
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    monkeypatch.setenv("LISTEN_FDS", "1")
    with pytest.raises(SettingsError, match="give it one ListenStream=HOST:PORT"):
        serve._handed_over()
    for end in ends:
        os.close(end)


def failing(*arguments: str, **settings: str) -> str:
    """Return the one line with which a server that cannot start ends."""
    return refused(serve_command(*arguments), environment(**settings))


def refused(command: Sequence[str], variables: dict[str, str], kept: Sequence[int] = ()) -> str:
    """Return the one line with which a command ends that starts no server."""
    lines = ending(command, variables, kept)
    assert len(lines) == 1, lines
    return lines[0]


def ending(command: Sequence[str], variables: dict[str, str], kept: Sequence[int] = ()) -> list[str]:
    """Return the lines with which a command ends that starts no server; `kept` are descriptors open for it."""
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
    return (done.stdout + done.stderr).strip().splitlines()


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
    reader, writer = os.pipe()
    os.close(reader)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        command = handed(listener, "--index", str(small_index))
        command[2] += " 2>&-"  # of the shell's line: what libraries say as they die must not go to what is opened next
        descriptors = [listener.fileno()]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment(), stdout=writer, text=True, pass_fds=descriptors
        )
        os.close(writer)
        server = Server(process, address=f"http://127.0.0.1:{listener.getsockname()[1]}")
        try:
            end = time.monotonic() + START_SECONDS
            while not reaches(server, "/healthz"):
                assert time.monotonic() < end
                time.sleep(0.05)
            assert Path(f"/proc/{process.pid}/fd/2").readlink() == Path(os.devnull)
        finally:
            assert server.stop() in (0, 120), "120: Python could not write out what was left"


def reaches(server: Server, path: str) -> bool:
    """Tell whether the server answers yet."""
    assert server.process.poll() is None, "the server ended"
    with suppress(TimeoutError):
        return server.request("GET", path)[0] == 200
    return False


def test_an_address_that_is_not_ours_is_one_clear_line() -> None:
    assert "cannot listen on 192.0.2.1:0" in failing("--host", "192.0.2.1", "--port", "0")
    assert "cannot listen on no such host:0" in failing("--host", "no such host", "--port", "0")


def test_settings_that_cannot_be_used_are_told_at_once() -> None:
    command = serve_command("--host", "", "--port", "70000", "--workers", "-1")
    lines = ending(command, environment(CHATBOT_PORTT="1", CHATBOT_LOG="all"))
    assert lines == [
        'error: CHATBOT_LOG: log is \'all\'; it must be "events" or "requests"',
        "error: CHATBOT_PORTT: there is no setting 'portt'; did you mean port?",
        "error: the command line: host is ''; it must be an address, such as 127.0.0.1, or 0.0.0.0 for all that this"
        " machine has",
        "error: the command line: port is 70000; it must be at most 65535",
        "error: the command line: workers is -1; it must be at least 0",
    ]


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
