"""Passages -> the files that `WordIndex` opens. Holds numbers, not strings, for all but the vocabulary."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import save, save_words
from chatbot.indexing.index import ARTICLE_TITLE, LEAD_IN, OUTER_HEADING, OWN_HEADING, PassageWords
from chatbot.indexing.words import idf, impacts, surfaces, terms
from chatbot.reading.article import Article
from chatbot.reading.passages import Passage, Role

Ints = npt.NDArray[np.int32]


class WordWriter:
    """Collects the words of passages in row order, then writes them."""

    def __init__(self, earlier: Iterable[str] = ()) -> None:
        """Prepare; `earlier` are the terms of the version that words are taken over from, by their numbers there."""
        self._numbers: dict[str, int] = defaultdict(count().__next__)  # in the order in which terms are first met
        self._earlier = np.array([self._numbers[term] for term in earlier], np.int32)
        self._terms = array("i")
        self._places = array("i")
        self._ends = array("q", [0])
        self._surfaces: Counter[str] = Counter()

    def add_article(self, article: Article) -> None:
        """Count the article's unstemmed words."""
        self._surfaces.update(surfaces(f"{article.title}\n{article.text}"))

    def add_passage(self, passage: Passage, article: Article) -> None:
        """Add the next row's words."""
        for place, text in _parts(passage, article):
            found = terms(text, article.language)
            self._terms.extend([self._numbers[term] for term in found])
            self._places.extend([place] * len(found))
        self._ends.append(len(self._terms))

    def add_known(self, words: PassageWords) -> None:
        """Add the next rows' words, as the earlier version holds them."""
        self._terms.frombytes(self._earlier[words.terms].tobytes())
        self._places.frombytes(words.places.tobytes())
        self._ends.extend((words.offsets[1:] + self._ends[-1]).tolist())

    def write(self, folder: Path) -> None:
        """Write all files; terms are numbered in sorted order."""
        found = np.array(self._terms, np.int32)
        held = np.bincount(found, minlength=len(self._numbers)) > 0  # of the earlier version's, some are gone
        vocabulary = sorted(term for term, number in self._numbers.items() if held[number])
        renumbered = np.empty(len(self._numbers), np.int32)
        renumbered[[self._numbers[term] for term in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
        starts, places = np.array(self._ends, np.int64), np.array(self._places, np.int32)
        write_terms(folder, vocabulary, renumbered[found], starts, places)
        write_surfaces(folder, self._surfaces)


def write_terms(
    folder: Path, vocabulary: Sequence[str], numbers: Ints, starts: npt.NDArray[np.int64], places: Ints
) -> None:
    """Write the terms of passages: `numbers` (t,) in the sorted `vocabulary` and their `places` (t,), in reading order.

    Passage i's are `starts[i]:starts[i + 1]`.
    """
    save_words(folder, "terms", vocabulary)
    save(folder, "forward-starts", starts)
    save(folder, "forward-terms", numbers)
    save(folder, "forward-places", places)
    _write_postings(folder, numbers, starts, len(vocabulary))


def write_surfaces(folder: Path, counts: Mapping[str, int]) -> None:
    """Write unstemmed words and how often each stands in the articles."""
    words = sorted(counts)
    save_words(folder, "surfaces", words)
    save(folder, "surface-counts", np.array([counts[word] for word in words], np.int64))


def _parts(passage: Passage, article: Article) -> Iterable[tuple[int, str]]:
    """Yield (place, text) of everything that a passage's words come from, in reading order."""
    context = {c.role: c.span.of(article.text) for c in passage.above}
    question = context.get(Role.QUESTION)
    outer, own = (passage.headings, question) if question else (passage.headings[:-1], "\n".join(passage.headings[-1:]))
    yield ARTICLE_TITLE, article.title
    yield OUTER_HEADING, "\n".join(outer)
    yield OWN_HEADING, own
    terms = [part.span.of(article.text) for part in passage.above if part.is_term]
    yield LEAD_IN, "\n".join((*terms, *(context[role] for role in (Role.LEAD, Role.HEADER) if role in context)))
    for place, sentence in enumerate(passage.sentences):
        yield place, sentence.of(article.text)


def _write_postings(folder: Path, numbers: Ints, starts: npt.NDArray[np.int64], vocabulary: int) -> None:
    """Turn each passage's terms into each term's passages, with what the term adds to their scores."""
    lengths = np.diff(starts)
    passages = len(lengths)
    rows = np.repeat(np.arange(passages, dtype=np.int64), lengths)
    pairs, counts = np.unique(numbers * np.int64(passages) + rows, return_counts=True)
    held, rows = np.divmod(pairs, passages)
    frequencies = np.bincount(held, minlength=vocabulary)
    added = impacts(idf(frequencies, passages)[held], counts, lengths[rows], float(lengths.mean()))
    begins = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
    most = np.zeros(vocabulary, np.float32)
    if len(added):
        most[frequencies > 0] = np.maximum.reduceat(added, begins[:-1][frequencies > 0])
    save(folder, "postings-starts", begins)
    save(folder, "postings-most", most)
    save(folder, "postings-rows", rows.astype(np.int32))
    save(folder, "postings-impacts", added)
