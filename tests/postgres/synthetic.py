"""Made-up index versions of any size: real files, whose texts and vectors are drawn by chance instead of encoded.

Vectors lie as those of sentences do: in topics, near a space of far fewer dimensions than they have. A question is a
passage's vector moved by noise. Words are drawn by Zipf's law.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chatbot.indexing.arrays import RowWriter
from chatbot.indexing.index import Floats, View
from chatbot.indexing.manifest import Manifest
from chatbot.indexing.matrix import MATRIX
from chatbot.indexing.models import file_sha256
from chatbot.indexing.pieces import NONE, PieceWriter
from chatbot.indexing.texts import TextWriter
from chatbot.indexing.vectors import write_vectors
from chatbot.indexing.versions import IndexFolder
from chatbot.indexing.wordwriter import WordWriter
from chatbot.reading.article import Article, Span
from chatbot.reading.passages import Kind, Passage

DIMENSIONS, LATENT, TOPICS = 384, 48, 2000
WORDS, VOCABULARY = 30, 30_000
PASSAGES = 10  # of one article
KINDS = (View.WHOLE, View.SENTENCE)  # of each passage

Words = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Size:
    """How many articles, and how many of them, spread over the corpus, have another text than usual."""

    articles: int
    changed: int = 0


class World:
    """Topics and words from which corpora are drawn, always the same."""

    def __init__(self) -> None:
        chance = np.random.default_rng(7)
        self._space = chance.standard_normal((LATENT, DIMENSIONS)).astype(np.float32) / np.sqrt(LATENT)
        self._topics = chance.standard_normal((TOPICS, LATENT)).astype(np.float32)
        frequency = 1 / np.arange(2, VOCABULARY + 2) ** 1.05
        self._cumulated = np.cumsum(frequency / frequency.sum())
        self._words = np.array([word(number) for number in range(VOCABULARY)], object)

    def vectors(self, number: int, seed: int) -> Floats:
        """Return so many unit vectors, those of one seed of a few topics."""
        chance = np.random.default_rng(seed)
        topics = self._topics[chance.integers(0, TOPICS, 1 + number // 8)]
        latent = topics[chance.integers(0, len(topics), number)] + 0.7 * chance.standard_normal((number, LATENT))
        return unit(latent.astype(np.float32) @ self._space + 0.02 * chance.standard_normal((number, DIMENSIONS)))

    def texts(self, number: int, seed: int) -> list[str]:
        """Return so many sentences."""
        drawn = np.searchsorted(self._cumulated, np.random.default_rng(seed).random((number, WORDS)))
        return [" ".join(words) + "." for words in self._words[np.minimum(drawn, VOCABULARY - 1)].tolist()]


def unit(vectors: npt.NDArray[np.float64] | Floats) -> Floats:
    """Return vectors of unit length."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def word(number: int) -> str:
    """Return a word that its number names, the commoner the shorter."""
    letters = ""
    while True:
        letters += "bdfgklmnprstvz"[number % 14] + "aeiou"[number // 14 % 5]
        number //= 70
        if not number:
            return letters


def build(world: World, size: Size, folder: Path, encoder: Path) -> str:
    """Write a version into an index folder, serve it, and return its id; `encoder` is the folder of a real one."""
    place = IndexFolder(folder)
    place.share_encoders(encoder.parent)
    with place.building(), place.temporary_folder() as work:
        texts, words = TextWriter(work), WordWriter()
        changed = set(np.linspace(0, size.articles - 1, size.changed, dtype=int).tolist()) if size.changed else set()
        offsets, kinds = [0], list[View]()
        with RowWriter(work, MATRIX, DIMENSIONS, np.float32) as matrix, PieceWriter(work) as pieces:
            for number in range(size.articles):
                seed = number + (10**9 if number in changed else 0)
                article, passages = _article(world, number, seed)
                texts.add(article, passages)
                words.add_article(article)
                for passage in passages:
                    words.add_passage(passage, article)
                    kinds += KINDS
                    offsets.append(len(kinds))
                matrix.append(world.vectors(len(KINDS) * PASSAGES, seed))
                pieces.append([NONE] * len(KINDS) * PASSAGES)
        texts.write()
        texts.close()
        words.write(work)
        write_vectors(work, np.array(offsets, np.int64), np.array(kinds, np.uint8))
        inputs = {"corpus": f"{size}", "encoder": encoder.name, "pieces": "", "code": "synthetic", "format": "1"}
        description: dict[str, str | int | float] = {
            "model": "synthetic",
            "sha256": file_sha256(place.encoders / encoder.name / "encoder.json"),
        }
        counts = {"articles": size.articles, "passages": len(offsets) - 1}
        files = {path.name: file_sha256(path) for path in sorted(work.iterdir())}
        manifest = Manifest(inputs=inputs, encoder=description, counts=counts, warnings=(), files=files)
        manifest.write(work)
        place.settle(work, place.versions / manifest.version)
    place.point_to(manifest.version)
    return manifest.version


def _article(world: World, number: int, seed: int) -> tuple[Article, list[Passage]]:
    """Return an article: one in a hundred of the category "one", one in five of "fifth"."""
    sentences = world.texts(PASSAGES, seed)
    text = "\n\n".join(sentences)
    ends = np.cumsum([len(sentence) + 2 for sentence in sentences])
    spans = [Span(int(end) - 2 - len(s), int(end) - 2) for end, s in zip(ends, sentences, strict=True)]
    category = "one" if number % 100 == 3 else "fifth" if number % 5 == 1 else "rest"
    article = Article(f"article-{number}", f"Article {number}", text, "made-up.jsonl", category=category)
    return article, [
        Passage(article.id, f"s{i}", Kind.SECTION, span, (span,), headings=(word(i),)) for i, span in enumerate(spans)
    ]
