"""Front matter in YAML, TOML, JSON and as Pandoc's title block says the same; a fault names its line."""

from __future__ import annotations

from datetime import date

import pytest

from chatbot.errors import Severity
from chatbot.reading.frontmatter import FrontMatter, read_front_matter
from tests.reading.checks import markdown

WANTED = FrontMatter("Autumn: hours", authors=("Jo", "Mia"), published=date(2099, 10, 1), draft=True)


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "Autumn: hours"\nauthors: [Jo, Mia]\ndate: 2099-10-01\ndraft: true\n---\n',
        '+++\ntitle = "Autumn: hours"\nauthors = ["Jo", "Mia"]\ndate = 2099-10-01T08:00:00Z\ndraft = true\n+++\n',
        '+++\ntitle = "Autumn: hours"\nauthors = ["Jo", "Mia"]\ndate = 2099-10-01\ndraft = true\nurl = ""\n+++\n',
        '{\n\t"title": "Autumn: hours", "authors": ["Jo", "Mia"],\n"date": "2099-10-01",\n"draft": true\n}\n',
    ],
)
def test_the_three_ways_of_hugo_say_the_same(text: str) -> None:
    found, skipped, faults = read_front_matter(f"{text}body", "x.md")
    assert found == WANTED
    assert skipped == text.count("\n")
    assert all(fault.seen.startswith('"url"') for fault in faults)


def test_pandoc_s_title_block_is_front_matter() -> None:
    text = "% Keeping bees\n  in town\n% Ruth Amos; Jin Park\n  Kim Lee\n% 2024-02-11\n\nA dish is enough.\n"
    article, faults = markdown(text)
    assert not faults
    assert article.text == "Keeping bees in town\n\nA dish is enough."
    assert article.authors == ("Ruth Amos", "Jin Park", "Kim Lee")
    assert article.published == date(2024, 2, 11)
    assert read_front_matter("% Title\n%\n% soon\ntext", "x.md")[1] == 3


@pytest.mark.parametrize(
    ("text", "line", "seen", "severity"),
    [
        ("+++\ntitle = T\n+++\n", 2, "the front matter is no TOML: Invalid value", Severity.ERROR),
        ("+++\ndeck = a b\nx = 1\n+++\n", 2, "the front matter is no TOML: Invalid", Severity.ERROR),
        ("+++\nday = 2024-02-30\n+++\n", 2, "the front matter is no TOML: Invalid date or datetime", Severity.ERROR),
        (f"+++\nx = {'[' * 5000}\n+++\n", 1, "the front matter is nested too deeply", Severity.ERROR),
        (f'{{\n"x": {"[" * 200000}\n}}\n', 1, "the front matter is nested too deeply", Severity.ERROR),
        ('{\n"title": "T"\n"deck": ""\n}\n', 3, "the front matter is no JSON: Expecting ','", Severity.ERROR),
        ('{\n"title": "T"\n', 1, "the front matter has no end", Severity.ERROR),
        ('+++\ndeck = "D"\n\ndraft = "no"\n+++\n', 4, '"draft" is text (no)', Severity.ERROR),
        ('{\n"title": "T",\n"deck": 7\n}\n', 3, '"deck" is a number (7), not text', Severity.WARNING),
        ("+++\n[params]\nx = 07:30:00\n+++\n", 2, 'unknown key "params" in the front matter', Severity.WARNING),
    ],
)
def test_what_cannot_be_read_is_a_fault_on_its_line(text: str, line: int, seen: str, severity: Severity) -> None:
    _, _, faults = read_front_matter(f"{text}body", "x.md")
    assert [(fault.line, fault.severity) for fault in faults] == [(line, severity)]
    assert faults[0].seen.startswith(seen)
    assert faults[0].remedy


def test_an_article_that_begins_with_a_rule_or_a_brace_in_its_text_has_no_front_matter() -> None:
    for text in ("{not json} is how it begins\n}\n", "+++ more\n+++\n", "%d is a directive\n"):
        assert read_front_matter(text, "x.md") == (FrontMatter(), 0, [])
