"""One browser, one real server over the small real index, and real pages with quotes of them, for all browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch
from tests.browser.realpages import Quoted, served_pages
from tests.web.process import Server, running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium for the tests of this package alone: while it runs, so does an event loop, and others have their own."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(small_index: Path) -> Iterator[Server]:
    with running("--index", str(small_index)) as started:
        yield started


@pytest.fixture(scope="session")
def page_quotes(real_pages: Path, real_pages_index: Path) -> Iterator[dict[str, list[Quoted]]]:
    """Quotes of the real HTML pages, by the address at which their page is served."""
    with served_pages(real_pages, real_pages_index) as quotes:
        yield quotes
