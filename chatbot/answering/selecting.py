"""Ranked candidates -> quotes: which passages are tried for them, and in which order. Cuts and marks nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chatbot.answering.answer import Quote
from chatbot.answering.considering import Considered
from chatbot.answering.forbidding import asks_what_not
from chatbot.answering.marking import asked_of
from chatbot.answering.ordering import asks_for_table, forbidding_first, in_turn, points_up, with_what_it_follows
from chatbot.answering.quoting import Ranked, quotes_of
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
    scores = considered.ranking.scores.tolist()
    turns = in_turn([p.article_id for p in passages], scores, limit)
    if asks_what_not(meaning.text) and not considered.steps:
        turns = forbidding_first(passages, scores, turns, record_of(index, passages[0].article_id).text)
    asked = asked_of(meaning.text, considered.features.asked.lessened(EARLIER))
    first = _ranked(index, considered, passages[turns[0]], turns[0])
    headed = asked.share_of(first.words.terms[first.words.places == OWN_HEADING])
    headed = 1.0 if asks_for_table(meaning.text) else headed
    places = [*range(len(passages))]
    if points_up(first.passage, first.record.text):  # to what may stand far behind in the ranking
        places += (place for place in _right_above(considered, turns[0]) if place not in places)
        passages = index.passages(considered.candidates.rows[considered.ranking.order[places]])
    leading, turns = turns[0], with_what_it_follows(passages, turns, headed, first.record.text)
    ranked = (_ranked(index, considered, passages[turn], places[turn]) if turn != leading else first for turn in turns)
    return quotes_of(asked, ranked, limit)


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
