"""Verdicts on quotes: what is accepted, what is refused and why, and what is counted."""

from __future__ import annotations

import msgspec
import pytest

from chatbot.errors import RequestError
from chatbot.web.feedback import FeedbackCounts, read_feedback

ID = "0123456789abcdef" * 2


def _body(**fields: object) -> bytes:
    return msgspec.json.encode({"answer_id": ID, "helpful": False, **fields})


def test_verdicts_are_counted_by_reason_and_nothing_else_is_kept() -> None:
    counts = FeedbackCounts()
    for body in (
        _body(helpful=True),
        _body(helpful=True, source_id="faq-1"),
        _body(),
        _body(reason="outdated", source_id="faq-1"),
        _body(reason="not_related"),
        _body(reason="no_answer"),
        _body(reason="other"),
    ):
        counts.add(read_feedback(body))
    assert counts.counts() == {
        "helpful": 2,
        "unhelpful": 1,
        "outdated": 1,
        "not_related": 1,
        "no_answer": 1,
        "other": 1,
    }


@pytest.mark.parametrize(
    ("body", "field", "remedy"),
    [
        (b"", "body", "send a JSON object"),
        (b"{", "body", "not JSON"),
        (b'{"helpful": true}', "answer_id", "as it came"),
        (_body(answer_id="x"), "answer_id", "as it came"),
        (_body(answer_id=ID + "\n"), "answer_id", "as it came"),
        (_body(helpful="yes"), "helpful", "true or false"),
        (_body(reason="rude"), "reason", "not_related"),
        (_body(helpful=True, reason="other"), "reason", "leave it out"),
        (_body(source_id="x" * 501), "source_id", "as it came"),
        (_body(question="Why?"), "question", "known fields"),
    ],
)
def test_what_is_no_verdict_is_refused_with_field_and_remedy(body: bytes, field: str, remedy: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_feedback(body)
    assert caught.value.field == field
    assert remedy in caught.value.detail
