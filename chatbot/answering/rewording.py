"""A question put in another form -> the same in the words of those who answer: "info on grief" asks what grief is.

What is said around a term or an errand, as "define", "where can I read about" or "any tips on", is about nothing in the
articles, or stands there with other senses. The forms are English.
"""

from __future__ import annotations

import re

from chatbot.answering.answer import Status
from chatbot.answering.gist import asks_for_gist, gist_of
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_TERM = r"(?P<term>[^\n.,;:!?()]{1,60}?)"
_TOPIC = r"(?P<topic>[^\n.,;:!?]+?)"
_ERRAND = r"(?P<errand>[^\n.,;:!?]+?)"
_THING = r"(?P<thing>(?:the|your) [^\s.,;:!?]+ [^\n.,;:!?]+?)"  # "the weather" is said in passing
_QUOTED = r"[\"“‘'](?P<term>[^\n\"”’']{1,60})[\"”’']"
_PLEASE = r"(?:please |pls |can you |could you |i (?:want|need|would like) )?"
_CALLED = r"(?:the (?:term|word|concept|phrase|expression|abbreviation) )"

_I = r"(?:i|we)"
_AM = rf"{_I}(?:['’]?m|['’]?re| am| are)"
_CANNOT = r"(?:can['’]?t|cannot)"
_YOU = r"(?:you|(?:your|the) (?:articles|pages|site|website))"
_WANTING = (
    r"(?:(?:tell|teach|show|give|send|find) (?:me|us)|do you (?:have|know)|have you(?: got)?|(?:is|are) there"
    rf"|(?:{_AM} )?looking for|{_I}(?:['’]?d| would) like|{_I} (?:want|need)|where (?:can|could|do|should) {_I}"
    rf"|what (?:do|can) {_YOU} (?:know|say|tell (?:me|us)))"
)
_SOUGHT = (
    r"(?:(?:(?:an?|any|some|the|more|further) )?(?:information|infos?|articles?|anything|something|more|details)"
    r"|(?:to )?(?:know|learn|read|hear|find out)(?: more)?)"
)
_ADVICE = r"(?:(?:an?|any|some|more|good) )?(?:tips?|advice|guidance|guide|instructions|ideas?|suggestions?)"
_NAMING_IT = (
    rf"(?:explain|describe|(?:help (?:me|us) )?understand|{_I} (?:do not|don['’]?t|{_CANNOT}) understand"
    rf"|{_I}(?:['’]?ve| have) never heard of|{_AM} curious about|what do you mean by"
    r"|let['’]?s talk about|(?:the )?basics of|(?:an )?introduction to)"
)


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
_SEEKING = _forms(
    rf"{_PLEASE}{_NAMING_IT} {_TOPIC}(?: to me)?",
    rf"{_PLEASE}(?:{_WANTING} )?{_SOUGHT} (?:about|on|regarding) {_TOPIC}",
    rf"{_PLEASE}{_WANTING} about {_TOPIC}",
    rf"{_TERM},? explained",
    rf"{_PLEASE}(?!how)(?:{_WANTING} )?(?:(?:{_SOUGHT}|{_ADVICE}) )?(?:(?:about|on|for) )?how to {_ERRAND}",
    rf"(?:{_I} {_CANNOT} figure out how|{_PLEASE}teach (?:me|us)) to {_ERRAND}",
    rf"{_PLEASE}(?:tell (?:me|us)|to know|do you know) {_THING}",
)
_SAYING = _forms(rf"what do(?:es)? {_CALLED}?{_QUOTED} mean", rf"what do(?:es)? {_CALLED}{_TERM} mean")
_ASKING = _forms(rf"what do(?:es)? (?!(?:{'|'.join(FUNCTION_WORDS)})\b){_TERM} mean")
_UNLESS = {
    Status.ANSWERED: _NAMING,
    Status.WEAK: (*_NAMING, *_SEEKING, *_SAYING),
    Status.UNANSWERED: (*_NAMING, *_SEEKING, *_SAYING, *_ASKING),
}
_WHETHER = re.compile(r"\W*(?:do|does|did|is|are|can|could|will|would|should|might)\b.*\bmean", re.IGNORECASE)
_MOST = 4  # words of a term
_CHATTY = 2  # words of what is said in passing: "your day", and no "your opening hours"
_NO_TERMS = """
    what whats how why who when where which is are was were do does did can could should would will it this that these
    those they there i you we he she
"""
_BEGINS_NO_TERM = frozenset(_NO_TERMS.split())
_BEGINS_NO_TOPIC = FUNCTION_WORDS - {"a", "an", "the", "your"}


def asks_whether(question: str) -> bool:
    """Tell whether a FAQ asks whether something means another thing: "Do ruptures mean that therapy is failing?"."""
    return _WHETHER.match(question) is not None


def plainly(question: str, status: Status = Status.UNANSWERED) -> str:
    """Return a question in plain words: "what is TERM?" for what asks for a definition or looks for something on it.

    It is "how to ERRAND?" for who looks for help with that, "what is the THING?" for who wants to be told it, and a
    topic of many words alone; other questions stay as they are. What a FAQ may ask in the same words, as "what does the
    term X mean?", stays as it is where it is answered so, and what may ask for more, as "what does silence mean?",
    where it finds anything; `status` says what it finds.
    """
    said = question.strip(" \t\n?.!")
    for form in _UNLESS[status]:
        if (found := form.match(said)) and (plain := _plain(**found.groupdict())):
            return question if asks_for_gist(said) or gist_of(said)[0] else plain
    return question


def _plain(
    term: str | None = None, topic: str | None = None, errand: str | None = None, thing: str | None = None
) -> str | None:
    """Return a question for one of these, None where it cannot be one."""
    if errand or thing:
        return f"how to {errand}?" if errand else f"what is {thing}?"
    name = (term or topic or "").strip(" \"“”‘’'")
    words = surfaces(name)
    if not words or words[0] in (_BEGINS_NO_TOPIC if topic else _BEGINS_NO_TERM):
        return None
    if words[0] == "your" and len(words) == _CHATTY:
        return None
    return f"what is {name}?" if len(words) <= _MOST else topic
