"""A question's meaning -> ranked candidates and the probability that the first one answers. Quotes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
import numpy.typing as npt

from chatbot.answering.answer import Quote, Status
from chatbot.answering.confidence import SIGNALS, probability, signals, status_of
from chatbot.answering.evidence import Evidence, weigh
from chatbot.answering.features import Features, describe
from chatbot.answering.marking import ALL
from chatbot.answering.naming import word_count
from chatbot.answering.out_of_scope import nearness
from chatbot.answering.quoting import SHORT, unshown
from chatbot.answering.ranking import Ranking, rank
from chatbot.answering.retrieval import Candidates, retrieve
from chatbot.answering.rivals import Rival, exchanged, rivals, words_exchanged
from chatbot.answering.understanding import Meaning
from chatbot.answering.weights import Weights
from chatbot.indexing.index import Filter, Floats, PassageIndex, record_of
from chatbot.indexing.words import terms as terms_of
from chatbot.reading.article import Span
from chatbot.reading.passages import Kind, Passage

LEADING = 8  # candidates that are looked at for another name, and for the first one's lead over other sections
CLOSE = 20  # candidates whose articles are weighed against each other
STEEP = 20.0
"""Of the softmax by which candidates speak for their article. Where nothing is quoted although an article has the
answer, that article comes first for .60 of `shipped`, .90 of squad2, .96 of its conversations; with the article of the
best passage first, for .53, .76, .81."""
TITLE = 0.8
"""Cosine from which a question says in its own words what an article's title does, "I can't log in" of "I cannot sign
in", and that article is shown. Of the evaluation sets' questions none that reaches it was refused."""
NAMED = 0.05
"""Confidence from which sections are named as close where nothing is quoted. Of the 117 questions of `shipped` that are
refused although an article answers them, 87 reach it, and for 48 of these one of three sections named holds the answer.
Of the far-off questions put to the same articles one in 25 reaches it."""

_REPLIES = """
    answer answers article articles bad best continue cool correct fine funny good great help human joke more next nice
    news no nope ok okay question questions really right sad sorry stop sure test thanks true wrong yeah yes
"""
_TO_US = frozenset(terms_of(_REPLIES))
"""What by itself is said to a chat and names no topic."""

Shares = Callable[[npt.NDArray[np.int32]], float]


@dataclass(frozen=True, slots=True)
class Considered:
    """All that is known before anything is quoted; `features` is None where there is no candidate.

    `signals` (len(confidence.SIGNALS),) are what the confidence was computed from, with `weights`; `first` is the best
    passage; `shown` are spans of articles, by id, that were quoted before and are not to be quoted again. Of the steps
    that were asked for, which come first, the best sentences stand at `marked`, one for each.
    """

    candidates: Candidates
    features: Features | None
    ranking: Ranking
    signals: Floats
    confidence: float
    weights: Weights
    first: Passage | None = None
    shown: tuple[tuple[str, Span], ...] = ()
    marked: tuple[int, ...] = ()

    @property
    def status(self) -> Status:
        """How an answer of this confidence is shown."""
        return status_of(self.confidence, self.weights)

    @property
    def steps(self) -> int:
        """How many of the first ones are steps that were asked for."""
        return len(self.marked)

    @property
    def unknown_share(self) -> float:
        """The share, by idf, of the question's content that no passage holds."""
        return self.features.asked.alone.unknown_share if self.features else 1.0

    @property
    def is_unheard(self) -> bool:
        """Tell whether no passage holds a word of the question's content, nor of those that it leans on."""
        asked = self.features.asked if self.features else None
        return asked is None or not (asked.known & asked.content).any()


def consider(index: PassageIndex, meaning: Meaning, where: Filter, weights: Weights) -> Considered:
    """Return the candidates of a question in order, with the confidence in the first; 0 where there is none."""
    candidates = retrieve(index, meaning, where)
    if len(candidates.rows):
        return judge(index, meaning, candidates, describe(index, meaning, candidates), weights)
    nothing = Ranking(np.empty(0, np.int64), np.empty(0, np.float32))
    return Considered(candidates, None, nothing, np.zeros(len(SIGNALS), np.float32), 0.0, weights)


