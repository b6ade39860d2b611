"""Ranked passages -> the order in which they are quoted: not all of one article, a table beside what speaks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.answering.forbidding import forbids
from chatbot.reading.article import BlockKind
from chatbot.reading.passages import Kind, Passage

NEAR = 0.75  # share of the first quote's score below which a passage is no second answer to the same question
HEADED = 0.8  # share of the question's content, by idf, in a heading from which it asks for that section
RIVAL = 0.9  # share of the last quote's score from which another article's passage takes its place
OTHER_SENSE = 0.6
"""Share of the first passage's score from which another of its article that says what not to do goes before it, where
that is asked: the two have the same words."""

SIDE_BY_SIDE = frozenset({Kind.TABLE, Kind.LIST})
"""Kinds of passages whose sentences stand beside each other and do not go on from one to the next."""

_POINTING_UP = re.compile(
    r"\b(?:both|these|those|such|the (?:former|latter|same|first|second|third|last)"
    r"|(?:all|any|each|either|neither|none|one|two|some|most|many) of them)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\W*how (?:to|(?:do|can|should|could|would|might) (?:i|you|we|one))\b"
    r"(?! (?:know|tell|notice|recogni[sz]e|find out|see)\b)",
    re.I,
)
_WHAT_IT_IS = re.compile(r"\W*what(?:['’]?s| is) (?!(?:the|my|your|their)\b)(?!.*\b(?:difference|between)\b)", re.I)


def in_turn(articles: Sequence[str], scores: Sequence[float], limit: int) -> list[int]:
    """Return the order, as places, in which ranked passages are tried for `limit` quotes; `articles` are theirs.

    It is the ranking's, without those far behind the first; but where one article would fill all that is shown,
    another's best passage takes the last place if it is a close rival.
    """
    places = [place for place in range(len(articles)) if place == 0 or scores[place] >= NEAR * scores[0]]
    if limit < 2 or len(places) <= limit or len(set(articles[:limit])) > 1:
        return places
    rival = next((place for place in places if articles[place] != articles[0]), None)
    if rival is None or scores[rival] < RIVAL * scores[limit - 1]:
        return places
    places.remove(rival)
    return [*places[: limit - 1], rival, *places[limit - 1 :]]


def forbidding_first(
    passages: Sequence[Passage], scores: Sequence[float], turns: Sequence[int], text: str
) -> list[int]:
    """Return `turns` with what says what not to do before the first one, if that does not; its article has this `text`.

    "When should I not charge?" is no question for "Should I charge? Usually yes."
    """
    near = [place for place in _close_to_first(passages, scores, OTHER_SENSE) if forbids(passages[place], text)]
    return _moved(turns, near[:1], 0)


def steps_first_where_asked_how(
    passages: Sequence[Passage], scores: Sequence[float], turns: Sequence[int], question: str
) -> list[int]:
    """Return `turns` with a list of steps before the first one, if `question` asks how to do something.

    It is of the same article, and a close rival.
    """
    if not _HOW.match(question) or passages[0].kind is Kind.STEP:
        return list(turns)
    close = _close_to_first(passages, scores, RIVAL)
    steps = [place for place in close if is_procedure(passages[place])]
    return _moved(turns, steps[:1], 0)


def points_up(passage: Passage, text: str) -> bool:
    """Tell whether a passage of `text` begins with a word that points to what stands above it: "Many contain both."."""
    return _POINTING_UP.search(passage.sentences[0].of(text)) is not None


def with_what_it_follows(passages: Sequence[Passage], turns: Sequence[int], headed: float, text: str) -> list[int]:
    """Return `turns` with the table, list or steps that the first one comes after, whose article's `text` this is.

    What is said below a table speaks of it: "Many contain both." The table goes before it where their section is asked
    for, with `headed`, the share of its content that stands in the heading, and so do steps; else after it where it
    begins right below the table and points there.
    """
    first, asked_for = passages[turns[0]], headed >= HEADED
    if not asked_for and not points_up(first, text):
        return list(turns)
    above = [
        place
        for place in _of_its_section(passages, first)
        if passages[place].span.end <= first.span.start
        and (asked_for or not text[passages[place].span.end : first.span.start].strip())
    ]
    tables = [place for place in above if passages[place].kind in SIDE_BY_SIDE]
    steps = [place for place in above if passages[place].kind is Kind.STEP and asked_for]
    nearest = tables[-1:] or steps[:1]
    return _moved(turns, nearest, 0 if asked_for else 1)


def below_what_it_shows(passages: Sequence[Passage], turns: Sequence[int], headed: float, question: str) -> list[int]:
    """Return `turns` with the prose above the first one, a table, before it, where `question` asks what its section is.

    `headed` is as above. A section says first what a thing is, and then shows it in a table.
    """
    first = passages[turns[0]]
    if first.kind is not Kind.TABLE or headed < HEADED or not _WHAT_IT_IS.match(question):
        return list(turns)
    prose = [
        place
        for place in _of_its_section(passages, first)
        if passages[place].kind is Kind.SECTION and passages[place].span.end <= first.span.start
    ]
    return _moved(turns, prose[:1], 0)


def _close_to_first(passages: Sequence[Passage], scores: Sequence[float], share: float) -> list[int]:
    """Return the places of the passages of the first one's article that have this share of its score, best first."""
    article, least = passages[0].article_id, share * scores[0]
    return [n for n, passage in enumerate(passages) if passage.article_id == article and scores[n] >= least]


def is_procedure(passage: Passage) -> bool:
    """Tell whether a passage is a numbered list of steps, or a part of one."""
    return passage.kind is Kind.STEP and any(block.kind is BlockKind.STEPS for block in passage.blocks)


def _of_its_section(passages: Sequence[Passage], first: Passage) -> list[int]:
    """Return the places of the passages in the same section, as they stand in the text."""
    places = [place for place, other in enumerate(passages) if other.source == first.source]
    return sorted(places, key=lambda place: passages[place].span.end)


def _moved(turns: Sequence[int], chosen: Sequence[int], to: int) -> list[int]:
    others = [turn for turn in turns if turn not in chosen]
    return [*others[:to], *chosen, *others[to:]]
