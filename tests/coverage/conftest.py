"""A corpus about bees and bread, asked what it answers and what it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked
from chatbot.coverage.lint.model import Finding, Level
from chatbot.coverage.result import Coverage
from chatbot.indexing.versions import open_index
from tests.coverage.measured import measure
from tests.indexes import index_of

ARTICLES = {
    "bees.md": """---
title: "Keeping Bees"
---

## Swarms

A swarm of bees hangs in a tree for an hour or a day. Take a box and a sheet, and shake it in.

## Honey

Honey is taken in July, when most cells of the comb are closed. Leave the bees at least fifteen kilos for the winter.

## Smoke

Smoke calms bees, because it makes them fill their stomachs with honey. Use dry grass in the smoker.

## Frequently asked questions

### When is honey taken?

Honey is taken in July, when most cells are closed; leave the bees at least twenty-five kilos, that is 25 kg.
""",
    "bread.md": """---
title: "Sourdough Bread"
---

## Rising

Dough rises for nine hours in a cold kitchen and for four hours in a warm one.

## Honey in bread

Honey can be taken in July, when nearly all cells of the comb are closed. At least fifteen kilos stay with the bees.
""",
}
ANSWERED = ["How long does a swarm of bees hang in a tree?", "How long does dough rise in a cold kitchen?"]
CATS = ["Why do cats purr?", "Why does my cat purr so loudly?", "What makes cats purr at night?"]
TAXES = ["How do I fill in a tax form?", "When is the tax form due?"]
FINDING = Finding("bees.md", 1, "deck-missing", "", '"Keeping Bees" has no deck', "write one", Level.NOTE)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bees")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def answerer(corpus: Path) -> Answerer:
    return Answerer(open_index(index_of(corpus, "coverage")))


@pytest.fixture(scope="session")
def coverage(answerer: Answerer) -> Coverage:
    asked = [Asked(text, date(2026, 11, 2 + n)) for n, text in enumerate([*ANSWERED, *CATS, *TAXES, CATS[0]])]
    return measure(asked, answerer, [FINDING])
