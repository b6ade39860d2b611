"""A question for the steps of a procedure, or for one of them -> which, and the passages that hold them, in order.

"What are the steps?", "step 2", "and what comes after that?": such words stand in every procedure or in none, so that
nothing is found by them. The lists are English and Korean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from chatbot.answering.considering import Considered
from chatbot.answering.going_on import GoesOn, goes_on
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.ranking import Ranking
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.index import PassageIndex, record_of
from chatbot.indexing.words import fold
from chatbot.reading.parts import NUMBERS, step_number
from chatbot.reading.passages import Context, Kind, Passage, Role

LAST = -1
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_KOREAN = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")

_WORD = re.compile(r"\w+")
_SPEAKS_OF_STEPS = re.compile("step|단계", re.IGNORECASE)
_NUMBER = rf"(?:[1-9]\d?|{'|'.join(NUMBERS)})"
_PLACE = rf"(?P<place>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|(?:very )?last|final)"
_ONE_STEP = re.compile(
    rf"\b(?:(?:(?P<beside>after|before) )?(?:the )?"
    rf"(?:step (?:number |no )?(?P<number>{_NUMBER})"
    rf"|{_PLACE} (?:step|(?:one )?of (?:the |these |those |all )?(?:{_NUMBER} )?steps)))\b"
    rf"|(?:(?P<counted>[1-9]\d?) ?|(?P<korean>{'|'.join(_KOREAN)}) ?번째 |(?P<end>마지막) )단계\w{{0,2}}"
)
_ALL_STEPS = re.compile(
    r"\b(?:what|whats|which|list|show|give|tell|name|explain|describe|outline|how many)"
    rf"(?: (?:me|us|s|are|is|the|all|of|these|its|main|key|exact|concrete|practical|different|{_NUMBER}))* steps\b"
    rf"|^(?:(?:please|and|the|sequence|list|order|of|all|{_NUMBER}) )*steps\b|\bstep by step\b|\b단계(?:별로?|는|를|가)"
)
_FOLLOWING = re.compile(
    r"^(?:(?:and|so|ok|okay|then|but|now|yes|thanks|what|whats|is|s|comes|happens|about|do|i|should|the) )*"
    r"(?:next(?: (?:one|step))?|then|after (?:that|this|it)|one after(?: that| this)?)$"
    r"|^(?:그 ?)?다음(?: 단계)?\w{0,3}$"
)
_PRECEDING = re.compile(
    r"^(?:(?:and|so|ok|okay|but|what|whats|is|was|s|comes|came|about|the) )*"
    r"(?:(?:previous|prior) (?:one|step)|(?:one |step )?before (?:that|this|it))$|^(?:그 ?)?이전 단계\w{0,3}$"
)
_WORDS = """
    step steps number one two three four five six seven eight nine ten eleven twelve list show tell give gives name say
    says explain describe outline remind go take need know want see read get come comes happen happens main key exact
    concrete practical different many article page text guide process procedure sequence order plan method exactly again
    summary summarize overview hi hello ok okay thanks please
    단계 단계는 단계를 단계가 단계별 단계별로 알려줘 알려주세요 뭐예요 뭐야 무엇인가요 설명해줘 설명해주세요
"""
_BESIDE = FUNCTION_WORDS | frozenset(_WORDS.split())
NEAR = 0.6  # share of the best passage's score from which a procedure of its article is what a question names
_LONGEST = 25  # words of a question that asks for steps; in a longer one they stand in a story


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that are asked for: one of them by its `number`, from 1 on or `LAST`, all where it is None.

    `named`: other words of the question say of what they are the steps.
    """

    number: int | None
    named: bool = False


def asked_steps(text: str, history: Sequence[str] = ()) -> Steps | None:
    """Return which steps `text` asks for, None where it asks for none. "The next one" counts from one of `history`."""
    if not history and not _SPEAKS_OF_STEPS.search(text):
        return None
    said = _WORD.findall(fold(text))
    if len(said) > _LONGEST:
        return None
    joined = " ".join(said)
    if one := _ONE_STEP.search(joined):
        return Steps(_number(one), _is_named(joined, one))
    if (further := _further(joined)) and (latest := _latest(history)):
        return Steps(max(1, latest + further))
    asks = _ALL_STEPS.search(joined)
    return Steps(None, _is_named(joined, asks)) if asks else None


