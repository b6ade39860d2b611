"""More than the server can do: what it takes it answers quickly, the rest it refuses at once, and it recovers.

The long forms measure; the short ones show that the same happens, with bounds that hold on a machine that others use.
"""

from __future__ import annotations

import asyncio
import json
import resource
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.load import Clients, Outcome
from tests.faults.test_workers import QUESTION, SOON, TOKEN, answers, metric, until
from tests.web.process import Server, running, serve_command, started

SLOW_CLIENTS = 200
MANY = 6000  # descriptors that a test opens at most
SMALL_CACHE = {"CHATBOT_VECTOR_CACHE": "256"}  # full before a measurement: what fills a large one is no leak
THREADS = 4  # of one worker; each opens the texts for itself when it first needs them
FILLING = 40  # seconds in which a worker answers so many different questions that its caches of words are full, too


def memory(server: Server) -> int:
    """Return the kilobytes that the server's processes have written to; shared ones are counted once.

    Mapped files are left out: their share (Pss) also changes when a process of somebody else maps the same libraries.
    """
    processes = [server.process.pid, *server.workers()]
    lines = [line for pid in processes for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))


def descriptors(server: Server) -> int:
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in server.workers())


def overload(server: Server, seconds: float) -> tuple[Outcome, Outcome]:
    """Load the server at three times its capacity; return what one client alone saw, and what came of the load."""
    asyncio.run(Clients(server).taking_turns(16, seconds / 4))  # warm
    alone = asyncio.run(Clients(server).taking_turns(1, seconds / 4))
    full = asyncio.run(Clients(server).taking_turns(16, seconds / 4))
    assert set(full.statuses) == {200}, full.statuses
    capacity = len(full.seconds) / (seconds / 4)
    return alone, asyncio.run(Clients(server).at_rate(3 * capacity, seconds))


async def crowd(server: Server) -> Outcome:
    """Have three times as many clients ask as are let in, until some have been refused and others answered."""
    clients = Clients(server)
    asking = asyncio.create_task(clients.taking_turns(60, SOON))
    while not asking.done() and min(clients.outcome.count(200), clients.outcome.count(503)) < 20:
        await asyncio.sleep(0.02)
    clients.stop()
    return await asking


def test_beyond_its_capacity_the_server_refuses_at_once_and_goes_on(two_versions: Path) -> None:
    with running("--index", str(two_versions), CHATBOT_METRICS_TOKEN=TOKEN, CHATBOT_MAX_CONCURRENT="20") as server:
        before = server.ask(QUESTION)
        load = asyncio.run(crowd(server))
        assert load.count(200, 503) == sum(load.statuses.values())
        assert min(load.count(200), load.count(503)) >= 20
        assert load.retry_after == load.count(503)
        until(lambda: metric(server, "chatbot_in_flight") == 0)
        assert metric(server, 'chatbot_refused_total{reason="busy"}') == load.count(503)
        assert metric(server, "chatbot_worker_deaths_total") == 0
        until(lambda: server.ask(QUESTION) == before)


def test_as_many_clients_as_may_ask_at_once_are_all_answered(two_versions: Path) -> None:
    with running("--index", str(two_versions), CHATBOT_MAX_CONCURRENT="8") as server:
        asked = asyncio.run(Clients(server).taking_turns(8, 2))
        assert set(asked.statuses) == {200}, asked.statuses


