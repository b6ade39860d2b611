"""A reader's verdict on a quote or a whole answer, strictly checked.

A verdict names the answer and the section by their ids and never the question. It is counted on the board; written down
it is only where the operator has switched the question log on, beside the answer that it is about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from chatbot.errors import RequestError
from chatbot.web.decoding import read_json


class Reason(StrEnum):
    """Why a quote did not help."""

    NOT_RELATED = "not_related"
    NO_ANSWER = "no_answer"
    OUTDATED = "outdated"
    OTHER = "other"


class Feedback(Struct, frozen=True, forbid_unknown_fields=True):
    """One reader's verdict on one quote, or on a whole answer where `source_id` is left out."""

    answer_id: Annotated[
        str, Meta(pattern="^[0-9a-f]{32}$", max_length=32, description="the answer_id of the answer, as it came")
    ]
    helpful: Annotated[bool, Meta(description="true or false")]
    source_id: Annotated[str, Meta(max_length=500, description="the source_id of the quote, as it came")] = ""
    reason: Annotated[
        Reason | None, Meta(description=f"one of {', '.join(Reason)}, and only where helpful is false")
    ] = None

    @property
    def verdict(self) -> str:
        """Return what is counted: helpful, the reason why not, or unhelpful where none was given."""
        return "helpful" if self.helpful else self.reason or "unhelpful"


def read_feedback(body: bytes) -> Feedback:
    """Return the verdict that `body` holds.

    Raises:
        RequestError: the body is not JSON or not a verdict, or gives a reason beside a helpful one.
    """
    feedback = read_json(body, Feedback)
    if feedback.helpful and feedback.reason:
        raise RequestError("reason", "given although helpful is true; leave it out, or send helpful: false")
    return feedback
