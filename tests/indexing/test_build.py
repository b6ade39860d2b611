from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from chatbot.errors import BuildError, CorpusError
from chatbot.indexing.arrays import load
from chatbot.indexing.build import BuildOptions, build_index
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.index import View
from chatbot.indexing.versions import IndexFolder, open_index
from chatbot.indexing.views import views_of
from chatbot.reading.passages import passages_of
from tests.indexes import TODAY
from tests.indexing.corpora import ARTICLES, LONG, corpus_in, write_corpus


def files(index: Path, version: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (index / "versions" / version).iterdir()}


def another(index_folder: Path) -> Path:
    """Return a second index folder that has the encoder."""
    place = IndexFolder(index_folder.with_name("another"))
    place.share_encoders(index_folder / "encoders")
    return place.root


def test_a_build_is_counted_and_served(corpus: Path, index_folder: Path) -> None:
    report = build_index(corpus_in(corpus), index_folder)
    counts = report.manifest.counts
    assert counts["articles"] == 3
    assert counts["faq_entries"] == 2
    assert 20 < report.encoded <= counts["vectors"]
    assert report.reused == 0
    assert report.bytes == sum(map(len, files(index_folder, report.manifest.version).values()))
    index = open_index(index_folder)
    assert index.version == report.manifest.version
    assert len(index) == counts["passages"]


def test_each_passage_has_the_vectors_of_its_views_in_order(
    corpus: Path, index_folder: Path, encoder: OnnxEncoder
) -> None:
    report = build_index(corpus_in(corpus), index_folder)
    folder = index_folder / "versions" / report.manifest.version
    expected: list[list[tuple[View, str]]] = []
    for article in corpus_in(corpus):
        passages = passages_of(article, encoder.count_tokens, encoder.max_tokens)
        expected += [views_of(passage, article, encoder) for passage in passages]
    assert load(folder, "view-offsets").tolist() == np.cumsum([0, *map(len, expected)]).tolist()
    assert load(folder, "view-kinds").tolist() == [kind for views in expected for kind, _ in views]
    vectors = encoder.encode_passages([text for views in expected for _, text in views])
    assert load(folder, "views").tobytes() == vectors.tobytes()


def test_the_same_inputs_make_the_same_version_and_the_same_bytes(corpus: Path, index_folder: Path) -> None:
    one = build_index(corpus_in(corpus), index_folder)
    two = build_index(corpus_in(corpus), another(index_folder))
    assert one.manifest.version == two.manifest.version
    assert files(index_folder, one.manifest.version) == files(index_folder.with_name("another"), two.manifest.version)


def test_an_incremental_build_makes_the_bytes_of_a_full_one_and_encodes_only_what_changed(
    corpus: Path, index_folder: Path
) -> None:
    full = build_index(corpus_in(corpus), index_folder)
    text = ARTICLES["bread"].replace("Wait.", "Wait for an hour.")
    (corpus / "bread.md").write_text(text, encoding="utf-8")
    (corpus / "aaa.md").write_text("---\ntitle: First\n---\n\nA new article before all others.\n", encoding="utf-8")
    incremental = build_index(corpus_in(corpus), index_folder)
    anew = build_index(corpus_in(corpus), another(index_folder))
    assert incremental.manifest.version == anew.manifest.version != full.manifest.version
    assert files(index_folder, anew.manifest.version) == files(index_folder.with_name("another"), anew.manifest.version)
    assert 0 < incremental.encoded < 8
    assert incremental.reused > full.encoded - 8


def test_what_another_index_folder_serves_is_taken_over(corpus: Path, index_folder: Path) -> None:
    served = build_index(corpus_in(corpus), index_folder)
    (corpus / "bread.md").write_text(ARTICLES["bread"].replace("Wait.", "Wait for an hour."), encoding="utf-8")
    alone = build_index(corpus_in(corpus), another(index_folder))
    place = IndexFolder(index_folder.with_name("aside"))
    place.share_encoders(index_folder / "encoders")
    report = build_index(corpus_in(corpus), place.root, BuildOptions(reuse=index_folder))
    assert alone.reused == 0
    assert 0 < report.encoded < alone.encoded
    assert report.reused + report.encoded == served.manifest.counts["vectors"]
    version = report.manifest.version
    assert files(place.root, version) == files(index_folder.with_name("another"), version)
    assert IndexFolder(index_folder).current() == served.manifest.version


