"""The serving role reads and nothing else; no password in any message, log line or list of processes."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import psycopg
import pytest

from chatbot.errors import IndexingError, UnreachableIndexError
from chatbot.indexing.versions import IndexFolder
from chatbot.postgres import schema, servers
from chatbot.postgres.address import Address
from chatbot.postgres.publishing import publish
from chatbot.postgres.store import Database as Store
from chatbot.settings import Settings
from chatbot.web.app import create_app
from scripts.database import main
from scripts.verify_answer import main as verify_answer
from tests.faults.test_workers import until
from tests.postgres.cluster import PUBLISHER, READER, SECRET, Database
from tests.postgres.readers import serving
from tests.web.process import running

pytestmark = pytest.mark.postgres
WRITES = (
    "INSERT INTO chatbot.term VALUES (-1, 'x')",
    "UPDATE chatbot.state SET active = 1",
    "DELETE FROM chatbot.generation",
    "TRUNCATE chatbot.article",
    "SELECT FROM chatbot.state FOR UPDATE",
    "CREATE TABLE chatbot.mine ()",
    "DROP SCHEMA chatbot CASCADE",
    "ALTER TABLE chatbot.article DISABLE ROW LEVEL SECURITY",
)
HOSTILE = (
    "'; DROP SCHEMA chatbot CASCADE; --",
    '"; UPDATE chatbot.state SET active = NULL; --',
    "%(generation)s $1 \\'; SELECT pg_sleep(9)",
    "{} {0} %s %b",
    "\\x00' OR 1=1",
)


@pytest.fixture(scope="module")
def published(new_database: object, two_versions: Path) -> Database:
    assert callable(new_database)
    database: Database = new_database()
    publish(two_versions, database.publisher)
    database.wait_for_standby()
    return database


@pytest.mark.parametrize("statement", WRITES)
def test_the_serving_role_cannot_write_even_where_it_tries(published: Database, statement: str) -> None:
    with psycopg.connect(published.reader_of(published.primary), autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_each_table_says_what_it_holds_to_whoever_looks(published: Database) -> None:
    query = """SELECT relname, obj_description(oid, 'pg_class') FROM pg_class
    WHERE relnamespace = 'chatbot'::regnamespace AND relkind = 'r'"""
    with psycopg.connect(published.reader_of(published.primary)) as connection:
        told: dict[str, str | None] = dict(connection.execute(query).fetchall())
    assert {*schema.LARGE, "state", "generation", "encoder"} < told.keys()
    assert all(told.values()), told


def test_a_serving_connection_is_read_only_whatever_the_url_says(published: Database) -> None:
    url = f"{published.reader_of(published.primary)}?options=-c%20default_transaction_read_only%3Doff"
    (_, conninfo), *_ = Address.parse(url).each()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        assert connection.execute("SHOW default_transaction_read_only").fetchone() == ("on",)
        assert connection.execute("SHOW hnsw.iterative_scan").fetchone() == ("relaxed_order",)


def test_a_role_that_may_not_read_is_told_so(published: Database, encoders: Path) -> None:
    with published.primary.admin(published.name) as connection:
        connection.execute(f"REVOKE SELECT ON chatbot.state FROM {READER}")  # noqa: S608  a constant
        store = Store(published.settings(encoders, published.reader_of(published.primary)))
        with pytest.raises(IndexingError, match=r"scripts/database\.py create --reader"):
            store.served()
        store.close()
        connection.execute(f"GRANT SELECT ON chatbot.state TO {READER}")


@pytest.mark.parametrize(
    ("taken", "given"),
    [
        ("REVOKE SELECT ON ALL TABLES IN SCHEMA chatbot FROM", "GRANT SELECT ON ALL TABLES IN SCHEMA chatbot TO"),
        ("REVOKE USAGE ON SCHEMA chatbot FROM", "GRANT USAGE ON SCHEMA chatbot TO"),
        ("ALTER SCHEMA chatbot RENAME TO", f"ALTER SCHEMA {READER} RENAME TO chatbot --"),
    ],
)
def test_a_server_that_may_read_no_longer_says_so_until_it_may_again(
    published: Database, encoders: Path, taken: str, given: str
) -> None:
    settings = published.settings(encoders, published.reader_of(published.primary))
    with serving([settings]) as (app,), published.primary.admin(published.name) as connection:
        client = app.test_client()

        def asked(days: int) -> int:
            question = {"question": f"How many tides are there in {days} days?"}
            return client.post("/api/chat", json=question).status_code

        assert asked(1) == 200
        connection.execute(f"{taken} {READER}")
        assert {asked(days) for days in (2, 3, 4)} == {503}
        until(lambda: client.get("/readyz").status_code == 503)
        assert asked(1) == 503  # what was read before is gone, too
        connection.execute(f"{given} {READER}")
        until(lambda: client.get("/readyz").status_code == 200)
        assert asked(1) == 200


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_readers_send_stays_a_value(published: Database, encoders: Path, two_versions: Path, hostile: str) -> None:
    with serving([published.settings(encoders)]) as (app,):
        client = app.test_client()
        filters = {"category": [hostile], "language": [hostile], "article": [hostile]}
        for body in (
            {"question": hostile, "history": [hostile]},
            {"question": "tides", "filters": filters},
            {"question": f"How many tides {hostile}"},
        ):
            response = client.post("/api/chat", json=body)
            assert response.status_code == 200, response.text
            assert response.get_json()["index_version"] == IndexFolder(two_versions).current()
        assert client.get(f"/articles/{hostile}").status_code == 404


def test_no_message_and_no_log_line_holds_the_password(
    published: Database,
    encoders: Path,
    two_versions: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(servers, "ATTEMPT", 2.0)  # nothing is to be had for all the patience of the other tests
    caplog.set_level(logging.DEBUG)
    wrong = published.reader.replace(SECRET, "wr0ng-s3cret")
    away = f"postgresql://{READER}:wr0ng-s3cret@127.0.0.1:1/none"
    said = []
    for url in (wrong, away):
        store = Store(Settings(index=url, encoders=str(encoders)))
        with pytest.raises(UnreachableIndexError) as caught:
            store.served()
        store.close()
        said += [str(caught.value), repr(caught.value), repr(Address.parse(url)), str(Address.parse(url))]
        with pytest.raises(IndexingError) as failed:
            publish(two_versions, url)
        said.append(str(failed.value))
    assert caplog.records
    assert not [line for line in (*said, caplog.text) if "s3cret" in line]


def test_a_server_says_which_database_it_reads_and_no_more(published: Database, encoders: Path) -> None:
    away = f"postgresql://{READER}:{SECRET}@127.0.0.1:1/none"
    with running(CHATBOT_INDEX=away, CHATBOT_ENCODERS=str(encoders)) as server:
        status, answer = server.ask("How many tides are there?")
        assert (status, json.loads(answer)["code"]) == (503, "index-unreachable")
        assert SECRET not in answer.decode()
    assert any("postgresql://127.0.0.1:1/none" in line for line in server.output)
    assert not [line for line in server.output if SECRET in line]


def test_a_real_server_answers_from_a_database_with_two_workers(published: Database, encoders: Path) -> None:
    settings = {"CHATBOT_INDEX": published.reader, "CHATBOT_ENCODERS": str(encoders), "CHATBOT_WORKERS": "2"}
    with running(**settings) as server:
        statuses = {server.ask("How many tides are there in a day?")[0] for _ in range(8)}
    assert statuses == {200}
    assert not [line for line in server.output if SECRET in line]


def test_an_answer_given_once_is_checked_in_the_database_that_gave_it(
    published: Database,
    encoders: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On a machine that has no index folder."""
    settings = Settings(index=published.reader, encoders=str(encoders))
    asked = {"question": "How many tides are there in a day?"}
    answer = create_app(settings).test_client().post("/api/chat", json=asked).get_json()
    given = tmp_path / "given.json"
    monkeypatch.setenv("CHATBOT_INDEX", published.reader)
    monkeypatch.setenv("CHATBOT_ENCODERS", str(encoders))
    for version, status, said in (
        (answer["index_version"], 0, f"quotes that stand word for word in version {answer['index_version']}: "),
        ("f" * 16, 3, f"/{published.name}: version 'ffffffffffffffff' is gone"),
    ):
        given.write_text(json.dumps({**answer, "index_version": version}), encoding="utf-8")
        assert verify_answer([str(given)]) == status
        assert said in "".join(capsys.readouterr())


def test_the_commands_of_an_operator(
    published: Database,
    two_versions: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CHATBOT_INDEX", published.publisher)

    def database(*arguments: str) -> tuple[int, str]:
        status = main(list(arguments))
        said = "".join(capsys.readouterr())
        assert SECRET not in said
        return status, said

    version = IndexFolder(two_versions).current()
    status, listed = database("list")
    assert (status, listed.count(version), listed.count("served")) == (0, 1, 1)
    assert database("publish", "--from", str(two_versions)) == (
        0,
        f"version {version} was in the database already; it is served as generation 1\n",
    )
    assert database("rollback")[0] == 1
    assert database("rollback", version) == (0, f"serving {version}; servers notice within a second\n")
    assert database("prune", "--keep", "1") == (0, "nothing to remove\n")
    with pytest.raises(SystemExit, match="2"):
        database("prune", "--keep", "-1")
    assert "'-1' is no number of versions; keep at least 1" in capsys.readouterr().err
    assert database("list", "--index", str(tmp_path))[0] == 2
    assert database("publish", "--from", str(tmp_path))[0] == 1
    status, said = database("create", "--publisher", PUBLISHER, "--reader", "nobody_here")
    assert (status, "nobody_here" in said) == (1, True)
