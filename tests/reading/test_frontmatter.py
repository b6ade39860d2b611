"""Front matter: known keys with their types, a fault with its line for everything else."""

from __future__ import annotations

from datetime import date

import pytest

from chatbot.errors import Severity
from chatbot.reading.article import RelatedLink
from chatbot.reading.frontmatter import FrontMatter, Question, read_front_matter


def read(*lines: str) -> FrontMatter:
    """Return front matter that has no faults."""
    found, skipped, faults = read_front_matter("\n".join(("---", *lines, "---", "body")), "x.md")
    assert not faults
    assert found
    assert skipped == len(lines) + 2
    return found


def test_a_file_without_front_matter_has_defaults() -> None:
    assert read_front_matter("# T\n---\n", "x.md") == (FrontMatter(), 0, [])


def test_texts_lists_dates_and_flags_are_read() -> None:
    found = read(
        "title: >",
        "  A long",
        "  title",
        "authors: One",
        "reviewed_by: [Two, 'Three']",
        "reviewed: '2024-05-02'",
        "published: 2024-5-1",
        "updated: 2024-05-03 10:00:00",
        "language: KO",
        "draft: no",
        "deck:",
    )
    assert found.title == "A long title"
    assert (found.authors, found.reviewed_by) == (("One",), ("Two", "Three"))
    assert (found.reviewed, found.published, found.updated) == (
        date(2024, 5, 2),
        date(2024, 5, 1),
        date(2024, 5, 3),
    )
    assert (found.language, found.draft, found.deck) == ("ko", False, "")


@pytest.mark.parametrize(
    ("line", "says"), [("reviewed_by: []", True), ("reviewed_by: [A]", False), ("reviewed_by:", False), ("", False)]
)
def test_an_empty_list_of_reviewers_says_that_there_are_none(line: str, says: bool) -> None:
    assert read("title: T", line).says_unreviewed is says


def test_related_articles_are_ids_or_descriptions() -> None:
    found = read("related:", "- endings", "- {id: x/y, title: T, category: C, deck: D}", "- {url: 'https://e.org'}")
    assert found.related == (
        RelatedLink("", target="endings"),
        RelatedLink("T", "C", "D", "x/y"),
        RelatedLink("", target="https://e.org"),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("faq:", '  - question: "Why?"', "    answer: So.", "  - {question: 'How?', answer: Thus.}"),
        ("faqs:", '  - q: "Why?"', "    a: So.", "  - {a: Thus., q: 'How?', id: how}"),
        (
            "faq:",
            "  title: Asked often",
            "  items:",
            '    - {question: "Why?", answer: So.}',
            "    - {q: 'How?', a: Thus.}",
        ),
    ],
)
def test_the_questions_of_an_faq_are_read_as_systems_write_them(lines: tuple[str, ...]) -> None:
    found = [(each.question, each.answer) for each in read(*lines).faq]
    assert found == [("Why?", "So."), ("How?", "Thus.")]
    assert read(*lines).faq[0] == Question("Why?", "So.", lines.index(next(x for x in lines if "Why" in x)) + 2)


