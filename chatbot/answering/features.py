"""A question and its candidates -> one row of numbers each: how the passage resembles the question, and in which words.

All of it is computed from what `PassageIndex` gives, for all candidates at once. Knows no weights and ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, pairwise

import numpy as np
import numpy.typing as npt

from chatbot.answering.retrieval import Candidates
from chatbot.answering.understanding import Meaning
from chatbot.indexing.arrays import product
from chatbot.indexing.index import OWN_HEADING, Codes, Floats, PassageIndex, PassageWords, Rows, View
from chatbot.indexing.words import terms as terms_of

COLUMNS = (
    "question",  # cosine of the FAQ question, of the whole passage where there is none
    "whole",  # cosine of the whole passage
    "window",  # highest cosine of its windows, of the whole passage where there is none
    "sentence",  # highest cosine of its sentences
    "best",  # the highest of these four,
    "second",  # and the second highest: views that agree raise it
    "title",  # cosine of the article's title in the passage that says what the article is about, 0 in others
    "words",  # BM25 as a share of the best candidate's
    "asked",  # share, by idf, of all the question's words that stand in the FAQ question or own heading
    "said",  # share of its content words that stand in the best sentence or above it
    "paired",  # share of its neighbouring content words that stand in this order, close together
    "pieces",  # mean cosine of its content's word pieces with the nearest piece of the passage's sentences
    "missing",  # content words that stand nowhere in the passage or above it, as a share of six
    "article",  # what it is raised by, since an earlier question that this one leans on was answered from its article
)
"""What is known of a candidate; each number lies within [-1, 1]."""

_NEAR = 3  # words from one to the next that still count as neighbours
_LEXICAL = 0.3  # of a sentence's share of the question's words beside its cosine, when the best one is chosen
_LOW_BITS = 0xFFF  # of a term's number, by which it is looked up
_MISSING = 6  # content words that a passage lacks from which on more make no difference
_DOZEN = 12  # content words of a question from which on more make no difference
_TOPIC = 3  # content words up to which a question without other grammar than this names a topic:
_LINKING = frozenset(terms_of("a an and of or the"))
_MORE = 5  # other passages of an article among the candidates from which on more make no difference

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The m different terms of a question: idf (m,), which carry content (m,), and whether the index holds them (m,).

    `numbers` (m,) are theirs in the index; `sequence` lists the content terms as they follow each other, by their place
    among the m. The first `own` are the question's, the others those of earlier questions that it leans on: their idf
    is less, by how much it does. `is_topic` tells that the question asks nothing and names a topic in few words, as
    "parking permits" does and "Boyer and Hoffman".
    """

    numbers: npt.NDArray[np.int32]
    idf: Floats
    content: Marks
    sequence: tuple[int, ...]
    own: int
    is_topic: bool = False

    @property
    def alone(self) -> AskedWords:
        """The question's own terms."""
        upto = self.own
        if upto == len(self.numbers):
            return self
        return replace(self, numbers=self.numbers[:upto], idf=self.idf[:upto], content=self.content[:upto])

    def lessened(self, share: float) -> AskedWords:
        """All terms, those of earlier questions at this share of their idf."""
        idf = self.idf.copy()
        idf[self.own :] *= np.float32(share)
        return replace(self, idf=idf)

    @property
    def known(self) -> Marks:
        """Which terms some passage holds (m,)."""
        return self.numbers >= 0

    @property
    def unknown_share(self) -> float:
        """The share, by idf, of content that no passage holds."""
        known = self.known
        return 0.0 if known.all() else float(self.weights(self.content)[~known].sum())

    @property
    def count(self) -> int:
        """How many different content words are asked for; one where the question is of signs alone."""
        return max(int(self.content.sum()), 1)

    @property
    def length(self) -> float:
        """`count` as a share of a dozen, at most 1."""
        return min(self.count / _DOZEN, 1.0)

    def weights(self, among: Marks) -> Floats:
        """Return (m,): each term's share of the idf of those `among` (m,), 0 for the others."""
        held = np.where(among, self.idf, np.float32(0))
        shares: Floats = (held / max(float(held.sum()), 1e-9)).astype(np.float32)
        return shares


