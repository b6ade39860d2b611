"""Every quote of every answer is a span of its article, to the character, whatever the format and the script."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.answering.answer import Answer
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import MOST_QUOTES, make_question
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.versions import open_index
from chatbot.reading.layout import PartKind
from tests.indexes import index_of
from tests.shared import SHARED, needs_shared

SETS = ("covid_faq_agencies", "stackfaq", "squad2")
LEAST_ANSWERS = 2000

KOREAN = """---
title: 애도와 작별 😀
language: ko
---

## 핵심 요약

작별은 상담의 한 부분입니다. 슬픔은 자연스러운 반응입니다.

## 왜 슬픈가

상담자는 관계를 잃습니다.\u00a0그것은 cafe\u0301의 이별과 다릅니다. 𝔘nicode도 있습니다 👩‍👩‍👧.

| 단계 | 뜻 |
|---|---|
| 이름 | 감정을 부릅니다 |
| 나눔 | 함께 말합니다 |

## 자주 묻는 질문

### 슬픔은 정상인가요?

네. 슬픔은 정상적인 반응입니다.
"""


def check(answer: Answer, index: PassageIndex) -> int:
    """Compare everything an answer shows with the stored article; return the number of quotes."""
    for quote in answer.quotes:
        record = index.article(quote.article.id)
        assert record is not None
        assert record.text[quote.start : quote.end] == quote.text
        assert quote.text.strip(" \n") == quote.text != ""  # a tab at the end is an empty last cell
        assert hashlib.sha256(record.text.encode()).hexdigest() == record.sha256
        for context in quote.context:
            assert record.text[context.start : context.end] == context.text
        for start, end in quote.highlights:
            assert 0 <= start < end <= len(quote.text)
        for block in quote.blocks:
            assert 0 <= block.start < block.end <= len(quote.text)
    return len(answer.quotes)


def questions_of(name: str) -> Iterator[str]:
    for line in (SHARED / "eval" / name / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["question"]


@needs_shared
def test_all_quotes_of_thousands_of_answers_are_spans_of_their_articles() -> None:
    quoted = 0
    for name in SETS:
        index = open_index(index_of(SHARED / "eval" / name / "articles.jsonl", name))
        answerer = Answerer(index)
        quoted += sum(check(answerer.ask(make_question(q)), index) > 0 for q in questions_of(name))
    print(f"answers with quotes checked: {quoted}")
    assert quoted >= LEAST_ANSWERS


@needs_shared
def test_quotes_from_saved_pages_and_page_text_are_spans_too() -> None:
    for name, corpus in (("pages", SHARED / "eval" / "pages" / "pages"), ("sample", SHARED / "articles")):
        index = open_index(index_of(corpus, name))
        answerer = Answerer(index)
        records = filter(None, map(index.article, index.article_ids()))
        asked = [
            part.span.of(record.text)
            for record in records
            for part in record.layout
            if part.kind in (PartKind.HEADING, PartKind.QUESTION)
        ]
        quoted = sum(check(answerer.ask(make_question(q[:1000], limit=MOST_QUOTES)), index) > 0 for q in asked)
        assert quoted >= 0.5 * len(asked) > 0


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_quotes_in_korean_with_emoji_and_combining_marks_are_spans_too(tmp_path: Path, newline: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "farewell.md").write_bytes(KOREAN.replace("\n", newline).encode())
    index = open_index(index_of(corpus, f"korean-{len(newline)}"))
    answer = Answerer(index).ask(make_question("슬픔은 정상인가요?", limit=MOST_QUOTES))
    assert check(answer, index) > 0
