"""A corpus of any size, made up, straight into an index version: files in the real formats, without an encoder.

Texts are those of a few hundred articles, over and over under other names; the words they are found by are drawn anew
for each passage by Zipf's law, some from its topic's own. Vectors lie around their topic in a space of few dimensions,
as those of texts do, a passage's views around it, a question near one view; there are no word pieces. All this shows
what size costs; how good answers are, it cannot show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import save
from chatbot.indexing.encoder import CONFIG, EncoderConfig
from chatbot.indexing.index import ARTICLE_TITLE, OWN_HEADING, Floats, View
from chatbot.indexing.manifest import Manifest
from chatbot.indexing.matrix import matrix_writer, stored
from chatbot.indexing.models import file_sha256
from chatbot.indexing.pieces import NONE, PieceWriter
from chatbot.indexing.texts import StoredArticle, TextWriter, stored_article
from chatbot.indexing.vectors import Report, many, write_vectors
from chatbot.indexing.versions import IndexFolder
from chatbot.indexing.views import STRIDE, WINDOW
from chatbot.indexing.words import terms
from chatbot.indexing.wordwriter import write_surfaces, write_terms
from chatbot.reading.article import Article, Block, BlockKind, FaqEntry, Section, Span
from chatbot.reading.passages import Context, Kind, Passage, Role

QUESTIONS, VECTORS = "questions.txt", "questions"
ARTICLE = 20  # passages in one article, all on one topic
_POOL = 100  # articles made up
_SYLLABLES = [c + v for c in "bdfgklmnprtvz" for v in "aou"]
_COMMON, _WORDS = 200, 100_000  # words that all topics share, words of the language
_SENTENCES, _LENGTH = (2, 9), (8, 26)  # fewest and most: sentences of a passage, words of a sentence
_HEADING = 6  # words of a heading or a title
_SPACE = 32  # dimensions that topics, passages and views differ in
_PASSAGE, _VIEW = 0.5, 0.3  # how far apart passages of one topic and views of one passage are, where topics are 1
_ASKED = 300

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Template:
    """A made-up article that others are copies of, and of its passages the places of their words and view kinds."""

    stored: StoredArticle
    places: tuple[Ints, ...]
    kinds: tuple[npt.NDArray[np.uint8], ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """One article's passages: words by rank, the places of the words, and the views' vectors and kinds."""

    article: StoredArticle
    template: _Template
    words: tuple[Ints, ...]
    vectors: Floats


class Maker:
    """Makes passages up, an article at a time; `asked` are questions about some of them, with their vectors."""

    def __init__(self, passages: int, dimensions: int) -> None:
        self._articles = -(-passages // ARTICLE)
        self._chance = np.random.default_rng(passages)
        self._axes = self._chance.standard_normal((_SPACE, dimensions)).astype(np.float32)
        self.language = sorted(_language(min(_WORDS, 5_000 + 10 * passages)))
        self._ranked = self._chance.permutation(len(self.language)).astype(np.int32)
        shares = 1 / np.arange(2, len(self.language) + 2)
        drawn = np.searchsorted(np.cumsum(shares / shares.sum()), np.linspace(0, 1, 1 << 20, endpoint=False))
        self._drawn = np.minimum(drawn, len(self.language) - 1).astype(np.int32)
        self._pool = [self._template() for _ in range(min(_POOL, self._articles))]
        self.asked: list[tuple[str, Floats]] = []

    def articles(self) -> Iterator[_Made]:
        """Yield the articles."""
        every = max(1, self._articles // _ASKED)
        for number in range(self._articles):
            template = self._pool[number % len(self._pool)]
            sizes = [len(places) for places in template.places]
            topic = int(self._chance.integers(len(self.language)))
            words = np.split(self._words(sum(sizes), topic), np.cumsum(sizes)[:-1])
            vectors, near = self._views([len(kinds) for kinds in template.kinds])
            if number % every == 0 and len(self.asked) < _ASKED:
                self.asked.append((self._question(words[0]), near))
            yield _Made(_renamed(template.stored, number), template, tuple(words), vectors)

    def _words(self, count: int, topic: int) -> Ints:
        """Return numbers of words: the common ones, and from the others those that the topic prefers."""
        ranks = self._drawn[self._chance.integers(0, len(self._drawn), count)]
        others = len(self.language) - _COMMON
        return self._ranked[np.where(ranks < _COMMON, ranks, _COMMON + (ranks + topic) % others)]

    def _views(self, counts: list[int]) -> tuple[Floats, Floats]:
        """Return the vectors of all views, and one near the first passage's."""
        draw = self._chance.standard_normal
        places = draw(_SPACE, dtype=np.float32) + _PASSAGE * draw((len(counts), _SPACE), dtype=np.float32)
        around = np.repeat(np.arange(len(counts) + 1), [*counts, 1])
        views = np.vstack([places, places[:1]])[around]
        vectors = (views + _VIEW * draw(views.shape, dtype=np.float32)) @ self._axes
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors[:-1], vectors[-1]

    def _question(self, words: Ints) -> str:
        common = self._ranked[self._chance.integers(0, 12, 4)]
        return " ".join(self.language[n] for n in [*common, *words[2 * _HEADING :][:6]]) + "?"

    def _sentence(self, length: int) -> str:
        return " ".join(self.language[n] for n in self._words(length, 0).tolist()).capitalize() + "."

    def _template(self) -> _Template:
        name, text = _name(0), ""
        sections, faq, passages, places = [], [], [], []
        for number in range(ARTICLE):
            lengths = self._chance.integers(*_LENGTH, self._chance.integers(*_SENTENCES)).tolist()
            heading = self._sentence(_HEADING)[:-1] + "?"
            sentences, at = [], len(text) + len(heading) + 1
            body = [self._sentence(length) for length in lengths]
            for sentence in body:
                sentences.append(Span(at, at + len(sentence)))
                at += len(sentence) + 1
            above = Span(len(text), len(text) + len(heading))
            block = Block(BlockKind.PARAGRAPH, Span(sentences[0].start, sentences[-1].end))
            if number % 3:
                sections.append(Section(f"part-{number}", 2, above, (block,)))
            else:
                faq.append(FaqEntry(f"part-{number}", above, (block,)))
            passages.append(_passage(name, number, sentences, block, above, heading))
            over = [ARTICLE_TITLE] * _HEADING + [OWN_HEADING] * _HEADING
            places.append(np.array(over + [i for i, n in enumerate(lengths) for _ in range(n)], np.int32))
            text += f"{heading}\n{' '.join(body)}\n"
        title = self._sentence(_HEADING)[:-1]
        article = Article(name, title, text, "made up", tuple(sections), tuple(faq), category="made up")
        kinds = tuple(np.array(_kinds(passage), np.uint8) for passage in passages)
        return _Template(stored_article(article, passages), tuple(places), kinds)


