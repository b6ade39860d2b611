"""Outcomes -> which of them ask about no subject: greetings, "help", and what goes on from an answer, as "go on".

A log is full of them, and no article is to be written about them. To an encoder "hello" and "good morning" are a topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chatbot.answering.answer import Status
from chatbot.answering.contents import asks_for_contents
from chatbot.answering.going_on import goes_on
from chatbot.answering.out_of_scope import is_reply, is_small_talk
from chatbot.answering.steps import asked_steps
from chatbot.coverage.survey import Outcome
from chatbot.indexing.index import Floats

TALK = "small talk, and words that name no subject"
_ALIKE = 0.55
"""Cosine from which what is shown nothing is small talk as what it is nearest to: of 3,400 questions of five sets that
name a subject one reaches it, of 48 about the one who answers ("who was your maker") 14 do."""


def with_talk(outcomes: Sequence[Outcome], vectors: Floats, fingerprint: str) -> list[Outcome]:
    """Return the outcomes, each with whether it is talk; `vectors` (n, d) are of the encoder `fingerprint`."""
    found = zip(outcomes, vectors, strict=True)
    return [replace(outcome, talk=_is_talk(outcome, vector, fingerprint)) for outcome, vector in found]


def _is_talk(outcome: Outcome, vector: Floats, fingerprint: str) -> bool:
    asked = outcome.question
    steps = asked_steps(asked)
    if is_reply(asked) or goes_on(asked) or asks_for_contents(asked) or (steps and not steps.subject):
        return True
    return outcome.shown is Status.UNANSWERED and is_small_talk(vector, fingerprint, _ALIKE)