@dataclass(frozen=True, slots=True)
class Features:
    """`values` (n, len(COLUMNS)) of n candidates; `sentence` (n,) numbers the best of each passage's sentences.

    `entries` (n,) tells which candidates are FAQ entries: their questions are written in readers' words, prose is not.
    `held` (n, m) tells which passages hold which of the m terms of `asked`, in them or above, and `headed` (n, m) in
    the FAQ question or their own heading.
    """

    values: npt.NDArray[np.float64]
    sentence: Ints
    asked: AskedWords
    entries: Marks
    held: Marks
    headed: Marks

    @property
    def prose(self) -> float:
        """The share of candidates that are no FAQ entries."""
        return 1 - float(self.entries.mean())

    def column(self, name: str) -> npt.NDArray[np.float64]:
        """Return one column (n,)."""
        values: npt.NDArray[np.float64] = self.values[:, COLUMNS.index(name)]
        return values


def asked_words(
    index: PassageIndex, terms: Sequence[str], grammar: frozenset[str], earlier: Sequence[tuple[str, float]] = ()
) -> AskedWords:
    """Return what the features need to know of the question's terms, which are in reading order.

    Those in `grammar` carry no content, unless all are. `earlier` are other terms, of earlier questions, with how much,
    (0, 1], each counts beside the question's own; those that carry no content count for nothing.
    """
    different = list(dict.fromkeys(terms))
    place = {term: i for i, term in enumerate(different)}
    content = np.array([term not in grammar for term in different], bool)
    is_topic = 0 < int(content.sum()) <= _TOPIC and _LINKING.issuperset(compress(different, ~content))
    if not content.any():
        content[:] = True
    sequence = tuple(place[term] for term in terms if content[place[term]])
    numbers, idf, own = index.term_numbers(different), index.idf(different), len(different)
    if more := {term: share for term, share in earlier if term not in grammar}:
        numbers = np.append(numbers, index.term_numbers([*more]))
        idf = np.append(idf, index.idf([*more]) * np.array([*more.values()], np.float32))
        content = np.append(content, np.ones(len(more), bool))
    return AskedWords(numbers, idf, content, sequence, own, is_topic)


def describe(index: PassageIndex, meaning: Meaning, candidates: Candidates) -> Features:
    """Return the features of at least one candidate for a question of this meaning."""
    asked = asked_words(index, meaning.terms, meaning.grammar, meaning.earlier)
    hits = _Hits(asked, index.words(candidates.rows))
    whole = candidates.best_view(View.WHOLE).astype(np.float64)
    own, window = (candidates.best_view(kind) for kind in (View.QUESTION, View.WINDOW))
    content = asked.weights(asked.content)
    sentences = _Sentences(candidates, hits, content)
    above = hits.among(hits.places < 0)
    said = sentences.marks[sentences.best] | above
    title = candidates.best_view(View.TITLE)
    bm25 = candidates.bm25.astype(np.float64)
    cosines = [np.where(own > -1, own, whole), whole, np.where(window > -1, window, whole), sentences.top]
    held = hits.among(np.ones_like(hits.places, bool))
    headed = hits.among(hits.places == OWN_HEADING)
    columns = [
        *cosines,
        *np.sort(cosines, axis=0)[:-3:-1],
        np.where(title > -1, title, np.float32(0)),
        bm25 / max(float(bm25.max()), 1e-9),
        product(headed, asked.weights(np.ones_like(asked.content))),
        product(said, content),
        hits.paired(asked),
        _near_pieces(index, meaning.pieces, candidates.rows, own > -1),
        np.minimum((~held & asked.content).sum(axis=1), _MISSING) / _MISSING,
        _in_articles(index, meaning.articles, candidates.rows),
    ]
    values = np.stack(columns, axis=1).astype(np.float64)
    return Features(values, sentences.best - sentences.starts, asked, own > -1, held, headed)