def make_index(folder: Path, encoder: Path, passages: int) -> Report:
    """Write an index of made-up passages as the served version of `folder`; return how its vectors are searched.

    Questions and their vectors are left beside it in `folder`.
    """
    config, place = EncoderConfig.read(encoder), IndexFolder(folder)
    place.share_encoders(encoder.parent)
    maker = Maker(passages, config.dimensions)
    with place.building(), place.temporary_folder() as work:
        kinds = _write(work, maker, config.dimensions, many(np.full(2 * passages, View.WHOLE, np.uint8)))
        offsets = np.cumsum([0, *map(len, kinds)]).astype(np.int64)
        search = write_vectors(work, offsets, np.concatenate(kinds))
        manifest = Manifest(
            inputs={"corpus": f"{passages} made up", "encoder": config.fingerprint},
            encoder={"model": config.model, "sha256": file_sha256(encoder / CONFIG)},
            counts={"passages": len(kinds)},
            warnings=(),
            files={path.name: file_sha256(path) for path in sorted(work.iterdir())},
            search=dict(search),
        )
        manifest.write(work)
        place.settle(work, place.versions / manifest.version)
    place.point_to(manifest.version)
    (folder / QUESTIONS).write_text("\n".join(text for text, _ in maker.asked), encoding="utf-8")
    save(folder, VECTORS, np.stack([vector for _, vector in maker.asked]))
    return search


def _write(work: Path, maker: Maker, dimensions: int, coded: bool) -> list[npt.NDArray[np.uint8]]:
    """Write texts, words and the matrix; return the kinds of each passage's views."""
    texts = TextWriter(work)
    words: list[Ints] = []
    places: list[Ints] = []
    kinds: list[npt.NDArray[np.uint8]] = []
    with matrix_writer(work, dimensions, coded) as writer, PieceWriter(work) as pieces:
        for made in maker.articles():
            texts.add_stored(made.article)
            writer.append(stored(made.vectors, coded))
            pieces.append([NONE] * len(made.vectors))
            words.extend(made.words)
            places.extend(made.template.places)
            kinds.extend(made.template.kinds)
    texts.write()
    texts.close()
    starts = np.cumsum([0, *map(len, words)]).astype(np.int64)
    numbers = np.concatenate(words)
    write_terms(work, maker.language, numbers, starts, np.concatenate(places))
    counts = np.bincount(numbers, minlength=len(maker.language)).tolist()
    write_surfaces(work, dict(zip(maker.language, counts, strict=True)))
    return kinds


def _language(words: int) -> Iterator[str]:
    """Yield words that are their own stems."""
    base = len(_SYLLABLES)
    for number in range(words):
        digits = [number // base**power % base for power in range(3 if number < base**3 else 4)]
        word = "".join(_SYLLABLES[digit] for digit in digits) + "k"
        if terms(word) == [word]:
            yield word


def _name(number: int) -> str:
    return f"article-{number:08}"


def _renamed(article: StoredArticle, number: int) -> StoredArticle:
    """Return a copy under another name, which is as long, so that it is replaced in the stored bytes."""
    old, new = article.id.encode(), _name(number).encode()
    passages = tuple(passage.replace(old, new) for passage in article.passages)
    category = f"category {number % 100}"  # as many as a filter of 1 % needs
    return StoredArticle(new.decode(), article.language, category, article.record.replace(old, new), passages)


def _passage(article: str, number: int, sentences: list[Span], block: Block, above: Span, heading: str) -> Passage:
    """Return a passage: every third a FAQ entry under its question, the others sections under their heading."""
    asked = number % 3 == 0
    return Passage(
        article_id=article,
        source_id=f"part-{number}",
        kind=Kind.FAQ if asked else Kind.SECTION,
        span=block.span,
        sentences=tuple(sentences),
        context=(Context(Role.QUESTION, above),) if asked else (),
        headings=() if asked else (heading,),
        anchor=f"part-{number}",
        blocks=(block,),
        landings=tuple(sentences),
    )


def _kinds(passage: Passage) -> list[int]:
    """Return the kinds of a passage's views, as many as `views_of` would make."""
    sentences = len(passage.sentences)
    windows = len(range(0, sentences - WINDOW, STRIDE)) + 1 if sentences > WINDOW else 0
    asked = [View.QUESTION] * (passage.kind is Kind.FAQ)
    return [*asked, View.WHOLE, *[View.WINDOW] * windows, *[View.SENTENCE] * sentences]
