"""A primary and a streaming standby for the whole run, and databases in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from chatbot.indexing.versions import open_index
from chatbot.postgres import server as database_server
from chatbot.postgres import servers as database_servers
from tests.indexes import CACHE
from tests.postgres.cluster import Database, Installation, Node


@contextmanager
def pair() -> Iterator[tuple[Node, Node]]:
    """Start a primary and a standby that follows it; end both, however they are, and remove what they wrote."""
    installation = Installation()
    primary, standby = Node(installation, "primary"), Node(installation, "standby")
    try:
        primary.initialise()
        primary.start()
        standby.follow(primary)
        standby.start()
        yield primary, standby
    finally:
        for node in (standby, primary):
            node.end()
        installation.remove()


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[Node, Node]]:
    """Servers that tests leave as they are."""
    with pair() as nodes:
        yield nodes


@pytest.fixture(scope="session")
def new_database(servers: tuple[Node, Node]) -> Callable[[], Database]:
    """Return a function that makes an empty database with an index's tables."""
    numbers = count()
    return lambda: Database.create(*servers, f"articles_{next(numbers)}")


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    """An empty database with an index's tables."""
    return new_database()


@pytest.fixture(scope="session")
def encoders() -> Path:
    """A folder that keeps what app servers fetch."""
    return CACHE / "fetched"


@pytest.fixture(scope="session")
def encoder_folder(small_index: Path) -> Path:
    """The default model's encoder."""
    return CACHE / "encoders" / open_index(small_index).encoder.fingerprint


@pytest.fixture(autouse=True)
def patient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait longer than a reader would, except where faults are tested: the machine that runs the tests is shared."""
    if request.path.name not in ("test_faults.py", "test_servers.py"):
        monkeypatch.setattr(database_servers, "PATIENCE", 30.0)
        monkeypatch.setattr(database_servers, "ATTEMPT", 30.0)
        monkeypatch.setattr(database_server, "ATTEMPT", 30.0)
