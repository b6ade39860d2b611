"""A reader whose question was logged is told so by the widget, on another site too, and can erase it there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from chatbot.coverage.questionlog import QuestionLog
from tests.browser.chromium import axe_violations
from tests.browser.widget.support import Site, Watch, page_with
from tests.web.process import running


def test_the_widget_says_that_a_question_was_noted_and_erases_it(
    watch: Watch, site: Site, small_index: Path, tmp_path: Path
) -> None:
    file = tmp_path / "questions.sqlite"
    log = {"CHATBOT_QUESTION_LOG": str(file), "CHATBOT_ALLOWED_ORIGINS": site.url}
    with running("--index", str(small_index), **log) as server:
        tag = f'<script type="module" src="{server.address}/widget.js" data-open></script>'
        seen = watch(viewport={"width": 320, "height": 640}).visit(site.put("/", page_with(tag)))
        turn = seen.ask("How long should I let a silence go on?")
        assert len(QuestionLog(file, 30).entries(date.today())) == 1
        assert axe_violations(seen.page) == []
        turn.get_by_role("button", name="Erase it").focus()
        seen.page.keyboard.press("Enter")
        turn.get_by_text("Your question was erased.").wait_for()
        assert b"silence go on" not in file.read_bytes()
        assert seen.errors == []
