"""Articles and passages in one SQLite file, opened read-only and immutable; which rows a filter allows.

A passage is found by its row, an article by its number in corpus order. Both are MessagePack of their dataclasses,
which holds data only: reading it runs nothing.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from chatbot.errors import DamagedIndexError
from chatbot.indexing.arrays import load, save
from chatbot.indexing.index import ArticleRecord, Filter, Rows
from chatbot.reading.article import Article
from chatbot.reading.layout import layout_of
from chatbot.reading.passages import Passage

_FILE = "texts.sqlite"
_OWNERS = "passage-articles"
FILES = (_FILE, f"{_OWNERS}.npy")
"""What a `TextStore` opens."""

_SCHEMA = """
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, language TEXT NOT NULL, category TEXT, record BLOB NOT NULL
);
CREATE TABLE passage (row INTEGER PRIMARY KEY, passage BLOB NOT NULL);
"""
_INDEXES = (  # which languages there are, and what a filter lets through, is told without reading the records
    "CREATE INDEX article_language ON article (language, category)",
    "CREATE INDEX article_category ON article (category)",
)
_MAPPED = 1 << 28  # bytes of the file that SQLite maps; the rest it reads as needed, which fills no memory of ours
_AT_A_TIME = 10_000  # passages asked for in one statement; SQLite takes at most 32,766 parameters
_MASKS = 64  # filters whose rows are remembered
_PASSAGES = 1024  # kept decoded, about 2 kB each: an answer needs the first ones twice
_RECORDS = 32  # articles kept decoded: an answer needs the same one several times, and readers ask of the same ones

Mask = npt.NDArray[np.bool_]
T = TypeVar("T")


def recorded(article: Article) -> ArticleRecord:
    """Return what the index keeps of an article."""
    return ArticleRecord(
        id=article.id,
        title=article.title,
        text=article.text,
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
        **article.metadata(),
        deck=article.deck,
        page_text="" if article.page_text == article.text else article.page_text,
        related=tuple(link.target or link.title for link in article.related),
        layout=layout_of(article),
    )


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article and its passages as they are stored, with the columns that filters look at."""

    id: str
    language: str
    category: str | None
    record: bytes
    passages: tuple[bytes, ...]


def stored_article(article: Article, passages: list[Passage]) -> StoredArticle:
    """Return an article and its passages as they are stored."""
    encode = msgspec.msgpack.encode
    blobs = tuple(map(encode, passages))
    return StoredArticle(article.id, article.language, article.category, encode(recorded(article)), blobs)


