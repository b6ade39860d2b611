"""Modules that take seconds to import: each process that runs tests reads all test files, one alone needs these."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module, which is imported when something public of it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_"):  # what pytest asks everything that it finds in a test file
            raise AttributeError(attribute)
        return getattr(import_module(self._name), attribute)
