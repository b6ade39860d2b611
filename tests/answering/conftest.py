"""What tests of answering share: the answerer of the articles that ship, and those of one article each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.indexing.versions import open_index
from tests.indexes import index_of


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(open_index(index_of(Path("corpus"), "corpus")))


@pytest.fixture(scope="session")
def answerer_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Answerer]:
    """Makes the answerer of one article in Markdown, whose id is its name."""

    def made(name: str, article: str) -> Answerer:
        corpus = tmp_path_factory.mktemp(name)
        (corpus / f"{name}.md").write_text(article, encoding="utf-8")
        return Answerer(open_index(index_of(corpus, name)))

    return made
