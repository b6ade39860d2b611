"""What an index of so many made-up passages costs to open, to hold and to ask, and what its search finds.

`python -m scripts.benchmarking.growth FOLDER` measures an index that `synthetic.make_index` wrote, in a process of its
own, so that its memory is the index's alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import Question, make_question
from chatbot.answering.retrieval import retrieve
from chatbot.indexing.arrays import load
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import Encoder, Filter, Floats, Pieces
from chatbot.indexing.matrix import ViewMatrix
from chatbot.indexing.pieces import NONE
from chatbot.indexing.vectors import SEARCHED_ROWS, SEARCHED_VIEWS
from chatbot.indexing.versions import IndexFolder, open_index
from scripts.benchmarking.processes import PROJECT, environment, proportional_bytes
from scripts.benchmarking.synthetic import QUESTIONS, VECTORS, make_index

_RECALL = 10  # passages that an exact search's first are compared with
_TRIED = 50  # questions searched exactly
_AT_A_TIME = 50_000  # rows decoded at once


@dataclass(frozen=True, slots=True)
class Grown:
    """One size. `p50`, `p99`: processor ms of retrieval; `beyond`: median ms of a whole answer less its encoding.

    `load` is the processor seconds until a process that has its modules can answer, from checked files; `megabytes` its
    PSS after all questions; `search` says how vectors are searched; `recall` is that of ten passages against an exact
    search.
    """

    passages: int
    p50: float
    p99: float
    beyond: float
    recall: float
    load: float
    megabytes: float
    gigabytes: float
    search: str


class _Given:
    """An encoder whose questions' vectors are given: made-up words mean nothing to a real one."""

    def __init__(self, encoder: Encoder, vectors: dict[str, Floats]) -> None:
        self._encoder, self._vectors = encoder, vectors

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode_question(self, text: str) -> Floats:
        """Return the vector that was made up with the question."""
        return self._vectors[text]

    def question_pieces(self, text: str) -> Pieces:
        """Return no word pieces, as made-up sentences have none either."""
        del text
        return Pieces(NONE, ())


def measure_growth(encoder: Path, sizes: Sequence[int], work: Path) -> tuple[Grown, ...]:
    """Make an index of each size under `work`, measure it, and remove it."""
    return tuple(_measured(encoder, size, work / f"growth-{size}") for size in sizes)


def _measured(encoder: Path, size: int, folder: Path) -> Grown:
    make_index(folder, encoder, size)
    try:
        command = [sys.executable, "-m", "scripts.benchmarking.growth", str(folder)]
        for _ in range(2):  # the first opening compares checksums, once for each machine and version
            done = subprocess.run(command, capture_output=True, check=True, cwd=PROJECT, env=environment({}))
        return msgspec.json.decode(done.stdout, type=Grown)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path) -> Grown:
    """Open the index in `folder`, ask its questions, and return what it took."""
    texts = (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()
    vectors = load(folder, VECTORS)
    started = time.process_time()
    opened = open_index(folder)
    Answerer(opened)
    seconds = time.process_time() - started
    place = IndexFolder(folder)
    version = place.versions / opened.version
    given = _Given(opened.encoder, dict(zip(texts, vectors, strict=True)))
    index = FileIndex(version, opened.version, given)  # type: ignore[arg-type]  # what is not given, the encoder does
    retrieval, answers = _timed(index, list(map(make_question, texts)))
    grown = Grown(
        passages=len(index),
        p50=float(np.median(retrieval)),
        p99=float(np.percentile(retrieval, 99)),
        beyond=float(np.median(answers)),
        recall=0.0,
        load=seconds,
        megabytes=proportional_bytes("self") / 1e6,
        gigabytes=sum(path.stat().st_size for path in version.iterdir()) / 1e9,
        search=str(place.manifest(opened.version).search.get("index")),
    )
    return replace(grown, recall=_recall(index, version, vectors[:: max(1, len(vectors) // _TRIED)]))


def _timed(index: FileIndex, questions: Sequence[Question]) -> tuple[list[float], list[float]]:
    """Return the processor ms of each question's retrieval and whole answer: one thread, which waits for nothing."""
    answerer = Answerer(index)
    retrieval, answers = [], []
    for meaning in map(answerer.understand, questions):
        begun = time.thread_time()
        retrieve(index, meaning, Filter())
        retrieval.append((time.thread_time() - begun) * 1000)
    for question in questions:
        begun = time.thread_time()
        answerer.ask(question)
        answers.append((time.thread_time() - begun) * 1000)
    return retrieval, answers


def _recall(index: FileIndex, version: Path, vectors: Floats) -> float:
    """Return the share of an exact search's first passages, by their searched views, that the index finds."""
    matrix, places, owners = ViewMatrix(version), load(version, SEARCHED_VIEWS), load(version, SEARCHED_ROWS)
    best = np.full((len(vectors), len(index)), -1, np.float32)
    for part in np.array_split(np.arange(len(places)), 1 + len(places) // _AT_A_TIME):
        scores = vectors @ matrix.vectors(places[part]).T
        for row, found in zip(best, scores, strict=True):
            np.maximum.at(row, owners[part], found)
    wanted = np.argsort(-best, axis=1, kind="stable")[:, :_RECALL]
    found = [index.nearest(vector, _RECALL, Filter()).rows for vector in vectors]
    return float(np.mean([len(np.intersect1d(*pair)) / _RECALL for pair in zip(wanted, found, strict=True)]))


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(measure(Path(sys.argv[1]))).decode())
