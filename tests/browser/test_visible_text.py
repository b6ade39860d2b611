"""Quotes of real HTML pages stand, to the letter, in what a browser shows of the page."""

from __future__ import annotations

import sys

from playwright.sync_api import Browser

from tests.browser.realpages import Quoted
from tests.shared import needs_shared


@needs_shared
def test_every_quote_of_a_page_stands_in_its_visible_text(
    browser: Browser, page_quotes: dict[str, list[Quoted]]
) -> None:
    page = browser.new_page()
    texts, missing = 0, []
    for address, quotes in page_quotes.items():
        page.goto(address)
        shown = "".join(page.locator("body").inner_text().split())
        for quote in quotes:
            texts += len(quote.texts)
            missing += [f"{address} {quote.kind}: {t!r}" for t in quote.texts if "".join(t.split()) not in shown]
    page.close()
    sys.stdout.write(f"texts of quotes in the visible text of their page: {texts - len(missing)} of {texts}\n")
    assert missing == []
    assert texts >= 200
