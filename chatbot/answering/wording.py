"""Which words of a question are grammar, by which nothing is found, which are names, and which nobody is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from chatbot.indexing.words import fold

ABBREVIATION = 4  # letters up to which a word in capitals, or without a vowel, is short for something else

_WORDS = """
    a about above after again against ain all
    also am an and any anyone anything are aren as at be because been before being below between both but by can
    cannot could couldn did didn do does doesn doing don down during each either else ever every few for from
    further had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn
    it its itself just let ll may maybe me might mightn mine more most much must mustn my myself needn neither no
    nor not of off on once one ones only or other others ought our ours ourselves out over own please quite rather
    re s same shall she should shouldn since so some someone something such t than that the their theirs them
    themselves then there these they this those though through to too under until up upon us ve very was wasn we
    were weren what whatever when where whether which while who whom whose why will with within without won would
    wouldn yet you your yours yourself yourselves
    arent cant couldnt didnt doesnt dont hadnt hasnt havent im isnt ive shouldnt thats theyre wasnt werent whats wont
    wouldnt youre pls plz thx
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
"""English words that carry grammar and no content; stop lists often hold content too."""

_CONTRACTED = """
    you've you'll you'd we've they've they'll they'd he's she's it'll that'll mustn't needn't
    who's where's when's there's here's how's
"""
CONTRACTIONS = {word.replace("'", ""): word for word in _CONTRACTED.split()}
"""Words drawn together, by what is typed for them on a phone.

None that is another word without the mark ("we're"), and none that carries no content as it is typed ("dont", "whats").
"""

ASKING = """what|how|why|when|where|who|whom|whose|which|is|are|was|were|am|can|could|do|does|did|should|would|will|may\
|must|has|have"""
"""The words that a direct question may begin with, as a regular expression without parentheses."""

_STRETCHED = re.compile(r"([^\W\d_])\1\1+")

_CRUDE = """
    arse ass bastard bitch bollocks boner boob boobs bugger cock crap cum cunt dick dildo fag faggot fuck fucked fucker
    fucking nigger piss prick pussy shit shitty slut spunk tit tits twat wank wanker whore
"""
UNSAID = frozenset(_CRUDE.split())
"""What nobody who mistyped a name wants to be told he meant. Words of the corpus may be meant all the same."""

_VOWELS = frozenset("aeiouy")


class Kind(IntEnum):
    """What a word looks like: an English word one slip away says nothing about a name, or about an abbreviation."""

    WORD = 0
    NAME = 1
    ABBREVIATION = 2


def kinds(typed: Sequence[str]) -> list[Kind]:
    """Tell what each word of a question looks like.

    Abbreviations are short words in capitals ("DBT"). Short words without a vowel ("bpd") may be names, and so may
    words that begin with a capital where words of grammar do not.
    """
    capital = [word[0].isupper() for word in typed]
    shouted = all(word.isupper() for word in typed) and any(len(word) > ABBREVIATION for word in typed)
    titled = any(
        upper and word != "I" and fold(word) in FUNCTION_WORDS
        for upper, word in zip(capital[1:], typed[1:], strict=True)
    )
    found = []
    for place, word in enumerate(typed):
        short = len(word) <= ABBREVIATION
        named = (short and is_unsayable(word)) or (capital[place] and place > 0 and not titled)
        abbreviated = short and word.isupper() and not shouted
        found.append(Kind.ABBREVIATION if abbreviated else Kind.NAME if named else Kind.WORD)
    return found


def is_another_name(typed: str, meant: str, kind: Kind) -> bool:
    """Tell whether a name is rather another one than mistyped: another letter makes another abbreviation.

    "PGP" is no "PHP", but "BCT" may be "CBT" and "GREF" "grief".
    """
    return kind is Kind.ABBREVIATION and len(typed) == len(meant) and sorted(typed) != sorted(meant)


def unstretched(text: str) -> str:
    """Return `text` with one letter where three or more of it stand: "hellooo" is "hello"."""
    return _STRETCHED.sub(r"\1", text)


def is_plural(word: str) -> bool:
    """Tell whether a word may be the plural of one of content, by its end: "clients", not "is" or "success"."""
    return word.endswith("s") and not word.endswith("ss") and word not in FUNCTION_WORDS


def is_unsayable(word: str) -> bool:
    """Tell whether a word in English letters has no vowel, as abbreviations have none; a number is no such word."""
    return word.isascii() and not word[0].isdigit() and _VOWELS.isdisjoint(word.lower())
