"""What is said in a conversation and names nothing: "tell me more", "are you sure?", "sorry," or "new topic:".

No passage holds such words, or all do, so that nothing is found by them. The lists are English and Korean; those of
other languages stand in talking_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from chatbot.answering import talking
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces


class GoesOn(Enum):
    """`MORE` asks for what was not quoted yet, `AGAIN` for what was and its source.

    `ABOUT` asks for a reason, an example or one of several: what was quoted may hold it.
    """

    MORE = "more"
    AGAIN = "again"
    ABOUT = "about"


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_PLACES = {word: place for place, word in enumerate(_ORDINALS)} | {"former": 0, "last": -1, "latter": -1}

_WAYS = {
    GoesOn.MORE: re.compile(
        r"^(?:more|(?:please )?(?:go|carry|read) on|continue|keep going|next|and then)\b"
        r"|\b(?:tell|show|give|say|read|learn|know|hear|got|there|any) (?:me |us )?"
        r"(?:(?:some|any|a bit|a little) )?more\b"
        r"|\bmore (?:about (?:it|that|this)|details?|info|information|please)\b|\b(?:details?|elaborate)\b"
        r"|\b(?:what|anything|something) else\b|\b(?:don t|dont|do not|didn t|didnt|no) understand\b"
        r"|\bwhat do you mean$|\bnot what i (?:asked|meant)\b|\b(?:t|not|didnt|doesnt) (?:really )?answer\b"
        r"|(?:^| )(?:더|계속|자세히)(?: |$)"
    ),
    GoesOn.AGAIN: re.compile(
        r"^(?:really|seriously|for real)$|\b(?:are you|you|is (?:it|that|this)|for) (?:\w+ )?"
        r"(?:sure|certain|true|right|correct)\b|\b(?:who|where) (?:says|said|does it say)\b"
        r"|\b(?:sources?|references?|evidence|proof)\b"
        r"|\b(?:you are|you re|youre|(?:that|it|this) is|(?:that|it) s|thats) (?:\w+ )?"
        r"(?:wrong|false|lying|not true)\b"
        r"|\b(?:not|t|dont|cant|cannot) believe (?:you|it|that|this)$"
        r"|^(?:정말|정말요|확실해요|확실한가요|출처는|출처는요|출처가)(?: |$)"
    ),
    GoesOn.ABOUT: re.compile(
        r"^(?:(?:(?:but|and|so|ok|okay|yes|yeah|well|hm|hmm) )*why(?: not| so| is that| that)?|how come)$"
        rf"|\bexplain\b|\bother words\b|\bexamples?\b|\bthe (?:{'|'.join(_PLACES)}|other)(?: one| question| article)?$"
        r"|^(?:왜|왜요|예시)(?: |$)"
    ),
}
_WORDS = """
    tell show say says said read learn know hear got give get bit little lot go going carry continue keep next
    detail details info information elaborate example examples anything something want like need
    sure certain true right correct wrong false lying believe really seriously real come source sources reference
    references evidence proof prove explain word words question article first second third fourth fifth sixth last
    former latter see understand mean meant asked answer
    yes yeah ok okay no sorry hm hmm thanks thank hey hi well pls
    더 좀 계속 자세히 예시 알려줘 알려주세요 말해줘 말해주세요 설명해주세요 해주세요 왜 왜요 정말 정말요 확실해요
    확실한가요 출처는 출처는요 출처가 뭐예요 뭐야 그래요 그런가요 어디예요
"""
_BESIDE = FUNCTION_WORDS | frozenset(_WORDS.split())

_WHICH = re.compile(rf"\bthe ({'|'.join(_PLACES)})(?: one| question| article)?$")

_PHRASE = r"""(?:
    (?:oh|ah|hm+|um+|well|yes|yeah|ok|okay|great|fine|cool|thanks|thank\ you|thx|ty|sorry|oops|wait|actually|no|nope
    |got\ it|i\ see|understood|makes\ sense|alright|interesting)
    (?:\ (?:so|very)\ much|\ a\ lot|\ again|\ ok|\ okay|\ sorry)?\s*+[,.!;:–—-]++\s*+
    |(?:sorry\ |no\ )?i\ (?:mean|meant)\b(?:\ to\ ask\b)?[\s,:]*+
    |(?:네|예|아|아니요|아니|고마워요|감사합니다)\s*+[,.!]++\s*+
    )"""
_OPENING = re.compile(rf"{_PHRASE}++(?=\W*+\w)", re.IGNORECASE | re.VERBOSE)
_CORRECTING = re.compile(r"\b(?:no|nope|sorry|oops|wait|actually|i meant?)\b|아니", re.IGNORECASE)

_ANNOUNCING = re.compile(
    r"\W*(?:(?:ok|okay|now|so|and|but|well|thanks|thank you|on|to|an?|the|my|completely|totally|quite|whole)[\s,.!]+)*+"
    r"(?:(?:different|another|new|other|unrelated) (?:topic|subject|matter|theme|note)"
    r"|(?:different|new|unrelated) question"
    r"|(?:change of|changing|change)(?: the| my)? (?:topic|subject)"
    r"|unrelated|something (?:(?:else|different) entirely|(?:completely |entirely |quite )?different))"
    r"(?:\s*+[:;,.!–—]++\s*+|\s++-++\s++)(?=\W*\w)",
    re.IGNORECASE,
)


def goes_on(text: str) -> GoesOn | None:
    """Return how `text` goes on with what was answered before, None where it has a word that says about what."""
    said = surfaces(text)
    if not _BESIDE.issuperset(said):
        way = talking.goes_on(said)
        return GoesOn(way) if way else None
    return next((way for way, pattern in _WAYS.items() if pattern.search(" ".join(said))), None)


def which(text: str) -> int | None:
    """Return the place of the one of several that is asked for, 1 for "the second one", -1 for the last; else None."""
    named = _WHICH.search(" ".join(surfaces(text)))
    return _PLACES[named[1]] if named and goes_on(text) else None


def asking(history: Sequence[str]) -> list[int]:
    """Return the places of those questions that a later one can be about: "thanks" and "go on" name nothing."""
    return [place for place, said in enumerate(history) if not is_reply(said) and goes_on(said) is None]


def without_opening(text: str) -> tuple[str, bool]:
    """Return `text` without what is said to a person before the question, and whether that corrects an earlier one.

    "Thanks! And is there a café?" asks for a café, "sorry, for adults" corrects.
    """
    opening = _OPENING.match(text)
    if not opening:
        return text, False
    return text[opening.end() :], _CORRECTING.search(opening.group()) is not None


def of_another_topic(text: str) -> str | None:
    """Return the question of a message that announces another topic, "different topic: gifts", None of any other."""
    announced = _ANNOUNCING.match(text)
    return text[announced.end() :] if announced else None
