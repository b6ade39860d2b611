"""What readers think of quotes: a strict request, and counts in memory.

Only the verdict is counted. Which answer it was about is checked and then forgotten, so nothing here can say what
anyone asked; nothing is written to disk.
"""

from __future__ import annotations

import threading
from collections import Counter
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

    answer_id: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", description="the answer_id of the answer, as it came")]
    helpful: Annotated[bool, Meta(description="true or false")]
    source_id: Annotated[str, Meta(max_length=500, description="the source_id of the quote, as it came")] = ""
    reason: Annotated[
        Reason | None, Meta(description=f"one of {', '.join(Reason)}, and only where helpful is false")
    ] = None


def read_feedback(body: bytes) -> Feedback:
    """Return the verdict that `body` holds.

    Raises:
        RequestError: the body is not JSON or not a verdict, or gives a reason beside a helpful one.
    """
    feedback = read_json(body, Feedback)
    if feedback.helpful and feedback.reason:
        raise RequestError("reason", "given although helpful is true; leave it out, or send helpful: false")
    return feedback


class FeedbackCounts:
    """How often each verdict was given since the process started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def add(self, feedback: Feedback) -> None:
        """Count one verdict."""
        verdict = "helpful" if feedback.helpful else feedback.reason or "unhelpful"
        with self._lock:
            self._counts[str(verdict)] += 1

    def counts(self) -> dict[str, int]:
        """Return the counts: helpful, unhelpful (no reason given) and each reason that was given."""
        with self._lock:
            return dict(self._counts)
