"""Servers die, hang and come back while readers ask: an answer or one clear 503, and service returns by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from chatbot.errors import BuildError
from chatbot.postgres.address import Address
from chatbot.postgres.publishing import publish
from tests.faults.test_workers import until
from tests.postgres.cluster import Database
from tests.postgres.conftest import pair
from tests.postgres.editions import Editions
from tests.postgres.readers import Readers, Told, answered, mixed, refused, serving

pytestmark = pytest.mark.postgres
READERS = 8


@dataclass(frozen=True)
class Limits:
    """Seconds within which a reader is told something, and service is back after the database is."""

    told: float
    back: float
    share: float  # of readers who are answered while one of two servers is away


SHORT, LONG = Limits(6.0, 15.0, 0.5), Limits(2.0, 5.0, 1.0)
"""Machines that run the short tests are shared; the long ones hold to what is promised."""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return Editions.build(6, tmp_path_factory.mktemp("editions-faults"), "editions-faults")


@pytest.fixture
def own(editions: Editions) -> Iterator[Database]:
    """A database with two servers of its own, on which the first edition is published."""
    with pair() as (primary, standby):
        database = Database.create(primary, standby, "articles")
        publish(editions.serve(0), database.publisher)
        database.wait_for_standby()
        yield database


def check(told: list[Told], editions: Editions, limits: Limits) -> None:
    """Check what holds whatever happens: only whole answers and clear refusals, none of them late."""
    odd = [one for one in told if not (answered(one) or refused(one))]
    assert not odd, odd[:3]
    assert not [one for one in told if answered(one) and mixed(one, editions)]
    slowest = max(one.seconds for one in told)
    print(f"{len(told)} asked, {sum(map(refused, told))} refused, slowest {slowest:.2f} s")
    assert slowest <= limits.told


def standby_dies(own: Database, editions: Editions, encoders: Path, limits: Limits) -> None:
    urls = (own.reader, own.reader_of(own.standby))
    both, standby_only = range(2)
    with serving([own.settings(encoders, url) for url in urls]) as apps, Readers(apps, READERS) as readers:
        for app in (both, standby_only):
            readers.wait_for(answered, app)
        own.standby.kill()
        readers.wait_for(refused, standby_only)
        assert readers.wait_for(answered, both) <= limits.told
        probes = [app.test_client() for app in apps]
        until(lambda: probes[standby_only].get("/readyz").status_code == 503)
        assert probes[both].get("/readyz").status_code == 200
        publish(editions.serve(1), own.publisher)
        own.standby.start()
        back = readers.wait_for(answered, standby_only)
        until(lambda: probes[standby_only].get("/readyz").status_code == 200)
        print(f"standby back after {back:.2f} s")
        assert back <= limits.back
    check(readers.since_open(), editions, limits)
    of_both = [answered(one) for one in readers.since_open() if one.app == both]
    assert sum(of_both) >= limits.share * len(of_both), "the other server answers"


def primary_dies_while_publishing(own: Database, editions: Editions, encoders: Path, limits: Limits) -> None:
    with serving([own.settings(encoders)]) as apps, Readers(apps, READERS) as readers:
        readers.wait_for(answered)
        failed: list[BuildError] = []

        def publish_until_it_dies() -> None:
            with suppress(psycopg.OperationalError):
                for edition in (1, 2, 3, 4):
                    try:
                        publish(editions.serve(edition), own.publisher)
                    except BuildError as error:
                        failed.append(error)

        publisher = threading.Thread(target=publish_until_it_dies)
        publisher.start()
        readers.wait_for(lambda told: answered(told) and told.said["index_version"] == editions.versions[1])
        own.primary.kill()
        publisher.join()
        assert failed, "the primary died after the last publish"
        own.standby.promote()
        assert readers.wait_for(answered) <= limits.back
        publish(editions.serve(5), own.publisher)
        readers.wait_for(lambda told: answered(told) and told.said["index_version"] == editions.versions[5])
    check(readers.since_open(), editions, limits)


def connections_are_cut(own: Database, editions: Editions, encoders: Path, limits: Limits, times: int) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'chatbot'"
    with serving([own.settings(encoders)]) as apps, Readers(apps, READERS) as readers:
        for _ in range(times):
            readers.wait_for(answered)
            for node in (own.primary, own.standby):
                with node.admin() as connection:
                    connection.execute(cut)
        assert readers.wait_for(answered) <= limits.back
    check(readers.since_open(), editions, limits)


def the_pool_runs_dry(own: Database, editions: Editions, encoders: Path, limits: Limits) -> None:
    url = own.reader_of(own.primary)
    with (
        serving([own.settings(encoders, url, connections=1)]) as apps,
        Readers(apps, 2 * READERS) as readers,
        own.primary.admin(own.name) as admin,
    ):
        readers.wait_for(answered)
        with admin.transaction():
            admin.execute("LOCK TABLE chatbot.searched IN ACCESS EXCLUSIVE MODE")
            readers.wait_for(refused)
            readers.wait_for(refused)
        assert readers.wait_for(answered) <= limits.back
    check(readers.since_open(), editions, limits)


def servers_hang(own: Database, editions: Editions, encoders: Path, limits: Limits) -> None:
    with serving([own.settings(encoders)]) as apps, Readers(apps, READERS) as readers:
        readers.wait_for(answered)
        own.standby.freeze(True)
        assert readers.wait_for(answered) <= limits.told
        own.primary.freeze(True)
        readers.wait_for(refused)
        for node in (own.primary, own.standby):
            node.freeze(False)
        assert readers.wait_for(answered) <= limits.back
    check(readers.since_open(), editions, limits)


def test_readers_are_served_through_every_fault(own: Database, editions: Editions, encoders: Path) -> None:
    turned = Database(own.name, own.standby, own.primary)
    with psycopg.connect(Address.parse(turned.publisher).primary()) as connection:
        assert connection.info.port == own.primary.port  # publishing finds the server that takes writes
    standby_dies(own, editions, encoders, SHORT)
    connections_are_cut(own, editions, encoders, SHORT, 2)
    the_pool_runs_dry(own, editions, encoders, SHORT)
    servers_hang(own, editions, encoders, SHORT)
    primary_dies_while_publishing(own, editions, encoders, SHORT)


@pytest.mark.long
@pytest.mark.parametrize("turn", range(5))
def test_faults_again_and_again_within_what_is_promised(
    own: Database, editions: Editions, encoders: Path, turn: int
) -> None:
    standby_dies(own, editions, encoders, LONG)
    connections_are_cut(own, editions, encoders, LONG, 20)
    the_pool_runs_dry(own, editions, encoders, LONG)
    servers_hang(own, editions, encoders, LONG)


@pytest.mark.long
@pytest.mark.parametrize("turn", range(5))
def test_the_primary_dies_again_and_again_while_publishing(
    own: Database, editions: Editions, encoders: Path, turn: int
) -> None:
    primary_dies_while_publishing(own, editions, encoders, LONG)
