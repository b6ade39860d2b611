"""Steps that are asked for and what was found in one article -> the passages that hold them, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chatbot.answering.considering import Considered
from chatbot.answering.ranking import Ranking
from chatbot.answering.steps import Steps
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import PassageIndex, record_of
from chatbot.indexing.words import surfaces
from chatbot.reading.parts import step_number
from chatbot.reading.passages import Context, Kind, Passage, Role

NEAR = 0.58  # share of the best passage's score from which a procedure of its article is what a question names
AMONG = 12  # best passages of the article of which it must be one, too

Marked = tuple[int, int]
"""A passage as its place among others, and where in the article's text its best sentence stands."""


def steps_first(index: PassageIndex, found: Considered, steps: Steps) -> Considered | None:
    """Return what was found in one article with the steps that are asked for before all else.

    They stand alone where the question does not say of what. None where the article has no such step, or where it has,
    but not of what the question names: "the first step of planning the ending" is no matter of "3. Plan the ending".
    Nor where a table answers first that has a row for the step and a column for what is asked: "the purpose of step 2".
    """
    order, scores = found.ranking.order, found.ranking.scores
    passages = index.passages(found.candidates.rows[order])
    text = record_of(index, passages[0].article_id).text if passages else ""
    in_sequence = _in_sequence(passages, text, steps.number)
    places = [place for place, _ in in_sequence]
    if not places or (steps.subject and (scores[places].max() < NEAR * scores[0] or min(places) >= AMONG)):
        return None
    names_a_step = passages[0].kind is Kind.STEP and _headed(passages[0], text) is not None
    if steps.subject and steps.number is not None and (names_a_step or _is_column(steps, passages[0], text)):
        return None
    others = [place for place in range(len(order)) if place not in places] if steps.subject else []
    top = np.full(len(places), scores[0])
    ranking = Ranking(order[[*places, *others]], np.concatenate([top, scores[others]]))
    return replace(found, ranking=ranking, first=passages[places[0]], marked=tuple(mark for _, mark in in_sequence))


def _in_sequence(ranked: Sequence[Passage], text: str, number: int | None) -> list[Marked]:
    """Return the passages that hold the asked step, or all, in order.

    `ranked` are passages of the article with this `text`, best first. The procedure is that of the best one that is a
    step: headings "1. Name" of one part of the article, or a numbered list. All steps with headings are best told by a
    table that numbers its rows as they do.
    """
    lead = next((p for p in ranked if p.kind is Kind.STEP or _headed(p, text)), None)
    if lead is None:
        return []
    if _headed(lead, text) is None:
        pieces = [place for place, p in enumerate(ranked) if p.kind is Kind.STEP and _name(p) == _name(lead)]
        return _listed(ranked, sorted(pieces, key=lambda place: ranked[place].span), number)
    beside = [place for place, p in enumerate(ranked) if p.headings[:-1] == lead.headings[:-1]]
    steps = {place: n for place in beside if (n := _headed(ranked[place], text))}
    tables = [place for place, p in enumerate(ranked) if _numbers(p, text) == {*steps.values()}]
    ordered = sorted(steps, key=lambda place: ranked[place].span)
    if number is None:
        begin = {steps[place]: place for place in reversed(ordered)}
        ordered = [*tables[:1], *reversed(begin.values())]
    else:
        wanted = _counted(number, max(steps.values()))
        ordered = [place for place in ordered if steps[place] == wanted and place not in tables]
    return [(place, ranked[place].span.start) for place in ordered]


def _listed(ranked: Sequence[Passage], pieces: list[int], number: int | None) -> list[Marked]:
    """Return the same of a numbered list, whose `pieces` are places in `ranked`."""
    if number is None:
        return [(place, ranked[place].span.start) for place in pieces]
    blocks = [(place, block) for place in pieces for block in ranked[place].blocks]
    items = [(block.first + n, place, item) for place, block in blocks for n, item in enumerate(block.items)]
    wanted = _counted(number, max((n for n, _, _ in items), default=0))
    return [(place, item.start) for n, place, item in items if n == wanted][:1]


def _counted(number: int, last: int) -> int:
    """Return the number of a step, counted from the first one, of `last` steps."""
    return number if number > 0 else last + 1 + number


def _headed(passage: Passage, text: str) -> int | None:
    """Return the number of the step whose heading stands above the passage, None where none does."""
    headings = (c.span.of(text) for c in passage.context if c.role is Role.HEADING and not c.is_term)
    return next(filter(None, map(step_number, headings)), None)


def _is_column(steps: Steps, passage: Passage, text: str) -> bool:
    """Tell whether the passage is a table with a row for the step and a column that the question names."""
    header = next((c.span.of(text) for c in passage.context if c.role is Role.HEADER), "")
    columns = {*surfaces(header)} - FUNCTION_WORDS
    return steps.number in _numbers(passage, text) and not columns.isdisjoint(surfaces(steps.subject))


def _name(passage: Passage) -> tuple[str, tuple[Context, ...]]:
    return passage.source_id, passage.context


def _numbers(passage: Passage, text: str) -> set[int | None]:
    """Return the numbers with which the rows of a table begin."""
    return {step_number(row.of(text)) for row in passage.sentences} if passage.kind is Kind.TABLE else set()
