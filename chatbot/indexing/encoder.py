"""The encoder that serves: an ONNX graph and a tokenizer, read from the folder that compiling made.

It imports neither torch nor transformers. Every text is one run of its own, without padding: dynamic int8 scales depend
on what else is in a batch, so a text's vector would otherwise depend on its neighbours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits
from tokenizers import Encoding, Tokenizer

from chatbot.errors import DamagedIndexError
from chatbot.indexing.cores import cores_given
from chatbot.indexing.index import Codes, Floats, Pieces
from chatbot.indexing.pieces import NONE, axes, coded
from chatbot.indexing.session import Session

GRAPH, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "encoder.json"
_WORD_MARKS = ("▁", "Ġ")  # of SentencePiece and of byte-level BPE
FEWEST_REMEMBERED = 64
"""Question vectors that a server keeps in any case: those that its answers have begun and not asked for yet.

With 8, a text was encoded one and a half times where four answers were in work, and two and a half times where sixteen.
"""
_UNKNOWN = ("[UNK]", "<unk>")  # what tokenizers put in place of what they have no piece for
_COUNTED = 1024  # texts whose word pieces are remembered: a build counts each sentence for its passage and for its view

COMPILER = 2
"""Raised when the same model would be compiled to something else; encoders of an older number are compiled again."""


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """What `encoder.json` says of an encoder.

    `sha256` maps the folder's other files to their digests; `mean_cosine` is the agreement with the original model over
    the check texts; `source_sha256` and `compiler` say what it was made from, and by which way of making it.
    """

    model: str
    dimensions: int
    max_tokens: int
    question_prompt: str
    passage_prompt: str
    pooling: str
    precision: str
    mean_cosine: float
    source_sha256: str
    compiler: int
    sha256: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """A digest of all that shapes a vector; how well it agreed with the original, and the model's name, do not."""
        shape = (self.dimensions, self.max_tokens, self.question_prompt, self.passage_prompt, self.pooling)
        return hashlib.sha256(json.dumps([*shape, self.precision, sorted(self.sha256.items())]).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Write `encoder.json`."""
        text = json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False)
        (folder / CONFIG).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> EncoderConfig:
        """Read `encoder.json`.

        Raises:
            DamagedIndexError: the file is missing, or not what `write` writes.
        """
        path = folder / CONFIG
        try:
            return cls(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise DamagedIndexError(f"{path}: not an encoder's description ({error}); build the index again") from error


class OnnxEncoder:
    """Implements `Encoder` with onnxruntime.

    One session serves all threads, and each run happens on one thread: its caller's, or one on another core.
    """

    def __init__(self, folder: Path, threads: int = 0, cache: int = 2048) -> None:
        """Open the encoder in `folder`.

        Args:
            folder: where compiling wrote it.
            threads: most runs at a time; 0 means as many as this process has cores. Beside Python it is one.
            cache: question vectors kept in memory; 0 keeps none.

        Files are not compared with their checksums here: whoever opens an index does so first.

        Raises:
            DamagedIndexError: a file of the encoder is missing.
        """
        self.config = EncoderConfig.read(folder)
        self.fingerprint, self.dimensions = self.config.fingerprint, self.config.dimensions
        self.max_tokens = self.config.max_tokens
        self._folder = folder
        threads = threads or cores_given()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="encoder")
        self._session = self._pool.submit(Session, _existing(folder / GRAPH), threads)  # on a core beside the rest
        self._tokenizer = self._load_tokenizer()
        self._tokenizer.enable_truncation(self.max_tokens)
        self.count_tokens = lru_cache(maxsize=_COUNTED)(self._count)
        self._question = lru_cache(maxsize=cache)(self._begin_question)
        self._axes = axes(self.fingerprint)

    def _count(self, text: str) -> int:
        """Return the number of word pieces of `text`, special tokens and the passage prompt included."""
        return len(self._counter.encode(self.config.passage_prompt + text).ids)

    def begin(self, questions: Sequence[str]) -> None:
        """Begin to encode these questions, in order, where another core does it; elsewhere each is when asked for."""
        if self._session.result().is_beside:
            for text in questions:
                self._question(text)

    def encode_question(self, text: str) -> Floats:
        """Return one vector (dimensions,), read-only; the last `cache` questions are remembered."""
        return self._encoded(text)[0]

    def question_pieces(self, text: str) -> Pieces:
        """Return a question's word pieces, remembered with its vector; none where the encoder has no axes."""
        return self._encoded(text)[1]

    def _encoded(self, text: str) -> tuple[Floats, Pieces]:
        try:
            return self._question(text).result()
        except Exception:
            self._question.cache_clear()  # it may have failed for another reader, and need not do so again
            return self._question(text).result()

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return vectors (len(texts), dimensions), in order, read-only; all cores are used."""
        return self.encode_sentences(texts)[0]

    def encode_sentences(self, texts: Sequence[str]) -> tuple[Floats, list[Codes]]:
        """Return vectors as `encode_passages` does, and of each text the coded pieces (t, PIECE)."""
        vectors, pieces = np.empty((len(texts), self.dimensions), np.float32), []
        with threadpool_limits(limits=1, user_api="blas"):  # each core has texts of its own
            for row, (vector, codes) in enumerate(self._pool.map(self._encode_sentence, texts)):
                vectors[row] = vector
                pieces.append(codes)
        vectors.setflags(write=False)
        return vectors, pieces

    def states(self, text: str) -> Floats:
        """Return what the model makes of each word piece of `text`, (t, width), special tokens left out."""
        encoding = self._tokenizer.encode(text)
        return self._session.result().run(encoding.ids, lambda _, states: states[_own(encoding)])

    def common_words(self) -> list[str]:
        """Return the words that the tokenizer knows whole, of two or more ASCII letters, in the vocabulary's order.

        A WordPiece vocabulary is ordered by frequency in what it was trained on. Pieces that continue a word begin with
        "##"; other tokenizers mark those that begin one.
        """
        vocabulary = self._tokenizer.get_vocab(with_added_tokens=False)
        pieces = sorted(vocabulary, key=vocabulary.__getitem__)
        mark = next((mark for mark in _WORD_MARKS if any(piece.startswith(mark) for piece in pieces)), "")
        words = (piece.removeprefix(mark) for piece in pieces if piece.startswith(mark))
        return [word for word in words if len(word) > 1 and word.isascii() and word.isalpha()]

    def reads(self, text: str) -> bool:
        """Tell whether the tokenizer has fewer pieces for the words of `text` than these have letters, if any."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        units, spoken = 0, sum(map(str.isalpha, text))
        for token, (start, end) in zip(encoding.tokens, encoding.offsets, strict=True):
            letters = sum(map(str.isalpha, text[start:end]))
            units += letters if token in _UNKNOWN else min(letters, 1)
        return units < spoken or not spoken

    @cached_property
    def _counter(self) -> Tokenizer:
        """A tokenizer that does not cut: only a build counts, so serving does not load it."""
        counter = self._load_tokenizer()
        counter.no_truncation()
        return counter

    def _load_tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(_existing(self._folder / TOKENIZER)))
        tokenizer.no_padding()
        return tokenizer

    def _begin_question(self, text: str) -> Future[tuple[Floats, Pieces]]:
        prompt = self.config.question_prompt
        encoding = self._tokenizer.encode(prompt + text)

        def finish(vector: Floats, states: Floats) -> tuple[Floats, Pieces]:
            vector.setflags(write=False)
            if self._axes is None:
                return vector, Pieces(NONE, ())
            before, offsets = len(prompt), encoding.offsets
            own = [token for token in _own(encoding) if offsets[token][0] >= before]
            spans = tuple((start - before, end - before) for start, end in map(offsets.__getitem__, own))
            return vector, Pieces(coded(states[own], self._axes), spans)

        return self._session.result().begin(encoding.ids, finish)

    def _encode_sentence(self, text: str) -> tuple[Floats, Codes]:
        encoding = self._tokenizer.encode(self.config.passage_prompt + text)

        def finish(vector: Floats, states: Floats) -> tuple[Floats, Codes]:
            return vector, NONE if self._axes is None else coded(states[_own(encoding)], self._axes)

        return self._session.result().run(encoding.ids, finish)


def _own(encoding: Encoding) -> list[int]:
    """Return which of its tokens a text's word pieces are, and not the tokenizer's own."""
    return [token for token, special in enumerate(encoding.special_tokens_mask) if not special]


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DamagedIndexError(f"{path}: there is no such file; build the index again")
    return path
