"""Lint's output: text, JSON and SARIF, and the exit status of its command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chatbot.coverage.lint.command import main
from chatbot.coverage.lint.model import Finding, Level
from chatbot.coverage.lint.output import as_json, as_sarif, as_text, of_each_rule
from chatbot.coverage.lint.run import ALL_RULES
from chatbot.safety.helplines import SHIPPED

TODAY = date(2026, 11, 23)
FINDING = Finding("a b.md", 7, "step-gap", "steps", "item 4 follows item 2", "number them anew", Level.ERROR)
WHOLE_FILE = Finding("c.md", 0, "unreadable", "", "an empty file", "remove it", Level.ERROR)
ARTICLE = '---\ntitle: "Bread"\ndeck: "It rises."\nreviewed: 2026-01-01\n{extra}---\n\n## Key takeaway\n\nIt rises.\n'


def test_text_has_a_line_for_each_finding_below_its_rule_and_counts_them() -> None:
    assert as_text([FINDING, replace(FINDING, line=9), WHOLE_FILE]).splitlines() == [
        "error [step-gap]: number them anew",
        "  a b.md:7: item 4 follows item 2",
        "  a b.md:9: item 4 follows item 2",
        "",
        "error [unreadable]: remove it",
        "  c.md: an empty file",
        "",
        "3 errors, 0 warnings, 0 notes in 2 files",
    ]


def test_a_remedy_stands_beside_its_finding_where_a_rule_has_several() -> None:
    other = replace(WHOLE_FILE, path="d.md", seen="no title", remedy="give it one")
    assert as_text([WHOLE_FILE, other]).splitlines()[:3] == [
        "error [unreadable]",
        "  c.md: an empty file; remove it",
        "  d.md: no title; give it one",
    ]


def test_a_long_list_begins_with_what_matters_most_and_ends_with_the_count_of_each_rule() -> None:
    """Of 1,169 pages of a manual there are 5,356 findings, and 20 of its 25 errors were of one rule."""
    notes = [replace(FINDING, rule="deck-missing", level=Level.NOTE, line=line) for line in range(1, 1201)]
    lines = as_text([*notes[:600], FINDING, *notes[600:], WHOLE_FILE]).splitlines()
    assert lines[0] == "error [step-gap]: number them anew"
    assert lines[-4:] == [
        "      1 error   [step-gap]",
        "      1 error   [unreadable]",
        "  1,200 note    [deck-missing]",
        "2 errors, 0 warnings, 1,200 notes in 2 files",
    ]


def test_a_short_list_has_a_few_findings_of_each_rule_the_gravest_first() -> None:
    """A note on each of forty articles would fill any list that is cut at its end."""
    notes = [replace(FINDING, rule="deck-missing", level=Level.NOTE, line=line) for line in range(1, 6)]
    warning = replace(FINDING, rule="old-review", level=Level.WARNING)
    groups = of_each_rule([*notes, warning, FINDING])
    told = [(group.rule, [finding.line for finding in group.first], group.more) for group in groups]
    assert told == [("step-gap", [7], 0), ("old-review", [7], 0), ("deck-missing", [1, 2, 3], 2)]


def test_json_names_every_field() -> None:
    (record,) = json.loads(as_json([FINDING]))
    assert record == {
        "rule": "step-gap",
        "level": "error",
        "path": "a b.md",
        "line": 7,
        "section": "steps",
        "seen": "item 4 follows item 2",
        "remedy": "number them anew",
    }


def test_sarif_holds_what_version_2_1_0_asks_for() -> None:
    """The required properties of the OASIS schema, and indices and URIs that resolve; a line is 1 or more."""
    log = json.loads(as_sarif([FINDING, WHOLE_FILE], ALL_RULES))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[0]["artifactLocation"] == {"uri": "a%20b.md", "uriBaseId": "CORPUS"}
    assert places[0]["region"] == {"startLine": 7}
    assert "region" not in places[1]
    assert "CORPUS" in run["originalUriBaseIds"]


def test_a_helpline_s_place_is_not_in_the_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bread.md").write_text(ARTICLE.format(extra=""), encoding="utf-8")
    main([str(tmp_path), "--format", "sarif"], TODAY)
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
    assert places[0] == {"uri": SHIPPED.as_uri()}


def test_what_is_wrong_with_helplines_comes_after_what_is_as_wrong_with_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers that the package ships are not verified, and would fill the first screen of every report."""
    article = ARTICLE.format(extra="").replace("2026-01-01", "2021-01-01")
    (tmp_path / "bread.md").write_text(article + "\n## More\n\nAnd falls.\n", encoding="utf-8")
    monkeypatch.chdir(SHIPPED.parent)
    main([str(tmp_path)], TODAY)
    printed = capsys.readouterr().out
    assert re.findall(r"^\w+ \[([\w-]+)\]", printed, re.MULTILINE) == [
        "review-old",
        "helpline-unverified",
        "heading-vague",
    ]
    assert f"\n  {SHIPPED.name}:" in printed, "a line of a terminal is short"


def test_a_clean_corpus_exits_with_0_and_an_error_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    helplines = tmp_path / "helplines.toml"
    verified = SHIPPED.read_text(encoding="utf-8").replace('verified_on = ""', f"verified_on = {TODAY}")
    helplines.write_text(verified, encoding="utf-8")
    monkeypatch.setenv("CHATBOT_HELPLINES", str(helplines))
    path = tmp_path / "bread.md"
    path.write_text(ARTICLE.format(extra=""), encoding="utf-8")
    assert main([str(tmp_path)], TODAY) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings, 0 notes in 0 files\n"
    path.write_text(ARTICLE.format(extra="related: [cake]\n"), encoding="utf-8")
    assert main(["--corpus", str(tmp_path), "--format", "json"], TODAY) == 1
    assert [finding["rule"] for finding in json.loads(capsys.readouterr().out)] == ["related-missing"]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    assert main([str(tmp_path)], TODAY) == 1
    assert re.match(r"error \[unreadable\]: .*\n  empty\.md: ", capsys.readouterr().out)


def test_a_file_that_the_system_refuses_to_read_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bread.md").write_text(ARTICLE.format(extra=""), encoding="utf-8")
    (tmp_path / "mem.md").symlink_to("/proc/self/mem")  # a file that fails when it is read, for root, too
    assert main([str(tmp_path)], TODAY) == 1
    assert re.match(r"error \[unreadable\]: .*\n  mem\.md: ", capsys.readouterr().out)


def test_a_missing_corpus_exits_with_2_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")], TODAY) == 2
    assert "nowhere; name a folder" in capsys.readouterr().err


def test_the_rules_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rules"], TODAY) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(ALL_RULES)
