"""What the index names it holds: its articles, their questions, and all passages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import every_passage, record_of, records
from chatbot.indexing.texts import recorded
from chatbot.indexing.versions import open_index
from chatbot.reading.markdown import read_markdown
from chatbot.reading.passages import Kind


@pytest.fixture(scope="module")
def index(small_index: Path) -> FileIndex:
    return open_index(small_index)


def test_articles_come_in_corpus_order_and_so_many_as_are_wanted(index: FileIndex) -> None:
    assert [record.id for record in records(index)] == index.article_ids()
    assert [record.id for record in records(index, 2)] == index.article_ids()[:2]


def test_an_article_that_the_index_does_not_hold_is_an_error_that_names_it(index: FileIndex) -> None:
    with pytest.raises(LookupError, match="'no-such-article'"):
        record_of(index, "no-such-article")


def test_every_passage_comes_once_in_order(index: FileIndex) -> None:
    assert list(every_passage(index)) == index.passages(np.arange(len(index)))


def test_an_articles_questions_are_those_that_its_passages_answer(index: FileIndex) -> None:
    for record in records(index):
        asked = [p.question_in(record.text) for p in every_passage(index) if p.article_id == record.id]
        assert record.questions == list(dict.fromkeys(filter(None, asked)))
    assert any(passage.kind is Kind.FAQ for passage in every_passage(index))


def test_a_questions_label_on_its_page_is_no_part_of_it() -> None:
    source = b"# Bread\n\n## FAQ\n\n**Q: Can I freeze it?**\n\nA: Yes.\n\n**Q: Is tap water fine?**\n\nA: It is.\n"
    article, _ = read_markdown(source, article_id="bread", source="bread.md")
    assert article is not None
    assert recorded(article).questions == ["Can I freeze it?", "Is tap water fine?"]
