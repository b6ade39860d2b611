"""A question for what a term means -> the same in the words of those who answer: "define grief" asks what grief is.

"Mean", "define" and "definition" stand in articles with other senses. The forms are English.
"""

from __future__ import annotations

import re

from chatbot.answering.answer import Status
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_TERM = r"(?P<term>[^\n.,;:!?()]{1,60}?)"
_QUOTED = r"[\"“‘'](?P<term>[^\n\"”’']{1,60})[\"”’']"
_PLEASE = r"(?:please |pls |can you |could you |i (?:want|need|would like) )?"
_CALLED = r"(?:the (?:term|word|concept|phrase|expression|abbreviation) )"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\A{form}(?: please| pls)?\Z", re.IGNORECASE) for form in forms)


_NAMING = _forms(
    rf"{_PLEASE}(?:define|explain {_CALLED}):? ?{_TERM}",
    rf"{_PLEASE}(?:give (?:me )?)?(?:(?:what(?:'s|’s|s| is) )?(?:a|the) )?(?:definition|meaning) of {_TERM}",
    rf"(?:definition|meaning):? {_TERM}",
    rf"what(?:'s|’s|s| is| are)? (?:is )?meant by {_TERM}",
    rf"how (?:is|are) {_TERM} defined",
    rf"{_TERM},? (?:definition|meaning|defined)",
)
_SAYING = _forms(rf"what do(?:es)? {_CALLED}?{_QUOTED} mean", rf"what do(?:es)? {_CALLED}{_TERM} mean")
_ASKING = _forms(rf"what do(?:es)? (?!(?:{'|'.join(FUNCTION_WORDS)})\b){_TERM} mean")
_UNLESS = {
    Status.ANSWERED: _NAMING,
    Status.WEAK: (*_NAMING, *_SAYING),
    Status.UNANSWERED: (*_NAMING, *_SAYING, *_ASKING),
}
_WHETHER = re.compile(r"\W*(?:do|does|did|is|are|can|could|will|would|should|might)\b.*\bmean", re.IGNORECASE)
_MOST = 4  # words of a term
_NO_TERMS = """
    what whats how why who when where which is are was were do does did can could should would will it this that these
    those they there i you we he she
"""
_BEGINS_NO_TERM = frozenset(_NO_TERMS.split())


def asks_whether(question: str) -> bool:
    """Tell whether a FAQ asks whether something means another thing: "Do ruptures mean that therapy is failing?"."""
    return _WHETHER.match(question) is not None


def plainly(question: str, status: Status = Status.UNANSWERED) -> str:
    """Return "what is TERM?" for a question that asks for the definition of a term, else the question itself.

    What a FAQ may ask in the same words, as "what does the term X mean?", stays as it is where it is answered so, and
    what may ask for more, as "what does silence mean?", where it finds anything; `status` says what it finds.
    """
    said = question.strip(" \t\n?.!")
    for form in _UNLESS[status]:
        if found := form.match(said):
            term = found["term"].strip(" \"“”‘’'")
            words = surfaces(term)
            if 0 < len(words) <= _MOST and words[0] not in _BEGINS_NO_TERM:
                return f"what is {term}?"
    return question
