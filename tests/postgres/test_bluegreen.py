"""Publishing while readers ask: no error, no answer that mixes two generations, and every reader gets the new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.postgres import upkeep
from chatbot.postgres.address import Address
from chatbot.postgres.publishing import publish
from tests.postgres.cluster import Database
from tests.postgres.editions import Editions
from tests.postgres.readers import Readers, answered, mixed, serving

pytestmark = pytest.mark.postgres
SOME, MANY = 6, 16
"""Readers of three apps, who ask without pause: of the short form two of each, since all else waits for them."""


def publish_under_readers(
    editions: Editions, database: Database, encoders: Path, *, readers: int, keep: int
) -> dict[str, int]:
    """Publish every edition while readers ask one app of the primary, one of the standby and one of both."""
    where = Address.parse(database.publisher)
    publish(editions.serve(0), database.publisher)
    database.wait_for_standby()
    urls = (database.reader_of(database.primary), database.reader_of(database.standby), database.reader)
    with serving([database.settings(encoders, url) for url in urls]) as apps, Readers(apps, readers) as asking:
        for app in range(len(apps)):
            asking.wait_for(answered, app)
        for edition in range(1, len(editions.versions)):
            published = publish(editions.serve(edition), database.publisher)
            assert (published.generation, published.written) == (edition + 1, 4)
            if edition % keep == 0:
                upkeep.prune(where, keep)
        last = editions.versions[-1]
        for app in range(len(apps)):
            asking.wait_for(lambda told: answered(told) and told.said["index_version"] == last, app)
    versions = {(told.app, told.said["index_version"]) for told in asking.told if answered(told)}
    return {
        "answers": len(asking.told),
        "errors": sum(not answered(told) for told in asking.told),
        "mixed": sum(bool(mixed(told, editions)) for told in asking.told if answered(told)),
        "least generations seen by an app": min(sum(app == number for app, _ in versions) for number in range(3)),
    }


def check(found: dict[str, int]) -> None:
    print(found)
    assert found["answers"] > MANY
    assert (found["errors"], found["mixed"]) == (0, 0)
    assert found["least generations seen by an app"] >= 2


def test_a_few_publishes_under_readers(new_database: Callable[[], Database], encoders: Path, tmp_path: Path) -> None:
    editions = Editions.build(4, tmp_path, "editions-published")
    check(publish_under_readers(editions, new_database(), encoders, readers=SOME, keep=100))


@pytest.mark.long
def test_two_hundred_publishes_under_readers(
    new_database: Callable[[], Database], encoders: Path, tmp_path: Path
) -> None:
    editions = Editions.build(201, tmp_path, "editions-long")
    check(publish_under_readers(editions, new_database(), encoders, readers=MANY, keep=50))
