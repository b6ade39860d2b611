"""Several worker processes are one server: a dead one is replaced, and what is counted and limited holds over all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chatbot.indexing import cores
from chatbot.indexing.upkeep import roll_back
from chatbot.indexing.versions import IndexFolder
from chatbot.web.serve import cores_of
from tests.web.process import PROJECT, Server, running, serve_command, started

QUESTION = "How many tides are there in a day?"
TOKEN = "a long secret"  # noqa: S105  # of this test alone
SOON = 60.0  # seconds; what takes milliseconds here takes longer where other work runs


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so, and fail where it is not so soon."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end, f"not within {SOON} seconds"
        time.sleep(0.02)  # what is waited for may need this core


def metric(server: Server, name: str) -> float:
    status, body, _ = server.request("GET", "/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200
    return next(float(line.split()[1]) for line in body.decode().splitlines() if line.startswith(name + " "))


@pytest.fixture(scope="module")
def folder(two_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(two_versions, tmp_path_factory.mktemp("workers") / "index", symlinks=True))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with running("--index", str(folder), "--workers", "2", CHATBOT_METRICS_TOKEN=TOKEN) as two:
        until(lambda: metric(two, "chatbot_workers") == len(two.workers()) == 2)
        yield two


REFUSING = """
import errno, os, signal, time
from chatbot.web.supervisor import Work, supervise

fork, calls = os.fork, []

def refusing():
    calls.append(1)
    if len(calls) > 3:
        os._exit(3)
    if len(calls) < 3:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
    return fork()

def run(number, ready):
    ready("started")
    time.sleep(60)

def ready(line):
    print(line, len(calls), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)

os.fork = refusing
supervise(Work(1, run, ready, lambda: None, lambda: None))
"""


def test_a_worker_that_cannot_be_started_for_want_of_memory_is_started_later() -> None:
    """Where memory has run out and the system has killed a worker, it may refuse the next process for a moment."""
    done = subprocess.run(
        [sys.executable, "-c", REFUSING], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "started 3\n")
    assert "worker 0 cannot be started" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGBUS, signal.SIGSEGV])
def test_a_worker_that_dies_is_replaced_and_the_server_goes_on(server: Server, number: signal.Signals) -> None:
    before, deaths = server.ask(QUESTION), metric(server, "chatbot_worker_deaths_total")
    dead, other = server.workers()
    os.kill(dead, number)
    until(lambda: len(server.workers()) == 2 and dead not in server.workers())
    assert other in server.workers()
    until(lambda: metric(server, "chatbot_worker_deaths_total") == deaths + 1)
    assert {server.ask(QUESTION) for _ in range(10)} == {before}
    until(lambda: any(f"process {dead}) died of {number.name}" in line for line in server.output))


def test_requests_are_counted_over_all_workers(server: Server) -> None:
    name = 'chatbot_answers_total{status="answered"}'
    counted = metric(server, name)
    with ThreadPoolExecutor(8) as clients:
        assert all(status == 200 for status, _ in clients.map(lambda _: server.ask(QUESTION), range(40)))
    until(lambda: metric(server, name) == counted + 40)


def test_connections_that_stay_open_are_shared(server: Server) -> None:
    """Clients that come one by one, each as soon as the one before has its answer, are half of them each worker's."""
    bursts: list[list[int]] = []

    def shared_ten_times() -> bool:
        """In a row: where nothing shares them out, chance does it with a third of the bursts; busy cores spoil some."""
        bursts.append(_taken(server))
        return len(bursts) >= 10 and all(len(taken) == 2 and min(taken) >= 6 for taken in bursts[-10:])

    until(shared_ten_times)


def _taken(server: Server) -> list[int]:
    """Return how many of 16 connections each worker takes."""
    until(lambda: metric(server, "chatbot_connections") == 1)  # the one that asks for it
    address = urlsplit(server.address)
    before = {pid: _open_files(pid) for pid in server.workers()}
    clients = [HTTPConnection(str(address.hostname), address.port, timeout=SOON) for _ in range(16)]
    for client in clients:
        client.request("GET", "/healthz")
        assert client.getresponse().read()
    taken = [_open_files(pid) - files for pid, files in before.items()]
    for client in clients:
        client.close()
    return taken


def test_each_worker_keeps_to_a_core_of_its_own(server: Server) -> None:
    until(lambda: len(cores := _cores(server)) == 2 and all(len(those) == 1 for those in cores))
    assert len(set.union(*_cores(server))) == min(2, len(os.sched_getaffinity(0)))


