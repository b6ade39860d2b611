"""The file of helplines: what ships, what an operator may change, what is refused, and when a number is due."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from chatbot.coverage.lint.helplines import lint_helplines
from chatbot.errors import SettingsError
from chatbot.safety.helplines import FRESH_DAYS, SHIPPED, read_protocol, unverified

TODAY = date(2026, 11, 25)
TEXT = SHIPPED.read_text(encoding="utf-8")
ALL = TEXT.count("[[helplines]]")


def written(folder: Path, text: str) -> str:
    file = folder / "helplines.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_numbers_that_ship_are_the_certain_ones_and_nobody_claims_to_have_called_them() -> None:
    protocol = read_protocol()
    assert {(*line.regions, line.number, *line.dangers) for line in protocol.helplines} == {
        ("US", "988"),
        ("US", "911", "medical"),
        ("US", "1-800-222-1222", "medical"),
        ("US", "1-800-422-4453", "child"),
        ("US", "1-800-656-4673", "sexual"),
        ("US", "1-800-799-7233", "violence"),
        ("GB", "IE", "116 123"),
        ("GB", "999", "medical"),
        ("IE", "112", "medical"),
        ("GB", "0800 1111", "child"),
        ("GB", "0808 500 2222", "sexual"),
        ("GB", "0808 2000 247", "violence"),
        ("GB", "0800 027 1234", "violence"),
        ("GB", "08088 01 03 02", "sexual"),
        ("GB", "0808 80 10 800", "violence", "sexual"),
        ("GB", "0808 802 1414", "violence", "sexual"),
        ("IE", "1800 341 900", "violence"),
        ("IE", "1800 77 88 88", "sexual"),
        ("IE", "1800 66 66 66", "child"),
        ("KR", "109"),
        ("KR", "119", "medical"),
        ("KR", "112", "child"),
        ("KR", "1366", "violence", "sexual"),
    }
    assert all(line.verified_on is None for line in protocol.helplines)
    assert next(seen for _, seen in unverified(protocol, TODAY)) == (
        "the number of 988 Suicide & Crisis Lifeline (988) has not been verified"
    )


def test_a_file_may_begin_with_the_mark_of_an_editor_of_windows(tmp_path: Path) -> None:
    assert read_protocol(written(tmp_path, "\ufeff" + TEXT)) == read_protocol()


@pytest.mark.parametrize(("days", "due"), [(-1, ALL), (0, 0), (FRESH_DAYS, 0), (FRESH_DAYS + 1, ALL), (1000, ALL)])
def test_a_number_is_due_again_after_180_days_and_where_its_day_is_to_come(tmp_path: Path, days: int, due: int) -> None:
    day = TODAY - timedelta(days=days)
    protocol = read_protocol(written(tmp_path, TEXT.replace('verified_on = ""', f"verified_on = {day}")))
    assert len(list(unverified(protocol, TODAY))) == due


def test_the_lint_names_file_and_line_of_each_number_that_is_due(tmp_path: Path) -> None:
    file = written(tmp_path, TEXT)
    found = list(lint_helplines(file, TODAY))
    lines = TEXT.splitlines()
    assert [f.path for f in found] == [file] * ALL
    stated = [n for n, line in enumerate(lines, 1) if line.startswith("number = ")]
    assert [f.line for f in found] == stated, "each at its own line, though two countries have 112"
    assert not [f for f in found if f.level != "warning"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[texts.en", "[texts.de"), r"there is no \[texts.en\]"),
        (('number = "988"', 'number = "call us"'), "number"),
        (('number = "988"', 'numbr = "988"'), "numbr"),
        (("https://988lifeline.org/", "javascript:alert(1)"), "url"),
        (('title = "You do not have to carry this alone"', 'title = " "'), "title"),
        (('verified_on = ""', 'verified_on = "soon"'), "verified_on"),
        (("[texts.en]", "enabled = false\n[texts.en]"), "enabled"),
        (("[[helplines]]", "helplines = []\n[[other]]"), "TOML|helplines"),
        (("[texts.en]", "[texts.en"), "not valid TOML"),
        (("[texts.en]", f"size = {'9' * 5000}\n[texts.en]"), "not valid TOML"),
        (('dangers = ["child"]', 'dangers = ["kids"]'), "kids"),
        (("[texts.en.about.child]", "[texts.en.about.kids]"), "kids"),
        (("[texts.en.about.child]", "[texts.en.about.child]\nquiet = 'x'"), "quiet"),
        ((', ko = "미국"', ""), None),
        (('where = { en = "United States", ko = "미국" }', 'where = { ko = "미국" }'), "lacks 'en'"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_the_value_named(
    tmp_path: Path, change: tuple[str, str], message: str | None
) -> None:
    file = written(tmp_path, TEXT.replace(*change))
    if message is None:
        read_protocol(file)
        return
    with pytest.raises(SettingsError, match=message) as caught:
        read_protocol(file)
    assert file in str(caught.value)


def test_the_first_tier_cannot_be_turned_off_by_leaving_everything_out(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        read_protocol(written(tmp_path, ""))
    with pytest.raises(SettingsError, match="cannot be read"):
        read_protocol(tmp_path / "none.toml")
