"""Reads go from a server that is away, or that fails, to one that answers, however long they may take."""

from __future__ import annotations

import time

import pytest
from psycopg.conninfo import conninfo_to_dict

from chatbot.errors import UnreachableIndexError
from chatbot.postgres.address import Address
from chatbot.postgres.server import ReadConnection
from chatbot.postgres.servers import Servers
from tests.postgres.cluster import READER, SECRET, Database, free_port

pytestmark = pytest.mark.postgres
LONG = 60.0  # seconds of a read that opens an index
MOST = 10.0  # of which the wait for a connection to a server that is away may take


@pytest.mark.parametrize("first", ["dead", "alive"])
def test_a_long_read_does_not_wait_for_a_server_that_is_away(database: Database, first: str) -> None:
    hosts = [f"127.0.0.1:{free_port()}", f"127.0.0.1:{database.primary.port}"]
    if first == "alive":
        hosts.reverse()
    url = f"postgresql://{READER}:{SECRET}@{','.join(hosts)}/{database.name}"
    servers = Servers(Address.parse(url), 2)
    try:
        for _ in range(2):
            started = time.monotonic()
            assert servers.read(lambda connection: connection.execute("SELECT 7").fetchall(), LONG) == [(7,)]
            assert time.monotonic() - started < MOST
    finally:
        servers.close()


def test_a_server_that_fails_is_no_reason_not_to_ask_the_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """As one whose disk has damaged a page, or a pooler that mixes up what its clients prepare."""
    database.wait_for_standby()
    servers = Servers(Address.parse(database.reader), 2)
    failing = {database.primary.port}

    def work(connection: ReadConnection) -> int:
        if connection.info.port in failing:
            connection.execute("SELECT 'planted'::integer")
        return connection.info.port

    try:
        assert {servers.read(work) for _ in range(4)} == {database.standby.port}
        assert set(servers.read_all(work)) == {database.standby.port}
        assert f"127.0.0.1:{database.primary.port}: InvalidTextRepresentation (SQLSTATE 22P02)" in caplog.text
        failing.add(database.standby.port)
        with pytest.raises(UnreachableIndexError, match="a fault of its own, which is in the log"):
            servers.read(work)
        assert "planted" not in caplog.text
    finally:
        servers.close()


@pytest.mark.parametrize(
    ("url", "servers"),
    [
        ("postgresql:///articles", [("localhost:5432", None, "5432")]),
        ("postgresql://reader@:5433/articles", [("localhost:5433", None, "5433")]),
        ("postgresql:///articles?host=/run/postgresql", [("/run/postgresql:5432", "/run/postgresql", "5432")]),
        ("postgresql://db1,db2:5433/articles", [("db1:5432", "db1", "5432"), ("db2:5433", "db2", "5433")]),
    ],
)
def test_reads_go_to_the_servers_that_the_url_names_or_to_the_one_that_libpq_takes(
    url: str, servers: list[tuple[str, str | None, str]]
) -> None:
    """A publisher connects by libpq alone; without a host that is the socket, where no password may be needed."""
    found = [(name, conninfo_to_dict(conninfo)) for name, conninfo in Address.parse(url).each()]
    assert [(name, own.get("host"), own["port"]) for name, own in found] == servers
