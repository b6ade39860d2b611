"""Answerer.ask(): the steps of answering, in order. No HTTP, files or globals; safe to call from several threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chatbot.answering.answer import Answer, Status, answer_id
from chatbot.answering.considering import Considered
from chatbot.answering.contents import asked_page
from chatbot.answering.courtesies import without_courtesies
from chatbot.answering.finding import BY_ITSELF, Finder
from chatbot.answering.messages import Reason, message
from chatbot.answering.offering import contents, offered, openers
from chatbot.answering.out_of_scope import is_greeting, is_reply
from chatbot.answering.question import Question
from chatbot.answering.selecting import best_passages, quotes_from
from chatbot.answering.several import one_by_one
from chatbot.answering.splitting import questions_in
from chatbot.answering.understanding import Meaning
from chatbot.answering.vocabulary import with_accents
from chatbot.answering.weights import Weights, weights_for
from chatbot.indexing.cores import multiply_on_one_thread
from chatbot.indexing.index import PassageIndex
from chatbot.safety.care import Care

REMEMBERED = 1024


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
        self._finder = Finder(index, self.weights, remembered, self._parts)
        self._care = care

    def ask(self, question: Question) -> Answer:
        """Return the answer; the same question on the same index version gives an equal answer.

        What asks several things at once is answered one by one, where each has an answer of its own.
        """
        texts = _asked_by(question)
        self._finder.begin([without_courtesies(text) for text in texts] if len(texts) > 1 else texts)
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
        return one_by_one(question, texts, self._answer, self.weights, BY_ITSELF, self._finder.grammar)

    def _parts(self, question: Question) -> Mapping[str, Answer]:
        return self._answer_each(question, _asked_by(question))[1]

    def _answer(self, question: Question) -> Answer:
        meaning, considered = self.consider(question)
        said = meaning.text if considered.status is Status.UNANSWERED else question.text
        page = asked_page(said, question.history)
        talk = Reason.CONTENTS if page is not None else Reason.SMALL_TALK if is_reply(question.text) else None
        status, reason = (Status.UNANSWERED, talk) if talk else self._finder.status(question, meaning, considered)
        near = reason is not Reason.LANGUAGE and not talk
        passages = best_passages(self.index, considered, question.limit) if near else []
        quoted = [] if status is Status.UNANSWERED else passages
        quotes = quotes_from(self.index, meaning, considered, quoted, question.limit)
        related = offered(self.index, considered, passages, quotes)
        if reason is Reason.CONTENTS:
            related = contents(self.index, meaning.vector, question.where, page or 0)
        elif is_greeting(question.text):
            related = openers(self.index, meaning.vector, question.where)
        shown = (part for quote in quotes for part in (quote.text, *quote.headings, quote.article.title))
        corrected = () if reason is Reason.LANGUAGE or not meaning.changes else with_accents(meaning.changes, shown)
        return Answer(
            status=status,
            confidence=round(considered.confidence, 4),
            quotes=tuple(quotes),
            related=related,
            message=message(reason, question.locale, corrected),
            followed=None if talk else meaning.followed,
            index_version=self.index.version,
            answer_id=answer_id(self.index.version, (quote.place for quote in quotes)),
            corrected=corrected,
            foreign=reason is Reason.LANGUAGE,
        )

    def consider(self, question: Question) -> tuple[Meaning, Considered]:
        """Return what the question is taken to mean and what was found, before anything is quoted."""
        return self._finder.consider(question)

    def understand(self, question: Question) -> Meaning:
        """Return what the question is taken to mean; the same on the same index version always means the same."""
        return self._finder.understand(question)


def _asked_by(question: Question) -> Sequence[str]:
    """Return the questions that it asks without courtesies, all of it where these are more than it may get quotes."""
    asked = without_courtesies(question.text)
    texts = questions_in(asked)
    return texts if len(texts) <= question.limit else [asked]
