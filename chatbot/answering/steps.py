"""A question for the steps of a procedure -> all of them or which one: "what are the steps?", "step 2", "and then?".

Such words stand in every procedure or in none, so that nothing is found by them. The lists are English and Korean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatbot.answering.going_on import asking, goes_on
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.splitting import questions_in
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import fold
from chatbot.reading.parts import NUMBERS

LAST = -1
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_KOREAN = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")

_WORD = re.compile(r"\w+")
_SPEAKS_OF_STEPS = re.compile("step|단계", re.IGNORECASE)
_NUMBER = rf"(?:[1-9]\d?|{'|'.join(NUMBERS)})"
_NUMBERED = rf"(?:number |no |nr )?(?P<number>{_NUMBER})(?: (?:out )?of (?:the )?{_NUMBER})?"
_PLACE = rf"(?P<place>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|(?:very )?last|final)"
_ONE_STEP = re.compile(
    rf"\b(?:(?:(?P<beside>after|before) )?(?:the )?"
    rf"(?:step {_NUMBERED}|{_PLACE} (?:step|(?:one )?of (?:the |these |those |all )?(?:{_NUMBER} )?steps)))\b"
    rf"|(?:(?P<counted>[1-9]\d?) ?|(?P<korean>{'|'.join(_KOREAN)}) ?번째 |(?P<end>마지막) )단계\w{{0,2}}"
)
_IDIOM = re.compile(
    r"\b(?:take|takes|taking|took|taken|make|makes|making|made) (?:the|a|my|your|his|her|our|their) (?:first|last|next)"
    r" steps?\b"
)
_ALL_STEPS = re.compile(
    r"\b(?:what|whats|which|list|show|give|tell|name|explain|describe|outline|summary|overview|table|how many)"
    rf"(?: (?:me|us|s|are|is|the|all|of|these|its|main|key|exact|concrete|practical|different|{_NUMBER}))* steps\b"
    rf"|^(?:(?:please|and|the|sequence|list|order|of|all|{_NUMBER}) )*steps\b|\bstep by step\b|\b단계(?:별로?|는|를|가)"
    rf"|\bsteps {_NUMBER}\b|\b(?:first|last) {_NUMBER} steps\b"
    rf"|^(?P<topic>(?:(?!(?:{'|'.join(FUNCTION_WORDS)}|first|last|next)\b)\w+ ){{1,4}})steps$"
)
_FILLING = (
    r"(?:(?:and|so|ok|okay|then|but|now|yes|thanks|please|what|whats|is|was|s|are|comes|came|happens|about|do|i|should"
    r"|can|you|show|tell|give|explain|me|go|on|back|to|the) )*"
)
_ENDING = r"(?: (?:please|pls|thanks|then|now|again))*$"
_PLACED = re.compile(
    rf"^{_FILLING}(?:{_PLACE}(?: one| point| item)?|(?:point |item )?{_NUMBERED}){_ENDING}"
    rf"|^(?P<korean>{'|'.join(_KOREAN)}) ?번째\w{{0,3}}$"
)
_FOLLOWING = re.compile(
    rf"^{_FILLING}(?:next(?: (?:one|step|point))?|then(?: what)?|(?:one )?after(?: (?:that|this|it))?"
    rf"|go on|continue|carry on|keep going|proceed){_ENDING}|^(?:그 ?)?다음(?: 단계)?\w{{0,3}}$"
)
_PRECEDING = re.compile(
    rf"^{_FILLING}(?:(?:previous|prior)(?: one| step)?|(?:one |step )?before(?: (?:that|this|it))?"
    rf"|back(?: (?:one|a) step)?){_ENDING}|^(?:그 ?)?이전 단계\w{{0,3}}$"
)
_WORDS = """
    step steps number one two three four five six seven eight nine ten eleven twelve list show tell give gives name say
    says explain describe outline remind go take need know want see read get come comes happen happens main key exact
    concrete practical different many article page text guide process procedure sequence order plan method exactly again
    summary summarize overview table detail details detailed back skip jump start hi hello ok okay thanks please
    단계 단계는 단계를 단계가 단계별 단계별로 알려줘 알려주세요 뭐예요 뭐야 무엇인가요 설명해줘 설명해주세요
