"""A Question -> what it is taken to mean, alone or in a conversation, and what was found for that. Quotes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from chatbot.answering.answer import Answer, Status
from chatbot.answering.confidence import unsure
from chatbot.answering.considering import Considered, consider, further
from chatbot.answering.courtesies import without_courtesies
from chatbot.answering.followup import FollowupWeights, Turn, points_back
from chatbot.answering.gist import asks_for_gist
from chatbot.answering.going_on import GoesOn, asking, goes_on, which
from chatbot.answering.language import is_foreign, is_read, may_be_english
from chatbot.answering.likewise import Likewise
from chatbot.answering.messages import Reason
from chatbot.answering.offering import NEAR_ENOUGH
from chatbot.answering.out_of_scope import is_small_talk
from chatbot.answering.question import Question
from chatbot.answering.remembering import Remembered
from chatbot.answering.requesting import Found, Requests
from chatbot.answering.rewording import asks_whether, plainly
from chatbot.answering.selecting import best_passages, quotes_from
from chatbot.answering.splitting import content, itself, questions_in
from chatbot.answering.steps import asked_steps, telling
from chatbot.answering.understanding import Meaning, Understanding
from chatbot.answering.weights import Weights, words_alone
from chatbot.indexing.index import PassageIndex, record_of
from chatbot.indexing.pieces import NONE
from chatbot.indexing.words import surfaces

BY_ITSELF = 0.4  # confidence; with less, more wrong passages are shown than right ones (the sets of conversations)

_RECENT = 64  # messages
TELLING = 2  # words of content from which on a question with a story around it may be asked without that
TELLING_ALL = 4  # from which on it is refused where nothing answers it alone; with 2, answers of the sets are lost

FEWEST_TURNS = 64
"""Turns remembered in any case, those of one conversation: what earlier ones became is asked for by each that follows,
and by those that follow on these."""

Parts = Callable[[Question], Mapping[str, Answer]]


class Finder:
    """Finds what answers questions in one index version. Safe to use from several threads."""

    def __init__(self, index: PassageIndex, weights: Weights, remembered: int, parts: Parts) -> None:
        """Prepare to find.

        What became of the latest `remembered` questions is kept. `parts` returns the answers to the questions that are
        asked in one message, none where all of it is answered as one.
        """
        neutral = None if weights.fitted else FollowupWeights.neutral()
        self._index = index
        self._weights = weights
        self._understanding = Understanding(index, self._turn, neutral, remembered)
        self._remembered = Remembered(max(remembered, FEWEST_TURNS))
        self._languages = index.languages()
        self._parts = parts
        self.grammar = self._understanding.grammar
        self._likewise = Likewise(index, weights, self.consider, self._considered)
        self._requests = Requests(index, weights, self._considered, self._turn)

    def begin(self, messages: Sequence[str]) -> None:
        """Begin to encode what these are looked up by, without courtesies as they are, if another core does it."""
        for message in messages:
            self._index.encoder.begin([message])  # before its story is looked for
            if alone := _without_story(message, self.grammar):
                self._index.encoder.begin([alone])

    def understand(self, question: Question) -> Meaning:
        """Return what the question is taken to mean; the same on the same index version always means the same."""
        return self._understanding.understand(question)

    def consider(self, question: Question) -> Found:
        """Return what the question is taken to mean and what was found, before anything is quoted."""
        meaning, considered = self._considered(question)
        meaning, considered = (
            self._requests.steps(question, meaning, considered)
            or self._requests.table(question, meaning)
            or self._requests.table_of(question, meaning, considered)
            or self._requests.chosen(question, meaning, considered)
            or self._requests.gist(question, meaning, considered)
            or self._asked(question, meaning, considered)
        )
        if not question.where:  # what is found elsewhere, too, is what a later question follows on
            self._remembered.keep(question.text, question.history, self._became(meaning, considered))
        return meaning, considered

    def _asked(self, question: Question, meaning: Meaning, considered: Considered) -> Found:
        """Return the same, or what was found for what the question must mean.

        What asks the same of another thing than before is answered by what answers that. What nothing answers as a
        follow-up was none where it is answered well by itself: "what about the ending?". What asks for a gist is
        answered by the takeaway of the article that it must mean. What names nothing, as "tell me more", goes on with
        what was answered before; "why?" only where nothing answers that.
        """
        if likewise := self._likewise.found(question, meaning, considered):
            return likewise
        going = goes_on(question.text) if question.history else None
        if going and (going is not GoesOn.ABOUT or _chooses(question) or considered.status is Status.UNANSWERED):
            meaning, considered = self._gone_on(question, going) or (meaning, considered)
        if meaning.followed and considered.status is Status.UNANSWERED:
            alone = self._considered(replace(question, history=()))
            if alone[1].confidence >= BY_ITSELF:
                meaning, considered = alone
        unanswered = considered.status is Status.UNANSWERED
        if unanswered and asks_for_gist(meaning.text) and not self._is_foreign(question, meaning, considered):
            return self._requests.takeaway(question) or (meaning, considered)
        return meaning, considered

    def _considered(self, question: Question) -> Found:
        """Return what the question is taken to mean and what is found for that alone.

        A question with a story around it is asked by itself, too: who and where the reader is may be all that the
        articles know nothing of. What is found so is never shown as sure: "I am pregnant" may change the answer.
        """
        message = without_courtesies(question.text)
        self.begin([message])
        alone, found = _without_story(message, self.grammar), self._reworded(question)
        if found[1].status is Status.ANSWERED or not alone:
            return found
        meaning, other = self._reworded(replace(question, text=alone))
        if not _outweighs(content(alone, self.grammar), alone, other, found[1]):
            return found
        return meaning, replace(other, confidence=unsure(other.confidence, self._weights))

    def _reworded(self, question: Question) -> Found:
        """Return the same for all of the question, in plain words where these find something surer.

        Who asks for a definition asks what the term is; that no FAQ tells which asks whether it means something else.
        """
        meaning, considered = self._read(question)
        plain = plainly(meaning.text)
        if plain == meaning.text:
            return meaning, considered
        first = considered.first
        is_other = first is not None and asks_whether(first.question_in(record_of(self._index, first.article_id).text))
        if not is_other and plainly(meaning.text, considered.status) == meaning.text:
            return meaning, considered
        plainer, other = self._read(replace(question, text=plain))
        if not is_other and other.confidence < considered.confidence:
            return meaning, considered
        return replace(plainer, changes=meaning.changes), other

    def _read(self, question: Question) -> Found:
        """Return what a question means by its words and what is found for them.

        To an encoder of English what is written in another language is alike for that alone: where no word of a
        question stands in the articles, what it finds near is nothing that answers.
        """
        meaning, weights = self.understand(question), self._weights
        if not is_read(question.text, self._index.encoder):
            meaning, weights = replace(meaning, vector=np.zeros_like(meaning.vector), pieces=NONE), words_alone()
        found = consider(self._index, meaning, question.where, weights)
        if self._weights.fitted and found.is_unheard and not may_be_english(question.text, self._languages):
            found = replace(found, confidence=found.confidence * self._weights.weak)
        return meaning, found

    def _gone_on(self, question: Question, going: GoesOn) -> Found | None:
        """Return what the latest question that names something found; for `MORE`, what of its article is left.

        Of several at once it is the one that `question` names, as "the second one", or else the last.

        None where nothing answered it. Nobody asked for just this, so that it is never shown as sure.
        """
        places = telling(question.history)
        if not places:
            return None
        before, (latest, *since) = question.history[: places[-1]], question.history[places[-1] :]
        earlier = self._one_of(replace(question, text=latest, history=before), which(question.text))
        meaning, considered = self.consider(earlier)
        if self.status(earlier, meaning, considered)[0] is Status.UNANSWERED:
            return None
        if going is GoesOn.MORE:
            times = sum(goes_on(said) is GoesOn.MORE for said in since)
            considered = self._further(earlier, meaning, considered, times)
        confidence = unsure(considered.confidence, self._weights)
        followed = earlier.text
        if asked_steps(followed, before):
            followed = meaning.followed or question.history[asking(question.history)[-1]]
        return replace(meaning, followed=followed, changes=()), replace(considered, confidence=confidence)

    def _one_of(self, question: Question, place: int | None) -> Question:
        """Return that of several questions which is at `place`, else the last that has an answer.

        It is the whole where that was answered as one.
        """
        answers = self._parts(question)
        if not answers:
            return question
        texts = [*answers]
        named = None if place is None else next(iter(texts[place:]), None)
        asked = named or next(text for text in reversed(texts) if answers[text].quotes)
        return replace(question, text=asked, history=(*question.history, *texts[: texts.index(asked)]))

    def _further(self, question: Question, meaning: Meaning, found: Considered, times: int) -> Considered:
        """Return what of the first passage's article is left after its quotes, and after more was shown `times`.

        Where nothing near is left, it is what is further off, with no confidence.
        """
        article = frozenset({found.first.article_id} if found.first else ())
        where = replace(question.where, article=article)
        rest = cache(lambda: consider(self._index, meaning, where, found.weights))  # steps alone may do
        left = found if found.steps else rest()
        shown, least = found, NEAR_ENOUGH * float(found.ranking.scores[0])
        for _ in range(times + 1):
            passages = best_passages(self._index, shown, question.limit)
            quotes = quotes_from(self._index, meaning, shown, passages, question.limit)
            left = further(self._index, left, quotes, least)
            if not len(left.ranking.order):
                left = further(self._index, replace(rest(), shown=left.shown), quotes, least)
            shown = left
            if not len(left.ranking.order):
                left = further(self._index, replace(rest(), shown=left.shown), (), -np.inf)
                return replace(left, features=None, confidence=0.0)
        return replace(left, confidence=found.confidence)

    def _turn(self, asked: str, before: tuple[str, ...]) -> Turn:
        return self._remembered.get(asked, before) or self._became(*self.consider(Question(asked, before)))

    @staticmethod
    def _became(meaning: Meaning, considered: Considered) -> Turn:
        article = considered.first.article_id if considered.first else ""
        terms = dict(meaning.earlier) | dict.fromkeys(meaning.terms, 1.0)
        leans = meaning.followed is not None
        return Turn(meaning.vector, tuple(terms.items()), article, considered.confidence, leans)

    def status(self, question: Question, meaning: Meaning, considered: Considered) -> tuple[Status, Reason]:
        """Return how what was found is shown, and what the reader is told of it."""
        if self._is_foreign(question, meaning, considered):
            return Status.UNANSWERED, Reason.LANGUAGE
        if question.where and not len(considered.candidates.rows):
            return Status.UNANSWERED, Reason.FILTERED
        status = considered.status
        if status is not Status.UNANSWERED:
            return status, Reason.ANSWERED if status is Status.ANSWERED else Reason.WEAK
        if considered.shown or meaning.followed:
            return status, Reason.NOTHING_LEFT if considered.shown else Reason.NOT_COVERED
        if asks_for_gist(meaning.text):
            return status, Reason.CONTENTS
        chatting = is_small_talk(meaning.vector, self._index.encoder.fingerprint)
        return status, Reason.SMALL_TALK if chatting else Reason.NOT_COVERED

    def _is_foreign(self, question: Question, meaning: Meaning, considered: Considered) -> bool:
        """Tell whether the question is in a language that the corpus is not in.

        Words that were read as others count as unknown: a foreign question is not English because its words can be
        mistaken for English ones ("mitä" for "meta").
        """
        count = considered.features.asked.alone.count if considered.features else 1
        unknown = min(1.0, considered.unknown_share + len(meaning.changes) / count)
        return is_foreign(question.text, self._languages, unknown)


@lru_cache(maxsize=_RECENT)  # it is begun to be encoded before it is looked up
def _without_story(message: str, grammar: frozenset[str]) -> str | None:
    """Return a question without the story around it, None where it has none or cannot stand alone."""
    alone = itself(message)
    if alone == message or surfaces(alone) == surfaces(message):  # as of most questions
        return None
    return alone if len(questions_in(message)) == 1 and _may_stand_alone(alone, grammar) else None


def _may_stand_alone(question: str, grammar: frozenset[str]) -> bool:
    """Tell whether a question names what it is about: few words that point back do not."""
    words = content(question, grammar)
    return words > TELLING or (words > 0 and not points_back(surfaces(question)))


def _outweighs(words: int, question: str, alone: Considered, told: Considered) -> bool:
    """Tell whether what is found for a question `alone` is better than what is found with its story, which is not sure.

    What it points to may be told before it. With one of its `words` of content it may ask no more than "first" or
    "wrong". What many words ask is what the reader wants to know: where nothing answers that, what is near to the story
    does not either.
    """
    if alone.status is Status.ANSWERED:
        return True
    if words < TELLING or points_back(surfaces(question)):
        return False
    if words >= TELLING_ALL and alone.status is Status.UNANSWERED and told.status is Status.WEAK:
        return True
    return alone.confidence > told.confidence


def _chooses(question: Question) -> bool:
    """Tell whether a question names one of several that were asked at once before it: "the second one?"."""
    places = asking(question.history) if which(question.text) is not None else []
    return bool(places) and len(questions_in(question.history[places[-1]])) > 1
