"""Reads go from a server that is away to one that is there, however long they may take."""

from __future__ import annotations

import time

import pytest

from chatbot.postgres.address import Address
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
