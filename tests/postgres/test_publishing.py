"""A publish writes what changed, all of it or nothing; every generation stays what it was until it is removed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psycopg
import pytest

from chatbot.coverage.golden_command import main as check_golden
from chatbot.errors import BuildError, DamagedIndexError, NoIndexError, OtherReleaseError, UnreachableIndexError
from chatbot.indexing import upkeep as folder_upkeep
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import Filter, PassageIndex
from chatbot.indexing.upkeep import list_versions
from chatbot.indexing.versions import FileStore, IndexFolder
from chatbot.indexing.words import WordIndex, terms
from chatbot.postgres import address, lexicon, segments, upkeep
from chatbot.postgres import index as postgres_index
from chatbot.postgres.address import Address
from chatbot.postgres.publishing import Published, publish
from chatbot.postgres.schema import create
from chatbot.postgres.store import Database as Store
from tests.indexes import CACHE, TODAY, index_of
from tests.postgres.cluster import ADMIN, PUBLISHER, Database
from tests.postgres.editions import Editions
from tests.postgres.same import assert_same

pytestmark = pytest.mark.postgres


class Publisher:
    """An index folder with two versions, three articles and two of them, and a database."""

    def __init__(self, folder: Path, database: Database, encoders: Path) -> None:
        self.folder = folder
        self.database = database
        self.store = Store(database.settings(encoders, database.reader_of(database.primary)))
        there = {one.manifest.counts["articles"]: one.id for one in list_versions(IndexFolder(folder)) if one.manifest}
        self.three, self.two = there[3], there[2]

    def publish(self, version: str) -> Published:
        """Publish a version."""
        IndexFolder(self.folder).point_to(version)
        return publish(self.folder, self.database.publisher)

    def files(self, version: str) -> FileIndex:
        """Open a version from files."""
        return FileStore(self.folder).open(version)

    def count(self, table: str) -> int:
        """Return the number of rows."""
        with self.database.primary.admin(self.database.name) as connection:
            found = connection.execute(f"SELECT count(*) FROM chatbot.{table}").fetchone()  # noqa: S608  constants
            return int(found[0]) if found else 0

    def assert_served(self, version: str) -> None:
        """Check that a version is served, whole."""
        assert self.store.served() == version
        assert_same(self.store.open(version), self.files(version))


@pytest.fixture
def publisher(two_versions: Path, database: Database, encoders: Path, tmp_path: Path) -> Iterator[Publisher]:
    folder = Path(shutil.copytree(two_versions, tmp_path / "index", symlinks=True))
    made = Publisher(folder, database, encoders)
    yield made
    made.store.close()


def test_only_what_changed_is_written(publisher: Publisher) -> None:
    first = publisher.publish(publisher.three)
    assert (first.generation, first.written, first.retired, first.kept) == (1, 3, 0, 0)
    before = {table: publisher.count(table) for table in ("article", "passage", "searched", "sentence", "posting")}
    second = publisher.publish(publisher.two)
    assert (second.generation, second.written, second.retired, second.kept) == (2, 0, 1, 2)
    assert before == {table: publisher.count(table) for table in before}
    publisher.assert_served(publisher.two)


def test_a_word_of_thousands_of_letters_can_be_published(database: Database, tmp_path: Path, encoders: Path) -> None:
    """Such as a key. PostgreSQL takes no more than 2,704 bytes into an index, after compressing them."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    key = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(100))
    (corpus / "keys.md").write_text(f"---\ntitle: Keys\n---\n\nThe key {key} opens all the doors.\n")
    folder = index_of(corpus, "long-word")
    publish(folder, database.publisher)
    store = Store(database.settings(encoders, database.reader_of(database.primary)))
    assert_same(store.open(store.served()), FileStore(folder).open(store.served()))
    store.close()


def test_an_article_that_comes_back_is_written_again(publisher: Publisher) -> None:
    publisher.publish(publisher.two)
    third = publisher.publish(publisher.three)
    assert (third.written, third.kept) == (1, 2)
    publisher.assert_served(publisher.three)


