"""Cut off from every network the server answers as ever, and asks for none; and it writes no question down."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.process import PROJECT, environment, serve_command, started

QUESTION = "How long should I let a silence go on? planted-5150"
HUSHING = ("ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "CI", "GITHUB_ACTIONS")  # keep onnxruntime from reporting
REACHING_OUT = """
import socket
for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
    try:
        socket.create_connection((address, 80), timeout=2)
    except OSError:
        pass
"""
namespaces = subprocess.run(["unshare", "--user", "--map-root-user", "--net", "true"], check=False).returncode == 0
needs_namespaces = pytest.mark.skipif(not namespaces, reason="this kernel lets nobody make a network namespace")


def alone(*command: str) -> tuple[str, dict[str, Any]]:
    """Run a command with nothing but loopback; return its output and what the kernel counted."""
    wrapped = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-m", "tests.hostile.alone", *command]
    own = {name: value for name, value in environment().items() if name not in HUSHING}
    done = subprocess.run(wrapped, cwd=PROJECT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    *output, counted = done.stdout.splitlines()
    return "\n".join(output), json.loads(counted)


@needs_namespaces
def test_with_no_network_the_answer_tests_pass_and_nothing_outside_is_tried() -> None:
    """Of the server's tests those run in which it answers; how it refuses to start needs no network anyhow."""
    answering = "answers_as_soon or same_bytes or reader_types or test_chat"
    tests = ["tests/web/test_server.py", "tests/web/test_chat.py", "-k", answering]
    output, counted = alone(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests)
    assert " passed" in output, output
    assert "failed" not in output
    assert counted == {"attempts": 0, "interfaces": ["lo"]}


@needs_namespaces
def test_an_attempt_would_have_been_counted() -> None:
    _, counted = alone(sys.executable, "-c", REACHING_OUT)
    assert counted["attempts"] > 0


@pytest.fixture
def data(small_index: Path, tmp_path: Path) -> Path:
    """The folder of a server's data: a copy of the index, and everything else that it may write."""
    shutil.copytree(small_index, tmp_path / "index")
    for name in ("home", "tmp", "work"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_with_the_log_off_no_file_holds_a_planted_question(data: Path) -> None:
    """Also none of standard output's lines does, not even where every request is logged.

    All that the server may write to stands below one folder: its index, its home, its temporary folder and its own.
    """
    form = b"question=" + QUESTION.replace(" ", "+").encode()
    places = {"HOME": str(data / "home"), "TMPDIR": str(data / "tmp"), "XDG_CACHE_HOME": str(data / "home")}
    command = serve_command("--port", "0", "--index", str(data / "index"))
    with started(command, data / "work", CHATBOT_LOG="requests", PYTHONPATH=str(PROJECT), **places) as server:
        assert server.ask(QUESTION, history=["planted-5150"])[0] == 200
        assert server.request("POST", "/", form, **{"Content-Type": "application/x-www-form-urlencoded"})[0] == 200
        assert server.request("GET", "/api/suggest?q=planted-5150")[0] == 200
        assert server.request("GET", "/articles/planted-5150")[0] == 404
        assert server.request("DELETE", f"/api/log/{'0' * 32}")[0] == 404
        assert server.request("POST", "/api/chat", QUESTION.encode(), **{"Content-Type": "application/json"})[0] == 400
        written = [line for line in server.output if "5150" in line]
        links = [link for pid in server.workers() for link in Path(f"/proc/{pid}/fd").iterdir()]
        opened = [link.read_bytes() for link in links if link.is_file()]  # also files that were deleted meanwhile
    assert not written
    files = [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert opened
    assert not [content for content in (*files, *opened) if b"planted-5150" in content]
