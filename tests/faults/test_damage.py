"""Damage is noticed before anything is answered from it, by name; a full disk and a read-only one do no harm."""

from __future__ import annotations

import gc
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from chatbot.errors import DamagedIndexError, IndexingError
from chatbot.indexing.versions import FileStore, IndexFolder
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.board import Board
from chatbot.web.library import Library
from tests.indexing.corpora import LONG, write_corpus
from tests.web.process import PROJECT, environment, running

RANDOM = random.Random(11)  # noqa: S311  # the same places in every run
QUESTION = {"question": "How many tides are there in a day?"}


@pytest.fixture(scope="module")
def place(two_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> IndexFolder:
    """An index folder of its own, encoder and all, without the version that is not served."""
    folder = Path(shutil.copytree(two_versions, tmp_path_factory.mktemp("damage") / "index"))
    place = IndexFolder(folder)
    for version in set(place.version_ids()) - {place.current()}:
        shutil.rmtree(place.versions / version)
    return place


def files(place: IndexFolder) -> list[Path]:
    """Return every file that answers depend on."""
    version = place.current()
    encoder = place.encoders / place.manifest(version).fingerprint
    return sorted([*(place.versions / version).iterdir(), *encoder.iterdir(), place.root / "current"])


@contextmanager
def changed(path: Path, change: Callable[[bytes], bytes | None]) -> Iterator[None]:
    """Change a file's bytes, or remove it, for as long as the block lasts."""
    raw = path.read_bytes()
    new = change(raw)
    assert new != raw
    path.unlink() if new is None else replace(path, new)
    try:
        yield
    finally:
        replace(path, raw)


def replace(path: Path, raw: bytes) -> None:
    """Put another file in the place of one: whoever has mapped the old one in this process must not lose it."""
    other = path.parent.parent / "replaced"
    other.write_bytes(raw)
    other.rename(path)


def flip(raw: bytes) -> bytes:
    """Change one bit of one byte."""
    place = RANDOM.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << RANDOM.randrange(8)]) + raw[place + 1 :]


def cut(raw: bytes) -> bytes:
    """Cut the end off."""
    return raw[: RANDOM.randrange(len(raw))]


def gone(_: bytes) -> None:
    """Remove all."""


@pytest.fixture(scope="module")
def app(place: IndexFolder) -> Flask:
    return create_app(Settings(index=str(place.root)))


def ask_anew(app: Flask, place: IndexFolder) -> TestResponse:
    """Ask what opens the index first, as a server does that has just started."""
    app.extensions["library"] = Library(FileStore(place.root), Board())
    gc.collect()  # those before are gone now, and look for new versions no more
    return app.test_client().post("/api/chat", json=QUESTION)


def refusal(app: Flask, place: IndexFolder) -> str:
    """Return why a server that has just started answers nothing."""
    response = ask_anew(app, place)
    assert response.status_code == 503
    assert response.get_json()["code"] in ("damaged-index", "no-index", "encoder-mismatch")
    return str(app.test_client().get("/readyz").get_json()["detail"])


def refused_opening(place: IndexFolder) -> str:
    """Return why the index cannot be opened, which comes before any answer."""
    store = FileStore(place.root)
    with pytest.raises(IndexingError) as caught:
        store.open(store.served())
    return str(caught.value)


def check(path: Path, change: Callable[[bytes], bytes | None], refused: Callable[[], str]) -> None:
    """Check that the damaged file is named; a changed pointer names another version, and that by what it lacks."""
    with changed(path, change):
        said = refused()
        assert path.name in said or (path.name == "current" and "manifest.json" in said), said


def some(place: IndexFolder, number: int) -> Iterator[Path]:
    """Yield files again and again, large and small ones alike."""
    found = files(place)
    for i in range(number):
        yield found[i % len(found)]


def test_a_flipped_bit_a_lost_end_and_a_missing_file_are_named_before_any_answer(
    app: Flask, place: IndexFolder
) -> None:
    for number, path in enumerate(files(place)[::3]):
        check(path, (flip, cut, gone)[number % 3], partial(refusal, app, place))
    assert ask_anew(app, place).status_code == 200


@pytest.mark.long
@pytest.mark.parametrize("part", range(5))
def test_500_flips_100_cuts_and_each_file_missing_are_named_before_any_answer(place: IndexFolder, part: int) -> None:
    for path in some(place, 100):
        check(path, flip, partial(refused_opening, place))
    for path in some(place, 20):
        check(path, cut, partial(refused_opening, place))
    for path in files(place)[part::5]:
        check(path, gone, partial(refused_opening, place))
    print("100 flips, 20 cuts and a fifth of the files missing: all named")


