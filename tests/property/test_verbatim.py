"""Every quote of every answer is a span of its article, to the character, whatever the format and the script."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from chatbot.answering.answer import Answer
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import MOST_QUOTES, Limits, make_question
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.versions import open_index
from tests.indexes import index_of, index_of_set
from tests.shared import SHARED, needs_shared
from tests.web.small_corpus import SHIPPED

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


def verbatim(index: PassageIndex, questions: Sequence[str]) -> int:
    """Ask all questions and check each answer; return how many were answered with quotes."""
    answerer = Answerer(index)
    quoted = sum(check(answerer.ask(make_question(q, limit=MOST_QUOTES)), index) > 0 for q in questions)
    sys.stdout.write(f"answers with quotes, all verbatim: {quoted} of {len(questions)}\n")
    return quoted


def questions_of(name: str) -> list[str]:
    lines = (SHARED / "eval" / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def own_words(index: PassageIndex) -> list[str]:
    """Return all sentences, headings and questions of an index, each once."""
    found: dict[str, None] = {}
    for passage in index.passages(np.arange(len(index))):
        record = index.article(passage.article_id)
        assert record
        asked = [sentence.of(record.text) for sentence in passage.sentences]
        found |= dict.fromkeys([*asked, *passage.headings, *(c.span.of(record.text) for c in passage.context)])
    return [text[: Limits().chars] for text in found if any(map(str.isalnum, text))]


@needs_shared
def test_all_quotes_of_two_thousand_answers_are_spans_of_their_articles(real_pages_index: Path) -> None:
    """Markdown, page text and saved pages are asked in their own words, JSON lines what readers asked."""
    shipped, sample = index_of(SHIPPED, "corpus"), index_of(SHARED / "articles", "sample")
    quoted = 0
    for folder, step in ((shipped, 1), (sample, 1), (real_pages_index, 3)):
        index = open_index(folder)
        quoted += verbatim(index, own_words(index)[::step])
    for name in ("covid_faq_agencies", "stackfaq"):
        quoted += verbatim(open_index(index_of_set(name)), questions_of(name))
    assert quoted >= LEAST_ANSWERS


@needs_shared
@pytest.mark.long
def test_all_quotes_of_thousands_of_answers_from_paragraphs_are_spans_too() -> None:
    assert verbatim(open_index(index_of_set("squad2")), questions_of("squad2")) >= LEAST_ANSWERS / 2


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_quotes_in_korean_with_emoji_and_combining_marks_are_spans_too(tmp_path: Path, newline: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "farewell.md").write_bytes(KOREAN.replace("\n", newline).encode())
    index = open_index(index_of(corpus, f"korean-{len(newline)}"))
    answer = Answerer(index).ask(make_question("슬픔은 정상인가요?", limit=MOST_QUOTES))
    assert check(answer, index) > 0
