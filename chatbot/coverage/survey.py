"""Questions x index -> what became of each question: the first arrow of coverage. Groups and judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chatbot.answering.answer import Answer, Status
from chatbot.answering.question import Question, make_question
from chatbot.coverage.asked import Asked

Place = tuple[str, str]
"""(article id, section or FAQ id)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, how often and on which days it was asked, and its answer's first quote, places "" where none.

    `shown` is what a reader was told and `confidence` how sure that was; `status` and `pooled` are the same until the
    question is judged with its neighbours (`pooling.judge`). `reached` are the places of all quotes shown. `logged`:
    the question log alone has this text; `logged_days` are the days on which it has it.
    """

    question: str
    times: int
    days: tuple[date, ...]
    status: Status
    shown: Status
    confidence: float
    pooled: float
    article: str
    source_id: str
    quote: str
    reached: tuple[Place, ...]
    logged: bool = False
    logged_days: frozenset[date] = frozenset()

    @property
    def flagged(self) -> bool:
        """True where the corpus does not surely answer: unanswered or weak."""
        return self.status is not Status.ANSWERED


class Asks(Protocol):
    """Answers questions, as `Answerer` does."""

    def ask(self, question: Question) -> Answer:
        """Return the answer."""


def survey(
    asked: Sequence[Asked], answerer: Asks, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Outcome]:
    """Ask each distinct question once; return the outcomes in the order in which they were first asked."""
    by_text: dict[str, list[Asked]] = {}
    for each in asked:
        by_text.setdefault(each.text, []).append(each)
    outcomes = []
    for done, times in enumerate(by_text.values(), 1):
        outcomes.append(_outcome(times, answerer.ask(make_question(times[0].text))))
        progress(done, len(by_text))
    return outcomes


def _outcome(times: Sequence[Asked], answer: Answer) -> Outcome:
    first = answer.quotes[0] if answer.quotes else None
    return Outcome(
        question=times[0].text,
        times=len(times),
        days=tuple(sorted(each.day for each in times if each.day)),
        status=answer.status,
        shown=answer.status,
        confidence=answer.confidence,
        pooled=answer.confidence,
        article=first.article.id if first else "",
        source_id=first.source_id if first else "",
        quote=first.text if first else "",
        reached=tuple(dict.fromkeys((quote.article.id, quote.source_id) for quote in answer.quotes)),
        logged=all(each.logged for each in times),
        logged_days=frozenset(each.day for each in times if each.logged and each.day),
    )