def test_what_a_preview_has_encoded_is_not_encoded_again_to_publish_it(corpus: Path, index_folder: Path) -> None:
    served = build_index(corpus_in(corpus), index_folder)
    aside = IndexFolder(index_folder / "coverage")
    aside.share_encoders(index_folder / "encoders")
    (corpus / "bread.md").write_text(ARTICLES["bread"].replace("Wait.", "Wait for an hour."), encoding="utf-8")
    assert build_index(corpus_in(corpus), aside.root, BuildOptions(reuse=index_folder)).encoded > 0
    (corpus / "stille.md").unlink()
    published = build_index(corpus_in(corpus), index_folder, BuildOptions(reuse=aside.root))
    assert (published.encoded, published.reused) == (0, published.manifest.counts["vectors"])
    (corpus / "bread.md").unlink()
    write_corpus(corpus)
    back = build_index(corpus_in(corpus), aside.root, BuildOptions(reuse=index_folder))
    assert back.manifest.version == served.manifest.version
    assert back.encoded > 0, "each folder serves only one version"
    assert files(aside.root, served.manifest.version) == files(index_folder, served.manifest.version)


def test_building_what_is_there_already_encodes_nothing(corpus: Path, index_folder: Path) -> None:
    first = build_index(corpus_in(corpus), index_folder)
    again = build_index(corpus_in(corpus), index_folder)
    assert (again.encoded, again.reused) == (0, 0)
    assert again.manifest == first.manifest


def test_going_back_to_an_earlier_corpus_serves_the_earlier_version(corpus: Path, index_folder: Path) -> None:
    first = build_index(corpus_in(corpus), index_folder)
    (corpus / "bread.md").unlink()
    second = build_index(corpus_in(corpus), index_folder)
    assert open_index(index_folder).version == second.manifest.version != first.manifest.version
    write_corpus(corpus)
    build_index(corpus_in(corpus), index_folder)
    assert open_index(index_folder).version == first.manifest.version


def test_a_build_removes_what_is_older_than_the_versions_to_keep(corpus: Path, index_folder: Path) -> None:
    page = corpus / "bread.md"
    assert page.exists()
    made: list[str] = []
    for number in range(4):
        page.write_text(f"---\ntitle: Bread\n---\n\nBake it for {number + 30} minutes.\n")
        options = BuildOptions(keep=2, pinned=(made[0],)) if made else BuildOptions()
        report = build_index(corpus_in(corpus), index_folder, options)
        made.append(report.manifest.version)
    assert report.removed == (made[1],)
    assert set(IndexFolder(index_folder).version_ids()) == {made[0], made[2], made[3]}


