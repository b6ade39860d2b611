"""A message -> its question alone: "Hi there! Quick question: how long ...? Thanks, Maria" asks how long.

What is said out of courtesy is about nothing in the articles, yet it moves the question's vector and counts among its
words. A part of a message is courtesy where it holds nothing but words of the lists below, and one that is said to a
person. Those are English and, by their first two syllables, Korean; those of other languages stand in talking_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from chatbot.answering import talking
from chatbot.answering.instructions import BEGINNING, as_listed, is_instruction, lead, without_tail
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.pasted import unmarked
from chatbot.answering.splitting import content
from chatbot.answering.wording import unstretched
from chatbot.indexing.words import surfaces

_GREETING = """
    hi hello helo hallo hey hiya heya yo howdy greetings dear sir madam bye goodbye bless
    thanks thank thankyou thanx thnks thx ty tia cheers regards wishes sincerely faithfully truly
    please pls plz kindly urgent urgently asap appreciate appreciated grateful lol haha omg
    sorry sory apologies apologise apologize excuse pardon forgive
    안녕 감사 고맙 고마 죄송 실례 질문 궁금 부탁 도와 알려 수고 저기 급해
"""
_ASKING = """
    question questions q newbie noob new wonder wondering curious ask asking know tell telling explain understand sure
    help advice advise assist assistance idea ideas thoughts tip tips suggestion suggestions pointers hope forward
"""
_FILLING = "so well ok okay right um uh er hm oh ah anyway basically actually listen but 혹시 미리"
_BESIDE = """
    a an the to for of in on at by with from as if and about i m im ive ve id d ll re s t am is are was were be been
    being have had has got do does don did can could will would may you u ur your yours me my us we our it its this that
    these those there here any anyone anybody someone somebody everyone everybody some one two last next first another
    more other also just only too maybe perhaps possibly really very much many lot bit all always ever again
    quick quickly short small little simple silly stupid dumb random basic general easy important good great nice kind
    kindest best warm warmest fine lovely day time today soon back not no
    advance team guys folks friends bro mate support admin bot chatbot site place wrong bother bothering disturb
    disturbing trouble asked before taking finds message reply answer response hear hearing look looking need needed
    want wanted wanna like mind let out english poor bad completely quite according thing chance welcome read doing
    많으 있어 있습 하나 가지 게 주세 주시 드립 드려 하겠
