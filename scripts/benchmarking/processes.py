"""Server processes and the load process: started, asked, weighed, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from scripts.benchmarking.load import Load, Order, run

PROJECT = Path(__file__).resolve().parents[2]
_ENDING = 30  # seconds that a process has to end by itself


@dataclass(frozen=True, slots=True)
class Server:
    """A server process that answers; `cold` is the seconds from its start to its first answer."""

    process: subprocess.Popen[str]
    load: subprocess.Popen[str]
    cold: float

    def ask(self, bodies: Sequence[str], clients: int = 1) -> Load:
        """Send request bodies from the load process."""
        given, taken = self.load.stdin, self.load.stdout
        if given is None or taken is None:
            raise RuntimeError("the load process has no pipes")
        given.write(msgspec.json.encode(Order(list(bodies), clients)).decode() + "\n")
        given.flush()
        return msgspec.json.decode(taken.readline(), type=Load)

    def megabytes(self) -> float:
        """Return the proportional set size of the server and all its descendants, in MB (10^6 bytes)."""
        return sum(map(proportional_bytes, _family(self.process.pid))) / 1e6


@contextmanager
def serving(command: Sequence[str], body: str, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start a server, ask it `body`, and end it when the block ends.

    Raises:
        RuntimeError: it ended before it served, or its first answer failed.
    """
    started = time.perf_counter()
    with _running(command, settings or {}) as process:
        host, port = _address(process)
        if run(host, port, Order([body])).errors:
            raise RuntimeError(f"{' '.join(command)}: the first question was not answered")
        cold = time.perf_counter() - started
        with _running([sys.executable, "-m", "scripts.benchmarking.load", host, str(port)], {}) as load:
            yield Server(process, load, cold)


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with these settings of the chatbot and no others."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CHATBOT_")}
    return own | {"PYTHONPATH": str(PROJECT), "HF_HUB_OFFLINE": "1"} | dict(settings)


@contextmanager
def _running(command: Sequence[str], settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, cwd=PROJECT, env=environment(settings)
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_ENDING)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[str]) -> tuple[str, int]:
    """Return the host and port that a server says it serves at."""
    for line in process.stdout or ():
        if line.startswith("Serving at "):
            parts = urlsplit(line.split()[2])
            return str(parts.hostname), int(parts.port or 80)
    raise RuntimeError(f"{process.args!r} ended before it served")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from _family(int(child))


def proportional_bytes(pid: int | str) -> int:
    """Return a process's PSS: its own pages, and its share of each page that it has in common with others."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"/proc/{pid}/smaps_rollup: no PSS there")
