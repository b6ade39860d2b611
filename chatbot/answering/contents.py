"""Is a question for what there is to ask about: "which articles do you have?", "what can I ask you?", "help"?

No passage holds such words, or all do, so that nothing is found by them. The lists are English and Korean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.answering.going_on import GoesOn, goes_on
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_IT = r"(?:chat|chatbot|bot|site|website|service|tool|assistant)"
_CONTENTS = re.compile(
    r"\b(?:articles|topics|subjects|themes|posts|guides|categories)\b"
    r"|\b(?:what|which|some|example|sample|(?:kind|kinds|sort|sorts|type|types) of) questions\b"
    r"|\bwhat (?:else )?(?:can|could|may|should) (?:i|we|one|people) (?:ask|learn|find|read|search)\b"
    r"|\bwhat (?:else )?(?:can|do|could) you (?:know|cover|have|offer|answer|help|do|tell|talk)\b"
    r"|\bwhat information (?:do you|is there|can you|can i)\b|\bwhat (?:is|s) (?:in )?here$"
    r"|\byour (?:sources|information)\b|^where (?:do|should|can) (?:i|we) (?:start|begin)$"
    rf"|\bwhat (?:are you|is this {_IT}) (?:for|about|able)\b|\bhow (?:do i use|does) this(?: {_IT})?(?: work)?$"
    r"|^(?:(?:please|hi|hello|i|we|need|want|some|and) )*help(?: (?:me|us|please))*$"
    r"|^(?:topics?|articles?|(?:table of )?contents|index|menu|start)$"
)
_KOREAN = re.compile(
    r"(?:안녕(?:하세요)? )?(?:도움말|도와줘|도와주세요|목차|(?:글|주제) 목록"
    r"|(?:어떤|무슨) (?:글|주제)\w* (?:있|다루)\w*"
    r"|(?:무엇|무얼|뭘|뭐)\w* (?:물어볼|질문할) 수 있\w*|(?:무엇|무얼|뭘|뭐)\w* 물어봐도 \w+)"
    r"(?: (?:보여|알려)(?:줘|주세요))?"
)
_WORDS = """
    article articles topic topics subject subjects theme themes post posts guide guides category categories list show
    see browse know cover covered covers offer answer answers answered help talk tell learn find read search use work
    works chat chatbot bot site website service tool assistant able contents table menu index start begin ask questions
    question hi hello hey many available kind kinds sort sorts type types like want need give example examples sample
    information source sources come comes thanks ok okay
"""
_BESIDE = FUNCTION_WORDS | frozenset(_WORDS.split())


def asks_for_contents(text: str) -> bool:
    """Tell whether `text` asks what there is, and names no subject."""
    said = surfaces(text)
    joined = " ".join(said)
    return (_BESIDE.issuperset(said) and _CONTENTS.search(joined) is not None) or _KOREAN.fullmatch(joined) is not None


def asked_page(text: str, history: Sequence[str] = ()) -> int | None:
    """Return which page of the contents `text` asks for, 0 first, None where it asks for none.

    It is the next one where the last was asked for just before, also by "more" and "what else?", which otherwise go on
    with what was answered.
    """
    going = goes_on(text) if history else None
    if going not in (None, GoesOn.MORE) or not (going or asks_for_contents(text)):
        return None
    shown = more = 0
    for said in reversed(history):
        if goes_on(said) is GoesOn.MORE:
            more += 1
        elif asks_for_contents(said):
            shown, more = shown + more + 1, 0
        elif not is_reply(said):
            break
    return None if going and not shown else shown