def test_cores_are_shared_out_among_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 2, 4, 6})
    monkeypatch.setattr(cores, "GROUPS", tmp_path)
    assert sorted(cores_of(number, 1)[0] for number in range(7, 11)) == [0, 2, 4, 6]  # servers on one machine
    for workers in (1, 2, 3, 4):
        shares = [cores_of(number, workers) for number in range(workers)]
        assert len({core for share in shares for core in share}) == sum(map(len, shares))
        assert {len(share) for share in shares} == {4 // workers}
    assert [cores_of(number, 9) for number in range(9)] == [[0], [2], [4], [6]] * 2 + [[0]]
    (tmp_path / "cpu.max").write_text("200000 100000\n")  # the time of two of them
    assert [cores_of(number, 1) for number in range(2)] == [[0, 2], [2, 4]]
    assert [cores_of(number, 2) for number in range(2)] == [[0], [2]]


def test_one_worker_uses_other_cores_when_many_ask(folder: Path) -> None:
    """Python of one process keeps to one core, so in a crowd the encoder takes the others; the answers are the same."""
    with running("--index", str(folder), "--workers", "1", CHATBOT_VECTOR_CACHE="0") as server:
        until(lambda: {len(cores) for cores in _cores(server)} == {1})
        questions = [f"{QUESTION} In {number} days?" for number in range(80)]
        alone = [server.ask(question) for question in questions]
        with ThreadPoolExecutor(8) as clients:
            assert list(clients.map(server.ask, questions)) == alone
        assert _beside(server) == (len(os.sched_getaffinity(0)) > 1)


def _beside(server: Server) -> bool:
    """Tell whether a single worker has threads that keep to other cores than its first one does."""
    (worker,) = server.workers()
    own = os.sched_getaffinity(worker)
    tasks = [int(task.name) for task in Path(f"/proc/{worker}/task").iterdir()]
    return any(os.sched_getaffinity(task).isdisjoint(own) for task in tasks)


def _cores(server: Server) -> list[set[int]]:
    return [os.sched_getaffinity(pid) for pid in server.workers()]


def _open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_a_limit_holds_over_all_workers(folder: Path) -> None:
    settings = {"CHATBOT_QUESTIONS_PER_MINUTE": "20", "CHATBOT_UNLIMITED_CLIENTS": ""}
    with running("--index", str(folder), "--workers", "2", **settings) as server, ThreadPoolExecutor(8) as clients:
        statuses = list(clients.map(lambda _: server.ask(QUESTION)[0], range(40)))
    assert (statuses.count(200), statuses.count(429)) == (20, 20)


def test_a_mapped_file_cut_short_is_noticed_and_rolling_back_answers_again(server: Server, folder: Path) -> None:
    place = IndexFolder(folder)
    version, alive = place.current(), set(server.workers())
    with (place.versions / version / "views.npy").open("r+b") as file:
        file.truncate(100)
    for _ in range(10):
        assert server.ask(QUESTION)[0] == 503
        assert b"views.npy" in server.request("GET", "/readyz")[1]
    assert set(server.workers()) == alive, "noticed before the lost part was read"
    assert server.request("GET", "/readyz")[0] == 503
    older = roll_back(place)
    until(lambda: all(server.ask(QUESTION)[0] == 200 for _ in range(10)))
    assert f'"index_version":"{older}"'.encode() in server.ask(QUESTION)[1]


def test_workers_do_not_outlive_their_supervisor(folder: Path) -> None:
    with running("--index", str(folder), "--workers", "2") as server:
        until(lambda: len(server.workers()) == 2)
        server.process.kill()
        until(lambda: not answers(server))


def answers(server: Server) -> bool:
    try:
        return server.request("GET", "/healthz")[0] == 200
    except OSError:
        return False


@pytest.mark.usefixtures("default_hangup")
def test_a_terminal_that_is_closed_stops_the_server_as_sigterm_does(folder: Path) -> None:
    with running("--index", str(folder)) as server:
        (worker,) = server.workers()
        os.kill(worker, signal.SIGHUP)
        assert server.ask(QUESTION)[0] == 200
        assert server.workers() == [worker], "a terminal tells every process, and answers that have begun are finished"
        server.process.send_signal(signal.SIGHUP)
        assert server.process.wait(SOON) == 0
    assert '"stopping, asked to by SIGHUP"' in server.output[-1]


def test_a_server_that_nohup_started_outlives_its_terminal_and_signals_meant_for_other_servers(folder: Path) -> None:
    """What rotates logs sends SIGUSR1 or SIGUSR2, which end a process that does nothing about them."""
    with started(["nohup", *serve_command("--port", "0", "--index", str(folder))]) as server:
        processes = [server.process.pid, *server.workers()]
        for process, number in product(processes, (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)):
            os.kill(process, number)
        time.sleep(0.5)
        assert server.ask(QUESTION)[0] == 200
        assert [server.process.pid, *server.workers()] == processes
