"""The real app over the small real index, with no limit on how often a client asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.settings import Settings
from chatbot.web.app import create_app


@pytest.fixture(scope="session")
def app(small_index: Path) -> Flask:
    return create_app(Settings(index=str(small_index)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