"""
_BESIDE = FUNCTION_WORDS | frozenset(_WORDS.split())
_MARKED = 1  # the step that is marked where all are shown
_LONGEST = 25  # words of a question that asks for steps; in a longer one they stand in a story


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that are asked for: one by its `number`, from 1 on, or from `LAST` back; all where it is None.

    0 is what comes after the last one: there is none. `subject` are the other words of the question where they say of
    what these are the steps, else "".
    """

    number: int | None
    subject: str = ""


def asked_steps(text: str, history: Sequence[str] = ()) -> Steps | None:
    """Return which steps `text` asks for, None where it asks for none.

    After steps that were asked for in `history`, oldest first, "the second one" and "and then?" ask for one, too. "The
    next step" does after anything: who asked how to do it was shown all of them, the first one marked.
    """
    return _asked(text, next(reversed([latest for _, latest in _turns(history)]), None))


def naming(history: Sequence[str]) -> int:
    """Return the place of the latest question that asks for no step, or says of what; of the latest, where none does.

    "What is step 2?" and "and then?" are about what was named before them. One of `history` asks for something.
    """
    turns, places = [*_turns(history)], asking(history)
    return next((p for p in reversed(places) if (asked := turns[p][0]) is None or asked.subject), places[-1])


def telling(history: Sequence[str]) -> list[int]:
    """Return the places of the questions that "tell me more" can go on from: "and then?" is one where it is a step."""
    asks = {*asking(history)}
    return [place for place, (asked, _) in enumerate(_turns(history)) if asked or place in asks]


def _turns(history: Sequence[str]) -> Iterator[tuple[Steps | None, Steps | None]]:
    """Yield for each question which steps it asks for, and which were asked for last when it has been answered.

    These are forgotten where something else is asked for, or several things at once.
    """
    latest = None
    for text in history:
        asked = _asked(text, latest)
        if asked and len(questions_in(text)) == 1:
            latest = asked
        elif latest and not is_reply(text) and goes_on(text) is None:
            latest = None
        yield asked, latest


def _asked(text: str, latest: Steps | None) -> Steps | None:
    """Return which steps are asked for after the `latest` ones, None where none are."""
    if not latest and not _SPEAKS_OF_STEPS.search(text):
        return None
    words = [*_WORD.finditer(text)]
    if len(words) > _LONGEST:
        return None
    said = " ".join(fold(word.group()) for word in words)
    if (one := _ONE_STEP.search(said)) and not _IDIOM.search(said):
        by = {"after": 1, "before": -1}.get(one["beside"], 0)
        return Steps(_moved(_number(one), by), _subject(text, words, one))
    if latest and (placed := _PLACED.search(said)):
        return Steps(_number(placed))
    further = 1 if _FOLLOWING.search(said) else -1 if _PRECEDING.search(said) else 0
    before = latest.number if latest else None
    if before is None and _SPEAKS_OF_STEPS.search(text):
        before = _MARKED
    if further and before is not None:
        return Steps(_moved(before, further))
    asks = _ALL_STEPS.search(said)
    return Steps(None, _subject(text, words, asks)) if asks else None


def _moved(number: int, by: int) -> int:
    """Return the number of the step that is `by` places further on: before the first one the first, after `LAST` 0."""
    return max(1, number + by) if number > 0 else min(0, number + by)


def _number(found: re.Match[str]) -> int:
    """Return the number of the step that is named, from 1 on, or `LAST`."""
    named = found.groupdict()
    place = (named["place"] or "").removeprefix("very ")
    if named.get("end") or place in ("last", "final"):
        return LAST
    if named["korean"]:
        return _KOREAN.index(named["korean"]) + 1
    said = named["number"] or named.get("counted") or place
    digits = re.match(r"\d+", said)
    return int(digits[0]) if digits else (NUMBERS if said in NUMBERS else _ORDINALS).index(said) + 1


def _subject(text: str, words: Sequence[re.Match[str]], asks: re.Match[str]) -> str:
    """Return what `text` says beside asking for steps, "" where that is nothing: each side of it, if it names anything.

    `asks` is found in the `words` of `text`, folded, with a space between them.
    """
    start = max(asks.start(), asks.end("topic") if "topic" in asks.re.groupindex else 0)
    first, last = asks.string.count(" ", 0, start), asks.string.count(" ", 0, asks.end())
    before = text[: words[first].start()] if _names(words[:first]) else ""
    after = text[words[last].end() :] if _names(words[last + 1 :]) else ""
    return f"{before} {after}".strip()


def _names(words: Sequence[re.Match[str]]) -> bool:
    return not _BESIDE.issuperset(fold(word.group()) for word in words if not word.group().isdecimal())
