"""An index is stale where a build would make another version; files that nobody touched are not read to tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chatbot.errors import CorpusError
from chatbot.indexing import inputs, staleness
from chatbot.indexing.build import build_index
from chatbot.indexing.staleness import is_stale
from chatbot.indexing.versions import IndexFolder
from chatbot.reading import corpusfiles
from chatbot.reading.article import Article
from chatbot.reading.folder import Corpus
from tests.indexes import TODAY
from tests.indexing.corpora import ARTICLES, corpus_in, write_corpus


class Counted(Corpus):
    """A corpus that counts how often it is read."""

    read = 0

    def __iter__(self) -> Iterator[Article]:
        self.read += 1
        return super().__iter__()


def test_an_index_is_stale_until_it_holds_the_corpus(corpus: Path, index_folder: Path) -> None:
    assert is_stale(corpus_in(corpus), index_folder)
    build_index(corpus_in(corpus), index_folder)
    assert not is_stale(corpus_in(corpus), index_folder)
    (corpus / "bread.md").write_text(ARTICLES["bread"] + "\nOne more line.\n", encoding="utf-8")
    assert is_stale(corpus_in(corpus), index_folder)
    write_corpus(corpus)
    assert not is_stale(corpus_in(corpus), index_folder)


def test_an_index_of_which_a_file_is_lost_is_stale_until_it_is_built_again(corpus: Path, index_folder: Path) -> None:
    """As a copy restored by half leaves it: scripts/serve would refuse every question, start after start."""
    report = build_index(corpus_in(corpus), index_folder)
    (index_folder / "versions" / report.manifest.version / "texts.sqlite").unlink()
    assert is_stale(corpus_in(corpus), index_folder)
    build_index(corpus_in(corpus), index_folder)
    assert not is_stale(corpus_in(corpus), index_folder)


def test_an_index_without_its_encoder_or_with_a_damaged_manifest_is_stale(corpus: Path, index_folder: Path) -> None:
    report = build_index(corpus_in(corpus), index_folder)
    encoders = (index_folder / "encoders").resolve()
    (index_folder / "encoders").unlink()
    assert is_stale(corpus_in(corpus), index_folder)
    (index_folder / "encoders").symlink_to(encoders)
    (index_folder / "versions" / report.manifest.version / "manifest.json").write_text("{}")
    assert is_stale(corpus_in(corpus), index_folder)


@pytest.mark.usefixtures("settled")
def test_a_corpus_is_read_again_only_after_a_file_was_touched(corpus: Path, index_folder: Path) -> None:
    build_index(corpus_in(corpus), index_folder)
    reads = []
    for edit in (None, None, "title: Bread", None):
        if edit:
            (corpus / "extra.md").write_text(f"---\n{edit}\n---\n\nOne line.\n", encoding="utf-8")
        counted = Counted(corpus, today=TODAY)
        stale = is_stale(counted, index_folder)
        reads.append((counted.read, stale))
    assert reads == [(0, False), (0, False), (1, True), (0, True)]


@pytest.mark.usefixtures("settled")
def test_a_build_that_reads_the_corpus_anyhow_is_due_where_only_reading_would_tell(
    corpus: Path, index_folder: Path
) -> None:
    """Else scripts/serve would read each changed corpus twice."""
    report = build_index(corpus_in(corpus), index_folder)
    (corpus / "bread.md").touch()
    counted = Counted(corpus, today=TODAY)
    assert is_stale(counted, index_folder, reading=False)
    assert counted.read == 0
    again = build_index(counted, index_folder)
    assert (report.same, again.same, again.manifest, counted.read) == (False, True, report.manifest, 1)
    assert not is_stale(counted, index_folder, reading=False)


def test_an_index_that_another_release_made_is_stale_before_the_corpus_is_read(
    corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build reads it: with each new release scripts/serve read every article twice."""
    build_index(corpus_in(corpus), index_folder)
    for module in (inputs, staleness):
        monkeypatch.setattr(module, "code_digest", lambda: "that of another release")
    counted = Counted(corpus, today=TODAY)
    assert (is_stale(counted, index_folder), counted.read) == (True, 0)


@pytest.mark.usefixtures("settled")
def test_a_corpus_is_not_read_again_because_the_day_is_another_but_where_an_article_is_due(
    corpus: Path, index_folder: Path
) -> None:
    """Reading thousands of pages takes minutes, and scripts/serve looks before it serves."""
    due = {f"due{day}": f"---\ntitle: Due\npublished: 2026-03-0{day}\n---\n\nOne line.\n" for day in (5, 3)}
    write_corpus(corpus, due)
    build_index(corpus_in(corpus), index_folder)
    told = []
    for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 2)):
        counted = Counted(corpus, today=day)
        told.append((counted.read, is_stale(counted, index_folder), counted.read))
    assert told == [(0, False, 0), (0, True, 1), (0, True, 0), (0, False, 1)]


@pytest.mark.usefixtures("settled")
def test_a_corpus_that_was_read_a_moment_ago_is_not_read_again_for_another_folder(
    corpus: Path, index_folder: Path, tmp_path: Path
) -> None:
    """As a preview does, which looks into the index folder and into one of its own."""
    other = IndexFolder(tmp_path / "other")
    other.share_encoders(index_folder / "encoders")
    for folder in (index_folder, other.root):
        build_index(corpus_in(corpus), folder)
        (folder / "seen.json").unlink()
    counted = Counted(corpus, today=TODAY)
    assert not is_stale(counted, index_folder)
    assert not is_stale(counted, other.root)
    assert counted.read == 1
    (corpus / "bread.md").write_bytes(b"")
    for _ in range(2):
        with pytest.raises(CorpusError, match="bread"):
            is_stale(counted, other.root)


def test_a_corpus_that_was_edited_a_moment_ago_is_read(
    corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpusfiles, "_SETTLED", 10**15)  # a moment of some days
    build_index(corpus_in(corpus), index_folder)
    for _ in range(2):
        counted = Counted(corpus, today=TODAY)
        assert not is_stale(counted, index_folder)
        assert counted.read == 1


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("left", ["", "[]", "{", '{"seen": null, "corpus": 1}'])
def test_a_note_that_cannot_be_used_is_written_anew(corpus: Path, index_folder: Path, left: str) -> None:
    build_index(corpus_in(corpus), index_folder)
    (index_folder / "seen.json").write_text(left, encoding="utf-8")
    assert not is_stale(corpus_in(corpus), index_folder)
    assert TODAY.isoformat() in (index_folder / "seen.json").read_text(encoding="utf-8")
