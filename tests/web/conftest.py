"""The index that the real app answers from."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask

from chatbot.indexing.index import PassageIndex
from chatbot.web.library import Library


@pytest.fixture(scope="session")
def index(app: Flask) -> PassageIndex:
    return cast("Library", app.extensions["library"]).current().index
