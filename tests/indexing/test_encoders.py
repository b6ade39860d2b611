from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatbot.errors import BuildError
from chatbot.indexing.encoder import CONFIG, GRAPH, EncoderConfig
from chatbot.indexing.encoders import compile_into, compiled_encoder
from chatbot.indexing.versions import IndexFolder


@pytest.fixture
def place(tmp_path: Path, encoder_folder: Path) -> IndexFolder:
    """An index folder with its own copy of the default encoder."""
    shutil.copytree(encoder_folder, tmp_path / "encoders" / encoder_folder.name)
    place = IndexFolder(tmp_path)
    place.versions.mkdir()
    return place


def test_an_encoder_is_found_by_the_model_it_was_compiled_from(place: IndexFolder, encoder_folder: Path) -> None:
    assert compiled_encoder(place, "") == place.encoders / encoder_folder.name
    assert compiled_encoder(place, "all-MiniLM-L6-v2") == place.encoders / encoder_folder.name
    assert compiled_encoder(place, "other/model") is None


def test_a_hubs_model_is_found_by_its_name(place: IndexFolder, encoder_folder: Path) -> None:
    folder = place.encoders / encoder_folder.name
    replace(EncoderConfig.read(folder), model="some/hub", source_sha256="0").write(folder)
    assert compiled_encoder(place, "some/hub") == folder
    assert compiled_encoder(place, "") is None


@pytest.mark.parametrize(
    "change", [{"source_sha256": "0"}, {"compiler": 0}, {"max_tokens": 128}], ids=["model", "compiler", "fingerprint"]
)
def test_an_encoder_of_another_make_is_not_used(
    place: IndexFolder, encoder_folder: Path, change: dict[str, Any]
) -> None:
    folder = place.encoders / encoder_folder.name
    replace(EncoderConfig.read(folder), **change).write(folder)
    assert compiled_encoder(place, "") is None


@pytest.mark.parametrize("name", [GRAPH, CONFIG])
def test_a_damaged_encoder_is_as_good_as_none(place: IndexFolder, encoder_folder: Path, name: str) -> None:
    path = place.encoders / encoder_folder.name / name
    path.write_bytes(path.read_bytes()[:-2])
    assert compiled_encoder(place, "") is None


def test_a_model_that_cannot_be_compiled_is_refused_and_leaves_nothing(place: IndexFolder, tmp_path: Path) -> None:
    empty = tmp_path / "no model"
    empty.mkdir()
    with pytest.raises(BuildError, match=r"no model: no config\.json there"):
        compile_into(place, os.path.relpath(empty))
    assert list(place.versions.iterdir()) == []


def test_compiling_that_the_system_kills_says_how_much_memory_it_takes(
    place: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = tmp_path / "python"
    killed.write_text("#!/bin/sh\necho a warning >&2\nkill -9 $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(killed))
    with pytest.raises(BuildError, match=r"was killed; it takes 1\.2 GB of memory: free some, or copy"):
        compile_into(place, "")
    assert list(place.versions.iterdir()) == []
