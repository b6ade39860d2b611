"""Evaluation sets on disk -> questions, an index built for real, and an Answerer over it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import Question, make_question
from chatbot.answering.weights import Weights
from chatbot.indexing.build import BuildOptions, build_index
from chatbot.indexing.versions import open_index
from chatbot.reading.folder import Corpus
from chatbot.settings import Settings

TODAY = date(2026, 1, 1)  # decides which articles are published; a fixed day, so that no figure changes overnight
_VECTORS = 8192  # question vectors kept, so that asking twice costs one encoding
_HISTORY = 10  # earlier questions that a request may carry


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set.

    `relevant` are the ids of sections or FAQ entries that answer it; `group` names what it must not be parted from when
    a set is cut into folds: its article, its thread, its conversation.
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
    """A folder with questions.jsonl, and articles.jsonl where its questions have a corpus of their own."""

    name: str
    folder: Path
    questions: tuple[Asked, ...]

    @property
    def articles(self) -> Path | None:
        """The corpus, None for a set that is asked of other sets' indexes."""
        path = self.folder / "articles.jsonl"
        return path if path.is_file() else None


def load_set(folder: Path) -> EvaluationSet:
    """Read a set.

    Raises:
        FileNotFoundError: it has no questions.jsonl.
    """
    path = folder / "questions.jsonl"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file; name the folder of an evaluation set")
    lines = path.read_text(encoding="utf-8").splitlines()
    return EvaluationSet(folder.name, folder, tuple(_asked(json.loads(line)) for line in lines if line.strip()))


def open_set(evaluated: EvaluationSet, work: Path, model: str = "", weights: Weights | None = None) -> Answerer:
    """Build the set's index under `work`, reusing what is there, and return an Answerer over it."""
    if evaluated.articles is None:
        raise ValueError(f"{evaluated.folder} has no articles.jsonl; ask its questions of another set's index")
    folder, encoders = work / evaluated.name, work / "encoders"
    encoders.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    if not (folder / "encoders").exists():
        (folder / "encoders").symlink_to(encoders.resolve())
    build_index(Corpus(evaluated.articles, today=TODAY), folder, BuildOptions(model))
    return Answerer(open_index(folder, Settings(index=str(folder), model=model, vector_cache=_VECTORS)), weights)


def _asked(entry: dict[str, Any]) -> Asked:
    article = str(entry.get("asked_about", "")).split("-")[0]
    conversation = entry["id"].rsplit("-t", 1)[0] if "history" in entry else entry["id"]
    return Asked(
        id=entry["id"],
        text=entry["question"],
        history=tuple(entry.get("history", ())),
        relevant=frozenset(entry["relevant"]),
        answerable=entry["answerable"],
        group=entry.get("thread") or article or conversation,
        label=entry.get("label") or "",
        answer_text=tuple(_texts(entry.get("answer_text"))),
    )


def _texts(value: Sequence[str] | str | None) -> Sequence[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value
