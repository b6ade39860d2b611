"""The index is opened once, exchanged while it answers, and never answers from a file that anybody has touched."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chatbot.errors import DamagedIndexError, NoIndexError
from chatbot.indexing.build import build_index
from chatbot.indexing.files import FileIndex
from chatbot.indexing.upkeep import roll_back
from chatbot.indexing.versions import FileStore, IndexFolder
from chatbot.reading.folder import Corpus
from chatbot.web.board import Board
from chatbot.web.library import Library
from tests.indexes import TODAY


class Counting(FileStore):
    """A store that remembers which versions it has opened."""

    opened: list[str]

    def open(self, version: str) -> FileIndex:
        self.opened = [*getattr(self, "opened", []), version]
        return super().open(version)


class MendedMeanwhile(FileStore):
    """A store whose damaged version is mended by somebody else while it is being refused."""

    mend: Callable[[], None]

    def open(self, version: str) -> FileIndex:
        try:
            return super().open(version)
        except DamagedIndexError:
            self.mend()
            raise


class DamagedMeanwhile(FileStore):
    """A store whose texts somebody overwrites once they have been compared."""

    damage: Callable[[], object]

    def open(self, version: str) -> FileIndex:
        index = super().open(version)
        self.damage()
        return index


@pytest.fixture
def folder(two_versions: Path, tmp_path: Path) -> Path:
    """A copy of an index folder with two versions; the newer one is served."""
    return Path(shutil.copytree(two_versions, tmp_path / "index", symlinks=True))


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    other = path.with_name("other")  # renamed, for this process has mapped the old one
    other.write_bytes(raw)
    other.rename(path)


def test_it_is_opened_once_for_all_threads(folder: Path) -> None:
    store = Counting(folder)
    library = Library(store, Board())
    with ThreadPoolExecutor(16) as pool:
        versions = {id(future.result()) for future in [pool.submit(library.current) for _ in range(64)]}
    assert len(versions) == 1
    assert store.opened == [store.served()]


def test_articles_are_reviewed_where_one_names_its_reviewers_even_as_nobody(folder: Path, tmp_path: Path) -> None:
    assert not Library(FileStore(folder), Board()).current().reviews
    article = {
        "id": "a",
        "title": "Shop",
        "reviewed_by": [],
        "sections": [{"id": "s", "text": "It is open until six."}],
    }
    (tmp_path / "articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    build_index(Corpus(tmp_path / "articles.jsonl", today=TODAY), folder)
    assert Library(FileStore(folder), Board()).current().reviews


def test_a_failed_opening_is_tried_again(folder: Path) -> None:
    current = folder / "current"
    library = Library(FileStore(folder), Board())
    current.rename(folder / "away")
    with pytest.raises(NoIndexError):
        library.current()
    (folder / "away").rename(current)
    assert library.current().index.version == current.read_text(encoding="utf-8").strip()


def test_a_new_version_takes_the_place_of_the_old_one_and_shares_its_encoder(folder: Path) -> None:
    library = Library(FileStore(folder), Board())
    new = library.current()
    old_version = roll_back(IndexFolder(folder))
    old = library.refresh()
    assert (old.index.version, library.refused) == (old_version, None)
    assert old.index.encoder is new.index.encoder
    assert len(new.index.article_ids()) == len(old.index.article_ids()) - 1


def test_a_damaged_new_version_leaves_the_old_one_answering_and_is_named(folder: Path) -> None:
    place, store = IndexFolder(folder), Counting(folder)
    library = Library(store, Board())
    newer = place.current()
    roll_back(place)
    older = library.current()
    damaged = place.versions / newer / "texts.sqlite"
    flip(damaged)
    place.point_to(newer)
    assert library.refresh() is older
    assert library.refused is not None
    assert library.refused.version == newer
    assert str(damaged) in str(library.refused.error)
    assert library.refresh() is library.current() is older
    assert store.opened.count(newer) == 1, "what has not changed is not read again and again"
    flip(damaged)
    assert library.refresh().index.version == newer
    assert library.refused is None


@pytest.mark.parametrize("pointer", ["", "0123456789abcdef", None])
def test_a_damaged_pointer_leaves_the_open_version_answering(
    folder: Path, pointer: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    library = Library(FileStore(folder), Board())
    opened = library.current()
    current = folder / "current"
    current.unlink() if pointer is None else current.write_text(pointer, encoding="utf-8")
    assert library.refresh() is opened
    assert library.refused is not None
    current.write_text(f"{opened.index.version}\n", encoding="utf-8")
    with caplog.at_level(logging.INFO, "chatbot.web.library"):
        assert [library.refresh(), library.refresh()] == [opened, opened]
    assert caplog.text.count(f"what was in the way is over; index version {opened.index.version} is served") == 1


def test_a_file_touched_under_the_open_version_is_read_again_before_the_next_answer(folder: Path) -> None:
    library = Library(FileStore(folder), Board())
    opened = library.current()
    touched = folder / "versions" / opened.index.version / "views.npy"
    touched.touch()
    again = library.current()
    assert again is not opened
    assert again.index.version == opened.index.version
    with touched.open("r+b") as file:
        file.truncate(1000)
    for _ in range(2):
        with pytest.raises(DamagedIndexError, match=r"views\.npy"):
            library.current()


def test_while_a_new_version_is_damaged_the_old_one_answers_on_though_its_files_are_touched(folder: Path) -> None:
    place = IndexFolder(folder)
    library = Library(FileStore(folder), Board())
    newer = place.current()
    roll_back(place)
    older = library.current()
    flip(place.versions / newer / "texts.sqlite")
    place.point_to(newer)
    (place.versions / older.index.version / "views.npy").touch()
    again = library.current()
    assert again is not older
    assert again.index.version == older.index.version
    assert library.refused is not None
    assert library.refused.version == newer


def test_a_version_that_is_mended_while_it_is_refused_is_read_again(folder: Path) -> None:
    store = MendedMeanwhile(folder)
    texts = folder / "versions" / store.served() / "texts.sqlite"
    flip(texts)
    store.mend = lambda: flip(texts)
    library = Library(store, Board())
    with pytest.raises(DamagedIndexError):
        library.refresh()
    assert library.refresh().index.version == store.served()


def test_a_version_rebuilt_in_place_of_a_damaged_one_answers(folder: Path, corpus_of_two: Path) -> None:
    library = Library(FileStore(folder), Board())
    version = library.current().index.version
    flip(folder / "versions" / version / "texts.sqlite")
    with pytest.raises(DamagedIndexError):
        library.current()
    assert build_index(Corpus(corpus_of_two, today=TODAY), folder).manifest.version == version
    assert library.current().index.version == version


def test_a_version_damaged_between_its_comparison_and_its_first_use_is_refused_and_no_error_of_ours(
    folder: Path,
) -> None:
    store = DamagedMeanwhile(folder)
    texts = folder / "versions" / store.served() / "texts.sqlite"
    whole = texts.read_bytes()
    store.damage = lambda: texts.write_bytes(bytes(len(whole)))
    library = Library(store, Board())
    with pytest.raises(DamagedIndexError, match="DatabaseError"):
        library.current()
    assert library.refused is not None
    store.damage = lambda: None
    texts.write_bytes(whole)
    assert library.current().index.version == store.served()
