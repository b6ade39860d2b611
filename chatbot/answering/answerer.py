"""Answerer.ask(): the steps of answering, in order. No HTTP, files or globals; safe to call from several threads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from chatbot.answering.answer import Answer, Link, Quote, Related, Status
from chatbot.answering.confidence import status_of
from chatbot.answering.considering import Considered, closest_places, consider, further
from chatbot.answering.followup import FollowupWeights, Turn
from chatbot.answering.gist import asks_for_gist
from chatbot.answering.going_on import GoesOn, asking, goes_on
from chatbot.answering.language import is_foreign, is_read
from chatbot.answering.links import link_to_section
from chatbot.answering.marking import asked_of
from chatbot.answering.messages import Reason, message
from chatbot.answering.out_of_scope import is_greeting, is_reply, is_small_talk
from chatbot.answering.question import Question
from chatbot.answering.quoting import Ranked, in_turn, quotes_of, with_what_it_follows
from chatbot.answering.remembering import Remembered
from chatbot.answering.understanding import Meaning, Understanding
from chatbot.answering.weights import Weights, weights_for, words_alone
from chatbot.indexing.cores import multiply_on_one_thread
from chatbot.indexing.index import PassageIndex, record_of
from chatbot.indexing.pieces import NONE
from chatbot.reading.passages import Kind, Passage
from chatbot.safety.care import Care

CLOSEST_PLACES = 3
RELATED_QUESTIONS = 3
RELATED = 0.6  # share of the first passage's score below which another article's question is about something else
LOOKED_AT = 400  # passages, for what to offer to who says hello
REMEMBERED = 1024
EARLIER = 0.5  # of what earlier questions' words count in finding a passage, when its best sentence is chosen
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
        self._understanding = Understanding(index, self._turn, neutral)
        self._remembered = Remembered(remembered)
        self._languages = index.languages()
        self._care = care

    def ask(self, question: Question) -> Answer:
        """Return the answer; the same question on the same index version gives an equal answer."""
        meaning, considered = self.consider(question)
        reply = is_reply(question.text)
        status, reason = (
            (Status.UNANSWERED, Reason.SMALL_TALK) if reply else self._status(question, meaning, considered)
        )
        near = reason is not Reason.LANGUAGE and not reply
        passages = self._best(considered, question.limit) if near else []
        quotes = self._quotes(meaning, considered, passages, question.limit) if status is not Status.UNANSWERED else []
        corrected = () if reason is Reason.LANGUAGE else meaning.changes
        notice, footer = self._care.look_after(question.text, question.locale) if self._care else (None, None)
        return Answer(
            status=status,
            confidence=round(considered.confidence, 4),
            quotes=tuple(quotes),
            related=tuple(self._related(passages, quotes, considered)) or self._openers(question, meaning),
            message=message(reason if quotes or not notice else Reason.HELP, question.locale, corrected),
            followed=meaning.followed,
            notice=notice,
            index_version=self.index.version,
            answer_id=answer_id(self.index.version, ((q.article.id, q.source_id, q.start, q.end) for q in quotes)),
            footer=footer,
            corrected=corrected,
            foreign=reason is Reason.LANGUAGE,
        )

    def consider(self, question: Question) -> tuple[Meaning, Considered]:
        """Return what the question is taken to mean and what was found, before anything is quoted.

        What nothing answers as a follow-up was none where it is answered well by itself: "what about the ending?". What
        asks for a gist is answered by the takeaway of the article that it must mean. What names nothing, as "tell me
        more", goes on with what was answered before; "why?" only where nothing answers that.
        """
        meaning, considered = self._considered(question)
        going = goes_on(question.text) if question.history else None
        if going and (going is not GoesOn.ABOUT or considered.status is Status.UNANSWERED):
            meaning, considered = self._gone_on(question, going) or (meaning, considered)
        if meaning.followed and considered.status is Status.UNANSWERED:
            alone = self._considered(replace(question, history=()))
            if alone[1].confidence >= BY_ITSELF:
                meaning, considered = alone
        if considered.status is Status.UNANSWERED and asks_for_gist(question.text):
            meaning, considered = self._takeaway(question, _unknown(meaning, considered)) or (meaning, considered)
        if not question.where:  # what is found elsewhere, too, is what a later question follows on
            self._remembered.keep(question.text, question.history, self._became(meaning, considered))
        return meaning, considered

    def _considered(self, question: Question) -> tuple[Meaning, Considered]:
        meaning, weights = self.understand(question), self.weights
        if not is_read(question.text, self.index.encoder):
            meaning, weights = replace(meaning, vector=np.zeros_like(meaning.vector), pieces=NONE), words_alone()
        return meaning, consider(self.index, meaning, question.where, weights)

    def _gone_on(self, question: Question, going: GoesOn) -> tuple[Meaning, Considered] | None:
        """Return what the latest question that names something found; for `MORE`, what of its article is left.

        None where nothing answered it. Nobody asked for just this, so that it is never shown as sure.
        """
        places = asking(question.history)
        if not places:
            return None
        before, (asked, *since) = question.history[: places[-1]], question.history[places[-1] :]
        earlier = replace(question, text=asked, history=before)
        meaning, considered = self.consider(earlier)
        if self._status(earlier, meaning, considered)[0] is Status.UNANSWERED:
            return None
        if going is GoesOn.MORE:
            times = sum(goes_on(said) is GoesOn.MORE for said in since)
            considered = self._further(earlier, meaning, considered, times)
        unsure = min(considered.confidence, (self.weights.weak + self.weights.answered) / 2)
        return replace(meaning, followed=asked, changes=()), replace(considered, confidence=unsure)

    def _further(self, question: Question, meaning: Meaning, found: Considered, times: int) -> Considered:
        """Return what of the first passage's article is left after its quotes, and after more was shown `times`."""
        article = frozenset({found.first.article_id} if found.first else ())
        left = consider(self.index, meaning, replace(question.where, article=article), found.weights)
        shown, least = found, RELATED * float(found.ranking.scores[0])
        for _ in range(times + 1):
            quotes = self._quotes(meaning, shown, self._best(shown, question.limit), question.limit)
            shown = left = further(self.index, left, quotes, least)
            if not len(left.ranking.order):
                return replace(left, features=None, confidence=0.0)
        return replace(left, confidence=found.confidence)

    def _best(self, considered: Considered, limit: int) -> list[Passage]:
        """Return the passages of which up to `limit` quotes are taken."""
        return self.index.passages(considered.candidates.rows[considered.ranking.order[: 3 * limit]])

    def _takeaway(self, question: Question, unknown: float) -> tuple[Meaning, Considered] | None:
        """Return what finds the takeaway of the one article there is to ask about, None without one.

        It is the only one that may be quoted, or else the one that the latest question was answered from. `unknown` is
        the share of the question's terms that occur nowhere.
        """
        if is_foreign(question.text, self._languages, unknown):
            return None
        articles, followed = question.where.article or self._articles, None
        if len(articles) > 1 and question.history:
            latest = self._turn(question.history[-1], question.history[:-1])
            if status_of(latest.trust, self.weights) is not Status.UNANSWERED:
                articles, followed = articles & {latest.article}, question.history[-1]
        record = self.index.article(next(iter(articles))) if len(articles) == 1 else None
        if record is None:
            return None
        where = replace(question.where, article=articles)
        meaning, considered = self._considered(replace(question, text=record.title, history=(), where=where))
        found = considered.first is not None and considered.first.kind is Kind.TAKEAWAY
        return (replace(meaning, followed=followed), considered) if found else None

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

    def _quotes(self, meaning: Meaning, considered: Considered, passages: Sequence[Passage], limit: int) -> list[Quote]:
        if considered.features is None or not passages:
            return []
        turns = in_turn([p.article_id for p in passages], considered.ranking.scores.tolist(), limit)
        headed = float(considered.features.column("asked")[considered.ranking.order[0]])
        first = record_of(self.index, passages[turns[0]].article_id)
        turns = with_what_it_follows(passages, turns, headed, first.text)
        ranked = (self._ranked(considered, passages[place], place) for place in turns)
        return quotes_of(asked_of(meaning.text, considered.features.asked.lessened(EARLIER)), ranked, limit)

    def _ranked(self, considered: Considered, passage: Passage, place: int) -> Ranked:
        candidates, number = considered.candidates, int(considered.ranking.order[place])
        words = self.index.words(candidates.rows[number : number + 1])
        score = float(considered.ranking.scores[place])
        record = record_of(self.index, passage.article_id)
        cosines, asked_there = candidates.sentence_scores(number), candidates.question_score(number)
        shown = tuple(span for article, span in considered.shown if article == record.id)
        return Ranked(passage, record, score, cosines, words, asked_there, shown)

    def _related(self, passages: Sequence[Passage], quotes: Sequence[Quote], considered: Considered) -> list[Related]:
        """Return FAQ questions near the asked one that are not quoted; with no quote the closest places first.

        They are of the article that the first passage stands in, or near it themselves.
        """
        closest = closest_places(self.index, considered, CLOSEST_PLACES) if passages and not quotes else ()
        questions: list[Related] = []
        shown = {(q.article.id, q.source_id) for q in quotes}
        scores = considered.ranking.scores[: len(passages)].tolist()
        for passage, score in zip(passages, scores, strict=True):
            name = (passage.article_id, passage.source_id)
            is_near = score >= RELATED * scores[0] or passage.article_id == passages[0].article_id
            if passage.kind is Kind.FAQ and is_near and name not in shown:
                shown.add(name)
                questions.append(self._faq_question(passage))
        return [*self._places(closest), *questions[:RELATED_QUESTIONS]]

    def _places(self, closest: Iterable[tuple[str, Passage | None]]) -> Iterator[Related]:
        """Yield the closest places; the title of an article is said once, above its further sections."""
        named: set[str] = set()
        for article_id, passage in closest:
            record = record_of(self.index, article_id)
            heading = passage.headings[-1] if passage and passage.headings else record.title
            if passage is None or heading == record.title:
                yield Related("article", record.title, article_id, "", record.url, Link())
            else:
                text = heading if article_id in named else f"{record.title} › {heading}"
                link = link_to_section(passage, record.text)
                yield Related("article", text, article_id, passage.source_id, record.url, link)
            named.add(article_id)

    def _faq_question(self, passage: Passage) -> Related:
        record = record_of(self.index, passage.article_id)
        asked_there, link = passage.question_in(record.text), link_to_section(passage, record.text)
        return Related("question", asked_there, record.id, passage.source_id, record.url, link)

    def _openers(self, question: Question, meaning: Meaning) -> tuple[Related, ...]:
        """Return the first FAQ question of each of the first articles, for who only says hello."""
        if not is_greeting(question.text):
            return ()
        rows = np.sort(self.index.nearest(meaning.vector, LOOKED_AT, question.where).rows)
        first: dict[str, Passage] = {}
        for passage in self.index.passages(rows):
            if passage.kind is Kind.FAQ:
                first.setdefault(passage.article_id, passage)
        return tuple(map(self._faq_question, list(first.values())[:RELATED_QUESTIONS]))


def answer_id(version: str, quoted: Iterable[tuple[str, str, int, int]]) -> str:
    """Return a digest of the index version and the quoted spans (article id, source id, start, end) of it.

    The question is no part of it.
    """
    lines = ["\x1f".join(map(str, span)) for span in quoted]
    return hashlib.sha256("\x1e".join([version, *lines]).encode()).hexdigest()[:32]


def _unknown(meaning: Meaning, considered: Considered) -> float:
    """Return the share, 0..1, of the question that no passage holds as it was typed.

    Words that were read as others count as unknown: a foreign question is not English because its words can be
    mistaken for English ones ("mitä" for "meta").
    """
    count = considered.features.asked.alone.count if considered.features else 1
    return min(1.0, considered.unknown_share + len(meaning.changes) / count)
