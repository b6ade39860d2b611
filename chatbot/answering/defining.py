"""A question for what a term means -> the same in the words of those who answer: "define grief" asks what grief is.

"Mean", "define" and "definition" stand in articles with other senses. The forms are English.
"""

from __future__ import annotations

import re

from chatbot.indexing.words import surfaces

_TERM = r"(?P<term>[^\n.,;:!?()]{1,60}?)"
_QUOTED = r"[\"“‘'](?P<term>[^\n\"”’']{1,60})[\"”’']"
_PLEASE = r"(?:please |pls |can you |could you |i (?:want|need|would like) )?"
_FORMS = tuple(
    re.compile(rf"\A{form}(?: please| pls)?\Z", re.IGNORECASE)
    for form in (
        rf"{_PLEASE}(?:define|explain the (?:term|word|concept)) {_TERM}",
        rf"{_PLEASE}(?:give (?:me )?)?(?:(?:what(?:'s|’s|s| is) )?(?:a|the) )?(?:definition|meaning) of {_TERM}",
        rf"what(?:'s|’s|s| is| are)? (?:is )?meant by {_TERM}",
        rf"{_TERM},? (?:definition|meaning|defined)",
        rf"what do(?:es)? {_QUOTED} mean",
    )
)
_MOST = 4  # words of a term
_NO_TERMS = """
    what whats how why who when where which is are was were do does did can could should would will it this that these
    those they there i you we he she
"""
_BEGINS_NO_TERM = frozenset(_NO_TERMS.split())


def plainly(question: str) -> str:
    """Return "what is TERM?" for a question that asks for the definition of a term, else the question itself."""
    said = question.strip(" \t\n?.!")
    for form in _FORMS:
        if found := form.match(said):
            term = found["term"].strip(" \"“”‘’'")
            words = surfaces(term)
            if 0 < len(words) <= _MOST and words[0] not in _BEGINS_NO_TERM:
                return f"what is {term}?"
    return question