def judge(
    index: PassageIndex, meaning: Meaning, candidates: Candidates, features: Features, weights: Weights
) -> Considered:
    """Return these candidates in order, with the confidence in the first.

    Where nothing answers a single word, those come first that hold it.
    """
    ranking = rank(features, weights)
    found = _judged(index, meaning, candidates, features, weights, ranking)
    if found.status is Status.UNANSWERED and _is_one_word(meaning, features):
        holding = np.logical_or.reduce(features.held[:, features.asked.content], axis=1)
        if holding.any():
            ranking = replace(ranking.behind(~holding[ranking.order]), others=0)
            found = _judged(index, meaning, candidates, features, weights, ranking)
    return found


def _judged(
    index: PassageIndex,
    meaning: Meaning,
    candidates: Candidates,
    features: Features,
    weights: Weights,
    ranking: Ranking,
) -> Considered:
    rival = rivals(index, meaning, candidates, features, ranking.order[:LEADING])
    doubtful = ranking.order[:LEADING][rival == Rival.PERHAPS]
    ranking = ranking.behind(rival == Rival.YES)
    leads = slice(min(LEADING, len(ranking.order) - ranking.others))
    swapped = exchanged(index, meaning, candidates, features, ranking.order[leads], ranking.scores[leads])
    ranking = ranking.behind(swapped)
    leading, first = index.passages(candidates.rows[ranking.order[:LEADING]]), int(ranking.order[0])
    evidence = _evidence(index, meaning.text, leading[0], int(features.sentence[first]))
    stands, out_of_scope = _stands(features, first), nearness(meaning.vector, index.encoder.fingerprint)
    is_title = features.column("title")[first] >= max(TITLE, out_of_scope)
    out_of_scope = 0.0 if stands else out_of_scope
    found = signals(features, ranking, [p.source for p in leading], evidence, out_of_scope)
    is_named = _names_what_stands(meaning, features, first, stands=stands)
    least = weights.weak if is_title or is_named else 0.0
    most = weights.weak if first in doubtful else 1.0
    confidence = max(least, min(most, probability(found, weights)))
    if confidence >= weights.answered and words_exchanged(index, meaning, candidates, features, first):
        confidence = weights.weak
    return Considered(candidates, features, ranking, found, confidence, weights, leading[0])


def further(index: PassageIndex, considered: Considered, quotes: Sequence[Quote], least: float) -> Considered:
    """Return what was found less the passages that are quoted already; of prose, less those that are quoted whole.

    Those of a score under `least` go, too, unless their section is quoted.
    """
    order, scores = considered.ranking.order, considered.ranking.scores
    shown = (*considered.shown, *((quote.article.id, Span(quote.start, quote.end)) for quote in quotes))
    sections = {(quote.article.id, quote.source_id) for quote in quotes}
    left = [
        (score >= least or p.source in sections) and _is_left(index, p, shown)
        for p, score in zip(index.passages(considered.candidates.rows[order]), scores.tolist(), strict=True)
    ]
    kept = np.flatnonzero(left)
    marked = tuple(compress(considered.marked, left))
    return replace(considered, ranking=Ranking(order[kept], scores[kept]), shown=shown, marked=marked)


def first_of_kind(
    index: PassageIndex, considered: Considered, kind: Kind, share_of: Shares | None = None
) -> tuple[Considered, float] | None:
    """Return the same with nothing but the best passage of this kind, and its share; None where there is none.

    `share_of` returns the share of a passage's terms (t,) by which one is the best; it is 1 for all where not given.
    """
    order, scores = considered.ranking.order, considered.ranking.scores
    passages = index.passages(considered.candidates.rows[order])
    places = [place for place, passage in enumerate(passages) if passage.kind is kind]
    if not places:
        return None
    rows = considered.candidates.rows[order]
    shares = [share_of(index.words(rows[place : place + 1]).terms) if share_of else 1.0 for place in places]
    share = max(shares)
    place = places[shares.index(share)]
    only = slice(place, place + 1)
    return replace(considered, ranking=Ranking(order[only], scores[only]), first=passages[place]), share


