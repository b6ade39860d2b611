"""Ranked candidates -> quotes: which passages are tried for them, and in which order. Cuts and marks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chatbot.answering.answer import Quote
from chatbot.answering.considering import Considered
from chatbot.answering.forbidding import asks_what_not
from chatbot.answering.marking import asked_of
from chatbot.answering.ordering import (
    HEADED,
    below_what_it_shows,
    forbidding_first,
    in_turn,
    is_procedure,
    points_up,
    steps_first_where_asked_how,
    with_what_it_follows,
)
from chatbot.answering.quoting import Ranked, quotes_of
from chatbot.answering.tables import asks_for_table
from chatbot.answering.understanding import Meaning
from chatbot.indexing.index import OWN_HEADING, PassageIndex, record_of
from chatbot.reading.passages import Passage

EARLIER = 0.5  # of what earlier questions' words count in finding a passage, when its best sentence is chosen


def best_passages(index: PassageIndex, considered: Considered, limit: int) -> list[Passage]:
    """Return the passages of which up to `limit` quotes are taken, best first."""
    return index.passages(considered.candidates.rows[considered.ranking.order[: 3 * limit]])


def quotes_from(
    index: PassageIndex, meaning: Meaning, considered: Considered, passages: Sequence[Passage], limit: int
) -> list[Quote]:
    """Return up to `limit` quotes of `passages`, the `best_passages` of what was considered."""
    if considered.features is None or not passages:
        return []
    asked = asked_of(meaning.text, considered.features.asked.lessened(EARLIER))
    turns = _turns(index, meaning, considered, passages, limit)
    leading = turns[0]
    first = _ranked(index, considered, passages[leading], leading)
    headed = asked.share_of(first.words.terms[first.words.places == OWN_HEADING])
    headed = 1.0 if asks_for_table(meaning.text) else headed
    places = [*range(len(passages))]
    if points_up(first.passage, first.record.text):  # to what may stand far behind in the ranking
        places += (place for place in _right_above(considered, leading) if place not in places)
        passages = index.passages(considered.candidates.rows[considered.ranking.order[places]])
    turns = with_what_it_follows(passages, turns, headed, first.record.text)
    turns = below_what_it_shows(passages, turns, headed, meaning.text)
    others = (_ranked(index, considered, passages[turn], places[turn]) if turn != leading else first for turn in turns)
    as_a_whole = headed >= HEADED and not asked.seeks
    ranked = (_from_its_beginning(each) if as_a_whole and not n else each for n, each in enumerate(others))
    return quotes_of(asked, ranked, limit)


def _turns(
    index: PassageIndex, meaning: Meaning, considered: Considered, passages: Sequence[Passage], limit: int
) -> list[int]:
    """Return the order in which passages are tried by how near they are, and by the sense in which it is asked."""
    scores = considered.ranking.scores.tolist()
    turns = in_turn([p.article_id for p in passages], scores, limit)
    if considered.steps:
        return turns
    if asks_what_not(meaning.text):
        return forbidding_first(passages, scores, turns, record_of(index, passages[0].article_id).text)
    return steps_first_where_asked_how(passages, scores, turns, meaning.text)


def _from_its_beginning(ranked: Ranked) -> Ranked:
    """Return a list of steps with the first one marked, anything else as it is."""
    is_open = ranked.marked is None and not ranked.shown
    return replace(ranked, marked=ranked.passage.span.start) if is_open and is_procedure(ranked.passage) else ranked


def _ranked(index: PassageIndex, considered: Considered, passage: Passage, place: int) -> Ranked:
    candidates, number = considered.candidates, int(considered.ranking.order[place])
    words = index.words(candidates.rows[number : number + 1])
    score = float(considered.ranking.scores[place])
    record = record_of(index, passage.article_id)
    cosines, asked_there = candidates.sentence_scores(number), candidates.question_score(number)
    shown = tuple(span for article, span in considered.shown if article == record.id)
    marked = considered.marked[place] if place < considered.steps else None
    return Ranked(passage, record, score, cosines, words, asked_there, shown, marked)


def _right_above(considered: Considered, below: int) -> list[int]:
    """Return the place in the ranking of the passage right above another, none where it is no candidate."""
    rows = considered.candidates.rows[considered.ranking.order]
    return [int(place) for place in np.flatnonzero(rows == rows[below] - 1)]
