"""A version is named by all that shapes it, the libraries included."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

from chatbot.indexing import inputs
from chatbot.indexing.build import build_index
from chatbot.indexing.inputs import ENCODING, READING, code_digest
from chatbot.indexing.staleness import is_stale
from tests.indexing.corpora import corpus_in
from tests.test_architecture import PACKAGE, imported

COMPILING = {"huggingface_hub", "onnx", "sentence-transformers", "torch", "transformers"}  # an encoder tells by itself
SHAPELESS = {"threadpoolctl"}  # how fast, not what


@pytest.fixture
def update(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let code digests be made anew, during the test and after it."""
    code_digest.cache_clear()
    yield monkeypatch
    code_digest.cache_clear()


def to_another_release(library: str, update: pytest.MonkeyPatch) -> None:
    update.setattr(inputs, "version", lambda name: "0" if name == library else version(name))
    code_digest.cache_clear()


def test_the_code_has_a_digest() -> None:
    assert len(code_digest()) == 64
    assert code_digest() == code_digest()


def test_every_library_that_reading_and_indexing_import_counts() -> None:
    files = [path for room in ("reading", "indexing") for path in (PACKAGE / room).rglob("*.py")]
    names = {name.split(".")[0] for path in files for name in imported(path)} - sys.stdlib_module_names - {"chatbot"}
    providers = packages_distributions()
    libraries = {providers[name][0].lower() for name in names}
    assert libraries - COMPILING - SHAPELESS == {name.lower() for name in (*READING, *ENCODING)}


@pytest.mark.parametrize(("library", "again"), [("sentencex", False), ("onnxruntime", True)])
def test_another_release_of_a_library_makes_another_version(
    library: str, again: bool, corpus: Path, index_folder: Path, update: pytest.MonkeyPatch
) -> None:
    first = build_index(corpus_in(corpus), index_folder)
    to_another_release(library, update)
    assert is_stale(corpus_in(corpus), index_folder)
    second = build_index(corpus_in(corpus), index_folder)
    assert second.manifest.version != first.manifest.version
    assert (second.encoded == first.encoded) == again
    assert not is_stale(corpus_in(corpus), index_folder)
