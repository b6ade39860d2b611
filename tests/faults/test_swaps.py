"""Versions are exchanged under load: no request fails, and each answer is true of the version that it names."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path

import pytest

from chatbot.answering.verifying import faults_in, read_answer
from chatbot.indexing.texts import TextStore
from chatbot.indexing.versions import IndexFolder
from tests.faults.load import Clients, Outcome
from tests.faults.test_workers import SOON, TOKEN, metric, until
from tests.web.process import Server, running

CLIENTS = 16
GONE = "bread"  # the article that only the older version has


@pytest.fixture
def place(two_versions: Path, tmp_path: Path) -> IndexFolder:
    return IndexFolder(Path(shutil.copytree(two_versions, tmp_path / "index", symlinks=True)))


def older(place: IndexFolder) -> str:
    return next(version for version in place.version_ids() if version != place.current())


def served_by(server: Server, version: str) -> float:
    """Return how many workers serve a version."""
    name = f'chatbot_index_workers{{version="{version}"}}'
    try:
        return metric(server, name)
    except StopIteration:
        return 0.0


async def swapping(server: Server, place: IndexFolder, swaps: int) -> Outcome:
    """Exchange the two versions so often while clients ask; each time all workers must follow."""
    versions = [older(place), place.current()]
    workers = await asyncio.to_thread(metric, server, "chatbot_workers")

    def follow(version: str) -> None:
        place.point_to(version)
        until(lambda: served_by(server, version) == workers)

    async def swap() -> None:
        for number in range(swaps):
            await asyncio.to_thread(follow, versions[number % 2])

    clients = Clients(server, keep_bodies=True)
    asking = asyncio.create_task(clients.taking_turns(CLIENTS, 3600))
    try:
        await swap()
    finally:
        clients.stop()
        await asking
    return clients.outcome


def check(outcome: Outcome, place: IndexFolder, swaps: int) -> None:
    """Check that all were answered, and each answer against the version that it names."""
    assert set(outcome.statuses) == {200}, outcome.statuses
    stores = {version: TextStore(place.versions / version) for version in place.version_ids()}
    named = set()
    for body in set(outcome.bodies):
        answer = read_answer(body)
        assert faults_in(answer, stores[answer.index_version].article) == []
        named.add(answer.index_version)
    assert named == set(stores)
    print(f"{swaps} swaps, {len(outcome.bodies)} answers, {len(set(outcome.bodies))} different, 0 errors, 0 mixed")


def test_no_request_fails_and_no_answer_mixes_versions(place: IndexFolder) -> None:
    with running("--index", str(place.root), "--workers", "2", CHATBOT_METRICS_TOKEN=TOKEN) as server:
        check(asyncio.run(swapping(server, place, 2)), place, 2)


@pytest.mark.long
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_hundred_exchanges_fail_no_request_and_mix_no_answer(place: IndexFolder, workers: str) -> None:
    with running("--index", str(place.root), "--workers", workers, CHATBOT_METRICS_TOKEN=TOKEN) as server:
        check(asyncio.run(swapping(server, place, 100)), place, 100)


def shows(server: Server) -> list[str]:
    """Return the endpoints that still know the article that is to be gone."""
    baking = b'{"question": "What is mixed in the evening for bread with a long rise?"}'
    json = {"Content-Type": "application/json"}
    typed = b"question=What+is+mixed+in+the+evening+for+bread+with+a+long+rise%3F"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    seen = {
        "article": server.request("GET", f"/articles/{GONE}")[0] == 200,
        "answer": b"very little yeast" in server.request("POST", "/api/chat", baking, **json)[1],
        "page": b"very little yeast" in server.request("POST", "/", typed, **form)[1],
        "demo": b"Bread with a Long Rise" in server.request("GET", "/demo")[1],
    }  # fmt: skip
    return [name for name, shown in seen.items() if shown]


def test_a_deleted_article_is_gone_from_every_endpoint(place: IndexFolder) -> None:
    """Within a second; the bound here is looser, for a machine that others use, and the time is printed."""
    without = place.current()
    place.point_to(older(place))
    with running("--index", str(place.root), "--workers", "2") as server:
        assert {"article", "answer", "page"} <= set(shows(server))
        place.point_to(without)
        begun, quiet, gone = time.monotonic(), 0, 0.0
        while quiet < 5:  # several times in a row: each worker has been asked
            asked = time.monotonic() - begun
            quiet = 0 if shows(server) else quiet + 1
            gone = asked if quiet == 1 else gone
            assert time.monotonic() < begun + SOON
    print(f"gone after {gone:.2f} s")
