"""Rules that compare wording: FAQ answers with their article's body, passages and titles with other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from chatbot.coverage.lint.model import Level, LintContext, Rule, Violation
from chatbot.coverage.lint.page import Page
from chatbot.coverage.lint.paragraphs import Paragraphs
from chatbot.coverage.lint.titles import first_near
from chatbot.coverage.words import counted, uncommon_stems
from chatbot.indexing.arrays import product
from chatbot.reading.article import FaqEntry
from chatbot.reading.sentences import sentence_spans

SUPPORTED_WORDS = 0.55  # share of an answer's content words that the body holds; see tests/coverage/test_support.py
SUPPORTED_MEANING = 0.65  # cosine of the answer to its nearest body sentence that makes up for other wording
_REFERENCE = re.compile(
    r"(?:^|[(\[,;:–—]|\b(?:also|and))\s*+(?:for [^()]{0,60}?[, ]\s*+)?(?:please |also )?"
    r"(?:see|read|refer to|consult|visit)\b[^)\]]*",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:sections?|chapters?|articles?|pages?|guides?|guidance|handbooks?|manuals?|documentation|wiki|website|site"
    r"|tables?|figures?|faqs?|questions?|answers?|posts?|above|below|here|(?:more|further) (?:information|details))\b"
    r"|https?:|www\.|for details|[\"“„«]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")


def faq_support(page: Page, entry: FaqEntry) -> float:
    """Return the share, 0 to 1, of the answer's distinct content words that occur in the article's body.

    1 where most of the answer names another place.
    """
    text, said = page.article.text, _said(page, entry)
    answer = set(uncommon_stems(said))
    body = {stem for _, span in page.body() for stem in uncommon_stems(span.of(text))}
    refers = 2 * len(said.split()) < sum(len(block.span.of(text).split()) for block in entry.blocks)
    return 1.0 if refers or not answer else len(answer & body) / len(answer)


def _said(page: Page, entry: FaqEntry) -> str:
    """Return what an answer says itself, without "see Section 4.2" and the like."""
    text, language = page.article.text, page.article.language
    sentences = (span.of(text) for block in entry.blocks for span in sentence_spans(text, block.span, language))
    return " ".join(_REFERENCE.sub(_unless_elsewhere, sentence) for sentence in sentences)


def _unless_elsewhere(found: re.Match[str]) -> str:
    return " " if _ELSEWHERE.search(found.group()) else found.group()


def _unsupported(page: Page, context: LintContext) -> Iterator[Violation]:
    article = page.article
    answered = sum(len(block.span) for entry in article.faq for block in entry.blocks)
    if sum(len(span) for _, span in page.body()) < answered:
        return  # the article is a FAQ; its sections introduce it
    numbers = {number for _, span in page.body() for number in _numbers(span.of(article.text))}
    for entry in article.faq:
        share, what = faq_support(page, entry), []
        if share < SUPPORTED_WORDS and not _means_the_same(page, entry, context):
            what.append(f"hold {share:.0%} of the words")
        if new := [n for n in _numbers(_said(page, entry)) if n not in numbers]:
            what.append(f"lack the number{'s' * (len(new) > 1)} {', '.join(new)}")
        if what:
            asked = entry.question.of(article.text)
            line = article.line_of.get(entry.id, 0) or page.line_at(entry.question.start)
            yield Violation(line, entry.id, f'of the answer to "{asked}", the article\'s sections {" and ".join(what)}')


def _numbers(text: str) -> list[str]:
    """Return the different numbers in reading order."""
    return list(dict.fromkeys(_NUMBER.findall(text)))


def _means_the_same(page: Page, entry: FaqEntry, context: LintContext) -> bool:
    """Tell, where there is an encoder, whether a sentence of the body says what the answer says in other words."""
    if context.encoder is None:
        return False
    text, language = page.article.text, page.article.language
    sentences = [s.of(text) for _, span in page.body() for s in sentence_spans(text, span, language)]
    answer = " ".join(block.span.of(text) for block in entry.blocks)
    body = context.encoder.encode_passages(sentences)
    return bool(np.max(product(body, context.encoder.encode_passages([answer])[0])) >= SUPPORTED_MEANING)


def _duplicates(page: Page, context: LintContext) -> Iterator[Violation]:
    """Yield each paragraph that stands in pages before this one, once, whatever their number."""
    alike = context.once(_paragraphs).alike(page, lambda other: context.is_before(other, page))
    for _, found in groupby(alike, key=lambda pair: pair.own.span):
        pairs = sorted(found, key=lambda pair: not pair.whole)
        first, more = pairs[0], len(pairs) - 1
        start = " ".join(first.own.span.of(page.article.text).split()[:8])
        there = f"{first.other.page.article.source}:{first.other.page.line_at(first.other.span.start)}"
        there += f" and {counted(more, 'more article')}," if more else ""
        what = "the paragraph" if first.whole else "most of the paragraph"
        line = page.line_at(first.own.span.start)
        yield Violation(line, first.own.section, f'{what} "{start} …" stands in {there} too')


def _paragraphs(context: LintContext) -> Paragraphs:
    return Paragraphs(context.pages)


def _near_titles(page: Page, context: LintContext) -> Iterator[Violation]:
    """Name the first article whose title is near, though there may be a thousand: each of them is told once."""
    other = context.once(_first_near).get(page)
    if other is not None:
        title = page.article.title
        what = f'the title "{title}" is nearly that of {other.article.source}, "{other.article.title}"'
        yield Violation(page.line_of(title) or 1, "", what)


def _first_near(context: LintContext) -> dict[Page, Page]:
    pages = context.pages
    titles = [page.article.title for page in pages]
    found = first_near(titles, lambda other, own: context.is_before(pages[other], pages[own]))
    return {pages[own]: pages[other] for own, other in found.items()}


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
