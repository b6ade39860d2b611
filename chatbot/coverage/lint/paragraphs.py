"""The paragraphs of all articles -> those of two articles that say the same, by the runs of words that they share.

A run of words is kept as a number, with the paragraphs that hold it: so a paragraph is compared with the few that share
a run with it, and not with all of the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.coverage.lint.model import LintContext
from chatbot.coverage.lint.page import Page
from chatbot.indexing.arrays import ranges
from chatbot.reading.article import PROSE, Span
from chatbot.reading.landing import fold

DUPLICATE = 0.6  # share of a paragraph's runs that another article's paragraph holds
_RUN = 5  # words
_SHORTEST = 12  # words; shorter paragraphs repeat by right


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, the id of the section or FAQ entry that it stands in, and its different runs (r,) as numbers."""

    page: Page
    section: str
    span: Span
    runs: npt.NDArray[np.int64]


class Paragraphs:
    """The paragraphs of all pages, found by their runs."""

    def __init__(self, context: LintContext) -> None:
        self._of = {page: list(_paragraphs(page)) for page in context.pages}
        self._all = [paragraph for own in self._of.values() for paragraph in own]
        runs = np.concatenate([np.empty(0, np.int64), *(paragraph.runs for paragraph in self._all)])
        order = np.argsort(runs, kind="stable")
        self._runs = runs[order]
        lengths = [len(paragraph.runs) for paragraph in self._all]
        self._owners = np.repeat(np.arange(len(self._all)), np.array(lengths, np.int64))[order]

    def alike(self, page: Page, among: Callable[[Page], bool]) -> Iterator[tuple[Paragraph, list[Paragraph], bool]]:
        """Yield each paragraph of `page` with those that say the same, one of each page `among` others.

        The first of them is one that holds all of its runs, where there is such a one, as the last value tells.
        """
        for own in self._of[page]:
            first = np.searchsorted(self._runs, own.runs, "left")
            _, places = ranges(first, np.searchsorted(self._runs, own.runs, "right") - first)
            numbers, shared = np.unique(self._owners[places], return_counts=True)
            most: dict[Page, tuple[int, Paragraph]] = {}
            for number, count in zip(numbers.tolist(), shared.tolist(), strict=True):
                other = self._all[number]
                if among(other.page) and (other.page not in most or count > most[other.page][0]):
                    most[other.page] = count, other
            same = [each for each in most.values() if each[0] >= DUPLICATE * min(len(own.runs), len(each[1].runs))]
            same.sort(key=lambda each: each[0] < len(own.runs))
            if same:
                yield own, [other for _, other in same], same[0][0] == len(own.runs)


def _paragraphs(page: Page) -> Iterator[Paragraph]:
    for section, block in page.blocks():
        text = block.span.of(page.article.text)
        if block.kind in PROSE and len(text.split()) >= _SHORTEST:
            words = fold(text).split()
            runs = {hash(tuple(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1)}
            yield Paragraph(page, section, block.span, np.array(sorted(runs), np.int64))
