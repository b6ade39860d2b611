from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.errors import DamagedIndexError, OtherReleaseError
from chatbot.indexing.manifest import NAME, Manifest, check_files, version_id
from chatbot.indexing.models import file_sha256

_NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.npy").write_bytes(b"some bytes")
    manifest = Manifest(
        inputs={"corpus": "c", "encoder": "e"},
        encoder={"model": "m", "mean_cosine": 0.99},
        counts={"articles": 1},
        warnings=("ä.md:3: warning: odd; mend it",),
        files={"a.npy": file_sha256(tmp_path / "a.npy")},
    )
    manifest.write(tmp_path)
    return tmp_path


def test_a_manifest_comes_back_as_it_was_written(folder: Path) -> None:
    manifest = Manifest.read(folder)
    assert manifest.warnings == ("ä.md:3: warning: odd; mend it",)
    assert manifest.version == version_id({"encoder": "e", "corpus": "c"})
    check_files(folder, manifest.files)


def test_a_version_is_named_by_its_inputs_alone(folder: Path) -> None:
    manifest = Manifest.read(folder)
    assert replace(manifest, counts={"articles": 2}).version == manifest.version
    assert replace(manifest, inputs={"corpus": "d", "encoder": "e"}).version != manifest.version


def test_every_changed_byte_of_a_manifest_is_noticed(folder: Path) -> None:
    path = folder / NAME
    raw = path.read_bytes()
    for place in range(len(raw)):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        with pytest.raises(DamagedIndexError, match=NAME):
            Manifest.read(folder)


@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_a_manifest_cut_short_is_noticed(folder: Path, kept: int) -> None:
    (folder / NAME).write_bytes((folder / NAME).read_bytes()[:kept])
    said = "(cannot be read .it is not whole|was changed since)"  # the last byte is a line break
    with pytest.raises(DamagedIndexError, match=f"{NAME}: {said}"):
        Manifest.read(folder)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "null", '{"format": 1}', '{"format": 99}', '{"format": 1, "sha256": "", "warnings": 5}']
)
def test_other_json_is_no_manifest(folder: Path, text: str) -> None:
    (folder / NAME).write_text(text)
    with pytest.raises(DamagedIndexError, match=NAME):
        Manifest.read(folder)


@pytest.mark.parametrize("number", [1, 99])
def test_another_releases_manifest_is_not_called_damaged(folder: Path, number: int) -> None:
    replace(Manifest.read(folder), format=number).write(folder)
    with pytest.raises(OtherReleaseError, match=f"another release wrote .*, in format {number}.*use that release"):
        Manifest.read(folder)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError, match=rf"{NAME}: cannot be read \(No such file or directory\); build the"):
        Manifest.read(tmp_path)


def test_a_file_that_differs_is_named_with_both_digests_and_the_remedy(folder: Path) -> None:
    manifest = Manifest.read(folder)
    (folder / "a.npy").write_bytes(b"some bytez")
    with pytest.raises(DamagedIndexError, match=r"a\.npy: its sha256 is .* built with .*; build the index again"):
        check_files(folder, manifest.files)


def test_a_missing_file_is_named(folder: Path) -> None:
    manifest = Manifest.read(folder)
    (folder / "a.npy").unlink()
    with pytest.raises(DamagedIndexError, match=r"a\.npy: cannot be read"):
        check_files(folder, manifest.files)


def test_a_file_that_this_user_may_not_read_is_not_to_be_built_again(folder: Path) -> None:
    """As where one user builds with umask 077 and another one serves."""
    manifest, user = Manifest.read(folder), os.geteuid()
    for name in (NAME, "a.npy"):
        (folder / name).chmod(0)
    if not user:  # whom no mode keeps from reading
        os.seteuid(_NOBODY)
    try:
        for read in (lambda: Manifest.read(folder), lambda: check_files(folder, manifest.files)):
            with pytest.raises(DamagedIndexError, match=r"[Pp]ermission denied.*; let whoever serves"):
                read()
    finally:
        os.seteuid(user)