def test_going_back_serves_an_earlier_generation_whole(publisher: Publisher) -> None:
    publisher.publish(publisher.three)
    publisher.publish(publisher.two)
    where = Address.parse(publisher.database.publisher)
    assert upkeep.roll_back(where) == publisher.three
    publisher.assert_served(publisher.three)
    assert [(kept.number, kept.served) for kept in upkeep.generations(where)] == [(1, True), (2, False)]
    with pytest.raises(BuildError, match="earlier version"):
        upkeep.roll_back(where)
    with pytest.raises(BuildError, match="no ffffffffffffffff"):
        upkeep.roll_back(where, "f" * 16)
    again = publisher.publish(publisher.two)
    assert (again.again, again.generation) == (True, 2)
    publisher.assert_served(publisher.two)


def test_going_back_goes_where_it_goes_in_a_folder(database: Database, tmp_path: Path, encoders: Path) -> None:
    """And what was served before, with which answers are compared, is the same one."""
    editions = Editions.build(3, tmp_path / "corpora", "editions-served")
    place = IndexFolder(Path(shutil.copytree(editions.folder, tmp_path / "index", symlinks=True)))
    (place.root / "history").unlink()
    where = Address.parse(database.publisher)
    store, files = Store(database.settings(encoders, database.reader_of(database.primary))), FileStore(place.root)
    went = []
    for edition in (0, 1, None, 2, None, 1, 2, 1, None):
        if edition is None:
            went.append(editions.versions.index(upkeep.roll_back(where)))
            assert folder_upkeep.roll_back(place) == editions.versions[went[-1]]
        else:
            place.point_to(editions.versions[edition])
            publish(place.root, database.publisher)
        assert store.before(store.served()) == files.before(files.served())
    assert went == [0, 0, 2]
    assert sorted(store.kept()) == sorted(editions.versions)
    store.close()


