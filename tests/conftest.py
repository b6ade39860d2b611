"""Fixtures that tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexes import index_of
from tests.web.small_corpus import write_small_corpus


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the small corpus."""
    return index_of(write_small_corpus(tmp_path_factory.mktemp("small") / "corpus"), "small")
