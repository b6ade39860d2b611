"""An operator looks at versions, goes back, and makes room; nothing is ever there by half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.errors import BuildError, DamagedIndexError, NoIndexError
from chatbot.indexing.build import build_index
from chatbot.indexing.upkeep import list_versions, prune, publishing, roll_back, verify
from chatbot.indexing.versions import FileStore, IndexFolder, open_index
from scripts.index import main
from tests.indexing.corpora import corpus_in

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "index.py"


@pytest.fixture
def place(two_versions: Path, tmp_path: Path) -> IndexFolder:
    return IndexFolder(Path(shutil.copytree(two_versions, tmp_path / "index", symlinks=True)))


@pytest.fixture
def older(place: IndexFolder) -> str:
    """Return the version that is there and not served."""
    (other,) = (version for version in place.version_ids() if version != place.current())
    return other


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the script's main() and return its exit status and what it printed."""

    def run_main(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # argparse ends so
            status = int(str(stop.code))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_main


def test_versions_are_listed_with_what_they_hold(place: IndexFolder, run: Run) -> None:
    versions = {one.id: one for one in list_versions(place)}
    assert set(versions) == set(place.version_ids())
    assert [one.id for one in versions.values() if one.served] == [place.current()]
    assert {one.manifest.counts["articles"] for one in versions.values() if one.manifest} == {2, 3}
    status, out, _ = run("list", "--index", place.root)
    assert status == 0
    assert [line.split()[0] for line in out.splitlines() if place.current() in line] == ["served"]


def test_a_reader_who_has_read_enough_of_the_list_is_told_nothing(place: IndexFolder) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(SCRIPT), "list", "--index", str(place.root)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


def test_a_list_written_to_a_full_disk_does_not_blame_the_index(place: IndexFolder) -> None:
    command = [sys.executable, str(SCRIPT), "list", "--index", str(place.root)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("index.py: what it writes is not whole ([Errno 28] ")


def test_verify_names_every_damaged_file_and_exits_with_1(place: IndexFolder, run: Run) -> None:
    folder = place.versions / place.current()
    assert run("verify", "--index", place.root)[0] == 0
    (folder / "terms.npy").unlink()
    raw = (folder / "texts.sqlite").read_bytes()
    (folder / "texts.sqlite").write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert len(verify(place, place.current())) == 2
    status, out, err = run("verify", "--index", place.root)
    assert status == 1
    assert str(folder / "terms.npy") in err
    assert str(folder / "texts.sqlite") in err
    assert out.count("whole") == 1


def test_a_version_that_another_release_wrote_is_not_called_damaged(place: IndexFolder, older: str, run: Run) -> None:
    replace(place.manifest(older), format=4).write(place.versions / older)
    listed = run("list", "--index", place.root)[1]
    assert [older in line for line in listed.splitlines() if "another release wrote it" in line] == [True]
    status, out, err = run("verify", "--index", place.root)
    assert status == 0
    assert f"{older}: another release's" in out
    assert "in format 4, and this one reads format 3" in err
    before = place.current()
    assert run("rollback", older, "--index", place.root)[0] == 1
    assert place.current() == before
    place.point_to(older)
    assert run("verify", "--index", place.root)[0] == 1


def test_verify_reads_the_encoder_too(place: IndexFolder) -> None:
    encoders = place.encoders.resolve()
    place.encoders.unlink()
    shutil.copytree(encoders, place.encoders)
    next(place.encoders.glob("*/tokenizer.json")).write_text("{}")
    assert "tokenizer.json" in verify(place, place.current())[0]
    next(place.encoders.glob("*/encoder.json")).write_text("{}")
    assert "encoder.json" in verify(place, place.current())[0]


@pytest.mark.parametrize("pointer", ["0123456789abcdef", "nonsense", None])
def test_verify_reads_the_pointer_too(place: IndexFolder, run: Run, pointer: str | None) -> None:
    current = place.root / "current"
    current.unlink() if pointer is None else current.write_text(pointer)
    assert run("verify", "--index", place.root)[0] == 1


def test_rolling_back_serves_the_version_before_and_no_further(place: IndexFolder) -> None:
    newer = place.current()
    older = roll_back(place)
    assert place.current() == older != newer
    assert open_index(place.root).article_ids() == ["bread", "stille", "tides"]
    with pytest.raises(NoIndexError, match="no earlier version is there"):
        roll_back(place)
    assert roll_back(place, newer) == newer
    assert roll_back(place) == older


def test_rolling_back_to_what_is_not_whole_or_not_there_changes_nothing(place: IndexFolder, older: str) -> None:
    newer = place.current()
    (place.versions / older / "views.npy").write_bytes(b"")
    with pytest.raises(DamagedIndexError, match=r"views\.npy"):
        roll_back(place)
    with pytest.raises(NoIndexError, match="there is no version 0123456789abcdef; there: "):
        roll_back(place, "0123456789abcdef")
    assert place.current() == newer


def test_a_damaged_pointer_is_mended_by_rolling_back(place: IndexFolder) -> None:
    newer = place.current()
    (place.root / "current").write_text("nonsense")
    assert roll_back(place) == newer


def test_a_history_that_a_killed_builder_left_ahead_of_the_pointer_goes_back_from_what_is_served(
    place: IndexFolder, older: str
) -> None:
    ahead = "0123456789abcdef"
    shutil.copytree(place.versions / older, place.versions / ahead)
    (place.root / "history").write_text(f"{older}\n{place.current()}\n{ahead}\n")
    assert FileStore(place.root).before(place.current()) == older
    assert roll_back(place) == older


def test_pruning_keeps_what_is_served_and_what_it_needs(place: IndexFolder) -> None:
    served = place.current()
    assert prune(place, 2) == []
    gone = prune(place, 1)
    assert place.version_ids() == [served]
    assert len(gone) == 1
    assert open_index(place.root).version == served
    assert [path.name for path in place.versions.iterdir()] == [served]


@pytest.fixture
def many(place: IndexFolder, older: str) -> list[str]:
    """Make five versions of one that is there, and return their ids, in the order in which they were written."""
    made = [f"{number:016x}" for number in range(5)]
    for number, version in enumerate(made):
        folder = Path(shutil.copytree(place.versions / older, place.versions / version))
        os.utime(folder, (number, number))
    return made


def test_pruning_keeps_what_was_served_last_then_what_was_written_last(
    place: IndexFolder, older: str, many: list[str]
) -> None:
    """A version that was rolled back stands in no history; it makes room before any that was served."""
    served = place.current()
    (place.root / "history").write_text(f"{many[0]}\n{older}\n{served}\n")
    gone = prune(place, 4)
    assert set(gone) == set(many[1:4])
    assert set(place.version_ids()) == {many[0], many[4], older, served}
    assert prune(place, 4) == []


def test_pinned_versions_stay_and_take_nobodys_place(place: IndexFolder, older: str, many: list[str]) -> None:
    served = place.current()
    prune(place, 2, [many[0], "of-no-version"])
    assert set(place.version_ids()) == {many[0], older, served}


def test_the_script_leaves_pinned_versions(
    place: IndexFolder, run: Run, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_PINNED_VERSIONS", many[2])
    assert run("prune", "--keep", "1", "--index", place.root)[0] == 0
    assert set(place.version_ids()) == {many[2], place.current()}


def test_pruning_removes_encoders_that_nothing_needs_but_never_shared_ones(place: IndexFolder) -> None:
    shared = set(place.encoders.iterdir())
    prune(place, 1)
    assert set(place.encoders.iterdir()) == shared
    encoders = place.encoders.resolve()
    place.encoders.unlink()
    shutil.copytree(encoders, place.encoders)
    (place.encoders / "unneeded").mkdir()
    prune(place, 1)
    assert [path.name for path in place.encoders.iterdir()] == [place.manifest(place.current()).fingerprint]


def test_nothing_is_removed_while_a_build_runs(place: IndexFolder) -> None:
    with place.building(), pytest.raises(BuildError, match="another build is running"):
        prune(place, 1)


def test_going_back_does_not_wait_for_a_build_and_says_what_comes_of_that(
    place: IndexFolder, older: str, run: Run, corpus_of_two: Path
) -> None:
    """An article must be withdrawn now, and a build of thousands of pages has just begun."""
    newer = place.current()
    went: list[tuple[int, str, str]] = []

    def look(step: str, done: int, total: int | None) -> None:
        if not went:
            went.append(run("rollback", "--index", place.root))
            assert place.current() == older

    report = build_index(corpus_in(corpus_of_two), place.root, progress=look)
    ((status, out, _),) = went
    assert (status, out.splitlines()[0]) == (0, f"serving {older}; servers notice within a second")
    assert out.splitlines()[1].startswith("a build is running: what it makes is served when it has ended")
    assert (report.manifest.version, place.current()) == (newer, newer)
    assert place.history()[-2:] == [older, newer]
    assert len(run("rollback", "--index", place.root)[1].splitlines()) == 1


def test_whoever_changes_what_is_served_waits_for_who_does_so(place: IndexFolder, older: str) -> None:
    with ThreadPoolExecutor(1) as other:
        with publishing(place):
            gone_back = other.submit(roll_back, place)
            time.sleep(0.2)
            assert not gone_back.done()
        assert gone_back.result(timeout=10) == older == place.current()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["prune", "--keep", "0"], 2, "keep at least 1"),
        (["prune", "--keep", "all"], 2, "is no number of versions"),
        ([], 2, "list|verify|rollback|prune"),
        (["list", "--index", "/nonexistent"], 1, "run: scripts/build_index.py"),
        (["verify", "--index", "/nonexistent"], 1, "there is no index yet"),
    ],
)
def test_wrong_usage_is_said(run: Run, arguments: list[str], status: int, said: str) -> None:
    seen, _, err = run(*arguments)
    assert (seen, said in err) == (status, True), err


def test_a_folder_that_cannot_be_written_to_is_said_without_python(place: IndexFolder, older: str, run: Run) -> None:
    """As on a disk that was mounted read-only; a folder in the lock's place keeps out root, too."""
    lock = place.root / "publishing"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert run("rollback", older, "--index", place.root) == (
        1,
        "",
        f"{lock}: Is a directory; whoever runs this must be able to read and write there\n",
    )


def test_where_a_database_is_served_the_script_does_not_take_the_folder_for_it(
    place: IndexFolder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would go back from is served to nobody."""
    monkeypatch.setenv("CHATBOT_INDEX", "postgresql://publisher:s3cret@db1/articles")
    status, out, err = run("rollback")
    assert (status, out, "s3cret" in err) == (2, "", False)
    assert "postgresql://db1/articles; see scripts/database.py" in err
    assert run("list", "--index", place.root)[0] == 0


def test_the_script_runs_as_an_operator_runs_it(place: IndexFolder) -> None:
    command = [sys.executable, "-W", "error", str(SCRIPT), "rollback", "--index", str(place.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"serving {place.current()}; servers notice within a second\n"
