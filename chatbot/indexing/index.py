"""What answering may ask of an index: vectors, words, texts, filters. Files and a database implement it.

A passage is named by its row, 0 .. passages-1, in corpus order. Rows mean nothing beyond one index version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from chatbot.reading.article import Metadata, Span
from chatbot.reading.layout import Part, PartKind
from chatbot.reading.parts import question_start
from chatbot.reading.passages import Passage

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]

PIECE = 32
"""Numbers of a word piece: a vector of unit length times 127."""

_AT_ONCE = 1000  # passages in memory when all are gone through


class View(IntEnum):
    """What of a passage one stored vector stands for.

    A passage has its views in this order: `QUESTION` (the FAQ question alone), `WHOLE` (heading path and as much text
    as fits), `WINDOW` (heading path and three sentences), `SENTENCE` (one sentence alone, in order, one for each of
    `Passage.sentences`), `TITLE` (the article's title, only where the article says what it is about; the term
    that a definition begins with).
    """

    QUESTION = 0
    WHOLE = 1
    WINDOW = 2
    SENTENCE = 3
    TITLE = 4


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's m word pieces: what each means (m, PIECE), and where it stands, start and end in code points."""

    codes: Codes
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be quoted; an empty set does not limit."""

    category: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()
    article: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.category or self.language or self.article)


@dataclass(frozen=True, slots=True)
class Hits:
    """Passages found: rows (n,) int64 without repetition and their scores (n,) float32, best first, ties by row."""

    rows: Rows
    scores: Floats


@dataclass(frozen=True, slots=True)
class ViewScores:
    """Inner products of one vector with every view of some passages.

    `scores` (v,) and `kinds` (v,) uint8 hold the views of the first passage, then of the second ...; passage i's views
    are `offsets[i]:offsets[i + 1]`, in the order of `View`.
    """

    offsets: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.uint8]
    scores: Floats


OWN_HEADING, OUTER_HEADING, ARTICLE_TITLE, LEAD_IN = -1, -2, -3, -4
"""Places of words outside a passage's text: in the FAQ question or section heading; in an outer heading; in the
article's title; in the lead-in sentence, a table's header row or the term of a definition."""


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The stemmed terms of some passages as term numbers, in reading order; the same shape as `ViewScores`.

    `terms` (t,) int32; `places` (t,) int32: the number of the sentence in `Passage.sentences`, or `OWN_HEADING` and
    what is below for a word that stands outside the text.
    """

    offsets: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int32]
    places: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class ArticleRecord(Metadata):
    """An article as the index keeps it: its text and what an answer says about it.

    `page_text` is "" where it equals `text`; `layout` is `layout_of(article)`: what the article's own page is made of.
    """

    id: str
    title: str
    text: str
    sha256: str
    deck: Span | None = None
    page_text: str = ""
    related: tuple[str, ...] = ()
    layout: tuple[Part, ...] = ()

    @property
    def questions(self) -> list[str]:
        """The questions of the article's FAQ, in reading order, without the numbers and labels the page puts before."""
        asked = (part.span.of(self.text) for part in self.layout if part.kind is PartKind.QUESTION)
        return [text[question_start(text) :] for text in asked]

    @property
    def review_note(self) -> str:
        """What the article itself says about its review, "" where it says nothing."""
        return " ".join(part.span.of(self.text) for part in self.layout if part.kind is PartKind.FOOTER)


class Encoder(Protocol):
    """Texts to L2-normalised vectors; one unpadded text per run, so that a text's vector depends on nothing else."""

    @property
    def fingerprint(self) -> str:
        """A digest of weights, tokenizer, pooling, prompts and length limit."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest input in word pieces, special tokens included; longer texts are cut."""

    def count_tokens(self, text: str) -> int:
        """Return the number of word pieces of `text`, special tokens and the passage prompt included."""

    def begin(self, questions: Sequence[str]) -> None:
        """Begin to encode these questions, in order, if that takes no time here; they are likely to be asked for."""

    def encode_question(self, text: str) -> Floats:
        """Return one vector (dimensions,)."""

    def question_pieces(self, text: str) -> Pieces:
        """Return the word pieces of a question; none where nothing is known of this encoder's."""

    def reads(self, text: str) -> bool:
        """Tell whether the words of `text` are known; else they are spelt by letters, and its vector says little."""

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return vectors (len(texts), dimensions), in order."""

    def encode_sentences(self, texts: Sequence[str]) -> tuple[Floats, list[Codes]]:
        """Return vectors as `encode_passages` does, and of each text the coded pieces (t, PIECE)."""

    def common_words(self) -> Sequence[str]:
        """Return words of the language at large, most frequent first where that is known; may be empty."""


class PassageIndex(Protocol):
    """One immutable version of an index. All methods may be called from several threads at once."""

    @property
    def version(self) -> str:
        """The id of the version: equal inputs, equal id."""

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors."""

    def __len__(self) -> int:
        """Return the number of passages."""

    def nearest(self, vector: Floats, limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by the best inner product of any of their searched views."""

    def view_scores(self, vector: Floats, rows: Rows) -> ViewScores:
        """Return the exact inner products of `vector` with all views of the passages `rows`."""

    def matching(self, terms: Sequence[str], limit: int, where: Filter) -> Hits:
        """Return up to `limit` passages by BM25 over these stemmed terms."""

    def term_numbers(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the number of each stemmed term, -1 where no passage holds it."""

    def idf(self, terms: Sequence[str]) -> Floats:
        """Return BM25's idf of each stemmed term; a term no passage holds counts as held by none."""

    def bm25(self, terms: Sequence[str], rows: Rows) -> Floats:
        """Return the BM25 score (len(rows),) of these passages, 0 where nothing matches."""

    def nearest_pieces(self, asked: Codes, rows: Rows) -> Floats:
        """Return (n, m): the cosine of each of these (m, PIECE) and each passage's nearest word piece, 0 without."""

    def words(self, rows: Rows) -> PassageWords:
        """Return the terms of the passages, for coverage features."""

    def surface_words(self) -> tuple[Sequence[str], npt.NDArray[np.int64]]:
        """Return the articles' unstemmed words (folded runs of letters), sorted, and how often each occurs."""

    def passages(self, rows: Rows) -> list[Passage]:
        """Return the passages, in the order of `rows`."""

    def article(self, article_id: str) -> ArticleRecord | None:
        """Return one article, None where the index has none of this id."""

    def languages(self) -> frozenset[str]:
        """Return the languages ("en", "ko-KR", ...) of the articles."""

    def article_ids(self) -> list[str]:
        """Return the ids of all articles, in corpus order."""


def record_of(index: PassageIndex, article_id: str) -> ArticleRecord:
    """Return an article that the index itself has named, in a passage or in `article_ids`.

    Raises:
        LookupError: it is not there; the index contradicts itself.
    """
    record = index.article(article_id)
    if record is None:
        raise LookupError(f"the index names article {article_id!r} but does not hold it")
    return record


def records(index: PassageIndex, most: int | None = None) -> Iterator[ArticleRecord]:
    """Yield the articles in corpus order, the first `most` of them where a number is given."""
    return (record_of(index, article_id) for article_id in index.article_ids()[:most])


def every_passage(index: PassageIndex) -> Iterator[Passage]:
    """Yield all passages in corpus order, of which no more than a thousand are in memory."""
    for start in range(0, len(index), _AT_ONCE):
        yield from index.passages(np.arange(start, min(start + _AT_ONCE, len(index))))
