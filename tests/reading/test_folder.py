"""A folder is a corpus: stable order, every fault in one run, a digest of what was taken."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chatbot.errors import CorpusError, Fault, Severity
from chatbot.reading.folder import Corpus
from tests.reading.checks import assert_spans_hold
from tests.shared import SHARED, needs_shared

TODAY = date(2025, 1, 15)
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes one file of the corpus."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def corpus(folder: Path, limit: int = 100_000) -> Corpus:
    return Corpus(folder, max_article_bytes=limit, today=TODAY)


def ids(folder: Path) -> list[str]:
    return [article.id for article in corpus(folder)]


def digest(folder: Path) -> str:
    read = corpus(folder)
    assert list(read)
    return read.digest


def faults(folder: Path, limit: int = 100_000) -> list[Fault]:
    """Return the errors of a corpus that has some."""
    with pytest.raises(CorpusError) as raised:
        list(corpus(folder, limit))
    return list(raised.value.faults)


def jsonl(*article_ids: str) -> str:
    lines = ({"id": name, "title": "T", "sections": [{"id": "s", "text": "x"}]} for name in article_ids)
    return "".join(json.dumps(line) + "\n" for line in lines)


def test_a_folder_of_mixed_formats_is_one_corpus_in_the_order_of_paths(tmp_path: Path, write: Write) -> None:
    write("b/page.html", "<html><body><h1>T</h1><p>Some text.</p></body></html>")
    write("a.md", "# T\n\ntext\n")
    write("b.TXT", "T\n\ntext\n")
    write("c/d.markdown", "# T\n\ntext\n")
    write("c.jsonl", jsonl("z", "y"))
    write("e.htm", "<h1>T</h1><p>Some text.</p>")
    write("f.mdx", "# T\n\ntext\n")
    assert ids(tmp_path) == ["a", "b", "b/page", "z", "y", "c/d", "e", "f"]
    for article in corpus(tmp_path):
        assert_spans_hold(article)


def test_files_that_are_no_articles_are_passed_over(tmp_path: Path, write: Write) -> None:
    write("a.md", "# T\n\ntext\n")
    for name in (
        "README.md",
        "readme.txt",
        "LICENSE.txt",
        "golden.yaml",
        "questions.jsonl",
        "picture.png",
        "robots.txt",
    ):
        write(name, b"\xff\x00")
    write(".hidden.md", "x")
    write(".git/x.md", "x")
    write("notes.docx", b"PK\x03\x04")
    read = corpus(tmp_path)
    assert [article.id for article in read] == ["a"]
    assert [(fault.path, fault.severity) for fault in read.warnings] == [("notes.docx", Severity.WARNING)]


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path, write: Write) -> None:
    write("Sleep.html", "<h1>T</h1><p>text</p>")
    write("Sleep_files/saved_resource.html", "<script>frame()</script>")
    write("Other_files/a.html", "<h1>T</h1><p>text</p>")
    write("page.mhtml", "MIME-Version: 1.0")
    read = corpus(tmp_path)
    assert [article.id for article in read] == ["Other_files/a", "Sleep"]
    assert [fault.path for fault in read.warnings] == ["page.mhtml"]


def test_the_sources_that_sphinx_puts_beside_its_pages_are_no_articles(tmp_path: Path, write: Write) -> None:
    """They say each page once more, in markup: 4,000 texts beside the 4,400 pages of three manuals."""
    for name in ("manual/genindex.html", "manual/a.html", "mine/b.html"):
        write(name, "<h1>T</h1><p>text</p>")
    write("manual/_sources/a.rst.txt", "T\n=\n\ntext\n")
    write("mine/_sources/c.txt", "T\n\ntext\n")
    assert [article.id for article in corpus(tmp_path)] == ["manual/a", "manual/genindex", "mine/_sources/c", "mine/b"]
    write("mine/_sources/d.rst.txt", "T\n=\n\ntext\n")  # without an index beside
    read = corpus(tmp_path)
    assert "mine/_sources/d.rst" not in [article.id for article in read]
    assert [fault.path for fault in read.warnings] == ["mine/_sources/d.rst.txt"]


def test_a_single_file_is_a_corpus_whatever_its_name(tmp_path: Path, write: Write) -> None:
    assert ids(write("README.md", "# T\n\ntext\n")) == ["README"]
    assert ids(write("x.jsonl", jsonl("one", "two"))) == ["one", "two"]
    assert "no format of articles" in faults(write("x.csv", "a"))[0].seen
    assert faults(tmp_path / "absent")[0].seen == "there is no such file or folder"


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    assert faults(tmp_path)[0].seen == "the folder holds no articles"


def test_drafts_and_future_articles_are_left_out(tmp_path: Path, write: Write) -> None:
    write("a.md", "# T\n\ntext\n")
    write("b.md", "---\ntitle: T\ndraft: true\n---\ntext\n")
    write("c.md", f"---\ntitle: T\npublished: {date(2025, 1, 16)}\n---\ntext\n")
    write("d.md", f"---\ntitle: T\npublished: {TODAY}\n---\ntext\n")
    write("e.jsonl", '{"id": "e", "title": "T", "draft": true}\n')
    write("f.html", '<meta http-equiv="refresh" content="0; url=a.html"><p>See <a href="a.html">there</a>.</p>')
    read = corpus(tmp_path)
    assert [article.id for article in read] == ["a", "d"]
    assert read.left_out == {"drafts": 2, "published after today": 1, "redirects": 1}
    assert not read.warnings


def test_a_page_in_utf16_is_read_as_browsers_read_it_and_a_text_is_not(tmp_path: Path, write: Write) -> None:
    write("a.html", "<h1>환불</h1><p>7일 안에.</p>".encode("utf-16"))
    assert [article.text for article in corpus(tmp_path)] == ["환불\n\n7일 안에."]
    write("b.txt", "환불\n\n7일 안에.\n".encode("utf-16"))
    assert [fault.seen for fault in faults(tmp_path)] == ["the file is UTF-16"]


def test_pages_that_hold_no_article_are_left_out_with_a_warning_and_stop_nothing(tmp_path: Path, write: Write) -> None:
    write("a.html", "<title>T</title><h1>T</h1><p>text</p>")
    write("index.html", "<title>Home</title><nav><a href=a.html>T</a></nav><footer>End</footer>")
    write("app.html", "<title>T</title><div id=root></div><script>start()</script>")
    write("guides/_index.md", "---\ntitle: Guides\n---\n")
    read = corpus(tmp_path)
    assert [article.id for article in read] == ["a"]
    assert [fault.path for fault in read.warnings] == ["app.html", "guides/_index.md", "index.html"]


def test_every_fault_of_a_bad_corpus_is_found_in_one_run(tmp_path: Path, write: Write) -> None:
    write("good.md", "# T\n\ntext\n")
    write("no-end.md", "---\ntitle: T\ntext\n")
    write("same.md", "# T\n\ntext\n")
    write("same.txt", "T\n\ntext\n")
    write("empty.html", "")
    write("blank.txt", " \n\t\n")
    write("binary.txt", b"T\n\nte\x00xt\n")
    write("latin.md", "# T\n\nCaf\u00e9\n".encode("latin-1"))
    write("latin.txt", "T\n\nCaf\u00e9\n".encode("latin-1"))
    write("latin.html", "<h1>T</h1>\n<p>Caf\u00e9</p>".encode("latin-1"))
    write("large.md", "# T\n\n" + "x" * 200_000)
    write("deep.html", "<h1>T</h1>" + "<div>" * 10_000 + "text" + "</div>" * 10_000)
    write("cells.md", "# T\n\n| a | b |\n|---|---|\n| 1 |\n")
    write("cells.txt", "T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n")
    write("lines.jsonl", jsonl("x") + "{\n" + jsonl("good", "x"))
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("# Secret\n\ntext\n")
    (tmp_path / "leak.md").symlink_to(outside)
    (tmp_path / "folder").symlink_to(tmp_path.parent)
    (tmp_path / "nowhere.md").symlink_to("absent.md")
    found = faults(tmp_path, limit=200_000)
    assert [(fault.path, fault.line) for fault in found] == [
        ("binary.txt", 3),
        ("blank.txt", 0),
        ("cells.md", 5),
        ("cells.txt", 6),
        ("deep.html", 1),
        ("empty.html", 0),
        ("folder", 0),
        ("large.md", 0),
        ("latin.html", 2),
        ("latin.md", 3),
        ("latin.txt", 3),
        ("leak.md", 0),
        ("lines.jsonl", 2),
        ("lines.jsonl", 3),
        ("lines.jsonl", 4),
        ("no-end.md", 1),
        ("nowhere.md", 0),
        ("same.txt", 0),
    ]
    assert all(fault.seen and fault.remedy and fault.severity is Severity.ERROR for fault in found)
    by_path = {fault.path: fault.seen for fault in found}
    assert by_path["same.txt"] == 'the article id "same" is also that of same.md'
    assert any("rename a file (its name without suffix is the id)" in f.remedy for f in found if f.path == "same.txt")
    assert by_path["lines.jsonl"] == 'the article id "x" is also that of lines.jsonl:1'
    assert by_path["latin.md"].startswith("byte 0xE9 at byte 4 of the line is not UTF-8")
    assert "200,000" in by_path["large.md"]


def test_good_articles_come_before_the_error_is_raised(tmp_path: Path, write: Write) -> None:
    write("a.md", "")
    write("b.md", "# T\n\ntext\n")
    articles = iter(corpus(tmp_path))
    assert next(articles).id == "b"
    with pytest.raises(CorpusError):
        next(articles)


def test_links_inside_the_folder_are_followed_to_files(tmp_path: Path, write: Write) -> None:
    write("a/one.md", "# T\n\ntext\n")
    (tmp_path / "two.md").symlink_to("a/one.md")
    (tmp_path / "b").symlink_to("a")
    assert ids(tmp_path) == ["a/one", "two"]


def test_a_pipe_is_no_article(tmp_path: Path, write: Write) -> None:
    write("a.md", "# T\n\ntext\n")
    os.mkfifo(tmp_path / "b.txt")
    assert [(fault.path, fault.seen) for fault in faults(tmp_path)] == [("b.txt", "it is no regular file")]


def test_a_file_name_that_is_not_utf8_is_an_error(tmp_path: Path, write: Write) -> None:
    write("a.md", "# T\n\ntext\n")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("# T\n\ntext\n")
    assert [(fault.path, fault.seen) for fault in faults(tmp_path)] == [
        ("caf\ufffd.md", "the file's name is not UTF-8")
    ]


def test_the_id_is_the_same_however_the_file_system_writes_accents(tmp_path: Path, write: Write) -> None:
    write("cafe\u0301.md", "# T\n\ntext\n")
    assert ids(tmp_path) == ["caf\u00e9"]


def test_the_digest_covers_the_articles_and_nothing_else(tmp_path: Path, write: Write) -> None:
    first = write("a.md", "# T\n\ntext\n")
    write("b.md", "# U\n\ntext\n")
    before = digest(tmp_path)
    os.utime(first, (0, 0))
    write("c.md", "---\ntitle: V\ndraft: true\n---\ntext\n")
    write("README.md", "about")
    assert digest(tmp_path) == before
    write("a.md", "# T\n\nother text\n")
    changed = digest(tmp_path)
    assert changed != before
    (tmp_path / "a.md").rename(tmp_path / "d.md")
    assert digest(tmp_path) not in (before, changed)


def test_what_a_pass_found_is_known_only_when_it_ended(tmp_path: Path, write: Write) -> None:
    write("a.md", "---\ntitle: T\nodd: 1\n---\ntext\n")
    write("b.md", "# T\n\ntext\n")
    read = corpus(tmp_path)
    with pytest.raises(RuntimeError, match="iterated over"):
        _ = read.digest
    list(read)
    assert [fault.seen for fault in read.warnings] == ['unknown key "odd" in the front matter']
    next(iter(read))
    with pytest.raises(RuntimeError, match="iterated over"):
        _ = read.warnings


def test_warnings_are_known_even_where_an_error_ends_the_pass(tmp_path: Path, write: Write) -> None:
    write("a.md", "---\ntitle: T\nodd: 1\n---\ntext\n")
    write("b.md", "")
    read = corpus(tmp_path)
    with pytest.raises(CorpusError):
        list(read)
    assert [fault.path for fault in read.warnings] == ["a.md"]


@needs_shared
def test_the_sample_folder_is_a_corpus_of_one_article() -> None:
    read = Corpus(SHARED / "articles", today=TODAY)
    assert [article.id for article in read] == ["anticipatory-grief"]
    assert [(fault.path, fault.line) for fault in read.warnings] == [("anticipatory-grief.txt", 62)]


@needs_shared
def test_the_folder_of_all_evaluation_sets_is_one_corpus() -> None:
    read = Corpus(SHARED / "eval", today=TODAY)
    names = [article.id for article in read]
    assert len(names) == 14 + 1182 + 19 + 26 + 1
    assert len(read.digest) == 64