def steps_first(index: PassageIndex, found: Considered, steps: Steps) -> Considered | None:
    """Return what was found in one article with the steps that are asked for before all else.

    They stand alone where the question does not say of what. None where the article has no such step, or where it has,
    but not of what the question names: "the first step of planning the ending" is no matter of "3. Plan the ending".
    """
    order, scores = found.ranking.order, found.ranking.scores
    passages = index.passages(found.candidates.rows[order])
    text = record_of(index, passages[0].article_id).text if passages else ""
    places, marked = _in_sequence(passages, text, steps.number)
    if not places or (steps.named and scores[places].max() < NEAR * scores[0]):
        return None
    if steps.named and steps.number is not None and _headed(passages[0], text):
        return None
    others = [place for place in range(len(order)) if place not in places] if steps.named else []
    top = np.full(len(places), scores[0])
    ranking = Ranking(order[[*places, *others]], np.concatenate([top, scores[others]]))
    return replace(found, ranking=ranking, first=passages[places[0]], in_order=True, marked=marked)


def _in_sequence(ranked: Sequence[Passage], text: str, number: int | None) -> tuple[list[int], int | None]:
    """Return which passages hold the asked step, or all, in order, as places in `ranked`; and where in the text it is.

    `ranked` are passages of the article with this `text`, best first. The procedure is that of the best one that is a
    step: headings "1. Name" of one part of the article, or a numbered list. All steps with headings are best told by a
    table that numbers its rows as they do.
    """
    lead = next((p for p in ranked if p.kind is Kind.STEP or _headed(p, text)), None)
    if lead is None:
        return [], None
    if _headed(lead, text) is None:
        pieces = [place for place, p in enumerate(ranked) if p.kind is Kind.STEP and _name(p) == _name(lead)]
        return _listed(ranked, sorted(pieces, key=lambda place: ranked[place].span), number)
    beside = [place for place, p in enumerate(ranked) if p.headings[:-1] == lead.headings[:-1]]
    steps = {place: n for place in beside if (n := _headed(ranked[place], text))}
    ordered = sorted(steps, key=lambda place: ranked[place].span)
    if number is not None:
        wanted = max(steps.values()) if number == LAST else number
        return [place for place in ordered if steps[place] == wanted], None
    tables = [place for place, p in enumerate(ranked) if _numbers(p, text) == {*steps.values()}]
    begin = {steps[place]: place for place in reversed(ordered)}
    return [*tables[:1], *reversed(begin.values())], ranked[tables[0]].span.start if tables else None


def _listed(ranked: Sequence[Passage], pieces: list[int], number: int | None) -> tuple[list[int], int | None]:
    """Return the same of a numbered list, whose `pieces` are places in `ranked`."""
    if number is None:
        return pieces, ranked[pieces[0]].span.start
    blocks = [(place, block) for place in pieces for block in ranked[place].blocks]
    items = [(block.first + n, place, item) for place, block in blocks for n, item in enumerate(block.items)]
    wanted = max((n for n, _, _ in items), default=0) if number == LAST else number
    found = [(place, item) for n, place, item in items if n == wanted]
    return ([found[0][0]], found[0][1].start) if found else ([], None)


def _headed(passage: Passage, text: str) -> int | None:
    """Return the number of the step whose heading stands above the passage, None where none does."""
    headings = (c.span.of(text) for c in passage.context if c.role is Role.HEADING and not c.is_term)
    return next(filter(None, map(step_number, headings)), None)


def _name(passage: Passage) -> tuple[str, tuple[Context, ...]]:
    return passage.source_id, passage.context


def _numbers(passage: Passage, text: str) -> set[int | None]:
    """Return the numbers with which the rows of a table begin."""
    return {step_number(row.of(text)) for row in passage.sentences} if passage.kind is Kind.TABLE else set()


def _number(one: re.Match[str]) -> int:
    place = (one["place"] or "").removeprefix("very ")
    if one["end"] or place in ("last", "final"):
        return LAST
    if one["korean"]:
        return _KOREAN.index(one["korean"]) + 1
    said = one["number"] or one["counted"] or place
    digits = re.match(r"\d+", said)
    number = int(digits[0]) if digits else (NUMBERS if said in NUMBERS else _ORDINALS).index(said) + 1
    return max(1, number + {"after": 1, "before": -1, None: 0}[one["beside"]])


def _is_named(said: str, asks: re.Match[str]) -> bool:
    return not _BESIDE.issuperset(f"{said[: asks.start()]} {said[asks.end() :]}".split())


def _further(said: str) -> int:
    """Return how many steps these words go on from the one before: 1, -1, or 0 where they say nothing of it."""
    return 1 if _FOLLOWING.search(said) else -1 if _PRECEDING.search(said) else 0


def _latest(history: Sequence[str]) -> int | None:
    """Return the number of the step that was asked for last, None where anything else was asked since."""
    number = None
    for text in history:
        said = " ".join(_WORD.findall(fold(text)))
        one = _ONE_STEP.search(said)
        if one:
            number = _number(one)
        elif number is not None and (further := _further(said)):
            number = max(1, number + further) if number != LAST else None
        elif not is_reply(text) and goes_on(text) is not GoesOn.AGAIN:
            number = None
    return None if number == LAST else number
