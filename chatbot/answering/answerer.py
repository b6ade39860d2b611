"""Answerer.ask(): the arrows of answering, in order. No HTTP, files or globals; safe to call from several threads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chatbot.answering.answer import Answer, Link, Quote, Related, Status
from chatbot.answering.marking import asked, split_words
from chatbot.answering.messages import Reason, message
from chatbot.answering.question import Question
from chatbot.answering.quoting import Ranked, quotes_of
from chatbot.answering.ranking import ANSWERED, WEAK, Ranking, rank
from chatbot.answering.retrieval import Candidates, retrieve
from chatbot.answering.understanding import Meaning, Understanding
from chatbot.indexing.index import ArticleRecord, PassageIndex
from chatbot.reading.passages import Kind, Passage, Role

CLOSEST_ARTICLES = 3
RELATED_QUESTIONS = 3


class Answerer:
    """Answers questions from one index version."""

    def __init__(self, index: PassageIndex) -> None:
        self.index = index
        self._understanding = Understanding(index)

    def ask(self, question: Question) -> Answer:
        """Return the answer; the same question on the same index version gives an equal answer."""
        meaning = self._understanding.understand(question)
        candidates = retrieve(self.index, meaning, question.where)
        ranking = rank(candidates)
        status = _status(ranking.confidence)
        ranked = [candidates.rows[i] for i in ranking.order[: 3 * question.limit]]
        passages = self.index.passages(candidates.rows[ranking.order[: 3 * question.limit]]) if ranked else []
        quotes = self._quotes(meaning, candidates, ranking, question.limit) if status is not Status.UNANSWERED else []
        reason = {Status.ANSWERED: Reason.ANSWERED, Status.WEAK: Reason.WEAK}.get(status, Reason.NOT_COVERED)
        return Answer(
            status=status,
            confidence=round(ranking.confidence, 4),
            quotes=tuple(quotes),
            related=tuple(self._related(passages, quotes)),
            message=message(reason, question.locale),
            followed=meaning.followed,
            notice=None,
            index_version=self.index.version,
            answer_id=answer_id(self.index.version, quotes),
        )

    def _record(self, article_id: str) -> ArticleRecord:
        record = self.index.article(article_id)
        if record is None:
            raise LookupError(f"the index holds passages of article {article_id!r} but not the article")
        return record

    def _quotes(self, meaning: Meaning, candidates: Candidates, ranking: Ranking, limit: int) -> list[Quote]:
        order = ranking.order[: 3 * limit]
        rows = candidates.rows[order]
        words = split_words(self.index.words(rows))
        ranked = [
            Ranked(passage, self._record(passage.article_id), float(score), candidates.sentence_scores(int(i)), said)
            for passage, score, i, said in zip(self.index.passages(rows), ranking.scores, order, words, strict=False)
        ]
        return quotes_of(asked(self.index, meaning.text), ranked, limit)

    def _related(self, passages: Sequence[Passage], quotes: Sequence[Quote]) -> list[Related]:
        """Return FAQ questions near the asked one that are not quoted; with no quote the closest articles first."""
        related: list[Related] = []
        if not quotes:
            for article_id in dict.fromkeys(p.article_id for p in passages):
                record = self._record(article_id)
                related.append(Related("article", record.title, record.id, "", record.url, Link()))
        shown = {(q.article.id, q.source_id) for q in quotes}
        for passage in passages:
            if passage.kind is Kind.FAQ and (passage.article_id, passage.source_id) not in shown:
                shown.add((passage.article_id, passage.source_id))
                record = self._record(passage.article_id)
                asked = next(c.span.of(record.text) for c in passage.context if c.role is Role.QUESTION)
                link = Link(passage.anchor or "")
                related.append(Related("question", asked, record.id, passage.source_id, record.url, link))
        articles = [r for r in related if r.kind == "article"][:CLOSEST_ARTICLES]
        return articles + [r for r in related if r.kind == "question"][:RELATED_QUESTIONS]


def _status(confidence: float) -> Status:
    if confidence >= ANSWERED:
        return Status.ANSWERED
    return Status.WEAK if confidence >= WEAK else Status.UNANSWERED


def answer_id(version: str, quotes: Sequence[Quote]) -> str:
    """Return a digest of the index version and the quoted spans, never of the question."""
    spans = [f"{q.article.id}\x1f{q.source_id}\x1f{q.start}\x1f{q.end}" for q in quotes]
    return hashlib.sha256("\x1e".join([version, *spans]).encode()).hexdigest()[:32]
