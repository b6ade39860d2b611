"""A request for steps, table or gist of an article -> which article it means, and what is found of that there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from chatbot.answering.answer import Related, Status
from chatbot.answering.confidence import status_of, unsure
from chatbot.answering.considering import Considered, consider, first_of_kind
from chatbot.answering.contents import asked_page
from chatbot.answering.followup import Turns
from chatbot.answering.gist import gist_of
from chatbot.answering.going_on import asking, which
from chatbot.answering.marking import ALL, asked_of
from chatbot.answering.offering import contents
from chatbot.answering.out_of_scope import is_reply
from chatbot.answering.procedures import steps_first
from chatbot.answering.question import Question
from chatbot.answering.steps import Steps, asked_steps, naming
from chatbot.answering.tables import asks_for_the_table, named_in_table
from chatbot.answering.understanding import Meaning
from chatbot.answering.weights import Weights
from chatbot.indexing.index import ARTICLE_TITLE, PassageIndex, record_of
from chatbot.reading.passages import Kind

MOST = 2 / 3  # of what a table is to be about, by idf, that the one which is shown for it holds

Found = tuple[Meaning, Considered]


class Requests:
    """Finds what is asked for by its part in an article, in one index. Safe to use from several threads."""

    def __init__(
        self, index: PassageIndex, weights: Weights, considered: Callable[[Question], Found], turns: Turns
    ) -> None:
        """Prepare; `considered` returns what a question finds by its words, `turns` what became of an earlier one."""
        self._index = index
        self._weights = weights
        self._considered = considered
        self._turn = turns

    def steps(self, question: Question, meaning: Meaning, considered: Considered) -> Found | None:
        """Return the steps that a question asks for, of the article that it means, or else of the best one's.

        Where it says of what, that alone is looked for, and must be near enough; where it does not, nobody can be sure
        that it is of this. There is no answer where the article that it means has fewer steps. None where it asks for
        none, or the article has none.
        """
        steps = asked_steps(meaning.text, question.history)
        if steps is None:
            return None
        articles, followed = (frozenset[str](), None) if steps.subject else self._meant(question)
        if steps.subject:
            if considered.status is Status.ANSWERED and considered.first and considered.first.kind is not Kind.STEP:
                return None
            _, considered = self._considered(replace(question, text=steps.subject))
        confidence = unsure(1.0, self._weights)
        if not (is_meant := len(articles) == 1):
            if considered.first is None or considered.status is Status.UNANSWERED:
                return None
            articles, followed = frozenset({considered.first.article_id}), meaning.followed
            confidence = unsure(considered.confidence, self._weights)
        found = consider(self._index, meaning, replace(question.where, article=articles), considered.weights)
        in_order = steps_first(self._index, found, steps)
        if in_order is None:
            is_over = is_meant and steps_first(self._index, found, Steps(None))
            return (replace(meaning, followed=followed), replace(found, confidence=0.0)) if is_over else None
        if in_order.first == considered.first:
            confidence = max(confidence, considered.confidence)
        return replace(meaning, followed=followed), replace(in_order, confidence=confidence)

    def gist(self, question: Question, meaning: Meaning, considered: Considered) -> Found | None:
        """Return what finds the takeaway of the article for whose gist the question asks.

        It is the article that answers, if the question speaks of an article, else the one whose title names all that is
        asked about. None where there is none, the question asks for no gist, or it is answered as it stands.
        """
        subject, is_article = gist_of(meaning.text)
        if not subject or (considered.status is Status.ANSWERED and not is_article):
            return None
        _, about = self._considered(replace(question, text=subject, history=()))
        if about.features is None or about.first is None:
            return None
        words = self._index.words(about.candidates.rows[about.ranking.order[:1]])
        title = words.terms[words.places == ARTICLE_TITLE]
        titled = asked_of(subject, about.features.asked).share_of(title) >= ALL
        if not titled and (not is_article or about.status is Status.UNANSWERED):
            return None
        found = self._takeaway_of(question, frozenset({about.first.article_id}))
        return (replace(found[0], changes=meaning.changes), found[1]) if found else None

    def table(self, question: Question, meaning: Meaning) -> Found | None:
        """Return what finds the table of the article that is meant by a question for one that does not say of what.

        It is the nearest to what was asked before; of an earlier article where the latest has none. None where none is
        asked for, or no article has one.
        """
        if not asks_for_the_table(meaning.text):
            return None
        articles, followed = self._meant(question)
        if len(articles) != 1:
            return None
        before = question.history
        if followed is not None:
            before = before[: max(place for place, said in enumerate(before) if said == followed)]
        where = replace(question.where, article=articles)
        earlier = replace(question, text=followed or question.text, history=before, where=where)
        about, found = self._considered(earlier)
        tables = first_of_kind(self._index, found, Kind.TABLE)
        if tables is None:
            return self.table(replace(question, history=before), meaning) if followed else None
        return replace(about, followed=followed, changes=()), replace(tables[0], confidence=unsure(1.0, self._weights))

    def table_of(self, question: Question, meaning: Meaning, considered: Considered) -> Found | None:
        """Return what finds the table that holds most of what a question wants one about.

        Never shown as sure: it may say something else of that. None where the question asks for none or is answered, or
        no table holds so much.
        """
        if considered.status is Status.ANSWERED or not (subject := named_in_table(meaning.text)):
            return None
        _, about = self._considered(replace(question, text=subject))
        if about.features is None:
            return None
        asked = asked_of(subject, about.features.asked)
        table = first_of_kind(self._index, about, Kind.TABLE, asked.share_of)
        is_shown = considered.status is Status.WEAK
        if table is None or table[1] < (ALL if is_shown else MOST) or (is_shown and table[0].first == considered.first):
            return None
        confidence = unsure(max(considered.confidence, self._weights.weak), self._weights)
        return meaning, replace(table[0], confidence=confidence)

    def chosen(self, question: Question, meaning: Meaning, considered: Considered) -> Found | None:
        """Return what finds the takeaway of one of the articles that were named just before: "the second one".

        It is what the title finds where the article has no takeaway. There is no answer where fewer were named. None
        where it asks for no such, or none were named.
        """
        if (named := self._named(question)) is None:
            return None
        asked, one = named
        if one is None:
            return meaning, replace(considered, confidence=0.0)
        article = frozenset({one.article})
        of_title = replace(question, text=one.text, history=(), where=replace(question.where, article=article))
        about, found = self._takeaway_of(question, article) or self._considered(of_title)
        confidence = unsure(found.confidence, self._weights)
        return replace(about, followed=asked, changes=()), replace(found, confidence=confidence)

    def _named(self, question: Question) -> tuple[str, Related | None] | None:
        """Return the question for what there is, and the article that was named for it at the place that is asked for.

        None for the article where fewer were named, for both where no such is asked for.
        """
        place = which(question.text)
        said = [n for n, text in enumerate(question.history) if not is_reply(text) and which(text) is None]
        if place is None or not said:
            return None
        asked, before = question.history[said[-1]], question.history[: said[-1]]
        earlier, _ = self._considered(replace(question, text=asked, history=before))
        page = asked_page(earlier.text, before)
        if page is None:
            return None
        named = contents(self._index, earlier.vector, question.where, page)
        return asked, next(iter(named[place:]), None)

    def takeaway(self, question: Question) -> Found | None:
        """Return what finds the takeaway of the article that is meant by a question that names none.

        None where there are several that it may mean, or the article has none.
        """
        articles, followed = self._meant(question)
        found = self._takeaway_of(question, articles) if len(articles) == 1 else None
        return (replace(found[0], followed=followed), found[1]) if found else None

    def _takeaway_of(self, question: Question, articles: frozenset[str]) -> Found | None:
        [title] = (record_of(self._index, article_id).title for article_id in articles)
        where = replace(question.where, article=articles)
        meaning, considered = self._considered(replace(question, text=title, history=(), where=where))
        is_found = considered.first is not None and considered.first.kind is Kind.TAKEAWAY
        return (meaning, considered) if is_found else None

    def _meant(self, question: Question) -> tuple[frozenset[str], str | None]:
        """Return the articles that a question without a subject can be about, and the earlier question that says so.

        It is the only one that may be quoted, or else the one that was chosen last, or that the latest question was
        answered from; one that leans on the question before it and has no answer is passed over.
        """
        named, history = question.where.article, question.history
        if history and (chosen := self._named(replace(question, text=history[-1], history=history[:-1]))):
            asked, one = chosen
            return frozenset({one.article} if one else ()), asked
        articles = named & self._articles if named else self._articles
        for place in reversed(asking(history)) if len(articles) != 1 else ():
            turn = self._turn(history[place], history[:place])
            if status_of(turn.trust, self._weights) is not Status.UNANSWERED:
                first = naming(history[: place + 1])
                is_same = self._turn(history[first], history[:first]).article == turn.article
                return articles & {turn.article}, history[first if is_same else place]
            if not turn.leans:
                break
        return articles, None

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(self._index.article_ids())
