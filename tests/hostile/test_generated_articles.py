"""Generated article files: a reader returns an article or says what is wrong with the file, and does so soon.

The short form reads some dozens; `scripts/test --long tests/hostile/test_generated_articles.py` reads 2,000.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from chatbot.errors import CorpusError, Fault
from chatbot.reading.folder import Corpus
from chatbot.reading.passages import passages_of
from tests.hostile.generated import tried
from tests.indexes import TODAY
from tests.pace import within
from tests.reading.checks import assert_passages_hold, assert_spans_hold

SHORT, PARTS, LONG = 150, 10, 200  # 10 parts of 200 are 2,000
HANGS_AFTER = 2.0  # seconds of processor time of an idle core
KINDS = (".md", ".html", ".txt", ".jsonl")
PIECES = (
    "# A title",
    "## FAQ",
    "### Is it so?",
    "Key takeaway",
    "## References",
    "Related articles",
    "- item",
    "1. Name",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> quoted",
    "**Q?** yes",
    "---",
    "```",
    "    code",
    "A sentence ends here.",
    "Was this helpful?",
    "Reviewed by A. B.",
    "1.\n2. Second",
    "Why?",
    "자주 묻는 질문",
    "<table><tr><td>cell",
    "<ul><li>",
    "<dl><dt>Q?<dd>A.",
    "<script>alert(1)</script>",
    "&#0;&nbsp;",
    "<h2 id='x'>Heading</h2>",
    "<p>Text</p>",
    "<details><summary>Q?</summary>",
    "[a](javascript:alert(1))",
    "\\",
    "\u2028",
    "---\ntitle: T\nlanguage: en\n---",
    "---\ntitle: [\n---",
    "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "\x00",
    "\ufeff",
    '{"id": "a", "title": "T", "sections": [{"id": "s", "heading": "H", "text": "A sentence."}]}',
    '{"id": 1}',
    "[[[[",
    "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{",
    '<script type="application/ld+json">{"@type": "FAQPage", "mainEntity": [{"@type": "Question"}]}</script>',
    "éééééééééééééééééééééééééééééééééééééééé",
)
REPEATED = st.tuples(
    st.sampled_from(
        ["<div>", "> ", "- ", "[", "(", "*", "_", "`", "|", "\n", "<b>", "1. ", "#", "&", "<", "![", "\t", "a "]
    ),
    st.integers(1, 30_000),
).map(lambda pair: pair[0] * pair[1])
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=40) | REPEATED, max_size=14)
ENCODED = st.tuples(
    LINES, st.sampled_from(["\n", "\r\n", "\n\n"]), st.sampled_from(["utf-8", "utf-16", "latin-1", "cp949"])
).map(lambda made: made[1].join(made[0]).encode(made[2], "replace"))
FILES = st.tuples(st.sampled_from(KINDS), ENCODED | st.binary(max_size=400))


def read(folder: Path, kind: str, content: bytes) -> None:
    """Read one file as a corpus; every article that comes of it holds its spans and can be cut into passages."""
    file = folder / f"file{kind}"
    file.write_bytes(content)
    faults: tuple[Fault, ...] = ()
    try:
        for article in Corpus(file, today=TODAY):
            assert_spans_hold(article)
            assert_passages_hold(passages_of(article, lambda text: len(text.split()) + 2, 256), article)
    except CorpusError as error:
        faults = error.faults
    finally:
        file.unlink()
    assert all(fault.seen and fault.remedy for fault in faults)


def feed(folder: Path, examples: int, number: int, hangs_after: float) -> int:
    """Read so many generated files; return how many it were."""

    def soon(made: tuple[str, bytes]) -> None:
        with within(hangs_after, f"{made[0]} of {len(made[1]):,} bytes"):
            read(folder, *made)

    return tried(FILES, soon, examples, number)


def test_no_generated_file_brings_a_crash_or_a_hang(tmp_path: Path) -> None:
    assert feed(tmp_path, SHORT, 1, HANGS_AFTER) >= SHORT


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_nor_do_two_thousand(tmp_path: Path, part: int) -> None:
    assert feed(tmp_path, LONG, 100 + part, HANGS_AFTER) >= LONG
