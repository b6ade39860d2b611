"""Lint over a seeded corpus, the shipped articles and the sample article."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chatbot.coverage.lint.model import Level, Limits, LintContext
from chatbot.coverage.lint.page import read_page
from chatbot.coverage.lint.run import RULES, lint_folder
from chatbot.reading.folder import Corpus
from tests.coverage.seeded import LIMITS, Linted, lint, lint_seeded
from tests.shared import SHARED, needs_shared

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> Linted:
    return lint_seeded(tmp_path_factory.mktemp("seeded"))


def test_there_are_at_least_16_rules_with_ids_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 16
    for rule in RULES:
        assert rule.sentence.endswith(".")
        assert rule.remedy


def test_a_link_to_a_page_that_sends_its_readers_on_is_none_to_a_draft(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("<title>T</title><meta http-equiv=refresh content='0; url=new.html'>")
    (tmp_path / "new.md").write_text("---\ntitle: New\n---\n\n## Part\n\nSee [the old one](old.html).\n")
    assert [each.rule for each in lint_folder(tmp_path, LIMITS) if "old" in each.seen] == []


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_rule_finds_its_defects_and_leaves_their_clean_twins_alone(rule: str, linted: Linted) -> None:
    """Precision and recall of each rule are at least .95, over three defects or more."""
    marked = Counter({place: n for place, n in linted.marked.items() if place[0] == rule})
    found = Counter({place: n for place, n in linted.found.items() if place[0] == rule})
    right = (marked & found).total()
    assert marked.total() >= 3
    assert right / marked.total() >= 0.95, f"missed {marked - found}"
    assert right / max(found.total(), 1) >= 0.95, f"wrongly found {found - marked}"


def test_nothing_but_marked_defects_is_found(linted: Linted) -> None:
    """A file that cannot be read because rows of its tables are uneven is linted as if they were even."""
    assert linted.found == linted.marked


def test_what_reading_does_not_open_lint_does_not_open_either(tmp_path: Path) -> None:
    """A link out of the corpus would show the editors what stands there; a huge file would fill the memory."""
    corpus, secret = tmp_path / "corpus", tmp_path / "secret.md"
    corpus.mkdir()
    secret.write_text("---\ntitle: Secret\n---\n\n## Part\n\nSee [the planted part](#planted).\n")
    (corpus / "link.md").symlink_to(secret)
    (corpus / "large.md").write_text(secret.read_text() + "x" * 1000)
    (corpus / "good.md").write_text("---\ntitle: Good\n---\n\n## Part\n\nIt is a part.\n")
    found = [one for one in lint_folder(corpus, replace(LIMITS, article_bytes=1000)) if one.path != "good.md"]
    assert [(finding.path, finding.rule) for finding in found] == [
        ("large.md", "unreadable"),
        ("link.md", "unreadable"),
    ]
    assert not any("planted" in one.seen for one in found)


def test_a_finding_says_what_was_seen_and_what_to_do(linted: Linted) -> None:
    finding = next(f for f in linted.findings if f.rule == "anchor-dead" and "ise" in f.seen)
    assert finding.section == "chain-and-grit"
    assert finding.level is Level.ERROR
    assert finding.place == "bicycle.md:18"
    assert finding.seen == 'the link to "#tyres-and-ise" finds no such heading (did you mean "#tyres-and-ice"?)'
    assert finding.remedy == "link to the anchor of an existing heading"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        (
            "a.html",
            '<title>T</title><h1>T</h1>\n<p>A <a href="http://[your-domain]/x">link</a>.',
            "http://[your-domain]/x",
        ),
        ("a.md", "# T\nA [link](http://[your-domain).\n", "http://%5Byour-domain"),
    ],
)
def test_a_link_that_is_no_address_is_dead(name: str, text: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = lint(tmp_path)
    dead = [(f.line, f.seen) for f in found if f.rule == "link-missing"]
    assert dead == [(2, f'the link to "{shown}" is no address')]


LINKING = """---
title: "Links"
related: [other, "The Other Article"]
---