"""
_FILLERS = frozenset(_FILLING.split())
"""What stands before a question for no reason: a part may hold these alone."""
_TOPICS = frozenset(_ASKING.split())
"""What is said to a person, too, but may be what a question is about: "hope, grief and loss"."""
_SAID = frozenset(_GREETING.split()) | _TOPICS
_LISTED = _SAID | _FILLERS | frozenset(_BESIDE.split())
_FIRSTS = _LISTED | BEGINNING
_SET = re.compile(
    r"good (?:morning|afternoon|evening|day)(?: to)?(?: you| all| there| everyone| everybody| team| folks)*"
    r"|morning (?:all|everyone|everybody|team)|how (?:are|r) (?:you|u|things)(?: all)?(?: doing)?(?: today)?"
    r"|(?:have|enjoy) (?:a|your) (?:\w+ )?(?:day|evening|week|weekend)|anyone|anybody"
    r"|(?:just )?(?:a )?quick one(?: for you)?|me again|(?:just )?one (?:more|last|quick) thing"
    r"|if (?:you|u) (?:can|could|would|may|happen to know|know|don t mind)"
    r"|if (?:that s |it s |it is |at all )?(?:ok|okay|possible)"
    r"|(?:(?:and|so|personally) )?what (?:(?:would|do) you (?:say|think|recommend|suggest|advise)"
    r"|(?:s|is|are) your (?:take|views?|opinion|thoughts|advice)(?: on (?:this|that|it))?)"
)
"""What is said to a person in words of which each alone may be what a question is about."""
_NAMED = re.compile(r"\W*(?i:my name is)(?: [A-Z]\w*){1,2}\W*")  # not "my name is wrong"
_RECENT = 64  # messages
_LONGEST = 120  # characters of courtesy without any mark
_CLAUSES = 3  # parts of an instruction between commas

_QUOTED = re.compile(r"[\"“”„«»]|(?<!\w)['‘]|['’](?!\w)")
_MATTERS = re.compile(
    r"\W*(?:(?:can|could|may) (?:i|we) (?!(?:just |please |quickly )?ask)|(?:do|am) i "
    r"|(?:is|was|does|did|will|would|can) (?:it|this|that) "
    rf"|(?:is|are|was|were|does|do|did|will|would|can|could) (?:an? |the |your )?(?:{'|'.join(_TOPICS)})\b)",
    re.IGNORECASE,
)
"""What begins a part that asks something of its own: "can I help?", "does it help?", "does asking why help?"."""

_FIRST = re.compile(r"\W*\w+")
_BREAK = re.compile(r"(?<!\b[MD]r)(?<!\bM[rs]s)(?!(?<=\d).\d)[,.!?;:…\n–—][,.!?;:…\n–—\s-]*+|(?<=\s)-{1,2}\s++")
_IT = r"(?:i|you|we|they|he|she|it|this|that|these|those|there|the|an?|my|your)"
_DIRECTLY = (
    r"(?=(?:what|how|why)(?:['’]?s)?\b|(?:can|could|do|does|did|should|would|will|may|must)\b(?! (?:be|not)\b)"
    rf"|(?:is|are|was|were|has|have|am) {_IT}\b)"
)
_INDIRECTLY = r"(?=(?:when|where|who|whom|whose|which)(?:['’]?s|ever)?\b|if\b|whether\b|(?:is|are|has|have)\b)"
_KNOWING = r"(?:know|ask|asking|wonder|wondering|curious|sure|understand|idea|explain|(?<!help )(?:me|us))"
_BEFORE_ASKING = re.compile(
    rf"\b(?:\w+ {_DIRECTLY}|(?:{_KNOWING}|but) {_INDIRECTLY})",
    re.IGNORECASE,
)
_SUBJECTS = frozenset(("questions", "advice", "help", "idea", "ideas", "hope", "thoughts", "tips", "suggestions"))
_STATING = re.compile(
    rf"(?:can|could|do|does|did|should|would|will|may|must|is|are|has|have)\b(?! {_IT}\b)", re.IGNORECASE
)
"""What follows the subject of a statement, as in "hope can heal", and is no question: "any idea can I ...?"."""

_PEOPLE = "there all everyone guys folks team bro mate bot me us"
_OPENS = _SAID | _FILLERS | frozenset(_PEOPLE.split())
"""The last words of what stands before a question without any mark between: "hi guys how do I ..."."""

_HAILED = re.compile(
    r"\W*(?i:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day))(?: (?:Mrs?|Ms|Miss|Dr|Prof)\.?)?"
    r"(?:(?: [A-Z]\w*){1,2}\W*| \w+[,!\n]\W*)"
)
_CALLED = re.compile(r"\W*[A-Z]\w*(?: [A-Z]\w*)?[^\w?]*")
_ASKS = "(?:how|what|why|when|where|who|which|can|could|do|does|is|are|should)"
_SIGNED = re.compile(
    r"\n[ \t]{0,4}(?:(?:(?:many|kind|best|warm|kindest|warmest|yours) )?(?:regards|wishes|thanks|thank you|sincerely"
    r"|faithfully|truly|cheers|best|yours)[^\w\n]{0,3}|--\s?|sent from my [^\n?]{0,60})"
    rf"(?:\n(?!{_ASKS}\b)[^\n?]{{0,60}}){{0,6}}\Z",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\W{0,9}(?:i(?:['’]ve| have)?(?: got)? (?:a|another|one more) (?:\w+ )?question (?:about|on|regarding) "
    r"|according to (?:you|(?:your|the|this|these) (?:articles?|(?:web ?)?sites?|pages?|blogs?|guides?|faqs?))\b"
    r"[ ,]*+)",
    re.IGNORECASE,
)
_IF = re.compile(r"if\b\s*([^,;:\n]*+)", re.IGNORECASE)
"""What is asked after "I wonder", and no condition for a question behind it."""

_BUT = re.compile(r"\W*but ", re.IGNORECASE)
_THANKS = (
    r"(?:(?:many )?(?:thanks|thank you|thx|thnks|thanx|ty|cheers)(?: (?:so|very|much|a lot|in advance|again|all))*+)"
)
_BEGS = r"(?:(?:please|pls|plz|kindly)(?: (?:help|advise)(?: me)?)?+)"
_GOVERNING = "say says said saying to by who must always never a of with the and or"
"""After these, "please" and "thanks" belong to what is asked."""

_TRAILING = re.compile(
    r" (?=[cktmp])(?<![,:] )"
    + "".join(rf"(?<!\b{word} )" for word in _GOVERNING.split())
    + rf"(?:{_BEGS}|{_THANKS})(?: {_THANKS})?(\W*)\Z",
    re.IGNORECASE,
)
_SAYS = re.compile(r"(?:\b(?:says?|said|saying|asks?|asked),|:)\s?\Z")
"""What is followed by what is said, and no courtesy: "what do I say: sorry?", "she cries and says, help me"."""

_BETWEEN = " ,;:–—-\n"
_ENDING = ".?!…"
_EMOJI = re.compile(r"[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\u200d\ufe0f]+|(?<=\s)[:;]-?[()DP](?!\w)")
_MARKS = re.compile(r"[?!]{2,}")
_WRAPPED = re.compile(r"\s*[\"“”„«»](?P<said>[^\"“”„«»]+)[\"“”„«»]\s*")


@lru_cache(maxsize=_RECENT)  # the steps of answering each ask for the same texts
def without_courtesies(text: str) -> str:
    """Return the question of a message without greeting, thanks, "can you tell me" and the like, quotes and emoji.

    A message that holds nothing else stays as it is.
    """
    if is_reply(text):
        return text
    asked = without_tail(_without_lead(_without_end(_bare(text))), _LISTED)
    if trailing := _TRAILING.search(asked):
        asked = asked[: trailing.start()].rstrip(_BETWEEN) + trailing[1].strip()
    asked = talking.without_courtesies(asked)
    says = asked == text or (surfaces(asked) and not is_reply(asked) and not _is_courtesy(asked))
    return asked if says else text


def _bare(text: str) -> str:
    """Return `text` without what was pasted with it, emoji, signature, marks around all of it, and repeated ones."""
    text = _SIGNED.sub("", _EMOJI.sub("", unmarked(text)).strip()).rstrip()
    quoted = _WRAPPED.fullmatch(text)
    return _MARKS.sub(lambda marks: "?" if "?" in marks[0] else "!", quoted["said"] if quoted else text)


def _without_end(text: str) -> str:
    """Return `text` without the parts after the question that are courtesies, and without the name below it."""
    ends = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends) if start < end]
    if len(parts) < 2:
        return text
    kept = len(parts)
    while kept > 1 and (said := _said_last(parts[:kept])):
        kept -= said
    is_list = _SAYS.search(parts[kept - 1])
    if kept == len(parts) or is_list or (kept == 1 and _is_courtesy(parts[0])):
        return text
    return "".join(parts[:kept]).rstrip(_BETWEEN)


def _without_lead(text: str) -> str:
    """Return `text` without the parts before the question that are courtesies, and what introduces it."""
    first, start = _FIRST.match(text), 0
    if first is None or not _FIRSTS.issuperset(_words(first[0])):  # most questions: this is quick
        return text
    while end := _lead(text, start):
        start = end
    if start and (whether := _IF.fullmatch(text, start)):
        return f"whether {whether[1]}"
    if introduced := _ABOUT.match(text, start) or (start and _BUT.match(text, start)):
        start = introduced.end()
    return text[start:].strip(_BETWEEN) if start else text


def _lead(text: str, start: int) -> int | None:
    """Return where the courtesy ends that begins at `start`, None where none does or nothing stands behind it."""
    found = _BREAK.search(text, start)
    end = found.end() if found else len(text)
    part = text[start:end]
    if end < len(text) and (_is_courtesy(part) or _HAILED.fullmatch(part) or is_instruction(part, text[end:], _LISTED)):
        return end
    last = None
    for asking in _BEFORE_ASKING.finditer(text, start, min(end, start + _LONGEST)):
        said = text[start : asking.end()]
        words = _words(said)
        if not words or not _LISTED.issuperset(words):  # none in "2024 "
            break
        is_subject = words[-1] in _SUBJECTS and _STATING.match(text, asking.end())
        if words[-1] in _OPENS and not is_subject and _is_courtesy(said) and content(text[asking.end() :]):
            last = asking.end()
    return last or lead(text, start, _LISTED)


def _is_courtesy(part: str, before: str = "") -> bool:
    """Tell whether nothing in this part of a message, which follows on `before`, is about anything."""
    words = _words(part)
    if not words or _QUOTED.search(part):
        return False
    if _SET.fullmatch(" ".join(words)) or _NAMED.fullmatch(part):
        return True
    if not _LISTED.issuperset(words) or _MATTERS.match(part):
        return False
    if len(words) == 1 and words[0] in _TOPICS:
        return part.rstrip()[-1:] not in ("", ",") and not before.rstrip().endswith(",")
    return _FILLERS.issuperset(words) or not _SAID.isdisjoint(words)


def _said_last(parts: Sequence[str]) -> int:
    """Return how many of the last parts are courtesy or an instruction, which may have commas in it."""
    if _is_courtesy(parts[-1], parts[-2]) or _is_name(parts):
        return 1
    for number in range(1, min(_CLAUSES, len(parts) - 1) + 1):
        if number > 1 and not parts[-number].rstrip().endswith(","):
            break
        if is_instruction("".join(parts[-number:]).rstrip(_BETWEEN), "".join(parts[:-number]), _LISTED, after=True):
            return number
    return 0


def _words(part: str) -> list[str]:
    """Return the words of a part of a message as they are listed: hellooo is hello."""
    return [as_listed(word) for word in surfaces(unstretched(part))]


def _is_name(parts: Sequence[str]) -> bool:
    """Tell whether the last one is the name under a message, and not "Silence" after "Hello!"."""
    *_, before, last = parts
    if _CALLED.fullmatch(last) is None:
        return False
    marks = before[len(before.rstrip(_BETWEEN + _ENDING)) :]
    return (len(parts) > 2 and _is_courtesy(before)) or not (
        set(marks).isdisjoint(_ENDING) or set(marks).isdisjoint("\n–—-")
    )
