"""Questions x index -> what became of each question: the first arrow of coverage. Groups and judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.asked import Asked

Place = tuple[str, str]
"""(article id, section or FAQ id)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, how often and on which days it was asked, and its answer's first quote, places "" where none.

    `reached` are the places of all quotes shown.
    """

    question: str
    times: int
    days: tuple[date, ...]
    status: Status
    confidence: float
    article: str
    source_id: str
    quote: str
    reached: tuple[Place, ...]

    @property
    def flagged(self) -> bool:
        """True where the corpus does not surely answer: unanswered or weak."""
        return self.status is not Status.ANSWERED


def survey(
    asked: Sequence[Asked], answerer: Answerer, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Outcome]:
    """Ask each distinct question once; return the outcomes in the order in which they were first asked."""
    days: dict[str, list[date | None]] = {}
    for each in asked:
        days.setdefault(each.text, []).append(each.day)
    outcomes = []
    for done, (text, when) in enumerate(days.items(), 1):
        outcomes.append(_outcome(text, when, answerer.ask(make_question(text))))
        progress(done, len(days))
    return outcomes


def _outcome(text: str, when: Sequence[date | None], answer: Answer) -> Outcome:
    first = answer.quotes[0] if answer.quotes else None
    return Outcome(
        question=text,
        times=len(when),
        days=tuple(sorted(day for day in when if day)),
        status=answer.status,
        confidence=answer.confidence,
        article=first.article.id if first else "",
        source_id=first.source_id if first else "",
        quote=first.text if first else "",
        reached=tuple(dict.fromkeys((quote.article.id, quote.source_id) for quote in answer.quotes)),
    )
