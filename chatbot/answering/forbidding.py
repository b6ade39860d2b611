"""Does a question ask for what not to do, "when should I not hug a client?", and does a passage say that: "Do not"?

An answer that has the question's words in the other sense is no answer to it. The forms are English.
"""

from __future__ import annotations

import re

from chatbot.reading.passages import Passage

_WHAT = r"\b(?:when|what|who|whom|which|where|why)\b"
_MODAL = r"(?:should|must|may|shall|ought)"
_LINK = r"(?:if|that|who|when|do|does|did|is|are|have|has|and|or)"
_SOME = rf"(?: (?!{_LINK}\b)\w+)"  # words of whom it is that should not
_NOT = r"(?:n['’]?t|shouldnt|mustnt)"
_FIT = r"(?:suitable|indicated|recommended|advised|advisable|appropriate|allowed|permitted)"
_GOOD = rf"(?:{_FIT}|offered|used|useful|helpful|safe|right|wise|idea|for)"
_OF_WHAT = r"(?:\W*$| (?:\w+ing|in|on|at|with|to|for|from|when|while|if|before|after|during|around|about)\b)"
_UNFIT = r"(?:contra-?indicated|unsuitable|inappropriate|forbidden|prohibited|(?:a )?bad idea)"
_ASKS = re.compile(
    rf"{_WHAT}{_SOME}{{0,3}} {_MODAL}{_SOME}{{0,3}} (?:not|never)\b(?! have\b)"
    rf"|(?!why\b){_WHAT}{_SOME}{{0,3}} can{_SOME}{{1,3}} (?:not|never)\b"
    rf"|{_WHAT}{_SOME}{{0,3}} (?:should|must|ought){_NOT}\b|{_WHAT}{_SOME}{{0,3}} (?:shouldnt|mustnt)\b"
    rf"|{_WHAT} not(?: to\b|\W*$)"
    rf"|\b(?:what|which|who|things){_SOME}{{0,2}} (?:should|must)(?: \w+){{0,2}} avoid(?:ed)?\b"
    rf"|\b(?:what|which|who|things){_SOME}{{0,2}} to(?: \w+)? avoid{_OF_WHAT}"
    rf"|\b(?:when|who|whom|where) (?:(?:is|are){_SOME}{{1,4}} not|isn['’]?t{_SOME}{{1,4}})(?: \w+){{0,2}}"
    rf" {_GOOD}(?: \w+){{0,3}}\W*$"
    rf"|\b(?:when|who|whom|where) (?:is|are){_SOME}{{1,4}} {_UNFIT}\W*$",
    re.IGNORECASE,
)
FORBIDDING = re.compile(
    r"(?:^|[.:;,(\"“‘–—]\s*|\b(?:and|but|or|then|please)\s)(?:do not|don['’]t|never|avoid|refrain)\b"
    rf"|\b(?:should|must|may|ought)(?: \w+)?(?: not| never|n['’]t| be avoided)\b"
    rf"|\bnot (?:be )?{_FIT}\b"
    rf"|\b{_UNFIT}\b|\b(?:rather|better) not\b|{_WHAT} not to\b",
    re.IGNORECASE,
)
"""What a sentence, a heading or a FAQ's question holds that says what not to do."""


def asks_what_not(question: str) -> bool:
    """Tell whether a question asks what should not be done, when not, or by whom not."""
    return _ASKS.search(question) is not None


def forbids(passage: Passage, text: str) -> bool:
    """Tell whether a passage of `text` says what not to do: a sentence, its heading or its FAQ's question."""
    said = (*passage.headings[-1:], passage.question_in(text), *(span.of(text) for span in passage.sentences))
    return any(FORBIDDING.search(each) for each in said)
