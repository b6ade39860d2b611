"""Questions -> what an index answers of them, measured once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked
from chatbot.coverage.lint.model import Finding
from chatbot.coverage.result import Coverage, Measuring


def measure(
    asked: Sequence[Asked], answerer: Answerer, findings: Sequence[Finding] = (), declined: Collection[str] = ()
) -> Coverage:
    """Ask all questions and return what the corpus answers, what it does not, and what is wrong with it."""
    return Measuring(answerer).measure(asked, findings, declined=declined)
