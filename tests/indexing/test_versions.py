from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot.errors import BuildError, DamagedIndexError, EncoderMismatchError, NoIndexError
from chatbot.indexing.build import build_index
from chatbot.indexing.index import Filter, PassageIndex, View
from chatbot.indexing.versions import IndexFolder, open_index
from chatbot.settings import Settings
from tests.indexing.corpora import corpus_in, write_corpus


@pytest.fixture
def built(index_folder: Path, tmp_path: Path) -> Path:
    build_index(corpus_in(write_corpus(tmp_path / "corpus")), index_folder)
    return index_folder


def test_a_folder_without_an_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match=rf"run: scripts/build_index\.py CORPUS --index {tmp_path}"):
        open_index(tmp_path)


def test_a_folder_that_is_gone_asks_for_its_disk_and_one_that_only_lacks_its_pointer_does_not(
    built: Path, tmp_path: Path
) -> None:
    asked = "or its disk is not mounted; mount that, or run: "
    (built / "current").unlink()
    with pytest.raises(NoIndexError) as lacking:
        open_index(built)
    for unmounted in (tmp_path / "gone", tmp_path):
        with pytest.raises(NoIndexError, match=asked):
            open_index(unmounted)
    assert asked not in str(lacking.value)


@pytest.mark.parametrize(
    "pointer",
    ["", "no id", "../../etc", "0123456789abcde", "0123456789abcdeg", "0123456789abcdef\v", "0123456789abcdef"],
)
def test_a_pointer_that_holds_no_id_is_named(tmp_path: Path, pointer: str) -> None:
    (tmp_path / "current").write_text(pointer)
    with pytest.raises(DamagedIndexError, match=r"current: .* is no version's id"):
        open_index(tmp_path)


def test_an_opened_index_answers_the_whole_protocol(built: Path) -> None:
    index: PassageIndex = open_index(built)
    assert index.version == IndexFolder(built).current()
    vector = index.encoder.encode_question("How often is there high water?")
    hits = index.nearest(vector, 3, Filter())
    first = index.passages(hits.rows)[0]
    assert first.article_id == "tides"
    assert index.article_ids() == ["bread", "stille", "tides"]
    assert index.languages() == {"de", "en"}
    assert index.passages(index.nearest(vector, 9, Filter(language=frozenset({"de"}))).rows)[0].article_id == "stille"
    found = index.matching(["yeast"], 5, Filter())
    assert [passage.article_id for passage in index.passages(found.rows)] == ["bread"]
    assert index.bm25(["yeast"], found.rows).tolist() == found.scores.tolist()
    assert index.idf(["yeast"])[0] > index.idf(["the"])[0]
    assert index.term_numbers(["zebra"]).tolist() == [-1]
    sentences = index.words(found.rows).places
    assert sentences.max() + 1 == len(index.passages(found.rows)[0].sentences)
    words, counts = index.surface_words()
    assert counts[list(words).index("tide")] == 1
    views = index.view_scores(vector, hits.rows[:1])
    assert views.scores[views.kinds != View.SENTENCE].max() == pytest.approx(hits.scores[0], abs=1e-5)
    assert len(index) > len(hits.rows)


def test_every_file_is_compared_with_its_checksum(built: Path) -> None:
    folder = built / "versions" / IndexFolder(built).current()
    files = sorted(path for path in folder.iterdir())
    assert len(files) > 15
    for path in files:
        raw = path.read_bytes()
        flipped = raw[:-5] + bytes([raw[-5] ^ 4]) + raw[-4:]
        for damaged in (flipped, raw[: len(raw) // 2], None):
            path.unlink() if damaged is None else path.write_bytes(damaged)
            with pytest.raises(DamagedIndexError, match=path.name):
                open_index(built)
        path.write_bytes(raw)
    open_index(built)


def test_the_encoders_files_are_compared_too(built: Path, encoder_folder: Path) -> None:
    (built / "encoders").unlink()
    own = built / "encoders" / encoder_folder.name
    own.mkdir(parents=True)
    for path in encoder_folder.iterdir():
        (own / path.name).write_bytes(path.read_bytes())
    open_index(built)
    for path in own.iterdir():
        raw = path.read_bytes()
        path.write_bytes(raw[:100] + bytes([raw[100] ^ 1]) + raw[101:])
        with pytest.raises(DamagedIndexError, match=path.name):
            open_index(built)
        path.write_bytes(raw)


def test_another_versions_manifest_is_noticed(built: Path) -> None:
    place = IndexFolder(built)
    (place.versions / place.current()).rename(place.versions / "0123456789abcdef")
    (built / "current").write_text("0123456789abcdef\n")
    with pytest.raises(DamagedIndexError, match="its manifest is that of"):
        open_index(built)


def test_an_index_without_its_encoder_is_refused(built: Path, tmp_path: Path) -> None:
    (built / "encoders").unlink()
    (built / "encoders").mkdir()
    with pytest.raises(EncoderMismatchError, match="was made by this encoder, which is not there"):
        open_index(built)


def test_an_index_of_another_model_than_the_settings_name_is_refused(built: Path) -> None:
    open_index(built, Settings(model="all-MiniLM-L6-v2"))
    with pytest.raises(
        EncoderMismatchError, match=r"made by the encoder all-MiniLM-L6-v2, the settings name other/one"
    ):
        open_index(built, Settings(model="other/one"))


def test_a_second_builder_is_turned_away(tmp_path: Path) -> None:
    place = IndexFolder(tmp_path)
    with place.building(), pytest.raises(BuildError, match="another build is running"), place.building():
        pass
    with place.building():
        pass


def test_a_killed_builder_leaves_neither_lock_nor_folder(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from chatbot.indexing.versions import IndexFolder\n"
        "place = IndexFolder(Path(sys.argv[1]))\n"
        "with place.building(), place.temporary_folder() as work:\n"
        "    (work / 'half').write_text('written')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
    assert done.returncode == -9
    place = IndexFolder(tmp_path)
    assert len(list(place.versions.iterdir())) == 1
    with place.building():
        assert list(place.versions.iterdir()) == []


def test_the_lock_is_free_when_no_builder_runs(built: Path) -> None:
    with (built / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_settled_folder_replaces_what_was_there_and_nothing_else_is_left(tmp_path: Path) -> None:
    place = IndexFolder(tmp_path)
    with place.building():
        for text in ("old", "new"):
            with place.temporary_folder() as work:
                (work / "file").write_text(text)
                place.settle(work, place.versions / "v")
    assert [path.name for path in place.versions.iterdir()] == ["v"]
    assert (place.versions / "v" / "file").read_text() == "new"
    assert (place.versions / "v").stat().st_mode & 0o777 == 0o755


def test_encoders_of_a_folder_that_has_moved_are_found_again(tmp_path: Path) -> None:
    before, now, other = (IndexFolder(tmp_path / name) for name in ("before", "now", "other"))
    before.encoders.mkdir(parents=True)
    other.share_encoders(before.encoders)
    before.root.rename(now.root)
    other.share_encoders(now.encoders)
    assert other.encoders.resolve() == now.encoders


def test_encoders_of_another_folder_are_used_unless_there_are_own_ones(tmp_path: Path) -> None:
    one, other = IndexFolder(tmp_path / "one"), IndexFolder(tmp_path / "other")
    one.encoders.mkdir(parents=True)
    other.share_encoders(one.encoders)
    assert other.encoders.resolve() == one.encoders
    one.share_encoders(tmp_path / "elsewhere")
    assert not one.encoders.is_symlink()
