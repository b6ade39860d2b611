"""Rules that compare wording: FAQ answers with their article's body, passages and titles with other articles."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np

from chatbot.coverage.lint.model import Level, Rule, Seen, Shelf
from chatbot.coverage.lint.page import Page
from chatbot.coverage.words import stems
from chatbot.indexing.arrays import product
from chatbot.indexing.words import terms
from chatbot.reading.article import FaqEntry, Span
from chatbot.reading.landing import fold
from chatbot.reading.sentences import sentence_spans

SUPPORTED_WORDS = 0.55  # share of an answer's content words that the body holds; see tests/coverage/test_support.py
SUPPORTED_MEANING = 0.65  # cosine of the answer to its nearest body sentence that makes up for other wording
DUPLICATE = 0.6  # share of a paragraph's five-word runs that another article's paragraph holds
_SHINGLE = 5
_SHORTEST = 12  # words; shorter paragraphs repeat by right
EQUAL_TITLES = 0.88  # difflib's ratio of two titles without case and accents
_SMALL = frozenset({"a", "an", "and", "for", "in", "my", "of", "on", "our", "the", "to", "with", "your"})


def faq_support(page: Page, entry: FaqEntry) -> float:
    """Return the share, 0 to 1, of the answer's distinct content words that occur in the article's body."""
    text = page.article.text
    answer = {stem for block in entry.blocks for stem in stems(block.span.of(text))}
    body = {stem for _, span in page.body() for stem in stems(span.of(text))}
    return len(answer & body) / len(answer) if answer else 1.0


def _unsupported(page: Page, shelf: Shelf) -> Iterator[Seen]:
    article = page.article
    answered = sum(len(block.span) for entry in article.faq for block in entry.blocks)
    if sum(len(span) for _, span in page.body()) < answered:
        return  # the article is a FAQ; its sections introduce it
    for entry in article.faq:
        share = faq_support(page, entry)
        if share < SUPPORTED_WORDS and not _means_the_same(page, entry, shelf):
            asked = entry.question.of(article.text)
            what = f'{share:.0%} of the words that answer "{asked}" occur in the article\'s sections'
            yield Seen(article.line_of.get(entry.id, 0) or page.line_at(entry.question.start), entry.id, what)


def _means_the_same(page: Page, entry: FaqEntry, shelf: Shelf) -> bool:
    """Tell, where there is an encoder, whether a sentence of the body says what the answer says in other words."""
    if shelf.encoder is None:
        return False
    text, language = page.article.text, page.article.language
    sentences = [s.of(text) for _, span in page.body() for s in sentence_spans(text, span, language)]
    answer = " ".join(block.span.of(text) for block in entry.blocks)
    body = shelf.encoder.encode_passages(sentences)
    return bool(np.max(product(body, shelf.encoder.encode_passages([answer])[0])) >= SUPPORTED_MEANING)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = fold(text).split()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _long_paragraphs(page: Page) -> list[tuple[str, Span]]:
    text = page.article.text
    return [(name, span) for name, span in page.paragraphs() if len(span.of(text).split()) >= _SHORTEST]


def _duplicates(page: Page, shelf: Shelf) -> Iterator[Seen]:
    own = [(name, span, _shingles(span.of(page.article.text))) for name, span in _long_paragraphs(page)]
    for other in shelf.before(page):
        theirs = [(span, _shingles(span.of(other.article.text))) for _, span in _long_paragraphs(other)]
        for name, span, shingles in own:
            best = max(theirs, key=lambda item: len(item[1] & shingles), default=None)
            if best and len(best[1] & shingles) >= DUPLICATE * min(len(shingles), len(best[1])):
                start = " ".join(span.of(page.article.text).split()[:8])
                there = f"{other.article.source}:{other.line_at(best[0].start)}"
                what = "the paragraph" if shingles <= best[1] else "most of the paragraph"
                yield Seen(page.line_at(span.start), name, f'{what} "{start} …" stands in {there} too')


def _near_titles(page: Page, shelf: Shelf) -> Iterator[Seen]:
    title = page.article.title
    for other in shelf.before(page):
        if titles_near(title, other.article.title):
            what = f'the title "{title}" is nearly that of {other.article.source}, "{other.article.title}"'
            yield Seen(page.line_of(title) or 1, "", what)


def titles_near(one: str, other: str) -> bool:
    """Tell whether two titles cannot be told apart in a list: the same content words, or nearly the same letters."""
    words = [sorted(set(terms(title)) - _SMALL) for title in (one, other)]
    return words[0] == words[1] or SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= EQUAL_TITLES


RULES = (
    Rule(
        "faq-unsupported",
        Level.WARNING,
        "What a FAQ entry answers is said in the article's sections too.",
        "say it in a section, or bring the answer back to what the article says",
        _unsupported,
    ),
    Rule(
        "passage-duplicate",
        Level.WARNING,
        "No paragraph stands in two articles.",
        "keep it in one article and link to it from the other",
        _duplicates,
    ),
    Rule(
        "title-near-equal",
        Level.WARNING,
        "Two articles have titles that can be told apart.",
        "say in each title what only that article answers, or merge the two",
        _near_titles,
    ),
)