def test_an_old_version_that_cannot_be_removed_is_no_failed_build(
    corpus: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(corpus_in(corpus), index_folder)
    (corpus / "more.md").write_text("---\ntitle: More\n---\n\nSomething new.\n")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(IndexFolder, "remove", refuse)
    report = build_index(corpus_in(corpus), index_folder, BuildOptions(keep=1))
    assert (report.removed, open_index(index_folder).version) == ((), report.manifest.version)


def test_a_damaged_version_is_built_again(corpus: Path, index_folder: Path) -> None:
    report = build_index(corpus_in(corpus), index_folder)
    before = files(index_folder, report.manifest.version)
    path = index_folder / "versions" / report.manifest.version / "views.npy"
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\1")
    again = build_index(corpus_in(corpus), index_folder)
    assert again.encoded == report.encoded
    assert files(index_folder, again.manifest.version) == before


def test_a_corpus_with_faults_leaves_the_served_version(corpus: Path, index_folder: Path) -> None:
    served = build_index(corpus_in(corpus), index_folder).manifest.version
    (corpus / "bad.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match=r"bad\.md"):
        build_index(corpus_in(corpus), index_folder)
    assert open_index(index_folder).version == served
    assert [path.name for path in (index_folder / "versions").iterdir()] == [served]


def test_a_corpus_that_is_not_there_is_told_before_an_encoder_is_compiled(tmp_path: Path) -> None:
    """Which takes a quarter of a minute."""
    with pytest.raises(CorpusError, match="there is no such file or folder"):
        build_index(corpus_in(tmp_path / "none"), tmp_path / "index")
    assert list((tmp_path / "index" / "encoders").iterdir()) == []


def test_a_corpus_without_articles_is_refused(tmp_path: Path, index_folder: Path) -> None:
    draft = {"draft": "---\ntitle: Draft\ndraft: true\n---\n\nText.\n"}
    with pytest.raises(BuildError, match="no text to index"):
        build_index(corpus_in(write_corpus(tmp_path / "drafts", draft)), index_folder)
    assert list((index_folder / "versions").iterdir()) == []


def test_a_corpus_of_pages_that_hold_no_article_says_of_each_why(tmp_path: Path, index_folder: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "app.html").write_text("<title>T</title><div id=root></div>", encoding="utf-8")
    with pytest.raises(
        BuildError, match=r"^app\.html: warning: a page without visible text.*\nthe corpus holds no text"
    ):
        build_index(corpus_in(pages), index_folder)


def test_a_corpus_of_which_all_is_left_out_says_why_and_what_day_it_is(tmp_path: Path, index_folder: Path) -> None:
    """A machine without a battery starts in 1970, and then all articles are still to be published."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.md").write_text("---\ntitle: A\npublished: 9999-12-31\n---\nText.\n", encoding="utf-8")
    with pytest.raises(BuildError, match=rf"left out: 1 published after today; today is {TODAY}\); add articles"):
        build_index(corpus_in(tmp_path / "later"), index_folder)


def test_a_place_that_cannot_be_written_is_named(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    seen = r"the index cannot be written \(.*/file/index.*: Not a directory\); what was served stays served$"
    with pytest.raises(BuildError, match=seen):
        build_index(corpus_in(corpus), tmp_path / "file" / "index")


def test_what_another_user_has_left_in_an_index_folder_says_whose_it_must_be(corpus: Path, index_folder: Path) -> None:
    """As a build by root leaves it for the user who builds otherwise."""
    (index_folder / "lock").touch(0o444)
    user = os.geteuid()
    if not user:
        os.seteuid(65534)  # root may write anywhere
    try:
        with pytest.raises(BuildError, match=rf": Permission denied\).* user who owns it, .* -R {os.geteuid()} /"):
            build_index(corpus_in(corpus), index_folder)
    finally:
        os.seteuid(user)


def test_warnings_of_the_corpus_stand_in_the_manifest(corpus: Path, index_folder: Path) -> None:
    (corpus / "notes.docx").write_bytes(b"unread")
    report = build_index(corpus_in(corpus), index_folder)
    assert any("notes.docx" in warning for warning in report.manifest.warnings)
    assert list(report.manifest.warnings) == list(map(str, report.warnings))


def test_progress_is_told_step_by_step(corpus: Path, index_folder: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    report = build_index(corpus_in(corpus), index_folder, progress=lambda *step: told.append(step))
    total = report.manifest.counts["vectors"]
    assert told[:3] == [("reading", 1, None), ("reading", 2, None), ("reading", 3, None)]
    assert told[3] == ("embedding", 0, total)
    assert told[-2:] == [("embedding", total, total), ("indexing", 0, None)]


def stopped(corpus: Path, index_folder: Path, after: int = 1) -> BaseException:
    """Stop a build, as Ctrl+C does, once so many views are embedded; return what it raised."""

    def stop(step: str, done: int, total: int | None) -> None:
        if (step, done >= after) == ("embedding", True):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        build_index(corpus_in(corpus), index_folder, progress=stop)
    return caught.value


def test_a_build_that_is_stopped_says_how_far_it_is_and_the_next_one_goes_on(corpus: Path, index_folder: Path) -> None:
    write_corpus(corpus, LONG)
    error = stopped(corpus, index_folder)
    (corpus / "a0.md").unlink()
    report = build_index(corpus_in(corpus), index_folder)
    anew = build_index(corpus_in(corpus), another(index_folder))
    assert error.__notes__ == ["256 of 655 texts are encoded; run the same command again to go on"]
    assert 150 < report.reused < 256, "another corpus takes over what it shares with the one before"
    assert report.encoded + report.reused == anew.encoded
    assert files(index_folder, report.manifest.version) == files(another(index_folder), anew.manifest.version)


def test_a_build_that_is_stopped_before_it_encodes_says_nothing_of_going_on(corpus: Path, index_folder: Path) -> None:
    assert not hasattr(stopped(corpus, index_folder, after=0), "__notes__")


def test_what_another_encoder_has_encoded_is_left_alone_and_what_nobody_came_back_for_goes(
    corpus: Path, index_folder: Path
) -> None:
    write_corpus(corpus, LONG)
    stopped(corpus, index_folder)
    (journal,) = (index_folder / "encoded").iterdir()
    others = journal.rename(journal.with_name("0123456789abcdef"))
    anew = build_index(corpus_in(corpus), index_folder)
    assert anew.reused == 0
    assert others.exists()
    os.utime(others, times=(time.time() - 13 * 86400,) * 2)
    build_index(corpus_in(corpus), index_folder)
    assert others.exists()
    os.utime(others, times=(time.time() - 15 * 86400,) * 2)
    build_index(corpus_in(corpus), index_folder)
    assert not others.exists()
