"""A message -> the questions that it asks, one by one: "what is it, and how long does it last?" asks two. Answers none.

Where one ends is told by its mark, by "and" or a comma before a further one, or by the line. English words are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chatbot.answering.going_on import goes_on
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces
from chatbot.reading.article import Span
from chatbot.reading.sentences import sentence_spans

_SHORTEST = 3  # words of a further question without content: "what happened and why" asks one thing

_WHICH = r"(?:what(?:['’]?s)?|how|why|when|where|who(?:m|se)?|which)"
_BE = r"(?:is|are|was|were)"
_MODAL = r"(?:can|could|does|did|should|shall|will|would|may|must)"
_IS = rf"(?:{_BE}|{_MODAL}|do|has|have)"
_IT = r"(?:i|you|we|they|he|she|it|this|that|these|those|there)"
_MY = r"(?:my|your|our|their)"
_ASKS = (
    rf"(?:{_WHICH}\b(?! {_IT}\b)|{_MODAL} (?:{_IT}|{_MY}|the|an?|one)\b|{_BE} (?:{_IT}|{_MY}|the|an?|one)\b"
    r"|(?:do|have) (?:i|you|we|they)\b|has (?:he|she|it)\b)"
)
"""What begins a question within a sentence, and no "what he needs", "have the same" or "do it"."""
_PREDICATE = re.compile(rf"{_BE} (?:the|an?|one)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\W*(?:who|which|what)\b", re.IGNORECASE)
"""With these, "who was a doctor and was the first to ..." asks one thing."""


_MARK = r"(?:[-–—*•·]|[(\[]?(?:\d{1,2}|[a-h])[.):\]]|q(?:uestion )?\d{1,2}[.:)])"
_BEFORE = re.compile(rf"[^\w\"“«'‘(\[¿¡]*+(?:{_MARK}\s+)?", re.IGNORECASE)
_OPENS = re.compile(
    rf"\W*(?:{_MARK}\s+)?(?:(?:and|also|but|so|then|plus|please)[ ,]+){{0,4}}(?:{_WHICH}|{_IS})\b", re.IGNORECASE
)
_DIRECT = re.compile(rf"\W*(?:how (?:long|many|much|often)|{_WHICH} {_IS}|what['’]?s|{_IS} {_IT})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:(?:and|also|plus)\b[\s,]*+)++(?=\w)", re.IGNORECASE)
_LEANS = re.compile(
    r"[^\w(]*(?:or|because|if so|if (?:yes|no|not)(?=\W*[,?])|e\.?g|i\.?e|for (?:example|instance)|i mean)\b",
    re.IGNORECASE,
)
_AIMLESS = re.compile(
    r"how are you|(?:\w+ )?(?:quick |more )?questions?|(?:can|could|may) i ask (?:you )?(?:something|a question)"
    r"|(?:you )?know what(?: i mean)?|guess what|(?:is|does) (?:this|that|it) (?:clear|make sense)"
    r"|(?:do you have |is there )?any (?:advice|ideas?|tips|thoughts|suggestions|help)"
    r"|(?:can|could|will|would) (?:you|anyone|anybody|someone|somebody) (?:please )?help(?: me)?|what do you think"
)
"""What is asked beside a question, in words as `surfaces` returns them."""

_CLOSES = re.compile(
    r"\W*(?:(?:many |a lot of )?thank|thx|cheers|(?:kind |best |warm )?regards|best wishes|please help|감사|고맙|고마)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"(?<=[?？؟])(?<![?？؟][?？؟])[?？؟!]*+[*_]*+"
    rf"(?:\s++(?=\W*\w)|(?={_WHICH}\s|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])|(?<=？)(?=\w))",
    re.IGNORECASE,
)
_AND = re.compile(
    rf"(?:[,;]? (?:and|plus|also|&|\+) |; | [(\[]?[2-9][.):\]] |(?<!\s)[^\S\n]*+\n\W{{0,20}}(?:{_MARK}\s+)?)"
    rf"(?:also |then )?(?={_ASKS})"
    rf"|(?P<comma>, )(?=(?:how (?:long|many|much|often)|{_WHICH}) {_IS} {_IT}\b)",
    re.IGNORECASE,
)
_MAY_BE_SEVERAL = re.compile(r"[?？؟,;&+\n]| (?:and|plus|also) | [(\[]?2[.):\]] ", re.IGNORECASE)
"""Where none of this stands but at the end, there is nothing to part: this is asked of every question."""

_READER = frozenset(("i", "me", "my", "mine", "we", "us", "our", "ours"))
_UNFINISHED = re.compile(rf"\b(?:{_WHICH}|and|or|if (?:so|not|yes|no))$", re.IGNORECASE)
_STOP = re.compile(r"[.?!)\r\n]")
_SENTENCE = re.compile(r"[.!:] ")
_HEADING = re.compile(r"[^\n?？؟]*:\s*\n")
_MARKED = re.compile(r"[?？؟]\W*\Z")
_ENCLOSED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|\([^()]*\)')

Place = tuple[int, int]


def questions_in(text: str) -> list[str]:
    """Return the questions that `text` asks, in order, each with what is said before it; all of it where it asks one.

    Each is a part of `text`. The "and" before a further one, or its number, is no part of it: "and for children?" in a
    message of its own leans on another one. What asks nothing by itself ("Why?", "Or not?") goes with the question
    before it; "How are you?" before the first, and "Thanks!" after the last, with none.
    """
    if not _MAY_BE_SEVERAL.search(text.rstrip(" ?？؟!.")):
        return [text]
    spans: list[Place] = []
    for start, end in _pieces(text):
        if not _leans(text[start:end]):
            spans.append((start, end))
        elif spans:
            spans[-1] = (spans[-1][0], end)
    found: dict[tuple[str, ...], str] = {}
    for question in (text[start:end] for start, end in spans):
        found.setdefault(tuple(surfaces(question)), question)
    return [*found.values()] if len(found) > 1 else [text]


def itself(question: str) -> str:
    """Return a question without the story before it and what is said after it; all of it where none is found in it.

    Where no sentence asks, it is what does not speak of the reader: "Stages of grief. I need it for my homework."
    """
    spans = _sentences(question)
    asking = [span for span in spans if _MARKED.search(question, span.start, span.end)]
    asking = asking or [span for span in spans if _OPENS.match(question, span.start)][-1:]
    asking = asking or [span for span in spans if _READER.isdisjoint(surfaces(question[span.start : span.end]))]
    if not asking:
        return question
    start, end = asking[0].start, asking[-1].end
    start = _end(_HEADING.match(question, start, end), start)
    start = _end(_BEFORE.match(question, start, end), start)
    start = _end(_GOES_ON.match(question, start, end), start)
    return question[start:end]


def _sentences(text: str) -> list[Span]:
    """Return where the sentences of a message stand; most are one, which is seen at once."""
    whole = Span(0, len(text))
    is_one = text.isascii() and text.strip() == text > "" and not _STOP.search(text, 0, len(text) - 1)
    return [whole] if is_one else sentence_spans(text, whole)


def content(text: str, grammar: frozenset[str] = FUNCTION_WORDS) -> int:
    """Return how many words of `text` carry content, and are not of `grammar`."""
    return sum(word not in grammar for word in surfaces(text))


def _leans(question: str) -> bool:
    """Tell whether this asks nothing that another question before it does not name."""
    said = surfaces(question)
    carrying = " ".join(word for word in said if word not in FUNCTION_WORDS)
    if (len(said) < _SHORTEST and not carrying) or is_reply(carrying) or goes_on(question):
        return True
    return _LEANS.match(question) is not None or _AIMLESS.fullmatch(" ".join(said)) is not None


def _pieces(text: str) -> Iterator[Place]:
    """Yield where each question stands, in order; what is said after the last one with it, unless it says thanks."""
    enclosed = [match.span() for match in _ENCLOSED.finditer(text)]
    ends = [match for match in _ENDS.finditer(text) if not _is_within(match.start(), enclosed)]
    starts = [0, *(match.end() for match in ends)]
    sentences = [*zip(starts, [*(match.start() for match in ends), len(text)], strict=True)]
    start, end = sentences[-1]
    last = text[start:]
    if len(sentences) > 1 and not (last.endswith(("?", "？", "؟")) or _OPENS.match(last) or _GOES_ON.match(last)):
        before, stop = sentences[-2]
        sentences[-2:] = [(before, stop if _CLOSES.match(last) else end)]
    for number, (start, end) in enumerate(piece for each in sentences for piece in _joined(text, *each, enclosed)):
        begin = _end(_BEFORE.match(text, start, end), start)
        yield (_end(_GOES_ON.match(text, begin, end), begin) if number else begin), end


def _joined(text: str, start: int, end: int, enclosed: Iterable[Place]) -> Iterator[Place]:
    """Yield the questions that one sentence joins."""
    for found in _AND.finditer(text, start, end):
        before, after = text[start : found.start()], text[found.end() : end]
        if _both_ask(before, after, found["comma"] is not None) and not _is_within(found.start(), enclosed):
            yield start, found.start()
            start = found.end()
    yield start, end


def _end(found: re.Match[str] | None, start: int) -> int:
    """Return where a match ends, `start` where there is none."""
    return found.end() if found else start


def _both_ask(before: str, after: str, comma: bool) -> bool:
    """Tell whether what stands before and after an "and", or else a `comma`, are two questions."""
    opening = _SENTENCE.split(before)[-1]
    asks = _DIRECT.match(opening) if comma else _OPENS.match(opening)
    if not asks or _UNFINISHED.search(before):
        return False
    goes_on_with_it = _OF_WHOM.match(opening) and _PREDICATE.match(after)
    return not goes_on_with_it and content(before) > 0 and len(surfaces(after)) >= _SHORTEST


def _is_within(place: int, spans: Iterable[Place]) -> bool:
    return any(start < place < end for start, end in spans)