class TextWriter:
    """Writes articles and their passages in corpus order; what another one left in the folder is replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._owners: list[int] = []
        self._articles = 0
        (folder / _FILE).unlink(missing_ok=True)
        self._connection = sqlite3.connect(folder / _FILE)
        # A half-written file is never read, so nothing is journalled; one transaction makes equal input equal bytes.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)

    def add(self, article: Article, passages: list[Passage]) -> None:
        """Add an article and its passages, which get the next rows."""
        self.add_stored(stored_article(article, passages))

    def add_stored(self, article: StoredArticle) -> None:
        """Add an article as it is stored, with its passages, which get the next rows."""
        self._connection.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?)",
            (self._articles, article.id, article.language, article.category, article.record),
        )
        self._connection.executemany(
            "INSERT INTO passage VALUES (?, ?)", enumerate(article.passages, start=len(self._owners))
        )
        self._owners += [self._articles] * len(article.passages)
        self._articles += 1

    def write(self) -> None:
        """Finish the files."""
        for statement in _INDEXES:
            self._connection.execute(statement)
        self._connection.commit()
        save(self._folder, _OWNERS, np.array(self._owners, np.int32))

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._connection.close()


class Latest(Generic[T]):
    """What was read by its number, kept until there is more than `most`; then all of it is let go of.

    Safe to use from several threads.
    """

    def __init__(self, most: int, read: Callable[[list[int]], dict[int, T]]) -> None:
        """Have what is not kept read by `read`, all that is missing at once."""
        self._most, self._read = most, read
        self._kept: dict[int, T] = {}

    def get(self, numbers: list[int]) -> list[T]:
        """Return what stands under these numbers, in their order."""
        kept = self._kept
        found = {number: kept[number] for number in numbers if number in kept}
        missing = [number for number in dict.fromkeys(numbers) if number not in found]
        if missing:
            read = self._read(missing)
            found |= read
            if len(kept) + len(read) > self._most:
                self._kept = kept = {}
            if len(read) <= self._most:
                kept.update(read)
        return [found[number] for number in numbers]


class TextStore:
    """The articles and n passages of one index version. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what a `TextWriter` wrote into `folder`."""
        self._uri = f"{(folder / _FILE).resolve().as_uri()}?mode=ro&immutable=1"
        self._owners = load(folder, _OWNERS)
        self._local = threading.local()
        self._kept = Latest(_PASSAGES, self._read)
        self._passage = msgspec.msgpack.Decoder(Passage)
        self._record = msgspec.msgpack.Decoder(ArticleRecord)
        self.allowed = lru_cache(maxsize=_MASKS)(self._allowed)
        self.article = lru_cache(maxsize=_RECORDS)(self._article)

    def __len__(self) -> int:
        return len(self._owners)

    def passages(self, rows: Rows) -> list[Passage]:
        """Return the passages, in the order of `rows`."""
        return self._kept.get(rows.tolist())

    def _read(self, rows: list[int]) -> dict[int, Passage]:
        read: dict[int, Passage] = {}
        for start in range(0, len(rows), _AT_A_TIME):
            some = rows[start : start + _AT_A_TIME]
            query = f"SELECT row, passage FROM passage WHERE row IN ({','.join('?' * len(some))})"  # noqa: S608  only marks
            read |= {row: self._passage.decode(blob) for row, blob in self._connection().execute(query, some)}
        return read

    def _article(self, article_id: str) -> ArticleRecord | None:
        """Return one article, None where there is none of this id."""
        query = "SELECT record FROM article WHERE id = ?"
        found = self._connection().execute(query, (article_id,)).fetchone()
        return self._record.decode(found[0]) if found else None

    def article_ids(self) -> list[str]:
        """Return the ids of all articles, in corpus order."""
        return [found[0] for found in self._connection().execute("SELECT id FROM article ORDER BY number")]

    def languages(self) -> frozenset[str]:
        """Return the languages of the articles."""
        return frozenset(found[0] for found in self._connection().execute("SELECT DISTINCT language FROM article"))

    def stored(self) -> Iterator[StoredArticle]:
        """Yield all articles in corpus order as they are stored, for whoever keeps them elsewhere."""
        ((count,),) = self._connection().execute("SELECT count(*) FROM article")
        return map(self.stored_article, range(count))

    def rows_of(self, number: int) -> range:
        """Return the rows of the passages of an article, which is named by its number in corpus order."""
        bounds = np.array([number, number + 1], self._owners.dtype)  # of another type all would be converted
        return range(*np.searchsorted(self._owners, bounds).tolist())

    def stored_article(self, number: int) -> StoredArticle:
        """Return one article, named by its number in corpus order, as it is stored."""
        select = self._connection().execute
        query = "SELECT id, language, category, record FROM article WHERE number = ?"
        name, language, category, record = select(query, (number,)).fetchone()
        rows = self.rows_of(number)
        query = "SELECT passage FROM passage WHERE row >= ? AND row < ? ORDER BY row"
        passages = tuple(found[0] for found in select(query, (rows.start, rows.stop)))
        return StoredArticle(name, language, category, record, passages)

    def _allowed(self, where: Filter) -> Mask | None:
        """Return (n,) whether each passage may be quoted, None where the filter does not limit."""
        if not where:
            return None
        limits = [("category", where.category), ("language", where.language), ("id", where.article)]
        used = [(column, sorted(values)) for column, values in limits if values]
        conditions = " AND ".join(f"{column} IN ({','.join('?' * len(values))})" for column, values in used)
        values = [value for _, those in used for value in those]
        found = self._connection().execute(f"SELECT number FROM article WHERE {conditions}", values)  # noqa: S608  only marks
        mask: Mask = np.isin(self._owners, [number for (number,) in found])
        mask.setflags(write=False)
        return mask

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's own connection."""
        if not hasattr(self._local, "connection"):
            try:
                self._local.connection = sqlite3.connect(self._uri, uri=True)
                self._local.connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            except sqlite3.Error as error:
                raise DamagedIndexError(f"{self._uri}: {error}; build the index again") from error
        connection: sqlite3.Connection = self._local.connection
        return connection
