"""Evaluation sets on disk -> questions, an index built for real, and an Answerer over it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from chatbot.answering.answerer import Answerer
from chatbot.answering.considering import Considered
from chatbot.answering.question import Question, make_question
from chatbot.answering.understanding import Meaning
from chatbot.answering.weights import Weights
from chatbot.indexing.build import BuildOptions, build_index
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.encoders import compile_into, compiled_encoder
from chatbot.indexing.versions import IndexFolder, open_index
from chatbot.reading.folder import Corpus
from chatbot.settings import Settings

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
READERS = Path(__file__).resolve().parents[2] / "tests" / "data" / "reader_questions"
CONVERSATIONS = ("followups", "followups_pages")
TODAY = date(2026, 1, 1)  # decides which articles are published; a fixed day, so that no figure changes overnight
_VECTORS = 8192  # question vectors kept, so that asking twice costs one encoding
_HISTORY = 10  # earlier questions that a request may carry


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set.

    `relevant` are the ids of sections or FAQ entries that answer it, as `source_name` gives them; `group` names what it
    must not be parted from when a set is cut into folds: its article, its thread, its conversation.
    """

    id: str
    text: str
    history: tuple[str, ...]
    relevant: frozenset[str]
    answerable: bool
    group: str
    label: str
    answer_text: tuple[str, ...]

    def question(self) -> Question:
        """Return the question as a reader would send it."""
        return make_question(self.text, self.history[-_HISTORY:])


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Questions, and the corpus that they are asked of; None for a set that is asked of other sets' indexes.

    `family` is shared by sets whose questions or articles are the same: they are left out of a fit together. `alone`
    tells whether all questions of a set are put to one of its articles.
    """

    name: str
    questions: tuple[Asked, ...]
    corpus: Path | None
    family: str
    alone: bool = False

    @property
    def qualified(self) -> bool:
        """Whether its ids are article#source, as in the sets made for this project."""
        return any("#" in name for question in self.questions for name in question.relevant)


class OpenAnswerer(Answerer):
    """An Answerer that shows what the latest question was taken to mean, and what was found for it."""

    latest: tuple[Meaning, Considered]

    def consider(self, question: Question) -> tuple[Meaning, Considered]:
        """Keep and return what an answer is made of; earlier questions that it leans on are considered before it."""
        self.latest = super().consider(question)
        return self.latest


def folder_of(name: str) -> Path:
    """Return the folder of a set: conversations were written for this project, the others are shared."""
    return (READERS if name in CONVERSATIONS else EVAL) / name


def load_set(folder: Path) -> EvaluationSet:
    """Read a set: questions.jsonl, and its corpus: articles.jsonl or the folder that corpus.txt names.

    Raises:
        FileNotFoundError: it has no questions.jsonl, or its corpus is not there.
    """
    path = folder / "questions.jsonl"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file; name the folder of an evaluation set")
    lines = path.read_text(encoding="utf-8").splitlines()
    questions = tuple(_asked(json.loads(line)) for line in lines if line.strip())
    corpus = _corpus_of(folder)
    family = corpus.resolve().name if corpus and corpus.is_dir() else folder.name
    return EvaluationSet(folder.name, questions, corpus, family)


def load_sets(whole: Iterable[Path], each: Iterable[Path]) -> list[EvaluationSet]:
    """Read the sets in the folders `whole`, and those in `each` once for every article, put to that article alone."""
    return [load_set(f) for f in whole] + [alone for f in each for alone in _each_article(load_set(f))]


def _each_article(evaluated: EvaluationSet) -> Iterator[EvaluationSet]:
    """Yield a set for each article of a corpus folder: all questions, of which most find no answer in it."""
    files = sorted(evaluated.corpus.glob("*.md")) if evaluated.corpus else []
    for file in files:
        asked = (_of_article(question, file.stem) for question in evaluated.questions)
        yield EvaluationSet(f"{evaluated.name}, {file.stem} alone", tuple(asked), file, evaluated.family, alone=True)


def source_name(article_id: str, source_id: str, qualified: bool) -> str:
    """Return the id of a section or FAQ entry as a set's `relevant` ids name it."""
    return f"{article_id}#{source_id}" if qualified else source_id


def open_set(evaluated: EvaluationSet, work: Path, model: str = "", weights: Weights | None = None) -> OpenAnswerer:
    """Build the set's index under `work`, reusing what is there, and return what answers from it.

    Raises:
        FileNotFoundError: the set has no corpus.
    """
    if evaluated.corpus is None:
        raise FileNotFoundError(f"{evaluated.name} has no corpus; ask its questions of another set's index")
    folder, encoders = work / evaluated.name, work / "encoders"
    encoders.mkdir(parents=True, exist_ok=True)
    IndexFolder(folder).share_encoders(encoders)
    build_index(Corpus(evaluated.corpus, today=TODAY), folder, BuildOptions(model))
    return OpenAnswerer(open_index(folder, Settings(index=str(folder), model=model, vector_cache=_VECTORS)), weights)


def open_encoder(work: Path, model: str = "") -> OnnxEncoder:
    """Return the encoder of the sets' indexes under `work`, compiled where it is not there yet."""
    place = IndexFolder(work)
    for folder in (place.encoders, place.versions):
        folder.mkdir(parents=True, exist_ok=True)
    return OnnxEncoder(compiled_encoder(place, model) or compile_into(place, model))


def _corpus_of(folder: Path) -> Path | None:
    articles, named = folder / "articles.jsonl", folder / "corpus.txt"
    if articles.is_file() or not named.is_file():
        return articles if articles.is_file() else None
    corpus = folder / named.read_text(encoding="utf-8").strip()
    if not corpus.is_dir():
        raise FileNotFoundError(f"{named}: there is no folder {corpus}; name that of the articles, seen from {folder}")
    return corpus


def _of_article(question: Asked, article: str) -> Asked:
    relevant = frozenset(name for name in question.relevant if name.startswith(f"{article}#"))
    return replace(question, relevant=relevant, answerable=bool(relevant))


def _asked(entry: dict[str, Any]) -> Asked:
    article = str(entry.get("asked_about", "")).split("-")[0]
    conversation = entry["id"].rsplit("-t", 1)[0] if "history" in entry else entry["id"]
    return Asked(
        id=entry["id"],
        text=entry["question"],
        history=tuple(entry.get("history", ())),
        relevant=frozenset(entry["relevant"]),
        answerable=entry["answerable"],
        group=entry.get("thread") or entry.get("group") or article or conversation,
        label=entry.get("label") or "",
        answer_text=tuple(_texts(entry.get("answer_text"))),
    )


def _texts(value: Sequence[str] | str | None) -> Sequence[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value
