"""What tests of answering share: the answerer of the articles that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.indexing.versions import open_index
from tests.indexes import index_of


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(open_index(index_of(Path("corpus"), "corpus")))
