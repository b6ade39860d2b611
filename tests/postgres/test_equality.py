"""Files and PostgreSQL give equal answers to the questions of the evaluation sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatbot.answering.answer import Answer
from chatbot.indexing.versions import open_index
from chatbot.postgres.publishing import publish
from chatbot.postgres.store import Database as Store
from scripts.evaluation.asking import Outcome, ask_all
from scripts.evaluation.measuring import each_figure
from scripts.evaluation.sets import OpenAnswerer, load_set
from scripts.evaluation.variants import at_once
from tests.indexes import index_of_set
from tests.postgres.cluster import Database
from tests.shared import SHARED, needs_shared

pytestmark = [pytest.mark.postgres, needs_shared]


@dataclass(frozen=True)
class Compared:
    """How two stores answered the same questions: shares of equal spans and confidence, and figures of each store."""

    questions: int
    equal: float
    hits: tuple[float, float]
    reciprocal: tuple[float, float]


def spans(answer: Answer) -> list[tuple[str, str, int, int]]:
    return [(quote.article.id, quote.source_id, quote.start, quote.end) for quote in answer.quotes]


def same(one: Answer, other: Answer) -> bool:
    return spans(one) == spans(other) and abs(one.confidence - other.confidence) <= 0.01


def figures(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Return hit@1 and MRR@10 over the questions that have an answer."""
    return float(each_figure(outcomes, "hit@1").mean()), float(each_figure(outcomes, "MRR@10").mean())


def compared(name: str, database: Database, encoders: Path, every: int) -> Compared:
    """Ask every n-th question of a set of both stores, alone and with another one in the same message."""
    alone = load_set(SHARED / "eval" / name).questions[::every]
    asked = [*alone, *(joined for joined, _ in at_once(alone))]
    folder = index_of_set(name)
    files = OpenAnswerer(open_index(folder))
    publish(folder, database.publisher)
    database.wait_for_standby()
    store = Store(database.settings(encoders))
    both = [list(ask_all(a, asked)) for a in (files, OpenAnswerer(store.open(store.served())))]
    store.close()
    equal = [same(one.answer, other.answer) for one, other in zip(*both, strict=True)]
    (hit, reciprocal), (other_hit, other_reciprocal) = map(figures, both)
    return Compared(len(equal), sum(equal) / len(equal), (hit, other_hit), (reciprocal, other_reciprocal))


def check(found: Compared) -> None:
    assert found.equal >= 0.98, found
    assert abs(found.hits[0] - found.hits[1]) <= 0.01, found
    assert abs(found.reciprocal[0] - found.reciprocal[1]) <= 0.01, found


@pytest.mark.long
@pytest.mark.parametrize("name", ["covid_faq_agencies", "stackfaq", "squad2"])
def test_all_questions_of_a_set_have_equal_answers(name: str, database: Database, encoders: Path) -> None:
    found = compared(name, database, encoders, 1)
    print(name, found)
    check(found)


def test_some_questions_of_a_set_have_equal_answers(new_database: Callable[[], Database], encoders: Path) -> None:
    check(compared("covid_faq_agencies", new_database(), encoders, 8))
