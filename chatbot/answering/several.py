"""Several questions asked at once: "what is it, and how long does it last?" -> one by one, and their answers as one.

What is found for all of them together is seldom what answers each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, zip_longest

from chatbot.answering.answer import Answer, Quote, Related, Status, answer_id
from chatbot.answering.confidence import unsure
from chatbot.answering.followup import points_back
from chatbot.answering.messages import Reason, message
from chatbot.answering.offering import MOST_QUESTIONS
from chatbot.answering.question import Question
from chatbot.answering.weights import Weights
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_SHORTEST = 3  # words of a further question after "and": "what happened and why" asks one thing
_LEAST = 2  # words of content that make a question one of its own: "any advice?" asks about the one before

_WHICH = r"(?:what(?:['’]?s)?|how|why|when|where|who(?:m|se)?|which)"
_IS = r"(?:can|could|do|does|did|is|are|was|were|should|shall|will|would|may|must|has|have)"
_SUBJECT = r"(?:i|you|we|they|he|she|it|this|that|these|those|there|my|your|our|their|the|an?|one)"
_OPENS = re.compile(rf"(?:(?:and|also|but|so|then|plus|or|please)[ ,]+){{0,4}}(?:{_WHICH}|{_IS})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\A(?:(?:and|also|plus)\b[\s,]*+)++(?=\w)", re.IGNORECASE)
_ENDS = re.compile(rf"(?<=[?？])(?<![?？][?？])[?？!]*+(?:\s++(?=\W?\w)|(?={_WHICH}\b))", re.IGNORECASE)
_AND = re.compile(rf"[,;]? (?:and|plus|also) (?:also |then )?(?=(?:{_WHICH}|{_IS} {_SUBJECT})\b)", re.IGNORECASE)
_UNFINISHED = re.compile(rf"\b(?:{_WHICH}|and|or)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!:] ")


def questions_in(text: str) -> list[str]:
    """Return the questions that `text` asks, in order, each with what is said before it; all of it where it asks one.

    One ends with its question mark, or before an "and" that a further one follows: "what is it and how long ...". The
    "and" is no part of it: it adds a question, while "and for children?" in a message of its own leans on another one.
    """
    sentences = _ENDS.split(text)
    last = sentences[-1]
    if len(sentences) > 1 and not (last.endswith(("?", "？")) or _OPENS.match(last) or _GOES_ON.match(last)):
        return [text]
    first, *more = [question for sentence in sentences for question in _joined_by_and(sentence)]
    return [first, *(_GOES_ON.sub("", question) for question in more)]


def together(question: Question, answers: Mapping[str, Answer], weights: Weights) -> Answer | None:
    """Return one answer made of those to the questions of `question`, by their texts; quotes say which they answer.

    None where these are no questions of their own: one points back to another that has no answer, two are answered by
    the same section, or one without an answer has hardly a word of content. It is as sure as the least sure of them.
    """
    quoted = {text: answer for text, answer in answers.items() if answer.quotes}
    left = {text: answer for text, answer in answers.items() if not answer.quotes}
    first = {answer.quotes[0].place[:2] for answer in quoted.values()}
    lost = bool(left) and any(points_back(surfaces(text)) for text in quoted)
    if not quoted or len(first) < len(quoted) or lost or not all(map(_stands_alone, left, left.values())):
        return None
    sure = not left and all(answer.answered for answer in quoted.values())
    confidence = min(answer.confidence for answer in quoted.values())
    quotes = _in_turn(quoted, question.limit)
    corrected = tuple(dict.fromkeys(chain.from_iterable(answer.corrected for answer in answers.values())))
    reason = Reason.ANSWERED if sure else Reason.WEAK
    version = next(iter(quoted.values())).index_version
    return Answer(
        status=Status.ANSWERED if sure else Status.WEAK,
        confidence=confidence if sure else round(unsure(confidence, weights), 4),
        quotes=quotes,
        related=tuple(_offered(answers.values(), quotes)),
        message=message(reason, question.locale, corrected, list(left)),
        followed=next((a.followed for a in quoted.values() if a.followed in question.history), None),
        index_version=version,
        answer_id=answer_id(version, (quote.place for quote in quotes)),
        corrected=corrected,
    )


def _joined_by_and(sentence: str) -> Iterator[str]:
    start = 0
    for found in _AND.finditer(sentence):
        before = sentence[start : found.start()]
        asks = _OPENS.match(_SENTENCE.split(before)[-1]) and not _UNFINISHED.search(before)
        if asks and _content(before) and len(surfaces(sentence[found.end() :])) >= _SHORTEST:
            yield before
            start = found.end()
    yield sentence[start:]


def _content(text: str) -> int:
    return sum(word not in FUNCTION_WORDS for word in surfaces(text))


def _stands_alone(text: str, answer: Answer) -> bool:
    return not answer.foreign and answer.followed is None and _content(text) >= _LEAST


def _in_turn(answers: Mapping[str, Answer], limit: int) -> tuple[Quote, ...]:
    """Return up to `limit` quotes, taken from each answer in turn, none that repeats part of another; by answer."""
    each = [[replace(quote, asked=text) for quote in answer.quotes] for text, answer in answers.items()]
    taken: list[Quote] = []
    for quote in filter(None, chain.from_iterable(zip_longest(*each))):
        if len(taken) < limit and not any(_overlap(quote, other) for other in taken):
            taken.append(quote)
    places = {text: place for place, text in enumerate(answers)}
    return tuple(sorted(taken, key=lambda quote: places[quote.asked]))


def _overlap(one: Quote, other: Quote) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def _offered(answers: Iterable[Answer], quotes: Iterable[Quote]) -> list[Related]:
    """Return what the answers offer, each place once and none that is quoted."""
    shown = {quote.place[:2] for quote in quotes}
    offered = {(each.article, each.source_id): each for answer in answers for each in answer.related}
    return [each for place, each in offered.items() if place not in shown][:MOST_QUESTIONS]
