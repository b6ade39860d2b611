"""The real app over the small real index."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.indexing.index import PassageIndex
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.library import Library


@pytest.fixture(scope="session")
def app(small_index: Path) -> Flask:
    return create_app(Settings(index=str(small_index)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def index(app: Flask) -> PassageIndex:
    return cast("Library", app.extensions["library"]).current().index