def in_a_mount(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a shell script that may mount file systems that only it sees; skip where the system does not allow it."""
    command = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a file system of his own")
    command += ["sh", "-ec", script, "sh", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("room", [0.8, *(pytest.param(room, marks=pytest.mark.long) for room in (0.1, 0.3, 0.5, 0.9))])
def test_a_full_disk_ends_a_build_with_one_clear_line_and_leaves_what_was_served(
    place: IndexFolder, tmp_path: Path, room: float
) -> None:
    """With room for so many versions more; the long form lets others of its files be the one that no longer fits."""
    write_corpus(tmp_path / "corpus")
    (tmp_path / "disk").mkdir()
    pages = sum(1 + path.stat().st_size // 4096 for path in (place.versions / place.current()).iterdir())
    script = (
        'mount -t tmpfs -o size="$3" tmpfs "$1/disk"; cp -r "$2/versions" "$2/current" "$1/disk"; '
        'ln -s "$2/encoders" "$1/disk/encoders"; status=0; '
        '"$4" scripts/build_index.py "$1/corpus" --index "$1/disk" || status=$?; '
        'echo "$status"; cat "$1/disk/current"; ls -A "$1/disk/versions"; '
        '"$4" scripts/index.py verify --index "$1/disk"'
    )
    done = in_a_mount(script, tmp_path, place.root, int(pages * (1 + room) + 8) * 4096, sys.executable)
    assert "No space left on device" in done.stderr or "database or disk is full" in done.stderr, done
    assert len(done.stderr.splitlines()) == 1
    assert "what was served stays served" in done.stderr
    assert done.stdout.split() == ["1", place.current(), place.current(), f"{place.current()}:", "whole"]


def test_a_build_that_a_full_disk_ended_goes_on_from_what_it_had_encoded(place: IndexFolder, tmp_path: Path) -> None:
    """Another program fills the disk while texts are encoded; then its file goes."""
    write_corpus(tmp_path / "corpus", LONG)
    (tmp_path / "disk").mkdir()
    script = (
        'mount -t tmpfs -o size=32m tmpfs "$1/disk"; ln -s "$2/encoders" "$1/disk/encoders"; status=0; '
        '"$3" -m tests.indexing.once_encoded SIGSTOP 600000 "$1/disk" '  # when the second block has been written
        'scripts/build_index.py "$1/corpus" --index "$1/disk" & '
        'until grep -q "^State:.[TZ]" /proc/$!/status; do sleep 0.01; done; '
        'dd if=/dev/zero of="$1/disk/other" bs=64k 2>/dev/null || kill -CONT $!; wait $! || status=$?; '
        'rm "$1/disk/other"; echo "$status"; ls -A "$1/disk/versions"; '
        '"$3" scripts/build_index.py "$1/corpus" --index "$1/disk" | grep "vectors reused"; ls "$1/disk/encoded"'
    )
    done = in_a_mount(script, tmp_path, place.root, sys.executable)
    told = r".*No space left on device.*; what was served stays served; \d+ of 6\d\d texts are encoded; run the .*\n"
    assert re.fullmatch(told, done.stderr), done
    status, reused = done.stdout.split("\n", 1)
    assert status == "1"
    assert int(re.sub(r"\D", "", reused)) >= 256


def test_a_read_only_index_folder_serves(place: IndexFolder) -> None:
    script = (
        'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; ! touch "$1/x" 2>/dev/null; '
        'exec "$2" -c "from chatbot.web.app import create_app; from chatbot.settings import Settings; '
        "print(create_app(Settings(index='$1')).test_client().post('/api/chat', json={'question': 'tides?'}).status)\""
    )
    done = in_a_mount(script, place.root, sys.executable)
    assert (done.returncode, done.stdout) == (0, "200 OK\n"), done.stderr


def test_damage_while_serving_is_named_and_a_repaired_file_answers_again(place: IndexFolder) -> None:
    with running("--index", str(place.root)) as server:
        before = server.ask(QUESTION["question"])
        for path in files(place)[-2:]:  # of the version: arrays, texts, views
            with changed(path, flip):
                assert server.ask(QUESTION["question"])[0] == 503
                assert path.name.encode() in server.request("GET", "/readyz")[1]
            assert server.ask(QUESTION["question"]) == before


def test_what_is_not_ours_in_an_index_folder_harms_nothing(app: Flask, place: IndexFolder) -> None:
    for path in (place.root / "notes.txt", place.versions / "notes.txt", place.versions / "copy of old"):
        path.mkdir() if path.suffix == "" else path.write_text("x")
    assert ask_anew(app, place).status_code == 200
    with pytest.raises(DamagedIndexError, match="current: cannot be read"):
        IndexFolder(place.root / "notes.txt").current()