@pytest.mark.parametrize(
    ("lines", "line", "seen", "severity"),
    [
        (["odd: 1"], 2, 'unknown key "odd" in the front matter', Severity.WARNING),
        (
            ["layout: post", "tags: [a]", "slug: x"],
            2,
            'unknown keys "layout", "tags", "slug" in the front matter',
            Severity.WARNING,
        ),
        (["title: T", "title: U"], 3, 'the key "title" stands twice', Severity.ERROR),
        (["deck: x", "title: 1984"], 3, '"title" is a number (1984), not text', Severity.ERROR),
        (["draft: maybe"], 2, '"draft" is text (maybe)', Severity.ERROR),
        (["published: soon"], 2, '"published" is text (soon)', Severity.ERROR),
        (["published: 2024-02-30"], 2, '"published" is a day that there is not (2024-02-30)', Severity.ERROR),
        (["reviewed: [1]"], 2, '"reviewed" is a list', Severity.WARNING),
        (["authors: [{a: b}]"], 2, '"authors" is a group of keys, not text', Severity.WARNING),
        (["url: /relative"], 2, '"url" is text (/relative)', Severity.WARNING),
        (["url: javascript:alert(1)"], 2, '"url" is text (javascript:alert(1))', Severity.WARNING),
        (["language: in English"], 2, '"language" is text (in English)', Severity.WARNING),
        (["related: endings"], 2, '"related" is text (endings), not a list', Severity.WARNING),
        (["related:", "- {name: x, id: y}"], 3, '"related" has the unknown key "name"', Severity.WARNING),
        (["related:", "- {deck: x}"], 3, "a related article has neither title nor id", Severity.WARNING),
        (["faq: true"], 2, '"faq" is true or false (true), not a list', Severity.WARNING),
        (
            ["faq:", "- question: Why?"],
            3,
            'an entry of "faq" without question or answer, which is left out',
            Severity.WARNING,
        ),
        (['title: "\\ud83d"'], 2, '"title" holds half a character', Severity.ERROR),
        (['title: "T\\0"'], 2, '"title" holds a NUL character', Severity.ERROR),
        (["title: !!python/name:os.system x"], 2, '"title" is a tagged value (x), not text', Severity.ERROR),
        (["just text"], 2, "the front matter is not made of `key: value` lines", Severity.ERROR),
        (
            ["deck: x", "title: a: b"],
            3,
            "the front matter is no YAML: mapping values are not allowed here",
            Severity.ERROR,
        ),
        (["title: \x07"], 1, "the front matter holds a character that YAML forbids", Severity.ERROR),
        (
            ["title: " + "[" * 5000],
            1,
            "the front matter is nested too deeply, or holds a number too long to read",
            Severity.ERROR,
        ),
    ],
)
def test_what_cannot_be_used_is_a_fault_on_its_line(lines: list[str], line: int, seen: str, severity: Severity) -> None:
    _, _, faults = read_front_matter("\n".join(["---", *lines, "---", "body"]), "x.md")
    assert [(f.path, f.line, f.seen, f.severity) for f in faults] == [("x.md", line, seen, severity)]
    assert faults[0].remedy


@pytest.mark.parametrize(
    ("key", "meant"),
    [("titel", "title"), ("description", "deck"), ("created", "published"), ("permalink", "url")],
)
def test_a_mistyped_key_and_one_that_may_mean_the_same_get_the_right_one_as_remedy(key: str, meant: str) -> None:
    _, _, faults = read_front_matter(f"---\n{key}: X\n---\n", "x.md")
    assert faults[0].remedy == f'did you mean "{meant}"?'


@pytest.mark.parametrize("key", ["template", "layout", "weight", "tags"])
def test_a_key_of_another_system_is_only_named(key: str) -> None:
    _, _, faults = read_front_matter(f"---\n{key}: X\n---\n", "x.md")
    assert "did you mean" not in faults[0].remedy


def test_what_other_systems_call_a_key_is_read_where_the_file_does_not_state_the_key_itself() -> None:
    found = read("Author: [{name: One, affiliations: [x]}, Two]", "date: 2024/05/01", "lastmod: 2024-05-03", "lang: KO")
    assert (found.authors, found.language) == (("One", "Two"), "ko")
    assert (found.published, found.updated) == (date(2024, 5, 1), date(2024, 5, 3))
    assert read("last_updated: 2024-05-02").updated == date(2024, 5, 2)
    assert read("publishDate: 2024-05-02", "date: 2024-05-01").published == date(2024, 5, 2)
    assert read("published: 2024-05-03", "date: 2024-05-01", "subtitle: S").published == date(2024, 5, 3)


def test_a_date_of_another_system_that_is_no_date_is_left_out_and_stops_nothing() -> None:
    _, _, faults = read_front_matter("---\ndate: 11 February 2024\n---\n", "x.md")
    assert [(f.line, f.seen, f.severity) for f in faults] == [
        (2, '"date" is text (11 February 2024)', Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("lines", "draft"),
    [
        (["published: false"], True),
        (["date: 2024-05-01", "published: true"], False),
        (["publish: no", "published: 2024-05-01"], True),
        (["draft: true", "published: true"], True),
        (["Draft: true"], True),
    ],
)
def test_what_a_file_says_is_not_published_is_a_draft(lines: list[str], draft: bool) -> None:
    assert read(*lines).draft is draft


def test_front_matter_without_end_is_an_error_on_the_first_line() -> None:
    found, _, faults = read_front_matter("---\ntitle: T\n\ntext\n", "x.md")
    assert found is None
    assert [(f.line, f.severity) for f in faults] == [(1, Severity.ERROR)]


def test_a_bomb_of_aliases_stays_small() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" if n else "a0: &a0 [x, x]" for n in range(12)]
    _, _, faults = read_front_matter("\n".join(["---", *levels, "authors: *a11", "---"]), "x.md")
    assert all(len(fault.seen) < 200 for fault in faults)
