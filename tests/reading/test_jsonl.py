"""JSON lines: given ids and texts to the letter, one line at a time, every fault with its line."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any

import pytest

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article
from chatbot.reading.jsonl import read_jsonl
from tests.reading.checks import assert_spans_hold, block_texts
from tests.shared import SHARED, needs_shared

SETS = ("covid_faq_agencies", "mtrag", "squad2", "stackfaq")


def read(raw: bytes, limit: int = 10_000) -> list[tuple[Article | None, list[Fault]]]:
    found = read_jsonl(io.BytesIO(raw), source="cms.jsonl", max_article_bytes=limit)
    return [(article, faults) for _, article, faults in found]


def article_of(**fields: Any) -> Article:
    """Return the article of one object that has no faults."""
    line = {"id": "a", "title": "T", "sections": [{"id": "s", "heading": "H", "text": "Text."}], **fields}
    ((article, faults),) = read(json.dumps(line).encode())
    assert not faults
    assert article
    assert_spans_hold(article)
    return article


def fault_of(**fields: Any) -> Fault:
    """Return the one fault of one object."""
    line = {"id": "a", "title": "T", "sections": [{"id": "s", "text": "Text."}], **fields}
    ((_, faults),) = read(json.dumps(line).encode())
    (fault,) = faults
    return fault


def test_an_object_becomes_an_article_with_its_given_ids() -> None:
    article = article_of(
        id="doc:x_1-2",
        url="https://example.org/x",
        deck="D",
        takeaway="In short.",
        faq=[{"id": "q 1", "question": "Why?", "answer": "So."}],
        authors=["A", "B"],
        reviewed_by="C",
        reviewed="2024-05-02",
        published="2024-05-01",
        updated="2024-05-03",
        language="en-GB",
        category="Ethics",
        collection="ignored",
    )
    assert article.id == "doc:x_1-2"
    assert [section.id for section in article.sections] == ["s"]
    assert [entry.id for entry in article.faq] == ["q 1"]
    assert article.text == "T\n\nD\n\nIn short.\n\nH\n\nText.\n\nWhy?\n\nSo."
    assert article.takeaway
    assert (article.authors, article.reviewed_by) == (("A", "B"), ("C",))
    assert (article.reviewed, article.language) == (date(2024, 5, 2), "en-GB")
    assert article.line_of == {"s": 1, "q 1": 1}


@pytest.mark.parametrize(
    ("stated", "says"), [({"reviewed_by": []}, True), ({"reviewed_by": ["A"]}, False), ({}, False)]
)
def test_an_empty_list_of_reviewers_says_that_there_are_none(stated: dict[str, Any], says: bool) -> None:
    assert article_of(**stated).says_unreviewed is says


def test_texts_are_kept_to_the_letter_and_paragraphs_are_told_by_blank_lines() -> None:
    text = " \tOne\u00a0 two\r\n three \r\n \r\nfour\n\n\nfive e\u0301\U0001f642 "
    article = article_of(sections=[{"id": "s", "heading": "", "text": text}])
    assert text in article.text
    assert article.sections[0].heading is None
    assert block_texts(article, article.sections[0].blocks) == [
        "One\u00a0 two\r\n three",
        "four",
        "five e\u0301\U0001f642",
    ]


def test_white_space_around_a_question_is_kept_in_the_text_and_left_out_of_the_span() -> None:
    article = article_of(faq=[{"id": "q", "question": " Why?\n", "answer": "\nSo.\n"}])
    assert " Why?\n" in article.text
    assert article.faq[0].question.of(article.text) == "Why?"
    assert block_texts(article, article.faq[0].blocks) == ["So."]


def test_a_takeaway_gets_an_id_that_no_section_has() -> None:
    article = article_of(takeaway="Short.", sections=[{"id": "takeaway", "text": "x"}])
    assert article.takeaway
    assert article.takeaway.id == "takeaway-1"


def test_null_counts_as_absent_and_drafts_are_left_out() -> None:
    assert article_of(url=None, authors=None, deck=None, faq=None).url is None
    assert read(b'{"id": "a", "title": "T", "draft": true}') == [(None, [])]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b'{"id": "a"', "the line is no JSON: Expecting ',' delimiter at character 11"),
        (b"[1]", "the line is JSON, but no object"),
        (b'{"title": "T"}', '"id" is missing'),
        (b'{"id": "a"}', '"title" is missing'),
        (b'{"id": " ", "title": "T"}', '"id" is empty'),
        (b'{"id": 3.5, "title": "T"}', '"id" is a number, not text'),
        (b'{"id": true, "title": "T"}', '"id" is true or false, not text'),
        (b'{"id": "a", "title": "caf\xe9"}', "byte 0xE9 at byte 26 of the line is not UTF-8"),
        (b'{"id": "a", "title": "\\ud83d"}', '"title" holds half a character'),
        (b'{"id": "a", "title": "T\\u0000"}', '"title" holds a NUL character'),
        (b'{"id": "..", "title": "T"}', "no link can name the id '..'"),
        (b'{"id": "a\\nb", "title": "T"}', "no link can name the id 'a\\nb'"),
        (b'{"id": "' + b"x" * 501 + b'", "title": "T"}', "no link can name the id of 501 characters"),
        (b"[" * 100_000, "the line holds JSON that is nested too deeply or a number too long to read"),
        (b'{"id": ' + b"9" * 5000 + b"}", "the line holds JSON that is nested too deeply or a number too long to read"),
        (b'{"id": "a", "title": "T", "pad": "' + b"x" * 200_000 + b'"}', "the article is larger than 150,000 bytes"),
    ],
)
def test_a_line_that_gives_no_article_is_an_error_and_the_next_is_read(raw: bytes, seen: str) -> None:
    good = b'{"id": "good", "title": "T", "sections": [{"id": "s", "text": "x"}]}'
    found = read(good.replace(b"good", b"first") + b"\n\n" + raw + b"\r\n" + good, limit=150_000)
    assert [article.id if article else None for article, _ in found] == ["first", None, "good"]
    fault = found[1][1][0]
    assert (fault.path, fault.line, fault.seen, fault.severity) == ("cms.jsonl", 3, seen, Severity.ERROR)
    assert fault.remedy


@pytest.mark.parametrize(
    ("fields", "seen", "severity"),
    [
        ({"sections": "x"}, '"sections" is text', Severity.ERROR),
        ({"sections": [3]}, "sections[1] is a number", Severity.ERROR),
        ({"sections": [{"id": "s"}]}, 'sections[1]: "text" is missing', Severity.ERROR),
        ({"sections": [{"text": "x"}]}, 'sections[1]: "id" is missing', Severity.ERROR),
        (
            {"faq": [{"id": "s", "question": "q", "answer": "a"}]},
            'faq[1]: the id "s" stands twice in the article',
            Severity.ERROR,
        ),
        ({"faq": [{"id": "q", "question": " ", "answer": "a"}]}, 'faq[1]: "question" is empty', Severity.ERROR),
        (
            {"faq": [{"id": "q", "question": "q", "answer": " "}]},
            "faq[1]: the question has no answer",
            Severity.WARNING,
        ),
        ({"sections": [{"id": "s", "text": ""}]}, "sections[1]: the section has no text", Severity.WARNING),
        ({"sections": []}, "the article has neither sections nor FAQ entries", Severity.WARNING),
        ({"draft": "no"}, '"draft" is text', Severity.ERROR),
        ({"published": "soon"}, '"published" is "soon"', Severity.ERROR),
        ({"updated": "2024-02-30"}, '"updated" is "2024-02-30"', Severity.WARNING),
        ({"url": "javascript:x"}, '"url" is "javascript:x"', Severity.WARNING),
        ({"language": "English!"}, '"language" is "English!"', Severity.WARNING),
        ({"authors": [3]}, '"authors" is a number, not text', Severity.WARNING),
        (
            {"sections": [{"id": "s", "text": "<p><img src='a.png'></p>"}]},
            "sections[1]: the section has no text",
            Severity.WARNING,
        ),
        (
            {"faq": [{"id": "q", "question": "<b>q</b>", "answer": "<p>&nbsp;</p>"}]},
            "faq[1]: the question has no answer",
            Severity.WARNING,
        ),
        ({"deck": {}}, '"deck" is an object, not text', Severity.WARNING),
    ],
)
def test_a_field_that_cannot_be_used_is_a_fault(fields: dict[str, Any], seen: str, severity: Severity) -> None:
    fault = fault_of(**fields)
    assert (fault.line, fault.seen, fault.severity) == (1, seen, severity)
    assert fault.remedy


def test_the_number_that_a_database_gives_an_object_is_its_id() -> None:
    article = article_of(id=42, sections=[{"id": 0, "text": "a"}], faq=[{"id": 1, "question": "Why?", "answer": "b"}])
    assert (article.id, article.sections[0].id, article.faq[0].id) == ("42", "0", "1")
    assert "stands twice" in fault_of(sections=[{"id": 7, "text": "a"}, {"id": "7", "text": "b"}]).seen


def test_where_a_text_is_html_the_article_is_what_a_browser_shows_of_it() -> None:
    article = article_of(
        title="Docks &amp; locks",
        takeaway="<p>Push it <b>in</b>.</p>",
        sections=[
            {
                "id": "#return",
                "heading": "Where to <em>return</em> it",
                "text": "<p>Look at the light:</p><ul><li>green &mdash; locked</li><li>red</li></ul><h3>Full?</h3>"
                "<table><tr><th>Wait</th><th>Cost</th></tr><tr><td>1 h</td><td>&pound;2</td></tr></table>",
            },
            {"id": "late", "heading": "Late", "text": "After a day you pay &pound;50.\n\nAfter two, &pound;90."},
        ],
        faq=[{"id": 17, "question": "Can&#39;t I walk?", "answer": "You can.<br>It is free.<script>no()</script>"}],
    )
    assert (article.title, article.faq[0].question.of(article.text)) == ("Docks & locks", "Can't I walk?")
    first, late = article.sections
    assert (first.id, first.heading and first.heading.of(article.text)) == ("#return", "Where to return it")
    assert [block.kind for block in first.blocks] == ["paragraph", "list", "paragraph", "table"]
    lead = first.blocks[1].lead
    assert lead
    assert lead.of(article.text) == "Look at the light:"
    assert [item.of(article.text) for item in first.blocks[1].items] == ["green — locked", "red"]
    header = first.blocks[3].header
    assert header
    assert header.of(article.text) == "Wait\tCost"
    assert [block.span.of(article.text) for block in late.blocks] == ["After a day you pay £50.", "After two, £90."]
    assert [block.span.of(article.text) for block in article.faq[0].blocks] == ["You can.\nIt is free."]


def test_html_that_is_nested_too_deeply_is_an_error_that_names_its_text() -> None:
    deep = "<p>" + "<b>" * 3000 + "Rest.</p>"
    line = {"id": "a", "title": "T", "sections": [{"id": "s", "heading": "H", "text": deep}]}
    ((article, faults),) = read(json.dumps(line).encode())
    assert article is None
    assert faults[0].severity is Severity.ERROR
    assert faults[0].seen.startswith("sections[1]: ")


@pytest.mark.parametrize("text", ["Write <p>Rest.</p> in it.", "<br> breaks a line", "<a> needs a target", "a < b > c"])
def test_a_text_that_only_speaks_of_html_is_kept_to_the_letter(text: str) -> None:
    article = article_of(title="R&amp;D", sections=[{"id": "s", "heading": "H", "text": text}])
    assert (article.title, article.text) == ("R&amp;D", f"R&amp;D\n\nH\n\n{text}")


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_or_an_object_over_many_lines_is_one_fault(indent: int | None) -> None:
    objects = [{"id": f"a{number}", "title": "T", "faq": []} for number in range(20)]
    spread = "[\n" + ",\n".join(json.dumps(each, indent=indent) for each in objects) + "\n]"
    ((article, faults),) = read(spread.encode())
    assert article is None
    assert "several lines" in faults[0].seen
    ((_, faults),) = read(b"\n" + json.dumps(objects[0], indent=2).encode())
    assert faults[0].line == 2


def test_a_byte_order_mark_and_blank_lines_are_no_articles() -> None:
    found = read(b'\xef\xbb\xbf{"id": "a", "title": "T", "sections": [{"id": "s", "text": "x"}]}\n \n\r\n')
    assert [article.id for article, _ in found if article] == ["a"]


class _Endless(io.RawIOBase):
    """A file of many lines that exists nowhere: each is made when it is read."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = iter(range(lines))
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer):
            number = next(self._lines, None)
            if number is None:
                break
            line = {"id": f"a{number}", "title": "T", "sections": [{"id": "s", "text": "word " * 20}]}
            self._rest += json.dumps(line).encode() + b"\n"
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _count(found: Iterator[tuple[int, Article | None, list[Fault]]]) -> int:
    return sum(article is not None for _, article, _ in found)


