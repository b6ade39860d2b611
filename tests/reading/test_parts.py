"""Labels, questions, step numbers and review footers are known by their words."""

from __future__ import annotations

import pytest

from chatbot.reading.parts import (
    Part,
    answer_start,
    is_question,
    is_review_footer,
    opens_comments,
    part_of,
    question_start,
    step_number,
)


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Key takeaways:", Part.TAKEAWAY),
        ("FAQ", Part.FAQ),
        ("Frequently Asked Questions about grief", Part.FAQ),
        ("자주 하는 질문", Part.FAQ),
        ("Häufige Fragen zum Balkon", Part.FAQ),
        ("Häufig gestellte Fragen", Part.FAQ),
        ("Questions fréquentes", Part.FAQ),
        ("Foire aux questions", Part.FAQ),
        ("Preguntas frecuentes sobre el riego", Part.FAQ),
        ("Domande frequenti", Part.FAQ),
        ("Perguntas frequentes", Part.FAQ),
        ("Veelgestelde vragen", Part.FAQ),
        ("Das Wichtigste in Kürze", Part.TAKEAWAY),
        ("L’essentiel", Part.TAKEAWAY),
        ("5. References", Part.REFERENCES),
        ("Further reading and references", Part.REFERENCES),
        ("참고 문헌", Part.REFERENCES),
        ("Related articles", Part.RELATED),
        ("3 Comments", Part.COMMENTS),
        ("Leave a reply", Part.COMMENTS),
        ("Comments", None),
        ("관련 글", Part.RELATED),
        ("Most read", Part.RELATED),
        ("Recently viewed articles", Part.RELATED),
        ("Recent Posts", Part.RELATED),
        ("'마음' 카테고리의 다른 글", Part.RELATED),
        ("Popular beliefs", None),
        ("References to earlier losses", None),
        ("Sources of grief", None),
        ("Takeaways from ten years of practice", None),
        ("Frequently missed signs", None),
        ("", None),
        ("FAQ " + "x" * 200, None),
    ],
)
def test_a_label_opens_its_part_and_a_phrase_that_begins_alike_does_not(heading: str, part: Part | None) -> None:
    assert part_of(heading) is part


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("1. Name it", 1),
        ("12) Name it", 12),
        ("Step 3: Name it", 3),
        ("Step 3", 3),
        ("Step Two: Name it", 2),
        ("Tip twelve", 12),
        ("Step onerous", None),
        ("2단계: 이름 붙이기", 2),
        ("3.1. Name it", None),
        ("5 ways to stop", None),
        ("5 – 10 minutes of quiet", None),
        ("2024. A year", None),
        ("Step-by-step", None),
    ],
)
def test_a_step_has_its_number(heading: str, number: int | None) -> None:
    assert step_number(heading) == number


@pytest.mark.parametrize("text", ["Why?", "Is it “normal”?", "Why (and how?)", "왜인가？", "정상인가요", "어떻게 할까"])
def test_a_question_ends_like_one(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["Why.", "He asked why? And left.", "왜인지 말한다", ""])
def test_a_statement_does_not(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("3.1. Why?", "Why?"),
        ("Q: Why?", "Why?"),
        ("Q2. Why?", "Why?"),
        ("질문: 왜?", "왜?"),
        ("Q 왜요?", "왜요?"),
        ("Q fever?", "Q fever?"),
        ("Qualms?", "Qualms?"),
    ],
)
def test_a_questions_numbering_is_no_part_of_it(text: str, question: str) -> None:
    assert text[question_start(text) :] == question


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("A: So.", "So."),
        ("Answer: So.", "So."),
        ("답: 네.", "네."),
        ("A dog.", "A dog."),
        ("A 네.", "네."),
        ("A 씨는", "A 씨는"),
    ],
)
def test_an_answers_label_is_no_part_of_it(text: str, answer: str) -> None:
    assert text[answer_start(text) :] == answer


@pytest.mark.parametrize(
    "text",
    [
        "This article was written and reviewed using guidelines, with human review.",
        "Medically reviewed by A. Person on 3 May 2024",
        "Fact checked and reviewed by A. Person",
        "Last reviewed on 3 May 2024",
        "Page last reviewed: 3 May 2024",
        "Content on this site is written with the help of AI and reviewed by clinicians before it goes live.",
        "The information in this article was reviewed for accuracy by a gardener.",
        "This piece was drafted with AI assistance and checked by our editors.",
        "Clinically reviewed and approved by A. Person",
        "Editorial review: the content team, 2025-02-11.",
        "이 글은 전문가의 검토를 거쳤습니다.",
    ],
)
def test_a_review_footer_is_known(text: str) -> None:
    assert is_review_footer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peer review is slow.",
        "This article explains grief.",
        "This guide says how a claim is checked.",
        "Information on grief was reviewed by many.",
        "Reviewed by " + "x" * 500,
        "Supervision reviewed",
    ],
)
def test_a_paragraph_about_reviews_is_no_footer(text: str) -> None:
    assert not is_review_footer(text)


def test_a_bare_label_opens_comments_where_readers_speak_below_it() -> None:
    assert opens_comments("Comments", ["Anna says:", "Thank you."])
    assert opens_comments("Comments:", ["Leave a reply"])
    assert opens_comments("Comments", ["Anna", "3 days ago", "Thank you."])
    assert opens_comments("댓글", ["안나 2024.05.03 14:20"])
    assert not opens_comments("Comments", ["notice published May 3, 2024", "On May 3, 2024 it was heard."])
    assert not opens_comments("Comments", ["A comment begins with a hash sign."])
    assert not opens_comments("Comments on the law", ["Reply"])
