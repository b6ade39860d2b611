"""Verdicts on quotes: what is accepted, what is refused and why, and as what it is counted."""

from __future__ import annotations

import msgspec
import pytest

from chatbot.errors import RequestError
from chatbot.web.board import VERDICTS
from chatbot.web.feedback import Reason, read_feedback

ID = "0123456789abcdef" * 2


def _body(**fields: object) -> bytes:
    return msgspec.json.encode({"answer_id": ID, "helpful": False, **fields})


def test_a_verdict_is_counted_by_its_reason_and_the_board_has_a_place_for_each() -> None:
    bodies = (_body(helpful=True), _body(), *(_body(reason=reason, source_id="faq-1") for reason in Reason))
    assert tuple(read_feedback(body).verdict for body in bodies) == VERDICTS


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
