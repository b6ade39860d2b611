"""The encoder that serves, and the watch that uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.indexing.index import Encoder
from chatbot.indexing.versions import open_index
from chatbot.safety.watching import Watch
from chatbot.settings import Settings
from tests.safety.sets import watch_of


@pytest.fixture(scope="session")
def encoder(small_index: Path) -> Encoder:
    return open_index(small_index, Settings()).encoder


@pytest.fixture(scope="session")
def watch(encoder: Encoder) -> Watch:
    return watch_of(encoder)
