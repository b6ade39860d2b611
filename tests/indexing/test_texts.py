from __future__ import annotations

import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from chatbot.errors import DamagedIndexError
from chatbot.indexing.index import ArticleRecord, Filter
from chatbot.indexing.texts import TextStore, TextWriter, recorded
from chatbot.reading.article import Article
from chatbot.reading.layout import layout_of
from chatbot.reading.passages import Passage, passages_of
from tests.indexing.corpora import corpus_in, write_corpus

Read = list[tuple[Article, list[Passage]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    corpus = corpus_in(write_corpus(tmp_path / "corpus"))
    return [(article, passages_of(article, lambda text: len(text.split()), 256)) for article in corpus]


@pytest.fixture
def store(tmp_path: Path, read: Read) -> TextStore:
    folder = tmp_path / "version"
    folder.mkdir()
    return written(folder, read)


def written(folder: Path, read: Read) -> TextStore:
    writer = TextWriter(folder)
    for article, passages in read:
        writer.add(article, passages)
    writer.write()
    writer.close()
    return TextStore(folder)


def test_passages_come_back_equal_in_the_order_asked(store: TextStore, read: Read) -> None:
    passages = [passage for _, of_article in read for passage in of_article]
    assert len(store) == len(passages) > 8
    rows = np.array([5, 0, len(passages) - 1, 5])
    assert store.passages(rows) == [passages[row] for row in rows]
    assert store.passages(np.arange(len(passages))) == passages
    assert store.passages(np.empty(0, np.int64)) == []


def test_more_passages_than_one_statement_takes_are_read_in_turns(store: TextStore) -> None:
    rows = np.tile(np.arange(len(store)), 4000)
    assert store.passages(rows) == store.passages(np.arange(len(store))) * 4000


def test_articles_come_back_with_their_text_its_digest_and_their_layout(store: TextStore, read: Read) -> None:
    assert store.article_ids() == [article.id for article, _ in read] == ["bread", "stille", "tides"]
    for article, _ in read:
        record = store.article(article.id)
        assert record == recorded(article)
        assert record is not None
        assert record.text == article.text
        assert record.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
        assert record.layout == layout_of(article)
    assert store.article("no such") is None


def test_articles_are_given_as_they_are_stored_with_their_passages(store: TextStore, read: Read) -> None:
    for given, (article, passages) in zip(store.stored(), read, strict=True):
        assert (given.id, given.language, given.category) == (article.id, article.language, article.category)
        assert msgspec.msgpack.decode(given.record, type=ArticleRecord) == recorded(article)
        assert [msgspec.msgpack.decode(passage, type=Passage) for passage in given.passages] == passages


def test_page_text_is_kept_only_where_it_says_more(read: Read) -> None:
    article, _ = read[0]
    assert recorded(replace(article, page_text=article.text)).page_text == ""
    assert recorded(replace(article, page_text="Menu " + article.text)).page_text == "Menu " + article.text


def test_languages_are_those_of_the_articles(store: TextStore) -> None:
    assert store.languages() == {"de", "en"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(category=frozenset({"Nature"})), {"tides"}),
        (Filter(category=frozenset({"Nature", "Kitchen"})), {"tides", "bread"}),
        (Filter(language=frozenset({"de"})), {"stille"}),
        (Filter(article=frozenset({"bread", "stille"}), language=frozenset({"en"})), {"bread"}),
        (Filter(category=frozenset({"Nature"}), article=frozenset({"bread"})), set()),
        (Filter(category=frozenset({"'; DROP TABLE article; --"})), set()),
    ],
)
def test_a_filter_allows_the_rows_of_the_articles_that_fit_it(
    store: TextStore, where: Filter, expected: set[str]
) -> None:
    mask = store.allowed(where)
    assert mask is not None
    passages = store.passages(np.arange(len(store)))
    assert [passage.article_id in expected for passage in passages] == mask.tolist()


def test_an_empty_filter_limits_nothing(store: TextStore) -> None:
    assert store.allowed(Filter()) is None


def test_the_same_articles_make_the_same_bytes(tmp_path: Path, read: Read) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, read)
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_many_threads_read_at_once(store: TextStore) -> None:
    expected = store.passages(np.arange(len(store)))
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(store.passages, [np.arange(len(store))] * 160)) == [expected] * 160


def test_the_file_cannot_be_written_through_the_store(store: TextStore, tmp_path: Path) -> None:
    store.article_ids()
    before = (tmp_path / "version" / "texts.sqlite").read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection().execute("DELETE FROM article")
    assert (tmp_path / "version" / "texts.sqlite").read_bytes() == before


def test_a_file_that_is_gone_is_named(store: TextStore, tmp_path: Path) -> None:
    (tmp_path / "version" / "texts.sqlite").unlink()
    with pytest.raises(DamagedIndexError, match=r"texts\.sqlite"):
        store.article_ids()


def test_languages_and_filters_are_told_without_reading_the_records(store: TextStore, tmp_path: Path) -> None:
    """In an index of a million passages these are 250 MB, which each server that started mapped."""
    assert store.languages()
    with closing(sqlite3.connect(tmp_path / "version" / "texts.sqlite")) as connection:
        for query in (
            "SELECT DISTINCT language FROM article",
            "SELECT number FROM article WHERE language IN ('en', 'ko')",
            "SELECT number FROM article WHERE category IN ('a') AND language IN ('en')",
        ):
            plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
            assert "COVERING INDEX" in plan[0], plan