def test_golden_questions_are_checked_in_what_the_database_serves(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder in which it was built serves another version since somebody went back."""
    publisher.publish(publisher.three)
    publisher.publish(publisher.two)
    upkeep.roll_back(Address.parse(publisher.database.publisher))
    (tmp_path / "golden.yaml").write_text('- question: "Who are you?"\n  expected: "not answered"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHATBOT_INDEX", publisher.database.reader_of(publisher.database.primary))
    monkeypatch.setenv("CHATBOT_CORPUS", str(tmp_path / "elsewhere"))
    asked = ["--golden", str(tmp_path / "golden.yaml")]
    assert IndexFolder(tmp_path / "index").current() == publisher.two
    assert check_golden(asked, TODAY) == 0
    assert f"1 golden question, version {publisher.three}" in capsys.readouterr().out
    assert check_golden([*asked, "--against", publisher.two], TODAY) == 0
    assert f"Since version {publisher.two}" in capsys.readouterr().out


def test_pruning_leaves_the_served_generation_as_it_was_and_no_other(publisher: Publisher) -> None:
    publisher.publish(publisher.three)
    opened = publisher.store.open(publisher.three)
    publisher.publish(publisher.two)
    where = Address.parse(publisher.database.publisher)
    assert upkeep.prune(where, keep=2).versions == ()
    removed = upkeep.prune(where, keep=1)
    assert (removed.versions, removed.articles) == ((publisher.three,), 1)
    assert (publisher.count("generation"), publisher.count("article"), publisher.count("segment")) == (1, 2, 1)
    publisher.assert_served(publisher.two)
    with pytest.raises(BuildError, match="earlier version"):
        upkeep.roll_back(where)
    with pytest.raises(UnreachableIndexError, match="does not have it"):
        opened.nearest(opened.encoder.encode_question("bread"), 5, Filter())
    third = publisher.publish(publisher.three)
    assert (third.generation, third.written) == (3, 1)
    publisher.assert_served(publisher.three)


def test_what_was_retired_and_pruned_comes_back_after_going_back(publisher: Publisher) -> None:
    where = Address.parse(publisher.database.publisher)
    publisher.publish(publisher.three)
    publisher.publish(publisher.two)
    upkeep.roll_back(where)
    upkeep.prune(where, keep=2)
    assert len(upkeep.generations(where)) == 2
    publisher.assert_served(publisher.three)


def test_pruning_takes_away_what_was_written_last(publisher: Publisher) -> None:
    where = Address.parse(publisher.database.publisher)
    publisher.publish(publisher.two)
    publisher.publish(publisher.three)
    upkeep.roll_back(where)
    removed = upkeep.prune(where, keep=1)
    assert (removed.versions, removed.articles) == ((publisher.three,), 1)
    publisher.assert_served(publisher.two)
    assert publisher.publish(publisher.three).written == 1
    publisher.assert_served(publisher.three)


def test_a_publish_leaves_as_many_versions_as_a_build_leaves_in_a_folder(database: Database, tmp_path: Path) -> None:
    editions = Editions.build(7, tmp_path, "editions-pruned")
    where, versions = Address.parse(database.publisher), editions.versions
    for edition in range(4):
        done = publish(editions.serve(edition), database.publisher, keep=3, pinned=[versions[0]])
        assert done.removed == ()
    assert upkeep.roll_back(where) == versions[2]
    done = publish(editions.serve(4), database.publisher, keep=3, pinned=[versions[0]])
    assert done.removed == (versions[3],)  # what was taken back makes room before any that was served
    assert str(done).count("1 old versions removed") == 1
    assert [kept.version for kept in upkeep.generations(where)] == [versions[n] for n in (0, 1, 2, 4)]
    assert publish(editions.serve(2), database.publisher, keep=2, pinned=[versions[0]]).removed == (versions[1],)
    assert upkeep.prune(where, keep=1, pinned=[versions[0]]).versions == (versions[4],)
    assert upkeep.prune(where, keep=1).versions == (versions[0],)


def test_postings_of_what_publishes_removed_go_when_segments_are_merged(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So publishing for years needs no pruning by hand: two versions stay, and two that wait for a merge at most."""
    monkeypatch.setattr(segments, "MOST", 2)
    editions = Editions.build(7, tmp_path, "editions-pruned")
    with database.primary.admin(database.name) as connection:
        records = list[int]()
        for edition in range(7):
            publish(editions.serve(edition), database.publisher, keep=2)
            records += connection.execute("SELECT sum(records) FROM chatbot.segment").fetchall()[0]
    assert max(records) <= 4 * records[0]


def test_counts_that_no_generation_has_go_though_an_old_one_is_pinned(database: Database, tmp_path: Path) -> None:
    """Else each publish would leave its counts for as long as anything older is kept."""
    editions = Editions.build(7, tmp_path, "editions-pruned")
    counted = "SELECT count(*) FROM chatbot.frequency WHERE held > 0"
    with database.primary.admin(database.name) as connection:
        rows = list[int]()
        for edition in range(7):
            publish(editions.serve(edition), database.publisher, keep=2, pinned=[editions.versions[0]])
            rows += connection.execute(counted).fetchall()[0]
        assert rows[3:] == [rows[3]] * 4
        store = Store(database.settings(CACHE / "fetched", database.reader_of(database.primary)))
        for version in (editions.versions[0], *editions.versions[5:]):
            assert_same(store.open(version), FileStore(editions.folder).open(version))
        store.close()


def test_words_that_no_generation_has_go_and_come_back_under_other_numbers(publisher: Publisher) -> None:
    """Else the words of each article that was ever withdrawn would stay, and the tables of words grow for years."""
    publisher.publish(publisher.three)
    publisher.publish(publisher.two)
    upkeep.prune(Address.parse(publisher.database.publisher), keep=1)
    left = WordIndex(publisher.folder / "versions" / publisher.two)
    with publisher.database.primary.admin(publisher.database.name) as connection:
        words = connection.execute("SELECT array_agg(word) FROM chatbot.surface").fetchall()[0][0]
        numbers: dict[str, int] = dict(connection.execute("SELECT term, number FROM chatbot.term").fetchall())
        assert set(words) == set(left.surface_words()[0])
        assert set(numbers) == set(left.vocabulary()[0])
        publisher.publish(publisher.three)
        again: dict[str, int] = dict(connection.execute("SELECT term, number FROM chatbot.term").fetchall())
    publisher.assert_served(publisher.three)
    assert min(again[term] for term in again.keys() - numbers) > max(numbers.values())


def test_small_segments_are_merged(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST", 1)
    publisher.publish(publisher.two)
    publisher.publish(publisher.three)
    assert publisher.count("segment") == 2
    publisher.assert_served(publisher.three)


def test_of_a_common_word_the_passages_in_which_it_counts_most_are_enough(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(publisher.three)
    monkeypatch.setattr(lexicon, "PREFIX", 2)
    index, files = publisher.store.open(publisher.three), publisher.files(publisher.three)
    asked = terms("the moon pulls the water and the dough")
    hits, others = index.matching(asked, 3, Filter()), files.matching(asked, 3, Filter())
    assert hits.rows.tolist()[:2] == others.rows.tolist()[:2]
    assert hits.scores.tobytes() == files.bm25(asked, hits.rows).tobytes()


def test_a_term_that_is_forgotten_meanwhile_is_still_answered(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(publisher.three)
    monkeypatch.setattr(lexicon, "_ROOM", 0)
    index, files = publisher.store.open(publisher.three), publisher.files(publisher.three)
    seen = terms("the moon pulls")
    assert index.idf(seen).tobytes() == files.idf(seen).tobytes()
    asked = [*seen, *terms("water and dough")]
    assert index.idf(asked).tobytes() == files.idf(asked).tobytes()


def everything(index: PassageIndex) -> list[object]:
    """Return what a question and one that follows on it ask of an index, of all its passages."""
    vector, asked, rows = index.encoder.encode_question("tides"), terms("the moon pulls"), np.arange(len(index))
    near, match, views = index.nearest(vector, 3, Filter()), index.matching(asked, 3, Filter()), index.words(rows)
    found = (near.rows, near.scores, match.rows, match.scores, index.view_scores(vector, rows).scores, views.terms)
    return [*(array.tobytes() for array in (*found, index.bm25(asked, rows))), index.passages(rows)]


def test_what_was_read_is_not_asked_for_again(publisher: Publisher) -> None:
    publisher.publish(publisher.three)
    index = publisher.store.open(publisher.three)
    first = everything(index)
    publisher.store.close()
    assert everything(index) == first
    with pytest.raises(UnreachableIndexError):
        index.nearest(index.encoder.encode_question("dough"), 3, Filter())


def test_what_there_is_no_room_for_is_read_again(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish(publisher.three)
    before = everything(publisher.store.open(publisher.three))
    monkeypatch.setattr(postgres_index, "_KEPT", 2)
    monkeypatch.setattr(lexicon, "_ROOM", 2 * lexicon._ROOM_OF_TERM + 1)
    index = publisher.store.open(publisher.three)
    assert [everything(index) for _ in range(2)] == [before] * 2
    publisher.assert_served(publisher.three)


def test_one_publishes_at_a_time_and_readers_are_not_kept_waiting(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(publisher.three)
    monkeypatch.setitem(address._WRITING, "lock_timeout", "100ms")
    where = Address.parse(publisher.database.publisher)
    with psycopg.connect(where.primary()) as other:
        other.execute("SELECT FROM state FOR UPDATE")
        with pytest.raises(BuildError, match="somebody else is publishing"):
            publisher.publish(publisher.two)
        with pytest.raises(BuildError, match="somebody else is publishing"):
            upkeep.prune(where, keep=3)
        publisher.assert_served(publisher.three)
    publisher.publish(publisher.two)


def test_a_publish_that_fails_at_the_end_leaves_nothing(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.publish(publisher.two)
    before = {table: publisher.count(table) for table in ("article", "searched", "posting", "frequency", "generation")}
    with monkeypatch.context() as broken:
        broken.setattr("chatbot.postgres.schema.LARGE", ("no_such_table",))
        with pytest.raises(BuildError, match=r"nothing was published: .*no_such_table"):
            publisher.publish(publisher.three)
    assert before == {table: publisher.count(table) for table in before}
    publisher.assert_served(publisher.two)


def test_a_database_that_cannot_take_it_says_why(publisher: Publisher, servers: tuple[object, object]) -> None:
    name, primary = publisher.database.name, publisher.database.primary
    with pytest.raises(NoIndexError, match=r"scripts/database\.py publish"):
        publisher.store.served()
    with primary.admin(name) as connection:
        connection.execute("UPDATE chatbot.state SET dimensions = 768")
        with pytest.raises(BuildError, match="768 dimensions, those of this encoder have 384"):
            publisher.publish(publisher.two)
        connection.execute("UPDATE chatbot.state SET format = 99")
        where = Address.parse(publisher.database.publisher)
        for attempt in (
            lambda: publisher.publish(publisher.two),
            publisher.store.served,
            lambda: upkeep.generations(where),
            lambda: upkeep.roll_back(where),
            lambda: upkeep.prune(where, keep=1),
            lambda: create(connection, 384, PUBLISHER, []),
        ):
            with pytest.raises(OtherReleaseError, match=r"format 99, which another release made; .*another database"):
                attempt()
        connection.execute("DROP SCHEMA chatbot CASCADE")
        with pytest.raises(BuildError, match=r"scripts/database\.py create"):
            publisher.publish(publisher.two)
        create(connection, 384, PUBLISHER, [])
    assert publisher.publish(publisher.two).generation == 1


def test_the_publisher_owns_tables_that_were_restored_for_somebody_else(publisher: Publisher) -> None:
    name, primary = publisher.database.name, publisher.database.primary
    publisher.publish(publisher.two)
    with primary.admin(name) as connection:
        connection.execute(f"REASSIGN OWNED BY {PUBLISHER} TO {ADMIN}")
        with pytest.raises(BuildError, match=r"permission denied.*otherwise the publisher"):
            publisher.publish(publisher.three)
        create(connection, 384, PUBLISHER, [])
    publisher.publish(publisher.three)


def test_a_publish_takes_longer_than_the_server_allows_others(publisher: Publisher) -> None:
    where = f"ALTER ROLE {PUBLISHER} IN DATABASE {publisher.database.name} SET"
    with publisher.database.primary.admin() as connection:
        connection.execute(f"{where} statement_timeout = '1ms'")
        connection.execute(f"{where} idle_in_transaction_session_timeout = '1ms'")
        connection.execute(f"{where} transaction_timeout = '50ms'")
    assert publisher.publish(publisher.two).generation == 1


def test_a_damaged_encoder_is_fetched_again_and_nothing_of_it_stays(publisher: Publisher, tmp_path: Path) -> None:
    publisher.publish(publisher.two)
    database = publisher.database
    settings = database.settings(tmp_path / "fetched", database.reader_of(database.primary))
    for _ in range(2):
        store = Store(settings)
        fetched = tmp_path / "fetched" / store.open(publisher.two).encoder.fingerprint
        store.close()
        assert sorted(path.name for path in fetched.rglob("*")) == ["encoder.json", "model.onnx", "tokenizer.json"]
        assert list(fetched.parent.iterdir()) == [fetched]
        (fetched / "model.onnx").write_bytes(b"")


@pytest.mark.parametrize("which", ["min", "max"])
def test_a_passage_without_vectors_is_damage_wherever_it_stands(publisher: Publisher, which: str) -> None:
    publisher.publish(publisher.three)
    with publisher.database.primary.admin(publisher.database.name) as connection:
        for table in ("sentence", "searched"):
            place = f"SELECT {which}(number) FROM chatbot.passage"  # noqa: S608  constants
            connection.execute(f"DELETE FROM chatbot.{table} WHERE passage = ({place})")  # noqa: S608  constants
    index = publisher.store.open(publisher.three)
    vector = index.encoder.encode_question("tides")
    with pytest.raises(DamagedIndexError, match="vectors of a passage are missing; publish it again"):
        index.view_scores(vector, np.arange(len(index)))


def test_a_dump_restores_to_the_same_index(publisher: Publisher, tmp_path: Path, encoders: Path) -> None:
    publisher.publish(publisher.three)
    publisher.publish(publisher.two)
    primary, name = publisher.database.primary, publisher.database.name
    primary.run("pg_dump", "-Fc", "-n", "chatbot", "-f", f"{name}.dump", "-d", primary.url(database=name))
    with primary.admin() as connection:
        connection.execute(f"CREATE DATABASE {name}_back")
    with primary.admin(f"{name}_back") as connection:
        connection.execute("CREATE EXTENSION vector")
    primary.run("pg_restore", "-d", primary.url(database=f"{name}_back"), f"{name}.dump")
    restored = replace(publisher.database, name=f"{name}_back")
    store = Store(restored.settings(encoders, restored.reader_of(primary)))
    for version in (publisher.two, publisher.three):
        assert_same(store.open(version), publisher.files(version))
    assert store.served() == publisher.two
    store.close()


def test_without_a_server_nothing_is_published(two_versions: Path) -> None:
    with pytest.raises(BuildError, match="nothing was published"):
        publish(two_versions, "postgresql://nobody:s3cret@127.0.0.1:1/none")
