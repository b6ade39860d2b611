from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from chatbot.indexing import vectors
from chatbot.indexing.arrays import load
from chatbot.indexing.build import build_index
from chatbot.indexing.digests import digests_of
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import ArticleRecord
from chatbot.indexing.manifest import Manifest
from chatbot.indexing.models import file_sha256
from chatbot.indexing.unchanged import Unchanged
from chatbot.indexing.versions import IndexFolder, open_index
from chatbot.reading.folder import canonical
from tests.indexing.corpora import ARTICLES, corpus_in


def test_what_was_made_of_an_article_is_found_by_the_article_as_it_was(corpus: Path, index_folder: Path) -> None:
    folder = index_folder / "versions" / build_index(corpus_in(corpus), index_folder).manifest.version
    index, unchanged = open_index(index_folder), Unchanged(folder)
    row = view = 0
    for article in corpus_in(corpus):
        made = unchanged.find(digests_of([canonical(article)]))
        assert made is not None
        assert (made.stored.id, made.first) == (article.id, view)
        rows = np.arange(row, row + len(made.stored.passages))
        assert {passage.article_id for passage in index.passages(rows)} == {article.id}
        assert made.words.terms.tolist() == index.words(rows).terms.tolist()
        assert made.offsets.tolist() == (load(folder, "view-offsets")[row : row + len(rows) + 1] - view).tolist()
        assert len(made.kinds) == made.offsets[-1]
        assert unchanged.find(digests_of([canonical(replace(article, title="Another"))])) is None
        row, view = row + len(rows), view + len(made.kinds)
    assert row == len(index)


def test_only_what_the_same_code_made_is_taken_over(corpus: Path, index_folder: Path) -> None:
    """Marked articles tell where they come from: nothing that makes articles would make them so."""
    report = build_index(corpus_in(corpus), index_folder)
    mark(index_folder, report.manifest)
    assert "marked" in titles(rebuilt(corpus, index_folder, "One more sentence."))
    mark(index_folder, build_index(corpus_in(corpus), index_folder).manifest, code="of an earlier day")
    again = build_index(corpus_in(corpus), index_folder)
    assert "marked" not in titles(open_index(index_folder))
    assert again.encoded == 0, "vectors are taken over by their texts, whatever code made passages of them"


@pytest.mark.parametrize(("before", "after"), [(1, 100_000), (100_000, 1)])
def test_where_vectors_are_kept_in_another_way_than_before_the_bytes_are_those_of_a_full_build(
    corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch, before: int, after: int
) -> None:
    for number in range(100):
        text = f"---\ntitle: Room {number}\n---\n\nThe key of room {number} hangs behind the door."
        (corpus / f"{number}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(vectors, "SIZE", before)
    build_index(corpus_in(corpus), index_folder)
    monkeypatch.setattr(vectors, "SIZE", after)
    add_to(corpus, "One more sentence.")
    again = build_index(corpus_in(corpus), index_folder)
    beside = index_folder.with_name("beside")
    IndexFolder(beside).share_encoders(index_folder / "encoders")
    anew = build_index(corpus_in(corpus), beside)
    assert again.manifest.files == anew.manifest.files
    if after > before:
        assert again.encoded == anew.encoded, "codes are of no use where vectors are kept whole"
    else:
        assert again.encoded < anew.encoded


def mark(index_folder: Path, made: Manifest, code: str = "") -> None:
    """Give every article of the served version another title, and the version another `code` that made it."""
    place = IndexFolder(index_folder)
    folder = place.versions / made.version
    with closing(sqlite3.connect(folder / "texts.sqlite")) as connection, connection:
        for number, blob in connection.execute("SELECT number, record FROM article").fetchall():
            record = replace(msgspec.msgpack.decode(blob, type=ArticleRecord), title="marked")
            connection.execute(
                "UPDATE article SET record = ? WHERE number = ?", (msgspec.msgpack.encode(record), number)
            )
    files = made.files | {"texts.sqlite": file_sha256(folder / "texts.sqlite")}
    marked = replace(made, files=files, inputs=made.inputs | ({"code": code} if code else {}))
    marked.write(folder)
    folder.rename(place.versions / marked.version)
    place.point_to(marked.version)


def add_to(corpus: Path, sentence: str) -> None:
    (corpus / "bread.md").write_text(ARTICLES["bread"] + f"\n{sentence}\n", encoding="utf-8")


def rebuilt(corpus: Path, index_folder: Path, sentence: str) -> FileIndex:
    add_to(corpus, sentence)
    build_index(corpus_in(corpus), index_folder)
    return open_index(index_folder)


def titles(index: FileIndex) -> list[str]:
    records = (index.article(article_id) for article_id in index.article_ids())
    return [record.title for record in records if record]
