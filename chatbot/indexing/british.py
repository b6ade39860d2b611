"""One spelling for English words that Britain and America write differently: "behaviour" is found by "behavior".

Both the articles' words and the question's are written the American way before they are stemmed. A word that merely
looks British ("exercise") becomes no word at all, but the same one on both sides.
"""

from __future__ import annotations

import re
from functools import lru_cache

_REMEMBERED = 50_000  # words; an article uses the same ones over and over

# What stands before is looked at from behind: a search for its beginning takes time with the square of a long word.
_ISE = re.compile(r"(?:(?<=\w{3}i)|(?<=\w{2}ly))s(?=(?:e|ed|es|er|ers|ing|able|ations?|ational)(?:'s)?$)")
_OUR = re.compile(r"(?<=\w{3}o)u(?=r(?:s|ed|ing|al|ally|able|ably|ful|less|ists?|ites?|hoods?)?(?:'s)?$)")
_PAIRS = """
    ageing aging, analogue analog, calibre caliber, catalogue catalog, centre center, centred centered, cheque
    check, cosy cozy, counsellor counselor, defence defense, dialogue dialog, enrolment enrollment, fibre fiber,
    fulfil fulfill, grey gray, judgement judgment, licence license, litre liter, manoeuvre maneuver, metre meter,
    mould mold, offence offense, practise practice, practised practiced, practising practicing, pretence pretense,
    programme program, sceptic skeptic, sceptical skeptical, scepticism skepticism, skilful skillful, sombre somber,
    theatre theater, traveller traveler, tyre tire, wilful willful, woollen woolen
"""
_WORDS = dict(pair.split() for pair in _PAIRS.split(","))


@lru_cache(_REMEMBERED)
def american(word: str) -> str:
    """Return a lower-case English `word` as America writes it, or what takes its place on both sides."""
    singular = word.removesuffix("s")
    if singular in _WORDS:
        return _WORDS[singular] + word[len(singular) :]
    return _OUR.sub("", _ISE.sub("z", word))
