"""A message -> its question alone: "Hi there! Quick question: how long ...? Thanks, Maria" asks how long.

What is said out of courtesy is about nothing in the articles, yet it moves the question's vector and counts among its
words. The forms are English, greetings and thanks Korean, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chatbot.answering.out_of_scope import is_reply
from chatbot.indexing.words import surfaces

_SOMEBODY = r"(?:you|anyone|anybody|someone|somebody)"
_ASK = r"(?:can|could|would|will|do|does)"
_PLEASE = r"(?:please|pls|plz|kindly)"
_TELL = (
    rf"(?:{_PLEASE} )?(?:{_ASK} {_SOMEBODY} (?:{_PLEASE} )?)?"
    r"(?:tell (?:me|us)|let (?:me|us) know|explain(?: to me)?)"
)
_SMALL = r"(?:quick|short|small|little|simple|general|silly|stupid|dumb|random)"
_FOR = r"(?: (?:if|for|in|to|about)(?: \w+){1,8})"

_COURTESIES = (
    r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))"
    r"(?: (?:there|all|again|everyone|everybody|team|folks|guys|you))*",
    r"dear(?: \w+){1,3}",
    r"(?:ok |okay |many |great )?(?:thanks|thank you|thx|ty|cheers)(?: so much| very much| a lot| again| all){0,2}"
    rf"{_FOR}?",
    r"(?:so )?(?:(?:i|just|got|have|ve|here s|this is|maybe) ){0,4}(?:an? |another |one |one more )?"
    rf"(?:{_SMALL} ){{0,2}}questions?(?: for you| here| please)?",
    rf"(?:(?:so|very|i m|i am|im|my) ){{0,3}}(?:sorry|apologies|excuse me|pardon me|forgive me){_FOR}?",
    rf"(?:urgent|asap|important|{_PLEASE}|help)(?: please| me| needed)?",
    rf"{_PLEASE} (?:help|advise)(?: me)?",
    r"(?:i m|i am|im) (?:(?:completely|very|quite|still|rather) )?new (?:here|to this|to all this|at this)"
    r"|first time here",
    r"(?:(?:so|and|i|we|m|re|am|was|were|im|just|also) ){0,4}(?:wondering|curious|asking)",
    rf"{_TELL}(?: please)?",
    rf"{_ASK} {_SOMEBODY} (?:{_PLEASE} )?(?:know|help|advise)(?: me| us)?(?: out| with this| please)?",
    r"(?:do you have |is there |does anyone have )?any (?:ideas?|advice|thoughts?|help|tips?|suggestions?|pointers?)"
    r"(?: please| welcome| for me|(?: is| would be)?(?: much| greatly)? appreciated)?",
    r"(?:with )?(?:(?:kind|kindest|best|warm|warmest) )?(?:regards|wishes)|(?:yours )?(?:sincerely|truly|faithfully)"
    r"|all the best",
    r"so|well|ok|okay|u+m+|h+m+|oh|ah|anyway|listen",
    r"안녕|안녕하세요|안녕하십니까|감사합니다|감사해요|고맙습니다|고마워요",
)
_COURTESY = re.compile("|".join(_COURTESIES))  # of a part between marks, in words as `surfaces` returns them

_BREAK = re.compile(r"[,.!?;:…\n–—][,.!?;:…\n–—\s-]*+|(?<=\s)-{1,2}\s++")
_HAILED = re.compile(r"\W*(?i:hi|hello|hey|dear)(?: [A-Z]\w*){1,2}\W*")
_CALLED = re.compile(r"\W*[A-Z]\w*(?: [A-Z]\w*)?\W*")
_BETWEEN = " ,;:–—-\n"
_ENDING = ".?!…"

_ASKS = r"(?:what|how|why|when|where|who|whom|whose|which|if|whether)(?:['’]?s|ever)?\b"
_MAY_ASK = rf"(?={_ASKS}|(?:i|we|my|is|are|can|could|do|does|did|should|would|will|may|must|has|have|{_PLEASE})\b)"
_LEADING = re.compile(
    rf"\W*(?:(?:hi|hello|hey|hiya)(?: there| all| everyone| team| guys)?+ {_MAY_ASK}"
    rf"|(?:{_TELL}|{_ASK} {_SOMEBODY} (?:happen to )?know|{_PLEASE}"
    r"|i(?:['’]?d| would) (?:like|love) to (?:know|ask)|i (?:just )?(?:want|wanted|need) to (?:know|ask)"
    r"|(?:i['’]?m|i am|i was|we['’]?re|we were) (?:just |also )?(?:wondering|curious|asking)(?: about)?)"
    rf"(?: please)?+ (?={_ASKS})"
    rf"|i(?:['’]ve| have)?(?: got)? (?:a|another|one more) (?:{_SMALL} )?question (?:about|on|regarding) "
    r"|according to (?:you|(?:your|the|this|these) (?:articles?|(?:web ?)?sites?|pages?|blogs?|guides?|faqs?))\b[ ,]*+"
    rf"|(?:sorry|apologies) (?:if|for|to) (?:\w+ ){{1,8}}?(?=but {_MAY_ASK})|but )",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\b(?:please|pls|plz|(?<!say )(?<!saying )(?<!to )(?<!a )(?<!of )(?<!with )(?<!the )"
    r"(?:thanks|thank you|thx)(?: so much| very much| a lot| in advance| again)?)(\W*)\Z",
    re.IGNORECASE,
)
_EMOJI = re.compile(r"[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\u200d\ufe0f]+|(?<=\s)[:;]-?[()DP](?!\w)")
_MARKS = re.compile(r"([?!])[?!]++")
_WRAPPED = re.compile(r"\s*[\"“”„«»](?P<said>[^\"“”„«»]+)[\"“”„«»]\s*")
_MOST = 4  # courtesies before a question, one within another: "Hi, sorry, but can you tell me ..."


def without_courtesies(text: str) -> str:
    """Return the question of a message without greeting, thanks, "can you tell me" and the like, quotes and emoji.

    A message that holds nothing else stays as it is.
    """
    if is_reply(text):
        return text
    asked = _bare(text)
    for _ in range(_MOST):
        before, asked = asked, _parted(asked)
        if leading := _LEADING.match(asked):
            asked = asked[leading.end() :]
        if asked == before:
            break
    if trailing := _TRAILING.search(asked):
        asked = asked[: trailing.start()].rstrip(_BETWEEN) + trailing[1].strip()
    return asked if surfaces(asked) else text


def _bare(text: str) -> str:
    """Return `text` without emoji and the quotation marks around all of it, and with one mark where several stand."""
    text = _EMOJI.sub("", text).strip()
    quoted = _WRAPPED.fullmatch(text)
    return _MARKS.sub(r"\1", quoted["said"] if quoted else text)


def _parted(text: str) -> str:
    """Return `text` without the parts before and after the question that are courtesies as a whole."""
    ends = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends) if start < end]
    first, end = 0, len(parts)
    while first < end and (_is_courtesy(parts[first]) or _HAILED.fullmatch(parts[first])):
        first += 1
    while end > first + 1 and ":" not in parts[end - 2] and (_is_courtesy(parts[end - 1]) or _is_name(parts[:end])):
        end -= 1
    is_less = 0 < end - first < len(parts)
    return "".join(parts[first:end]).strip(_BETWEEN) if is_less else text


def _is_courtesy(part: str) -> bool:
    return _COURTESY.fullmatch(" ".join(surfaces(part))) is not None


def _is_name(parts: Sequence[str]) -> bool:
    """Tell whether the last one is the name under a message."""
    *_, before, last = parts
    if _CALLED.fullmatch(last) is None:
        return False
    marks = before[len(before.rstrip(_BETWEEN + _ENDING)) :]
    return _is_courtesy(before) or not (set(marks).isdisjoint(_ENDING) or set(marks).isdisjoint("\n–—-"))
