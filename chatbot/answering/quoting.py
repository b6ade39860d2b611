"""Ranked passages -> quotes: the span a reader needs and no more, the best sentence marked, nothing said twice.

A quote is one contiguous span of whole sentences. FAQ answers, takeaways, tables, steps, lists and short sections are
quoted whole: what a section says in a few sentences it says together, the exception with the rule. Longer prose is cut
to the best sentence or its short paragraph, neighbours that may hold the answer as well, and what the first one points
back to.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

import numpy as np

from chatbot.answering.answer import Quote, QuotedBlock, QuotedContext, quoted_article
from chatbot.answering.links import link_to
from chatbot.answering.marking import UNOPENED, Asked, Opened, sentence_scores
from chatbot.answering.naming import captions, columns, labels_of, word_count
from chatbot.answering.ordering import RIVAL, SIDE_BY_SIDE
from chatbot.indexing.index import ArticleRecord, Floats, PassageWords
from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.passages import Kind, Passage, Role

ENOUGH = 40  # words up to which the first quote of prose takes in neighbours, and each quote the paragraph
SHORT = 15  # words below which prose takes in a neighbour anyhow: fewer say little out of their place
CLEAR = 60  # words up to which a quote takes in what makes it clear, and the first one the whole passage
LIKELY = 0.05  # probability of holding the answer from which a neighbour is taken in
SHARPNESS = 12.0  # of the softmax from sentence scores to such probabilities
SAME = 0.8  # share of the shorter quote's terms in another one from which both say the same

_DANGLING = re.compile(
    r"""["'“‘(]*+(?:
    this|that|these|those|it|its|they|them|their|he|she|him|his|her|such|both|another|each\ of\ (?:these|them)
    |here|there|however|but|and|or|so|yet|still|also|too|then|thus|therefore|hence|instead|otherwise|moreover
    |furthermore|meanwhile|additionally|nevertheless|nonetheless|similarly|likewise|consequently|afterwards?|later
    |in\ addition|as\ (?:a\ result|such)|for\ (?:this|that|example|instance)|because\ of\ (?:this|that|these)
    |(?:after|before|by|from|in|like|of|on|since|to|until|unlike|with|without)\ (?:this|that|these|those|it|them)
    |in\ (?:contrast|turn)|on\ the\ other\ hand|by\ contrast|at\ (?:this|that|the\ same)\ time
    |the\ (?:former|latter|same|other|second)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ELSEWHERE = re.compile(
    r"\b(?:the|an?|our|other|separate)\s+(?:\w+\s+)?(?:article|guide|page|post|chapter)\s+(?:on|about)\b|(?:관한|대한)\s글",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place of the ranking: its article, its score, its sentences' cosines (s,) and its own words.

    `asked` is the cosine of its FAQ question, 0 where it has none; `shown` are spans that were quoted before; `marked`
    is where its best sentence stands if that is known beforehand.
    """

    passage: Passage
    record: ArticleRecord
    score: float
    cosines: Floats
    words: PassageWords
    asked: float = 0.0
    shown: tuple[Span, ...] = ()
    marked: int | None = None

    @property
    def unseen(self) -> tuple[int, int]:
        """The first and the last of the most sentences in a row of which nothing is `shown`; one of them must be."""
        if not self.shown:
            return 0, len(self.passage.sentences) - 1
        new = unshown(self.passage, self.shown)
        runs = [[*run] for is_new, run in groupby(range(len(new)), new.__getitem__) if is_new]
        longest = max(runs, key=len)
        return longest[0], longest[-1]

    @property
    def opened(self) -> Opened:
        """What the first sentence begins to define or to answer: a term before it, unless all are, or the question.

        A later piece of a long answer begins nothing.
        """
        term, sentences = self.passage.term, self.passage.sentences
        named = sum(sentence.end <= term.end for sentence in sentences) if term else 0
        if 0 < named < len(sentences):
            return Opened(max(0.0, float(self.cosines[:named].max())), named)
        questions = [part.span for part in self.passage.context if part.role is Role.QUESTION]
        between = self.record.text[questions[0].end : self.passage.span.start] if questions else ""
        return Opened(self.asked) if questions and not between.strip() else UNOPENED


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is to be quoted of a ranked passage: sentences `first` to `last`, which hold `terms`, with `best` marked."""

    ranked: Ranked
    first: int
    last: int
    best: int
    terms: frozenset[int]

    @property
    def span(self) -> Span:
        sentences = self.ranked.passage.sentences
        whole = self.ranked.passage.span
        start = whole.start if self.first == 0 else sentences[self.first].start
        return Span(start, whole.end if self.last == len(sentences) - 1 else sentences[self.last].end)

    @property
    def points_elsewhere(self) -> bool:
        passage = self.ranked.passage
        if self.ranked.marked is not None:  # a step stays in its place
            return False
        return _ELSEWHERE.search(passage.sentences[self.best].of(self.ranked.record.text)) is not None


def quotes_of(question: Asked, ranked: Iterable[Ranked], limit: int) -> list[Quote]:
    """Return up to `limit` quotes, in the order of `ranked`, of which no more is taken than is needed.

    One whose best sentence only says which article answers stands below all that may answer themselves: last, unless
    the next one is no rival of it.
    """
    chosen: list[_Choice] = []
    pointers: list[_Choice] = []
    for entry in ranked:
        if pointers and not chosen and entry.score < RIVAL * pointers[0].ranked.score:
            chosen, pointers = pointers, []
        choice = _choose(question, entry, 0 if chosen else ENOUGH)
        if not any(_same(choice.terms, other.terms) for other in (*chosen, *pointers)):
            (pointers if choice.points_elsewhere else chosen).append(choice)
        if len(chosen) >= limit:
            break
    return [_quote(choice) for choice in (*chosen, *pointers)[:limit]]


def unshown(passage: Passage, shown: Sequence[Span]) -> list[bool]:
    """Tell which sentences of a passage have nothing in common with any of the spans `shown`."""
    return [all(s.end <= span.start or span.end <= s.start for span in shown) for s in passage.sentences]


def _choose(question: Asked, ranked: Ranked, enough: int) -> _Choice:
    passage, text = ranked.passage, ranked.record.text
    sentences = [span.of(text) for span in passage.sentences]
    flowing = passage.kind not in SIDE_BY_SIDE
    opened = ranked.opened
    scores = sentence_scores(question, sentences, ranked.cosines, ranked.words, opened, flowing=flowing)
    labels = labels_of(passage, text)
    scores[: opened.named] = -np.inf
    aside = [i for i in {*captions(sentences), *columns(passage, text)} if i >= opened.named]
    if len(aside) < len(sentences) - opened.named:
        scores[aside] = -np.inf
    begin, end = first, last = ranked.unseen
    best = begin + int(np.argmax(scores[begin : end + 1]))
    while best in labels and best < end:
        best += 1
    if ranked.marked is not None:
        best = next(i for i, sentence in enumerate(passage.sentences) if ranked.marked < sentence.end)
    if passage.kind is Kind.SECTION:
        lengths = [word_count(sentence) for sentence in sentences]
        if sum(lengths[begin : end + 1]) > (CLEAR if enough else ENOUGH):
            first, last = _grown(best, scores, lengths, enough, _paragraphs(passage, text))
            first, last = _clear(sentences, lengths, labels, first, last)
            first, last = _whole_code(passage, sentences, best, first, last)
    first, last = max(first, opened.named, begin), min(last, end)  # the term stands above the quote
    places = ranked.words.places
    said = ranked.words.terms[(places >= first) & (places <= last)]
    return _Choice(ranked, first, last, best, frozenset(said.tolist()))


def _paragraphs(passage: Passage, text: str) -> list[int]:
    """Return the number of each sentence's paragraph."""
    between = (text[span.end : following.start] for span, following in pairwise(passage.sentences))
    return [*accumulate(("\n" in gap for gap in between), initial=0)]


def _grown(
    best: int, scores: Floats, lengths: Sequence[int], enough: int, paragraphs: Sequence[int]
) -> tuple[int, int]:
    """Return (first, last) around `best`: neighbours are taken in, the likelier first, while they are wanted.

    A short paragraph goes together: the cure with the cause. Beyond it likely ones up to `enough` words, others where
    there are few words yet, and then of the same paragraph first.
    """
    likely = np.exp(SHARPNESS * (scores - scores[best]))
    likely /= likely.sum()
    own = [i for i, paragraph in enumerate(paragraphs) if paragraph == paragraphs[best]]
    is_short = sum(lengths[i] for i in own) <= ENOUGH
    first, last = (own[0], own[-1]) if is_short else (best, best)
    while True:
        words = sum(lengths[first : last + 1])
        beside = [i for i in (first - 1, last + 1) if 0 <= i < len(lengths)]
        most = [CLEAR if words < SHORT else enough if likely[i] >= LIKELY else 0 for i in beside]
        fitting = [i for i, at_most in zip(beside, most, strict=True) if words + lengths[i] <= at_most]
        if not fitting:
            return first, last
        taken = max(fitting, key=lambda i: (words >= SHORT or paragraphs[i] == paragraphs[best], float(likely[i])))
        first, last = min(first, taken), max(last, taken)


def _clear(
    sentences: Sequence[str], lengths: Sequence[int], labels: Container[int], first: int, last: int
) -> tuple[int, int]:
    """Return (first, last) with what a reader needs to understand them.

    That is what is pointed back to, the label of the first one, and what a colon or a label opens.
    """

    def fits(start: int, end: int) -> bool:
        return sum(lengths[start : end + 1]) <= CLEAR

    while first > 0 and (first - 1 in labels or _DANGLING.match(sentences[first])) and fits(first - 1, last):
        first -= 1
    while last + 1 < len(sentences) and (last in labels or sentences[last].endswith(":")) and fits(first, last + 1):
        last += 1
    return first, last


def _whole_code(passage: Passage, sentences: Sequence[str], best: int, first: int, last: int) -> tuple[int, int]:
    """Return (first, last) with no code sample in part: a few lines of it do nothing.

    It is quoted whole where it holds the `best` line, with what introduces it, and where a colon opens it; else not.
    """
    for block in (block for block in passage.blocks if block.kind is BlockKind.CODE):
        inside = [i for i, span in enumerate(passage.sentences) if block.span.start <= span.start < block.span.end]
        begin, end = inside[0], inside[-1]
        is_opened = begin > 0 and sentences[begin - 1].endswith(":")
        if begin <= best <= end:
            first, last = min(first, begin - is_opened), max(last, end)
        elif best < begin <= last:
            last = max(last, end) if is_opened else begin - 1
        elif first <= end < best:
            first = end + 1
    return first, last


def _same(said: frozenset[int], other: frozenset[int]) -> bool:
    return len(said & other) >= SAME * max(1, min(len(said), len(other)))


def _quote(choice: _Choice) -> Quote:
    passage, text, span = choice.ranked.passage, choice.ranked.record.text, choice.span
    marked = passage.sentences[choice.best]
    outside = (c for c in passage.context if c.span.start < span.start or span.end < c.span.end)
    context = (QuotedContext(c.role, c.span.of(text), c.span.start, c.span.end) for c in outside)
    return Quote(
        text=span.of(text),
        context=tuple(context),
        kind=passage.kind,
        article=quoted_article(choice.ranked.record),
        source_id=passage.source_id,
        headings=passage.headings,
        start=span.start,
        end=span.end,
        highlights=((marked.start - span.start, marked.end - span.start),),
        blocks=tuple(_blocks(passage.blocks, span)),
        link=link_to(passage, choice.best, text),
        score=round(choice.ranked.score, 4),
    )


def _blocks(blocks: Sequence[Block], quoted: Span) -> Iterator[QuotedBlock]:
    """Yield the blocks cut to what is quoted; a list that begins later counts on from the items left out."""
    for block in blocks:
        start, end = _inside(block.span, quoted)
        if start < end:
            left_out = sum(item.end <= quoted.start for item in block.items)
            listed = block.items if block.kind in (BlockKind.LIST, BlockKind.STEPS) else ()
            items = tuple((a, b) for a, b in (_inside(item, quoted) for item in listed) if a < b)
            yield QuotedBlock(block.kind, start, end, block.first + left_out, items)


def _inside(span: Span, quoted: Span) -> tuple[int, int]:
    """Return the part of `span` that is quoted, relative to the quote; empty, with start >= end, where none is."""
    return max(span.start - quoted.start, 0), min(span.end, quoted.end) - quoted.start