def test_what_is_refused_under_load_can_be_read_by_a_page_of_another_site(two_versions: Path) -> None:
    """A browser asks first what it may (OPTIONS): where that is refused, the page never learns that it was."""
    origin, asked = "https://clinic.example", {"Access-Control-Request-Method": "POST"}
    settings = {"CHATBOT_ALLOWED_ORIGINS": origin, "CHATBOT_MAX_CONCURRENT": "1"}

    def ask(server: Server, number: int) -> tuple[int, int, str | None]:
        parts = urlsplit(server.address)
        connection = HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        with closing(connection):
            connection.request("OPTIONS", "/api/chat", headers={"Origin": origin, **asked})
            preflight = connection.getresponse()
            preflight.read()
            body = json.dumps({"question": f"{QUESTION} {number}"})
            connection.request("POST", "/api/chat", body, {"Origin": origin, "Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            return preflight.status, response.status, response.getheader("Access-Control-Allow-Origin")

    with running("--index", str(two_versions), "--workers", "1", **settings) as server, ThreadPoolExecutor(16) as pool:
        seen = set(pool.map(partial(ask, server), range(200)))
    assert seen == {(200, 200, origin), (200, 503, origin)}


@pytest.mark.long
@pytest.mark.parametrize("number", ["1", "2"])
def test_at_three_times_its_capacity_accepted_answers_stay_quick(two_versions: Path, number: str) -> None:
    arguments = ("--index", str(two_versions), "--workers", number)
    with running(*arguments, CHATBOT_METRICS_TOKEN=TOKEN, **SMALL_CACHE) as server:
        asyncio.run(Clients(server).taking_turns(16, FILLING * int(number)))
        overload(server, 8)
        rested = memory(server)
        alone, load = overload(server, 60)
        ratio = load.quantile(0.99) / alone.quantile(0.99)
        until(lambda: server.ask(QUESTION)[0] == 200)
        growth = memory(server) / rested - 1
        refused = sorted(load.refused_seconds)
        print(
            f"{number} workers: alone p99 {alone.quantile(0.99) * 1e3:.0f} ms; under load {load.statuses}; "
            f"accepted p50 {load.quantile(0.5) * 1e3:.0f} p99 {load.quantile(0.99) * 1e3:.0f} ms "
            f"({ratio:.1f} x), refused p50 {refused[len(refused) // 2] * 1e3:.0f} ms; memory {growth:+.1%}"
        )
        assert metric(server, "chatbot_worker_deaths_total") == 0
        assert load.count(200, 503, 429) == sum(load.statuses.values())
        assert ratio <= 4
        assert growth <= 0.05


@pytest.mark.long
def test_ten_minutes_leave_no_memory_and_no_descriptor_behind(two_versions: Path) -> None:
    with running("--index", str(two_versions), CHATBOT_METRICS_TOKEN=TOKEN, **SMALL_CACHE) as server:
        asyncio.run(Clients(server).taking_turns(16, 30))
        until(lambda: metric(server, 'chatbot_requests_total{status="2xx"}') > 300)
        rested, opened = memory(server), descriptors(server)
        soaked = asyncio.run(Clients(server).at_rate(10, 600))
        until(lambda: descriptors(server) <= opened + THREADS)
        growth = memory(server) / rested - 1
        print(f"{len(soaked.seconds)} answers: memory {growth:+.1%}, no descriptor leaked; {soaked.statuses}")
        assert set(soaked.statuses) == {200}
        assert growth < 0.03


@contextmanager
def slow_clients(server: Server, number: int) -> Iterator[list[socket.socket]]:
    """Open so many connections that send the beginning of a request and then nothing."""
    parts = urlsplit(server.address)
    with ExitStack() as open_ones:
        clients = []
        for _ in range(number):
            client = open_ones.enter_context(socket.create_connection((parts.hostname, parts.port), timeout=30))
            client.sendall(b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            clients.append(client)
        yield clients


def test_slow_clients_block_nobody_and_are_told_so(two_versions: Path) -> None:
    settings = {"CHATBOT_REQUEST_SECONDS": "2", "CHATBOT_METRICS_TOKEN": TOKEN}
    with running("--index", str(two_versions), **settings) as server:
        before = server.ask(QUESTION)
        with slow_clients(server, SLOW_CLIENTS) as clients:
            assert {server.ask(QUESTION) for _ in range(5)} == {before}
            told = [b"".join(iter(partial(client.recv, 65536), b"")) for client in clients]
            assert all(one.startswith(b"HTTP/1.1 408 ") and b"no whole request within 2 seconds" in one for one in told)
        assert metric(server, 'chatbot_refused_total{reason="slow"}') == SLOW_CLIENTS


@pytest.fixture
def many_descriptors() -> Iterator[None]:
    """Let this process open more than the usual 1,024 descriptors."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < MANY:
        pytest.skip(f"this system lets a process open {hard} descriptors, too few to fill a server")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, MANY), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_descriptors")
def test_more_connections_than_there_is_room_for_push_out_the_idle_ones(two_versions: Path) -> None:
    with running("--index", str(two_versions)) as server, slow_clients(server, 950):
        until(lambda: server.ask(QUESTION)[0] == 200)
        with slow_clients(server, 100):
            until(lambda: server.ask(QUESTION)[0] == 200)


@pytest.mark.usefixtures("many_descriptors")
def test_a_flood_of_connections_keeps_a_reader_waiting_for_moments(two_versions: Path) -> None:
    with running("--index", str(two_versions)) as server:
        assert server.ask(QUESTION)[0] == 200
        began = time.monotonic()
        with slow_clients(server, MANY - 1000):
            came = time.monotonic()
            assert server.ask(QUESTION)[0] == 200
            assert time.monotonic() - came < came - began  # a busy machine takes longer for both


def test_a_process_that_may_open_few_files_takes_fewer_connections(two_versions: Path) -> None:
    command = serve_command("--port", "0", "--index", str(two_versions))
    with started(["bash", "-c", 'ulimit -n 128; exec "$@"', "limited", *command]) as server, slow_clients(server, 200):
        assert server.ask(QUESTION)[0] == 200
        assert not [line for line in server.output if "OSError" in line]


def test_an_answer_that_never_comes_ends_its_worker_which_is_replaced(two_versions: Path) -> None:
    """The real server with one view more, which never returns: its thread cannot be ended, its process can."""
    program = (
        "import sys, threading; from chatbot.web import serve, app\n"
        "make = app.create_app\n"
        "def create_app(*given, **named):\n"
        "    made = make(*given, **named)\n"
        "    made.add_url_rule('/api/hang', view_func=lambda: str(threading.Event().wait()))\n"
        "    return made\n"
        "serve.create_app = create_app\n"
        "sys.exit(serve.main(['--port', '0', '--index', sys.argv[1]]))\n"
    )
    with started([sys.executable, "-c", program, str(two_versions)], CHATBOT_REQUEST_SECONDS="1") as server:
        (hung,) = server.workers()
        with pytest.raises(OSError, match=r"."):
            server.request("GET", "/api/hang")
        until(lambda: answers(server))  # a slow machine's first answers may take longer than that, too
        assert hung not in server.workers()
        until(lambda: any("an answer takes longer than 1 seconds" in line for line in server.output))
