"""The coverage report in a real browser: accessible, narrow, without scripts, printable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chatbot.coverage.hypertext import as_html
from chatbot.coverage.naming import Wording
from chatbot.coverage.result import Coverage
from tests.browser.chromium import axe_violations, reader
from tests.coverage.conftest import answerer, corpus, coverage

__all__ = ["answerer", "corpus", "coverage"]  # fixtures


@pytest.fixture(scope="module")
def report(coverage: Coverage, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(as_html(coverage), encoding="utf-8")
    return path.as_uri()


def test_the_report_has_no_accessibility_violations_and_asks_for_nothing(browser: Browser, report: str) -> None:
    with reader(browser, report) as (page, complaints):
        page.goto(report)
        assert axe_violations(page) == []
    assert complaints == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways_without_scripts(browser: Browser, report: str, width: int) -> None:
    viewport = {"width": width, "height": 800}
    with reader(browser, report, java_script_enabled=False, viewport=viewport) as (page, _):
        page.goto(report)
        box = page.locator("main").bounding_box()
        assert box
        assert box["x"] + box["width"] <= width
        for scrolling in page.locator("main > .wide, figure > .wide").all():
            drawn = scrolling.bounding_box()
            assert drawn
            assert drawn["x"] + drawn["width"] <= width
        words = page.locator("svg text.label").first.bounding_box()
        assert words
        assert words["height"] >= 10, "the words of a plot do not shrink with the window"


def test_a_title_on_a_narrow_screen_does_not_stand_as_one_letter_a_line(browser: Browser, report: str) -> None:
    with reader(browser, report, viewport={"width": 320, "height": 800}) as (page, _):
        page.goto(report)
        widths = page.locator("tbody th").evaluate_all("cells => cells.map(cell => cell.offsetWidth)")
        assert widths
        assert min(widths) >= 100


def test_what_is_folded_on_the_screen_stands_on_paper(browser: Browser, coverage: Coverage, tmp_path: Path) -> None:
    gap = next(each for each in coverage.gaps if not each.lone)
    leading = tuple(Wording(f"Question {n}?", 1) for n in range(9))
    many = replace(gap, topic=replace(gap.topic, questions=tuple(each.text for each in leading), leading=leading))
    path = tmp_path / "report.html"
    path.write_text(as_html(replace(coverage, gaps=(many,))), encoding="utf-8")
    with reader(browser, path.as_uri()) as (page, _):
        page.goto(path.as_uri())
        folded = page.locator("details li").last
        assert not folded.is_visible()
        page.emulate_media(media="print")
        assert folded.is_visible()


def test_it_prints_on_paper(browser: Browser, report: str) -> None:
    with reader(browser, report) as (page, _):
        page.goto(report)
        assert page.pdf(format="A4").startswith(b"%PDF")
