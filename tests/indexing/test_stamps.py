from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.errors import DamagedIndexError
from chatbot.indexing import manifest
from chatbot.indexing.models import file_sha256
from chatbot.indexing.stamps import FOLDER, is_checked, note_checked, seen
from chatbot.indexing.versions import IndexFolder


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    (tmp_path / "versions" / "1").mkdir(parents=True)
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"two")
    return [tmp_path / "a", tmp_path / "b"]


def test_files_are_checked_until_somebody_touches_one(tmp_path: Path, files: list[Path]) -> None:
    assert not is_checked(tmp_path, "1", seen(files))
    note_checked(tmp_path, "1", seen(files))
    assert is_checked(tmp_path, "1", seen(reversed(files)))
    assert not is_checked(tmp_path, "2", seen(files)), "another version"
    assert not is_checked(tmp_path, "1", seen(files[:1])), "fewer files"
    files[0].write_bytes(b"eno")
    assert not is_checked(tmp_path, "1", seen(files)), "as long as before, written again"


def test_a_copy_has_not_been_checked(tmp_path: Path, files: list[Path]) -> None:
    note_checked(tmp_path, "1", seen(files))
    copied = files[0].with_name("copied")
    copied.write_bytes(files[0].read_bytes())
    copied.replace(files[0])
    assert not is_checked(tmp_path, "1", seen(files))


def test_a_missing_file_or_a_damaged_note_is_no_check(tmp_path: Path, files: list[Path]) -> None:
    note_checked(tmp_path, "1", seen(files))
    (tmp_path / FOLDER / "1").write_text("{")
    assert not is_checked(tmp_path, "1", seen(files))
    files[0].unlink()
    note_checked(tmp_path, "1", seen(files))
    assert not is_checked(tmp_path, "1", seen(files)), "nothing was seen, so nothing counts as checked"


def test_where_nothing_can_be_written_nothing_is_noted(tmp_path: Path, files: list[Path]) -> None:
    note_checked(tmp_path / "not there", "1", seen(files))
    assert not is_checked(tmp_path / "not there", "1", seen(files))


def test_a_note_goes_with_its_version(tmp_path: Path, files: list[Path]) -> None:
    note_checked(tmp_path, "gone", seen(files))
    note_checked(tmp_path, "1", seen(files))
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["1"]


def test_a_version_is_compared_once(small_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = IndexFolder(small_index)
    version = place.current()
    place.check(version)
    compared: list[Path] = []

    def counting(path: Path) -> str:
        compared.append(path)
        return file_sha256(path)

    monkeypatch.setattr(manifest, "file_sha256", counting)
    place.check(version)
    assert compared == []
    note = place.root / FOLDER / version
    assert any(f"{version}/views.npy" in name for name in json.loads(note.read_bytes()))
    note.unlink()
    place.check(version)
    assert len(compared) > 10


def test_a_damaged_version_is_noticed_although_it_was_checked(tmp_path: Path, small_index: Path) -> None:
    place = IndexFolder(tmp_path)
    version = IndexFolder(small_index).current()
    (place.versions / version).mkdir(parents=True)
    place.share_encoders(small_index / "encoders")
    for path in (small_index / "versions" / version).iterdir():
        (place.versions / version / path.name).write_bytes(path.read_bytes())
    place.check(version)
    damaged = place.versions / version / "postings-most.npy"
    raw = bytearray(damaged.read_bytes())
    raw[-1] ^= 1
    damaged.write_bytes(raw)
    with pytest.raises(DamagedIndexError, match=r"postings-most\.npy"):
        place.check(version)
