"""Word pieces embedded a second, and a whole build against one in which a single article changed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from chatbot.indexing.build import build_index
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus
from scripts.benchmarking.files import PASSAGES
from scripts.benchmarking.processes import PROJECT, environment

_TODAY = date(2026, 1, 1)  # decides which articles are published
_REBUILDS = 3
_SECTIONS, _SENTENCES = 2, 5  # of one made-up article


@dataclass(frozen=True, slots=True)
class Building:
    """Word pieces embedded a second; seconds of a full build and of one after one article changed; vectors made."""

    pieces: float
    yardstick_pieces: float | None
    articles: int
    full: float
    changed: float
    encoded: int
    encoded_changed: int


def measure_building(
    encoder: Path, texts: Sequence[str], articles: int, work: Path, yardstick: Path | None
) -> Building:
    """Measure; `texts` are what is embedded to compare, `articles` how many are made up for the builds.

    A rebuild is mostly files read and written, and noisy: its seconds are the median of several.
    """
    pieces = _pieces_a_second(OnnxEncoder(encoder, cache=0), texts)
    beside = prepare_yardstick(yardstick, texts) if yardstick else None
    folder = work / "rebuilt"
    IndexFolder(folder).share_encoders(encoder.parent)
    corpus = work / "articles.jsonl"
    made = made_up_articles(texts, articles)
    _write(corpus, made)
    full = build_index(Corpus(corpus, today=_TODAY), folder)
    again = []
    for _ in range(_REBUILDS):
        made[articles // 2]["sections"][0]["text"] += " This sentence is new."
        _write(corpus, made)
        again.append(build_index(Corpus(corpus, today=_TODAY), folder))
    changed = median(report.seconds for report in again)
    return Building(pieces, beside, articles, full.seconds, changed, full.encoded, again[0].encoded)


def made_up_articles(texts: Sequence[str], number: int) -> list[dict[str, Any]]:
    """Return articles of which no two are the same, put together of the sentences of `texts`."""
    chance = random.Random(number)  # noqa: S311  the same articles in every run
    sentences = [part.strip() + "." for text in texts for part in text.split(".") if len(part.split()) > 4]
    return [
        {
            "id": f"article-{n}",
            "title": f"Article {n}",
            "sections": [
                {"id": f"{n}-{s}", "heading": f"Part {s}", "text": " ".join(chance.choices(sentences, k=_SENTENCES))}
                for s in range(_SECTIONS)
            ],
        }
        for n in range(number)
    ]


def _write(path: Path, articles: Sequence[object]) -> None:
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")


def _pieces_a_second(encoder: OnnxEncoder, texts: Sequence[str]) -> float:
    pieces = sum(min(encoder.count_tokens(text), encoder.max_tokens) for text in texts)
    encoder.encode_sentences(texts[:1])
    started = time.perf_counter()
    encoder.encode_sentences(texts)
    return pieces / (time.perf_counter() - started)


def prepare_yardstick(folder: Path, texts: Sequence[str]) -> float:
    """Have the yardstick embed the texts into `folder`; return its word pieces a second."""
    (folder / PASSAGES).write_text(json.dumps(list(texts)), encoding="utf-8")
    command = [sys.executable, "-m", "scripts.benchmarking.yardstick", "build", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT, env=environment({}))
    found = json.loads(done.stdout.splitlines()[-1])
    return float(found["pieces"] / found["seconds"])
