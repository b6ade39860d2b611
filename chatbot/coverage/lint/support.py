"""Rules that compare wording: FAQ answers with their article's body, passages and titles with other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from chatbot.coverage.lint.model import Level, LintContext, Violation, rule
from chatbot.coverage.lint.page import Page
from chatbot.coverage.lint.paragraphs import Paragraphs
from chatbot.coverage.lint.titles import first_near
from chatbot.coverage.words import counted, uncommon_stems
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Encoder, Floats
from chatbot.reading.article import Article, FaqEntry
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


class Body:
    """What an article's sections and takeaway say, taken apart once for all answers of its FAQ."""

    def __init__(self, page: Page) -> None:
        self.article = page.article
        self._spans = [span for _, span in page.body()]
        texts = [span.of(page.article.text) for span in self._spans]
        self.length = sum(map(len, texts))
        self.stems = {stem for text in texts for stem in uncommon_stems(text)}
        self.numbers = {number for text in texts for number in _numbers(text)}
        self._vectors: Floats | None = None

    def means(self, answer: str, encoder: Encoder) -> bool:
        """Tell whether a sentence of it says what the answer says in other words."""
        if self._vectors is None:
            text, language = self.article.text, self.article.language
            sentences = [s.of(text) for span in self._spans for s in sentence_spans(text, span, language)]
            self._vectors = encoder.encode_passages(sentences)
        return bool(np.max(product(self._vectors, encoder.encode_passages([answer])[0])) >= SUPPORTED_MEANING)


def faq_support(body: Body, entry: FaqEntry) -> tuple[float, list[str]]:
    """Return the share, 0 to 1, of the answer's distinct content words that the body holds, and the numbers it lacks.

    The share is 1 where most of the answer names another place.
    """
    text, said = body.article.text, _said(body.article, entry)
    answer = set(uncommon_stems(said))
    refers = 2 * len(said.split()) < sum(len(block.span.of(text).split()) for block in entry.blocks)
    share = 1.0 if refers or not answer else len(answer & body.stems) / len(answer)
    return share, [number for number in _numbers(said) if number not in body.numbers]


def _said(article: Article, entry: FaqEntry) -> str:
    """Return what an answer says itself, without "see Section 4.2" and the like."""
    text, language = article.text, article.language
    sentences = (span.of(text) for block in entry.blocks for span in sentence_spans(text, block.span, language))
    return " ".join(_REFERENCE.sub(_unless_elsewhere, sentence) for sentence in sentences)


def _unless_elsewhere(found: re.Match[str]) -> str:
    return " " if _ELSEWHERE.search(found.group()) else found.group()


@rule("faq-unsupported", Level.WARNING, "say it in a section, or bring the answer back to what the article says")
def _unsupported(page: Page, context: LintContext) -> Iterator[Violation]:
    """What a FAQ entry answers is said in the article's sections too."""
    article = page.article
    if not article.faq:
        return
    body = Body(page)
    if body.length < sum(len(block.span) for entry in article.faq for block in entry.blocks):
        return  # the article is a FAQ; its sections introduce it
    for entry in article.faq:
        (share, lacking), what = faq_support(body, entry), []
        answer = " ".join(block.span.of(article.text) for block in entry.blocks)
        if share < SUPPORTED_WORDS and not (context.encoder and body.means(answer, context.encoder)):
            what.append(f"hold {share:.0%} of the words")
        if lacking:
            what.append(f"lack the number{'s' * (len(lacking) > 1)} {', '.join(lacking)}")
        if what:
            asked = entry.question.of(article.text)
            line = article.line_of.get(entry.id, 0) or page.line_at(entry.question.start)
            yield Violation(line, entry.id, f'of the answer to "{asked}", the article\'s sections {" and ".join(what)}')


def _numbers(text: str) -> list[str]:
    """Return the different numbers in reading order."""
    return list(dict.fromkeys(_NUMBER.findall(text)))


@rule("passage-duplicate", Level.WARNING, "keep it in one article and link to it from the other")
def _duplicates(page: Page, context: LintContext) -> Iterator[Violation]:
    """No paragraph stands in two articles.

    Yield each paragraph that stands in pages before this one, once, whatever their number.
    """
    for own, others, whole in context.once(Paragraphs).alike(page, lambda other: context.is_before(other, page)):
        first, more = others[0], len(others) - 1
        start = " ".join(own.span.of(page.article.text).split()[:8])
        there = f"{first.page.article.source}:{first.page.line_at(first.span.start)}"
        there += f" and {counted(more, 'more article')}," if more else ""
        what = "the paragraph" if whole else "most of the paragraph"
        yield Violation(page.line_at(own.span.start), own.section, f'{what} "{start} …" stands in {there} too')


@rule("title-near-equal", Level.WARNING, "say in each title what only that article answers, or merge the two")
def _near_titles(page: Page, context: LintContext) -> Iterator[Violation]:
    """Two articles have titles that can be told apart.

    Name the first article whose title is near, though there may be a thousand: each of them is told once.
    """
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


RULES = (_unsupported, _duplicates, _near_titles)