def _is_left(index: PassageIndex, passage: Passage, shown: Sequence[tuple[str, Span]]) -> bool:
    """Tell whether nothing of a passage is quoted, or of prose so little that the rest says something by itself."""
    spans = [span for article, span in shown if article == passage.article_id]
    new = unshown(passage, spans)
    if all(new) or passage.kind is not Kind.SECTION:
        return all(new)
    text = record_of(index, passage.article_id).text
    return sum(word_count(part.of(text)) for part in compress(passage.sentences, new)) >= SHORT


def ranked_sources(index: PassageIndex, considered: Considered) -> list[tuple[Passage, float]]:
    """Return the best passage of each section or FAQ entry among the candidates and its score, best first."""
    order = considered.ranking.order
    found: dict[tuple[str, str], tuple[Passage, float]] = {}
    passages: Sequence[Passage] = index.passages(considered.candidates.rows[order]) if len(order) else []
    for passage, score in zip(passages, considered.ranking.scores.tolist(), strict=True):
        found.setdefault(passage.source, (passage, score))
    return list(found.values())


def closest_articles(index: PassageIndex, considered: Considered) -> list[str]:
    """Return the ids of the articles that the best candidates stand in, first the one they speak most for together."""
    order = considered.ranking.order[:CLOSE]
    if not len(order):
        return []
    scores = considered.ranking.scores[:CLOSE]
    shares = np.exp(STEEP * (scores - scores[0])).tolist()
    weights: dict[str, float] = {}
    for passage, share in zip(index.passages(considered.candidates.rows[order]), shares, strict=True):
        weights[passage.article_id] = weights.get(passage.article_id, 0.0) + share
    return sorted(weights, key=lambda article_id: -weights[article_id])


def closest_places(index: PassageIndex, considered: Considered, most: int) -> list[tuple[str, Passage | None]]:
    """Return up to `most` places to read on at, the closest first: ids of articles, each with a passage of its section.

    They are the closest articles, then further sections of them; FAQ entries are offered apart, as questions. An
    article stands alone, with None, where no section of it is close.
    """
    articles = closest_articles(index, considered)[:most]
    if considered.confidence < NAMED:
        return [(article_id, None) for article_id in articles]
    sections = [passage for passage, _ in ranked_sources(index, considered) if passage.kind is not Kind.FAQ]
    first: dict[str, Passage] = {}
    for passage in sections:
        first.setdefault(passage.article_id, passage)
    further = [(p.article_id, p) for p in sections if p.article_id in articles and p is not first[p.article_id]]
    return [*((article_id, first.get(article_id)) for article_id in articles), *further][:most]


def _stands(features: Features, first: int) -> bool:
    """Tell whether a candidate holds what is asked word for word: "I forgot my password" is answered where that stands.

    To an encoder each errand of an article's own subject, a customer's account or order, is like those of no article's.
    """
    return all(features.column(name)[first] >= ALL for name in ("said", "paired"))


def _is_topic(meaning: Meaning, features: Features) -> bool:
    return features.asked.is_topic and not _TO_US.issuperset(meaning.terms)


def _is_one_word(meaning: Meaning, features: Features) -> bool:
    return _is_topic(meaning, features) and features.asked.count == 1


def _names_what_stands(meaning: Meaning, features: Features, first: int, *, stands: bool) -> bool:
    """Tell whether the question is a topic that the first candidate has word for word, or in its heading.

    What the encoder makes of one or two words says little, and who types what stands there wants to see it. Of 720
    single words of six corpora 436 were refused without this, and 8 are with it; for 564 in place of 217 the first
    quote has the word. Of 214 topics put to three corpora it shows ten that they have and refused, as names and "grab
    rails", and three that they have by chance, as "long time"; the evaluation sets' questions that it shows are none.
    Of 300 pairs of words from two corpora, one of them with a slip, it shows 67 more; of 1,200 topics of four other
    corpora 54 are read as other words, and it shows none of these.
    """
    if not _is_topic(meaning, features):
        return False
    headed = float(features.column("asked")[first]) >= ALL
    is_held = _is_one_word(meaning, features) and float(features.column("said")[first]) >= ALL
    return stands or is_held or (headed and not features.entries[first])


def _evidence(index: PassageIndex, asked: str, passage: Passage, sentence: int) -> Evidence:
    record = record_of(index, passage.article_id)
    question = passage.question_in(record.text)
    above = " ".join((record.title, *passage.headings, question))
    return weigh(asked, passage.sentences[sentence].of(record.text), above, question)
