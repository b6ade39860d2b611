"""Fixtures that tests of several rooms share."""

from __future__ import annotations

import gc
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from chatbot.settings import Settings
from chatbot.web.app import create_app
from tests.indexes import index_of, index_of_each
from tests.indexing.corpora import ARTICLES, write_corpus
from tests.shared import SHARED
from tests.web.small_corpus import write_small_corpus

# An example takes longer where other work runs. All else stays: in CI, Hypothesis tries the same ones each time.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the small corpus."""
    return index_of(write_small_corpus(tmp_path_factory.mktemp("small") / "corpus"), "small")


@pytest.fixture(scope="session")
def app(small_index: Path) -> Flask:
    """The real app over the small real index."""
    return create_app(Settings(index=str(small_index)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def corpus_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles: what the newer of `two_versions` holds."""
    return write_corpus(
        tmp_path_factory.mktemp("two") / "corpus", {name: ARTICLES[name] for name in ("tides", "stille")}
    )


@pytest.fixture(scope="session")
def two_versions(corpus_of_two: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with two versions: three articles, and then without the one on bread. Copy it to change it."""
    three = write_corpus(tmp_path_factory.mktemp("three") / "corpus")
    return index_of_each((three, corpus_of_two), "two-versions")


@pytest.fixture
def default_hangup() -> Iterator[None]:
    """SIGHUP as it is by default, whatever started the tests: what is ignored what they start would ignore, too."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture(scope="session")
def real_pages(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of real HTML pages: every third one; with --long, all."""
    everything = SHARED / "eval" / "pages" / "pages"
    if pytestconfig.getoption("--long"):
        return everything
    some = tmp_path_factory.mktemp("pages")
    for path in sorted(everything.glob("*.html"))[1::3]:
        shutil.copy(path, some / path.name)
    return some


@pytest.fixture(scope="session")
def real_pages_index(real_pages: Path) -> Path:
    """The folder of an index of the real HTML pages."""
    return index_of(real_pages, "pages")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked long, too: minutes each")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests to `scripts/test --long`; each has a short form that always runs."""
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_collection_finish() -> None:
    """Keep what all test files hold out of the garbage collector's sight: it stays to the end."""
    gc.collect()
    gc.freeze()
