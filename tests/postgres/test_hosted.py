"""Hosted services: pgvector in a schema of their choice, administrators who are no superusers, their own settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.errors import IndexingError
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import FileStore, IndexFolder
from chatbot.postgres import schema
from chatbot.postgres.publishing import publish
from chatbot.postgres.store import Database as Store
from tests.postgres.cluster import PUBLISHER, READER, Database
from tests.postgres.same import assert_same

pytestmark = pytest.mark.postgres


@pytest.fixture
def with_pgvector(database: Database) -> Callable[[str], Database]:
    """Return a function that makes a database without tables, with pgvector in the schema that it is given."""

    def made(place: str) -> Database:
        name = f"{database.name}_{place}"
        with database.primary.admin() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        with database.primary.admin(name) as connection:
            connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {place}")
            connection.execute(f"CREATE EXTENSION vector SCHEMA {place}")
        return replace(database, name=name)

    return made


@pytest.mark.parametrize("place", schema.EXTENSIONS)
def test_pgvector_is_used_where_a_service_put_it(
    with_pgvector: Callable[[str], Database], small_index: Path, encoders: Path, place: str
) -> None:
    database = with_pgvector(place)
    with database.primary.admin(database.name) as connection:
        schema.create(connection, 384, PUBLISHER, [READER])
    publish(small_index, database.publisher)
    store = Store(database.settings(encoders, database.reader_of(database.primary)))
    assert_same(store.open(store.served()), FileStore(small_index).open(store.served()))
    store.close()


def test_the_remedy_is_named_where_pgvector_is_not_looked_for(with_pgvector: Callable[[str], Database]) -> None:
    database = with_pgvector("elsewhere")
    with database.primary.admin(database.name) as connection:
        with pytest.raises(IndexingError, match=r"schema elsewhere, .* ALTER EXTENSION vector SET SCHEMA public"):
            schema.create(connection, 384, PUBLISHER, [READER])
        connection.execute("ALTER EXTENSION vector SET SCHEMA public")
        schema.create(connection, 384, PUBLISHER, [READER])


def test_an_administrator_who_is_no_superuser_is_told_how_to_act_as_the_publisher(
    with_pgvector: Callable[[str], Database],
) -> None:
    database = with_pgvector("public")
    boss, publisher = f"boss_{database.name}", f"publisher_{database.name}"
    with database.primary.admin() as connection:
        connection.execute(f"CREATE ROLE {boss} CREATEROLE; ALTER DATABASE {database.name} OWNER TO {boss}")
    with database.primary.admin(database.name) as connection:
        connection.execute(f"SET SESSION AUTHORIZATION {boss}; CREATE ROLE {publisher}")
        with pytest.raises(IndexingError, match=f'may not act as .* GRANT "{publisher}" TO CURRENT_USER'):
            schema.create(connection, 384, publisher, [])
        connection.execute(f"GRANT {publisher} TO CURRENT_USER")
        schema.create(connection, 384, publisher, [])
        schema.create(connection, 384, publisher, [READER])


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_character_is_refused_with_the_remedy(
    database: Database, encoding: str
) -> None:
    name = f"{database.name}_{encoding.lower()}"
    with database.primary.admin() as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
    with (
        database.primary.admin(name) as connection,
        pytest.raises(IndexingError, match=f"encoding is {encoding}, .* ENCODING 'UTF8' TEMPLATE template0"),
    ):
        schema.create(connection, 384, PUBLISHER, [READER])


def test_what_a_database_sets_for_its_sessions_changes_no_answer(
    database: Database, small_index: Path, encoders: Path
) -> None:
    name = f"{database.name}_set"
    with database.primary.admin() as connection:
        connection.execute(f"CREATE DATABASE {name}")
        for setting in (
            "client_encoding = 'LATIN1'",
            "default_transaction_isolation = 'serializable'",
            "search_path = pg_catalog",
            "TimeZone = 'Asia/Kathmandu'",
            "bytea_output = 'escape'",
        ):
            connection.execute(f"ALTER DATABASE {name} SET {setting}")
    with database.primary.admin(name) as connection:
        schema.create(connection, 384, PUBLISHER, [READER])
    database = replace(database, name=name)
    publish(small_index, database.publisher)
    database.wait_for_standby()
    files = FileStore(small_index).open(IndexFolder(small_index).current())
    for server in (database.primary, database.standby):
        store = Store(database.settings(encoders, database.reader_of(server)))
        index = store.open(store.served())
        assert_same(index, files)
        assert index.idf(["침묵", "조약돌"]).tobytes() == files.idf(["침묵", "조약돌"]).tobytes()
        vector, where = files.encoder.encode_question("x"), Filter(category=frozenset({"침묵"}))
        assert len(index.nearest(vector, 3, where).rows) == 0
        store.close()
