"""The compiled default encoder, and small corpora to build from."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.versions import IndexFolder
from chatbot.reading import corpusfiles
from tests.indexes import default_encoder
from tests.indexing.corpora import write_corpus


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The default model's encoder, compiled where the cache has none."""
    return default_encoder()


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    return OnnxEncoder(encoder_folder, threads=2)


@pytest.fixture
def index_folder(tmp_path: Path, encoder_folder: Path) -> Path:
    """An index folder without versions that has the default encoder already."""
    place = IndexFolder(tmp_path / "index")
    place.share_encoders(encoder_folder.parent)
    return place.root


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of the three articles of `corpora`."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that were written a moment ago count as old."""
    monkeypatch.setattr(corpusfiles, "_SETTLED", -(10**12))