def _peaks() -> list[int]:
    """Return the most memory in use while few and while many lines are read, in bytes.

    What is kept for good is made with the first line, and belongs to neither.
    """
    tracemalloc.start()
    peaks = []
    for lines in (1, 200, 2000):
        tracemalloc.reset_peak()
        start = tracemalloc.get_traced_memory()[0]
        stream = io.BufferedReader(_Endless(lines))
        assert _count(read_jsonl(stream, source="big.jsonl", max_article_bytes=10_000)) == lines
        peaks.append(tracemalloc.get_traced_memory()[1] - start)
    return peaks[1:]


def test_memory_does_not_grow_with_the_number_of_lines() -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # what other tests left running allocates, too
        few, many = alone.submit(_peaks).result()
    assert many < few * 1.5 + 100_000


@needs_shared
@pytest.mark.parametrize("name", SETS)
def test_the_evaluation_sets_are_read_to_the_letter(name: str) -> None:
    path = SHARED / "eval" / name / "articles.jsonl"
    given = [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
    with path.open("rb") as stream:
        found = read_jsonl(stream, source="articles.jsonl")
        for number, ((line, article, faults), expected) in enumerate(zip(found, given, strict=True), 1):
            assert (line, faults) == (number, [])
            assert article
            assert_spans_hold(article)
            assert article.id == expected["id"]
            assert [section.id for section in article.sections] == [part["id"] for part in expected["sections"]]
            assert [entry.id for entry in article.faq] == [part["id"] for part in expected["faq"]]
            assert all(part["text"] in article.text for part in expected["sections"])
            for entry, part in zip(article.faq, expected["faq"], strict=True):
                assert entry.question.of(article.text) == part["question"].strip()
                answer = article.text[entry.blocks[0].span.start : entry.blocks[-1].span.end]
                assert answer == part["answer"].strip()