Some words, linked to [another](other.md#one) article.
"""


def errors_of(corpus: Path) -> list[tuple[str, str, str]]:
    return [(f.path, f.rule, f.seen) for f in lint(corpus) if f.level is Level.ERROR]


@pytest.mark.parametrize("other", ['---\ntitle: "The Other Article"\n---\n\n## One\n\nWords.\n', "No title.\n"])
def test_links_to_a_file_beside_are_no_errors_whether_it_is_linted_or_can_be_read(other: str, tmp_path: Path) -> None:
    (tmp_path / "links.md").write_text(LINKING, encoding="utf-8")
    (tmp_path / "other.md").write_text(other, encoding="utf-8")
    assert errors_of(tmp_path / "links.md") == []
    assert [path for path, _, _ in errors_of(tmp_path)] == (["other.md"] if other.startswith("No") else [])


@pytest.mark.parametrize("single", [False, True])
def test_links_to_a_draft_say_so(single: bool, tmp_path: Path) -> None:
    (tmp_path / "links.md").write_text(LINKING.replace(', "The Other Article"', ""), encoding="utf-8")
    (tmp_path / "other.md").write_text("---\ntitle: T\ndraft: true\n---\n\n## One\n\nWords.\n", encoding="utf-8")
    assert errors_of(tmp_path / "links.md" if single else tmp_path) == [
        (
            "links.md",
            "related-missing",
            'the related article "other" is a draft, or an article that is not published yet',
        ),
        (
            "links.md",
            "link-missing",
            'the link to "other.md#one" leads to a draft, or an article that is not published yet',
        ),
    ]


def test_a_link_to_a_page_of_menus_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "home.html").write_text("<title>T</title><nav><a href=a>Home</a></nav>", encoding="utf-8")
    (tmp_path / "a.md").write_text("# T\n\nWords, and [more](home.html).\n", encoding="utf-8")
    assert errors_of(tmp_path) == []


def test_a_heading_is_looked_for_in_a_file_beside_a_single_one(tmp_path: Path) -> None:
    (tmp_path / "links.md").write_text(LINKING, encoding="utf-8")
    (tmp_path / "other.md").write_text("# The Other Article\n\n## Two\n\nWords.\n", encoding="utf-8")
    ((_, rule, seen),) = errors_of(tmp_path / "links.md")
    assert (rule, seen) == ("anchor-dead", 'the link to "other.md#one" finds no such heading')


def test_vague_korean_headings_are_found(tmp_path: Path) -> None:
    text = "---\ntitle: 침묵\n---\n\n## 들어가며\n\n글.\n\n## 침묵이 길어질 때\n\n글.\n\n## 결론\n\n글.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [f.line for f in lint(tmp_path) if f.rule == "heading-vague"] == [5, 13]


def test_a_paragraph_that_only_begins_like_another_is_not_said_to_stand_there(tmp_path: Path) -> None:
    lead = "One two three four five six seven eight nine ten"
    for name, end in (("a", "to the north."), ("b", "in the south.")):
        text = f'---\ntitle: "{name}{name} {end}"\n---\n\n## {name}\n\n{lead} {end}\n'
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    found = [f.seen for f in lint(tmp_path) if f.rule == "passage-duplicate"]
    assert found == ['most of the paragraph "One two three four five six seven eight …" stands in a.md:7 too']


def test_a_paragraph_that_stands_everywhere_is_told_once_for_each_article(tmp_path: Path) -> None:
    """A disclaimer below each of 150 articles made 11,175 findings."""
    words = " ".join(f"word{n}" for n in range(60))
    for name in "abcd":
        text = f'---\ntitle: "{name * 9}"\n---\n\n## {name}\n\n{words}.\n'
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    found = [f for f in lint(tmp_path) if f.rule == "passage-duplicate"]
    assert [f.path for f in found] == ["b.md", "c.md", "d.md"]
    assert [f.seen.partition("stands in ")[2] for f in found] == [
        "a.md:7 too",
        "a.md:7 and 1 more article, too",
        "a.md:7 and 2 more articles, too",
    ]


def test_a_paragraph_of_many_is_compared_with_those_that_share_words_with_it(tmp_path: Path) -> None:
    """With all of them it takes time with the square of the corpus: 200 articles took a quarter of a minute."""
    for article in range(150):
        sections = (" ".join(f"word{article * 97 + part * 13 + n}" for n in range(60)) for part in range(12))
        text = "".join(f"## Part {part} of {article}\n\n{words}.\n\n" for part, words in enumerate(sections))
        (tmp_path / f"{article}.md").write_text(f"---\ntitle: On number {article * 7919}\n---\n{text}")
    began = time.thread_time()
    pages = [read_page(article, tmp_path) for article in Corpus(tmp_path, today=LIMITS.today)]
    context, read = LintContext(tuple(pages), LIMITS), time.thread_time()
    (rule,) = (rule for rule in RULES if rule.id == "passage-duplicate")
    found = [seen.what for page in pages for seen in rule.check(page, context)]
    assert found
    assert time.thread_time() - read < 2 * (read - began)


def test_a_related_article_whose_target_is_no_address_is_missing(tmp_path: Path) -> None:
    text = '---\ntitle: T\nrelated: ["http://[your-domain]/x"]\n---\n\nSome words.\n'
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [(f.rule, f.line) for f in lint(tmp_path) if f.level is Level.ERROR] == [("related-missing", 3)]


def test_a_related_article_that_is_not_there_is_told_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    for name, title, related in (("tea", "Brewing green tea", "Watering rosess"), ("roses", "Watering roses", "ta, x")):
        text = f"---\ntitle: {title}\nrelated: [{related}]\n---\n\n## Use\n\nSome words.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    assert [f.seen for f in lint(tmp_path) if f.rule == "related-missing"] == [
        'the related article "ta" is not in the corpus (did you mean "tea"?)',
        'the related article "x" is not in the corpus',
        'the related article "Watering rosess" is not in the corpus (did you mean "Watering roses"?)',
    ]


def test_of_a_citation_of_several_works_the_missing_one_is_named(tmp_path: Path) -> None:
    text = "---\ntitle: T\n---\n\n## A\n\nSo says Lind (2019, 2020a, b).\n\n## References\n\n- Lind, A. (2019). I.\n"
    (tmp_path / "a.md").write_text(f"{text}- Lind, A. (2020b). II.\n", encoding="utf-8")
    found = [each.seen for each in lint(tmp_path) if each.rule.startswith(("citation", "reference"))]
    assert found == ['"Lind (2019, 2020a, b)" is cited and no reference matches its 2020a']


def test_headings_that_differ_in_capitals_and_closing_marks_are_equal(tmp_path: Path) -> None:
    """Their anchors would be the same."""
    text = "---\ntitle: T\n---\n\n## What do bees eat?\n\nHoney.\n\n## What do Bees eat\n\nSugar.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [each.line for each in lint(tmp_path) if each.rule == "heading-duplicate"] == [9]


@pytest.mark.parametrize("before", ["One\u2028two\u0085three. ", "\ufeff"])
def test_signs_that_nobody_sees_change_nothing(before: str, tmp_path: Path) -> None:
    start = "---\ntitle: T\n---\n\n"
    text = f"{before}{start}" if before == "\ufeff" else f"{start}{before}"
    (tmp_path / "a.md").write_text(f"{text}Words.\n\n## A\n\nSome [words](#title-t).\n", encoding="utf-8")
    assert [(f.rule, f.line) for f in lint(tmp_path) if f.level is Level.ERROR] == [("anchor-dead", 9)]


@pytest.mark.parametrize(("day", "old"), [("2024-11-23", False), ("2024-11-22", True)])
def test_a_review_is_old_from_the_day_on_which_readers_see_it_marked(day: str, old: bool, tmp_path: Path) -> None:
    """On the day on which it is just 24 months old, no page marks it yet."""
    (tmp_path / "tea.md").write_text(
        f"---\ntitle: Tea\nreviewed: {day}\n---\n\n## Water\n\nIt boils.\n", encoding="utf-8"
    )
    found = [each.seen for each in lint(tmp_path) if each.rule == "review-old"]
    assert found == [f"last reviewed on {day}, more than 24 months ago"] * old


def test_the_shipped_articles_lack_nothing_but_a_review() -> None:
    """Nobody is invented as a reviewer, so each of the six has no review date; that is all there is to report."""
    found = lint_folder(CORPUS, Limits(today=date(2026, 11, 23)))
    assert Counter(finding.rule for finding in found) == {"review-missing": len(list(CORPUS.glob("*.md")))}


@needs_shared
def test_the_sample_article_has_lost_its_references_and_its_related_articles() -> None:
    found = lint(SHARED / "articles")
    assert [(f.rule, f.line) for f in found if f.level is Level.ERROR] == [
        ("citation-unreferenced", 10),
        ("citation-unreferenced", 16),
        ("citation-unreferenced", 19),
        ("citation-unreferenced", 23),
        ("citation-unreferenced", 24),
        ("references-empty", 62),
        ("related-missing", 79),
        ("related-missing", 82),
        ("related-missing", 85),
    ]
    seen = " ".join(f.seen for f in found)
    for name in ("Lindemann, 1944", "Gelso & Hayes, 2007", "Bordin's (1979)", "Knox et al. (2011)", "Norcross & Guy"):
        assert name in seen
    assert "5 of 5 entries" in seen


def test_a_cms_export_is_linted_by_its_lines(tmp_path: Path) -> None:
    """JSON lines cannot say deck, takeaway or review date, so their absence is no finding."""
    section = {"id": "a", "heading": "Rising", "text": "Dough rises in a warm kitchen (Nobody, 2001)."}
    article = {"id": "bread", "title": "Bread", "sections": [section, {**section, "id": "b"}], "faq": []}
    (tmp_path / "articles.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    found = lint(tmp_path)
    assert [(f.rule, f.line, f.section) for f in found] == [
        ("citation-unreferenced", 1, "a"),
        ("heading-duplicate", 1, "b"),
    ]
