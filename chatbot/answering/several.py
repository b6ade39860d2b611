"""The answers to several questions asked at once -> one answer, whose quotes say which they answer. Splits no text.

What is found for all of them together is seldom what answers each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, zip_longest

from chatbot.answering.answer import Answer, Quote, Related, Status, answer_id
from chatbot.answering.confidence import unsure
from chatbot.answering.contents import asks_for_contents
from chatbot.answering.followup import points_back
from chatbot.answering.messages import Reason, message
from chatbot.answering.offering import MOST_QUESTIONS
from chatbot.answering.question import Question
from chatbot.answering.splitting import content, itself
from chatbot.answering.weights import Weights
from chatbot.indexing.words import surfaces

_LEAST = 2  # words of content that make a question one of its own: "any advice?" asks about the one before
_WORD = re.compile(r"[^\W\d_]{2}")


def one_by_one(
    question: Question,
    texts: Sequence[str],
    ask: Callable[[Question], Answer],
    weights: Weights,
    least: float,
    grammar: frozenset[str],
) -> tuple[Answer, Mapping[str, Answer]]:
    """Return the answer, and those that it is made of by their questions, none where it is to the whole question.

    `texts` are the questions that it asks, no more than it may get quotes. `ask` answers what is taken for one of them.
    Where nothing answers the whole, what answers some of them with a confidence of `least` is better than nothing.
    `grammar` are the words that carry no content in the languages of the articles.
    """
    if len(texts) == 1:
        return ask(question), {}
    ask = cache(ask)
    alone = answers = _in_their_turn(question, texts, ask)
    while 1 < len(texts := _regrouped(question.text, answers, grammar)) < len(answers):
        answers = _in_their_turn(question, texts, ask)
    if len(texts) > 1 and (answer := _together(question, answers, weights)):
        return answer, answers
    whole, alone = ask(question), _on_their_own(alone, least)
    parts = None if whole.quotes else _together(question, alone, weights)
    return (parts, alone) if parts else (whole, {})


def _in_their_turn(question: Question, texts: Sequence[str], ask: Callable[[Question], Answer]) -> dict[str, Answer]:
    """Return the answers to these questions of one message, each asked after those before it."""
    asked = [replace(question, text=t, history=(*question.history, *texts[:n])) for n, t in enumerate(texts)]
    return {each.text: ask(each) for each in asked}


def _regrouped(text: str, answers: Mapping[str, Answer], grammar: frozenset[str]) -> list[str]:
    """Return the questions that `text` asks, once it is known what each finds: those that belong together as one.

    One goes with its neighbour where both are answered by the same section, where it points back to one without an
    answer, and where it has no answer itself and leans on another or has hardly a word of content.
    """
    groups: list[str] = []
    before = ""
    for asked in answers:
        if groups and _belong_together(before, asked, answers, grammar):
            groups[-1] = _joined(text, groups[-1], asked)
        else:
            groups.append(asked)
        before = asked
    return groups


def _on_their_own(answers: Mapping[str, Answer], least: float) -> dict[str, Answer]:
    """Return the answers, without the quotes of those less sure than `least` or pointing back to one without any."""
    found: dict[str, Answer] = {}
    for text, answer in answers.items():
        lost = points_back(surfaces(text)) and not all(earlier.quotes for earlier in found.values())
        found[text] = replace(answer, quotes=()) if lost or answer.confidence < least else answer
    return found


def _together(question: Question, answers: Mapping[str, Answer], weights: Weights) -> Answer | None:
    """Return one answer made of those to the questions of `question`, by their texts; quotes say which they answer.

    None where none is answered, or two by the same section. It is as sure as the least sure of them.
    """
    quoted = {text: answer for text, answer in answers.items() if answer.quotes}
    left = [text for text, answer in answers.items() if not answer.quotes and not asks_for_contents(text)]
    if not quoted or len({answer.quotes[0].place[:2] for answer in quoted.values()}) < len(quoted):
        return None
    sure = not left and all(answer.answered for answer in quoted.values())
    confidence = min(answer.confidence for answer in quoted.values())
    names = _names(answers)
    quotes = _in_turn({names[text]: answer for text, answer in quoted.items()}, question.limit)
    corrected = tuple(dict.fromkeys(chain.from_iterable(answer.corrected for answer in answers.values())))
    reason = Reason.ANSWERED if sure else Reason.WEAK
    version = next(iter(quoted.values())).index_version
    return Answer(
        status=Status.ANSWERED if sure else Status.WEAK,
        confidence=confidence if sure else round(unsure(confidence, weights), 4),
        quotes=quotes,
        related=tuple(_offered(answers.values(), quotes)),
        message=message(reason, question.locale, corrected, [names[text] for text in left]),
        followed=next((a.followed for a in quoted.values() if a.followed in question.history), None),
        index_version=version,
        answer_id=answer_id(version, (quote.place for quote in quotes)),
        corrected=corrected,
    )


def _belong_together(one: str, other: str, answers: Mapping[str, Answer], grammar: frozenset[str]) -> bool:
    first, second = answers[one], answers[other]
    if first.quotes and second.quotes:
        return first.quotes[0].place[:2] == second.quotes[0].place[:2]
    if second.quotes and points_back(surfaces(other)):
        return True
    return not (_stands_alone(one, first, grammar) and _stands_alone(other, second, grammar))


def _stands_alone(text: str, answer: Answer, grammar: frozenset[str]) -> bool:
    return bool(answer.quotes) or answer.foreign or (answer.followed is None and content(text, grammar) >= _LEAST)


def _joined(text: str, one: str, other: str) -> str:
    """Return two neighbours as they stand in `text`, without the number between them."""
    between = text.partition(one)[2].partition(other)[0]
    return f"{one}{between if _WORD.search(between) and other in text else ' '}{other}"


def _names(texts: Iterable[str]) -> dict[str, str]:
    """Return what each question is called: the question itself, or all of it where two ask the same in these words."""
    names = {text: itself(text) for text in texts}
    return names if len(set(names.values())) == len(names) else {text: text for text in names}


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
