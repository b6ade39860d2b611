"""Answerer.ask(): the steps of answering, in order. No HTTP, files or globals; safe to call from several threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from chatbot.answering.answer import Answer, Status, answer_id
from chatbot.answering.confidence import status_of, unsure
from chatbot.answering.considering import Considered, consider, further
from chatbot.answering.followup import FollowupWeights, Turn
from chatbot.answering.gist import asks_for_gist
from chatbot.answering.going_on import GoesOn, asking, goes_on, which
from chatbot.answering.language import is_foreign, is_read
from chatbot.answering.messages import Reason, message
from chatbot.answering.offering import NEAR_ENOUGH, offered, openers
from chatbot.answering.out_of_scope import is_greeting, is_reply, is_small_talk
from chatbot.answering.question import Question
from chatbot.answering.remembering import Remembered
from chatbot.answering.selecting import best_passages, quotes_from
from chatbot.answering.several import one_by_one
from chatbot.answering.splitting import questions_in
from chatbot.answering.steps import asked_steps, steps_first
from chatbot.answering.understanding import Meaning, Understanding
from chatbot.answering.weights import Weights, weights_for, words_alone
from chatbot.indexing.cores import multiply_on_one_thread
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.pieces import NONE
from chatbot.reading.passages import Kind
from chatbot.safety.care import Care

REMEMBERED = 1024
BY_ITSELF = 0.4  # confidence; with less, more wrong passages are shown than right ones (the sets of conversations)


class Answerer:
    """Answers questions from one index version."""

    def __init__(
        self,
        index: PassageIndex,
        weights: Weights | None = None,
        care: Care | None = None,
        remembered: int = REMEMBERED,
    ) -> None:
        """Prepare to answer.

        `weights` are those of ranking.json for the index's encoder unless given; `care` looks after readers in
        distress, where readers ask and not a program that measures. What became of the latest `remembered` questions
        is kept for those that follow on them; of others it is found again. From here on matrix products of this process
        keep to one thread each.
        """
        multiply_on_one_thread()
        self.index = index
        self.weights = weights or weights_for(index.encoder.fingerprint)
        neutral = None if self.weights.fitted else FollowupWeights.neutral()
        self._understanding = Understanding(index, self._turn, neutral, remembered)
        self._remembered = Remembered(remembered)
        self._languages = index.languages()
        self._care = care

    def ask(self, question: Question) -> Answer:
        """Return the answer; the same question on the same index version gives an equal answer.

        What asks several things at once is answered one by one, where each has an answer of its own.
        """
        texts = _asked_by(question)
        self.index.encoder.begin(texts)
        read = self._care.begin(question.text) if self._care else None
        answer, _ = self._answer_each(question, texts)
        notice, footer = self._care.look_after(read, question.locale) if self._care and read else (None, None)
        if not notice:
            return replace(answer, footer=footer) if footer else answer
        reason = Reason.ANSWERED if answer.answered else Reason.WEAK if answer.quotes else Reason.HELP
        said = message(reason, question.locale, answer.corrected)  # and no word that there is no answer
        return replace(answer, notice=notice, footer=footer, message=said)

    def _answer_each(self, question: Question, texts: Sequence[str]) -> tuple[Answer, Mapping[str, Answer]]:
        """Return the answer, and those that it is made of by their questions, none where it is to the whole."""
        return one_by_one(question, texts, self._answer, self.weights, BY_ITSELF)

    def _answer(self, question: Question) -> Answer:
        meaning, considered = self.consider(question)
        reply = is_reply(question.text)
        status, reason = (
            (Status.UNANSWERED, Reason.SMALL_TALK) if reply else self._status(question, meaning, considered)
        )
        near = reason is not Reason.LANGUAGE and not reply
        passages = best_passages(self.index, considered, question.limit) if near else []
        quoted = [] if status is Status.UNANSWERED else passages
        quotes = quotes_from(self.index, meaning, considered, quoted, question.limit)
        welcome = openers(self.index, meaning.vector, question.where) if is_greeting(question.text) else ()
        corrected = () if reason is Reason.LANGUAGE else meaning.changes
        return Answer(
            status=status,
            confidence=round(considered.confidence, 4),
            quotes=tuple(quotes),
            related=offered(self.index, considered, passages, quotes) or welcome,
            message=message(reason, question.locale, corrected),
            followed=meaning.followed,
            index_version=self.index.version,
            answer_id=answer_id(self.index.version, (quote.place for quote in quotes)),
            corrected=corrected,
            foreign=reason is Reason.LANGUAGE,
        )

    def consider(self, question: Question) -> tuple[Meaning, Considered]:
        """Return what the question is taken to mean and what was found, before anything is quoted."""
        meaning, considered = self._considered(question)
        meaning, considered = self._stepped(question, meaning, considered) or self._asked(question, meaning, considered)
        if not question.where:  # what is found elsewhere, too, is what a later question follows on
            self._remembered.keep(question.text, question.history, self._became(meaning, considered))
        return meaning, considered

    def _asked(self, question: Question, meaning: Meaning, considered: Considered) -> tuple[Meaning, Considered]:
        """Return the same, or what was found for what the question must mean.

        What nothing answers as a follow-up was none where it is answered well by itself: "what about the ending?". What
        asks for a gist is answered by the takeaway of the article that it must mean. What names nothing, as "tell me
        more", goes on with what was answered before; "why?" only where nothing answers that.
        """
        going = goes_on(question.text) if question.history else None
        if going and (going is not GoesOn.ABOUT or _chooses(question) or considered.status is Status.UNANSWERED):
            meaning, considered = self._gone_on(question, going) or (meaning, considered)
        if meaning.followed and considered.status is Status.UNANSWERED:
            alone = self._considered(replace(question, history=()))
            if alone[1].confidence >= BY_ITSELF:
                meaning, considered = alone
        if considered.status is Status.UNANSWERED and asks_for_gist(question.text):
            meaning, considered = self._takeaway(question, _unknown(meaning, considered)) or (meaning, considered)
        return meaning, considered

    def _considered(self, question: Question) -> tuple[Meaning, Considered]:
        meaning, weights = self.understand(question), self.weights
        if not is_read(question.text, self.index.encoder):
            meaning, weights = replace(meaning, vector=np.zeros_like(meaning.vector), pieces=NONE), words_alone()
        return meaning, consider(self.index, meaning, question.where, weights)

    def _gone_on(self, question: Question, going: GoesOn) -> tuple[Meaning, Considered] | None:
        """Return what the latest question that names something found; for `MORE`, what of its article is left.

        Of several at once it is the one that `question` names, as "the second one", or else the last.

        None where nothing answered it. Nobody asked for just this, so that it is never shown as sure.
        """
        places = asking(question.history)
        if not places:
            return None
        before, (latest, *since) = question.history[: places[-1]], question.history[places[-1] :]
        earlier = self._one_of(replace(question, text=latest, history=before), which(question.text))
        meaning, considered = self.consider(earlier)
        if self._status(earlier, meaning, considered)[0] is Status.UNANSWERED:
            return None
        if going is GoesOn.MORE:
            times = sum(goes_on(said) is GoesOn.MORE for said in since)
            considered = self._further(earlier, meaning, considered, times)
        confidence = unsure(considered.confidence, self.weights)
        return replace(meaning, followed=earlier.text, changes=()), replace(considered, confidence=confidence)

    def _one_of(self, question: Question, place: int | None) -> Question:
        """Return that of several questions which is at `place`, else the last that has an answer.

        It is the whole where that was answered as one.
        """
        _, answers = self._answer_each(question, _asked_by(question))
        if not answers:
            return question
        texts = [*answers]
        named = None if place is None else next(iter(texts[place:]), None)
        asked = named or next(text for text in reversed(texts) if answers[text].quotes)
        return replace(question, text=asked, history=(*question.history, *texts[: texts.index(asked)]))

    def _further(self, question: Question, meaning: Meaning, found: Considered, times: int) -> Considered:
        """Return what of the first passage's article is left after its quotes, and after more was shown `times`."""
        article = frozenset({found.first.article_id} if found.first else ())
        where = replace(question.where, article=article)
        left = found if found.in_order else consider(self.index, meaning, where, found.weights)
        shown, least = found, NEAR_ENOUGH * float(found.ranking.scores[0])
        for _ in range(times + 1):
            passages = best_passages(self.index, shown, question.limit)
            quotes = quotes_from(self.index, meaning, shown, passages, question.limit)
            shown = left = further(self.index, left, quotes, least)
            if not len(left.ranking.order):
                return replace(left, features=None, confidence=0.0)
        return replace(left, confidence=found.confidence)

    def _takeaway(self, question: Question, unknown: float) -> tuple[Meaning, Considered] | None:
        """Return what finds the takeaway of the one article there is to ask about, None without one.

        It is the only one that may be quoted, or else the one that the latest question was answered from. `unknown` is
        the share of the question's terms that occur nowhere.
        """
        if is_foreign(question.text, self._languages, unknown):
            return None
        articles, followed = self._meant(question)
        record = self.index.article(next(iter(articles))) if len(articles) == 1 else None
        if record is None:
            return None
        where = replace(question.where, article=articles)
        meaning, considered = self._considered(replace(question, text=record.title, history=(), where=where))
        found = considered.first is not None and considered.first.kind is Kind.TAKEAWAY
        return (replace(meaning, followed=followed), considered) if found else None

    def _stepped(
        self, question: Question, meaning: Meaning, considered: Considered
    ) -> tuple[Meaning, Considered] | None:
        """Return the steps that a question asks for, of the article that it means, or else of the best one's.

        Where it says of what, that is found, and near enough; where it does not, nobody can be sure that it is of this.
        None where it asks for none, or the article has none.
        """
        steps = asked_steps(question.text, question.history)
        if steps is None:
            return None
        articles, followed = (frozenset[str](), None) if steps.named else self._meant(question)
        confidence = unsure(1.0, self.weights)
        if len(articles) != 1:
            if considered.first is None or considered.status is Status.UNANSWERED:
                return None
            articles, followed = frozenset({considered.first.article_id}), meaning.followed
            confidence = unsure(considered.confidence, self.weights)
        found = consider(self.index, meaning, replace(question.where, article=articles), considered.weights)
        in_order = steps_first(self.index, found, steps)
        if in_order is None:
            return None
        if in_order.first == considered.first:
            confidence = max(confidence, considered.confidence)
        return replace(meaning, followed=followed), replace(in_order, confidence=confidence)

    def _meant(self, question: Question) -> tuple[frozenset[str], str | None]:
        """Return the articles that a question without a subject can be about, and the earlier question that says so.

        It is the only one that may be quoted, or else the one that the latest question was answered from.
        """
        articles, places = question.where.article or self._articles, asking(question.history)
        if len(articles) == 1 or not places:
            return articles, None
        latest = question.history[places[-1]]
        turn = self._turn(latest, question.history[: places[-1]])
        if status_of(turn.trust, self.weights) is Status.UNANSWERED:
            return articles, None
        return articles & {turn.article}, latest

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(self.index.article_ids())

    def understand(self, question: Question) -> Meaning:
        """Return what the question is taken to mean; the same on the same index version always means the same."""
        return self._understanding.understand(question)

    def _turn(self, asked: str, before: tuple[str, ...]) -> Turn:
        return self._remembered.get(asked, before) or self._became(*self.consider(Question(asked, before)))

    @staticmethod
    def _became(meaning: Meaning, considered: Considered) -> Turn:
        article = considered.first.article_id if considered.first else ""
        terms = dict(meaning.earlier) | dict.fromkeys(meaning.terms, 1.0)
        return Turn(meaning.vector, tuple(terms.items()), article, considered.confidence)

    def _status(self, question: Question, meaning: Meaning, considered: Considered) -> tuple[Status, Reason]:
        if is_foreign(question.text, self._languages, _unknown(meaning, considered)):
            return Status.UNANSWERED, Reason.LANGUAGE
        if question.where and not len(considered.candidates.rows):
            return Status.UNANSWERED, Reason.FILTERED
        status = considered.status
        if status is not Status.UNANSWERED:
            return status, Reason.ANSWERED if status is Status.ANSWERED else Reason.WEAK
        chatting = is_small_talk(meaning.vector, self.index.encoder.fingerprint)
        return status, Reason.SMALL_TALK if chatting else Reason.NOT_COVERED


def _asked_by(question: Question) -> Sequence[str]:
    """Return the questions that it asks, all of it where these are more than it may get quotes."""
    texts = questions_in(question.text)
    return texts if len(texts) <= question.limit else [question.text]


def _chooses(question: Question) -> bool:
    """Tell whether a question names one of several that were asked at once before it: "the second one?"."""
    places = asking(question.history) if which(question.text) is not None else []
    return bool(places) and len(questions_in(question.history[places[-1]])) > 1


def _unknown(meaning: Meaning, considered: Considered) -> float:
    """Return the share, 0..1, of the question that no passage holds as it was typed.

    Words that were read as others count as unknown: a foreign question is not English because its words can be
    mistaken for English ones ("mitä" for "meta").
    """
    count = considered.features.asked.alone.count if considered.features else 1
    return min(1.0, considered.unknown_share + len(meaning.changes) / count)