class _Hits:
    """The h places where words of the question stand in n passages, in reading order.

    For each of them (h,): `passage`, of the n; `term`, of the question's m; `places`, as in `PassageWords`; `at`, which
    of all the passages' words it is. `shape` is (n, m).
    """

    def __init__(self, asked: AskedWords, words: PassageWords) -> None:
        order = np.argsort(asked.numbers, kind="stable")
        numbers = asked.numbers[order]
        likely = _likely(numbers, words.terms)
        terms = words.terms[likely]
        nearest = np.minimum(np.searchsorted(numbers, terms), len(numbers) - 1)
        hit = (numbers[nearest] == terms) & (terms >= 0)
        self.at = likely[hit]
        self.term = order[nearest[hit]]
        self.places = words.places[self.at]
        self.passage = np.searchsorted(words.offsets, self.at, side="right") - 1
        self.shape = (len(words.offsets) - 1, len(numbers))

    def among(self, chosen: Marks) -> Marks:
        """Return (n, m): whether passage i holds term j in one of the `chosen` (h,) places."""
        marks = np.zeros(self.shape, bool)
        marks[self.passage[chosen], self.term[chosen]] = True
        return marks

    def paired(self, asked: AskedWords) -> npt.NDArray[np.float64]:
        """Return (n,): the share of its neighbouring content words that stand in this order, close together."""
        pairs = list(dict.fromkeys(pairwise(asked.sequence)))
        if not pairs:
            return np.zeros(self.shape[0])
        firsts, seconds = np.array(pairs).T
        number = np.full((self.shape[1], self.shape[1]), -1)
        number[firsts, seconds] = np.arange(len(pairs))
        weights = (asked.idf[firsts] + asked.idf[seconds]).astype(np.float64)
        found = np.zeros((self.shape[0], len(pairs)), bool)
        apart = self.at + _NEAR * self.passage  # words of two passages are never near each other
        for step in range(1, _NEAR + 1):
            here = np.flatnonzero(apart[step:] - apart[:-step] <= _NEAR)
            pair = number[self.term[here], self.term[here + step]]
            is_asked = pair >= 0
            found[self.passage[here[is_asked]], pair[is_asked]] = True
        shares: npt.NDArray[np.float64] = product(found, weights) / weights.sum()
        return shares


class _Sentences:
    """All s sentences of n passages in one row: which terms they hold, and the best one of each passage.

    `marks` (s, m) tells which of the question's m terms a sentence holds; `starts` (n,) and `best` (n,) are the first
    and the best sentence of each passage, of the s; `top` (n,) is the highest cosine of its sentences.
    """

    def __init__(self, candidates: Candidates, hits: _Hits, content: Floats) -> None:
        """Compare the sentences by their cosines and by the shares (m,) of the question's `content` that they hold."""
        views = candidates.views
        chosen = np.flatnonzero(views.kinds == int(View.SENTENCE))
        owner = np.searchsorted(views.offsets, chosen, side="right") - 1
        scores = views.scores[chosen].astype(np.float64)
        self.starts = np.searchsorted(owner, np.arange(len(candidates.rows)))
        self.marks = np.zeros((len(chosen), hits.shape[1]), bool)
        inside = hits.places >= 0
        self.marks[self.starts[hits.passage[inside]] + hits.places[inside], hits.term[inside]] = True
        blend = scores + _LEXICAL * product(self.marks, content)
        highest = np.maximum.reduceat(blend, self.starts)
        best = np.flatnonzero(blend == highest[owner])
        self.best = best[np.searchsorted(owner[best], np.arange(len(candidates.rows)))]
        self.top = np.maximum.reduceat(scores, self.starts)


def _near_pieces(index: PassageIndex, pieces: Codes, rows: Rows, entries: Marks) -> Floats:
    """Return (n,); nothing is looked up where all passages are FAQ entries, which are told apart without it."""
    if not len(pieces) or entries.all():
        return np.zeros(len(rows), np.float32)
    near: Floats = index.nearest_pieces(pieces, rows).mean(axis=1)
    return near


def _in_articles(index: PassageIndex, articles: Sequence[tuple[str, float]], rows: Rows) -> Floats:
    """Return (n,): what each passage's article is raised by; less where few other passages of it were found."""
    if not articles:
        return np.zeros(len(rows), np.float32)
    found = [passage.article_id for passage in index.passages(rows)]
    raised = {name: by * min(found.count(name) - 1, _MORE) / _MORE for name, by in articles}
    return np.array([raised.get(name, 0.0) for name in found], np.float32)


def _likely(numbers: npt.NDArray[np.int32], terms: npt.NDArray[np.int32]) -> Ints:
    """Return the places of `terms` (t,) that may be among `numbers` (m,): all that are, and few others.

    A look-up by the last bits costs a fraction of a search, and hardly any word of a passage is one of the question's.
    """
    marked = np.zeros(_LOW_BITS + 1, bool)
    marked[numbers & _LOW_BITS] = True
    return np.flatnonzero(marked[terms & _LOW_BITS])
