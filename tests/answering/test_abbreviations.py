"""An abbreviation is read as what an article says it is short for, unless the articles themselves prefer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.abbreviations import Abbreviations
from chatbot.answering.question import make_question
from chatbot.answering.stemming import Stems
from tests.answering.test_answerer import answerer_of

GARDENS = """---
title: The garden society
language: LANGUAGE
---

## Who we are

The Riverside Garden Keepers (RGK) have gardens by the river. A board leads the Riverside Garden Keepers.
The World Hedge Organization (WHO) helps, as the World Hedge Organization does everywhere.

## Rules

Composting by Oxygen and Turning (COT) is our way. Where COT is done, nobody burns leaves, and COT needs no tools.

## Seeds

SBC (Seeds by Collection) has its shelf. We like Seeds by Collection. PlantMap Online (PMO) shows where. The Post-Frost
Sowing (PFS) is late. The Apple Tree Day (ATD) is in May, and the Annual Tool Dance (ATD) in June. "Asters and twigs
meet", (ATM) is a game. The leaf mould box (LMB) is full, and two leaf-mould boxes (LMBs) are empty. A leaf mould box
needs no lid.
The Plant Manager (PM) is Ms Stone, and the Plant Manager has the keys.

## Help

The Watering Can Pool (WCP) lends cans, and the Watering Can Pool is
free. One more Watering Can Pool is planned. The Office of Seed Exchange (OSE) is closed.

## Frequently asked questions

### What does the WCP lend to beginners?

The small ones.

### Who cares for the cans of the Watering Can Pool?

Ms Stone does.
"""


def abbreviations_of(folder: Path, language: str = "en") -> Abbreviations:
    index = answerer_of(GARDENS.replace("LANGUAGE", language), folder).index
    return Abbreviations(index, Stems(index), index.encoder.common_words())


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Abbreviations:
    return abbreviations_of(tmp_path_factory.mktemp("abbreviations"))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Who leads the RGK?", "Who leads the Riverside Garden Keepers?"),
        ("who leads the rgk", "who leads the Riverside Garden Keepers"),
        ("WHO LEADS THE RGK?", "WHO LEADS THE Riverside Garden Keepers?"),
        ("What is the RGK's address?", "What is the Riverside Garden Keepers's address?"),
        ("where is SBC done", "where is Seeds by Collection done"),
        ("show me PMO", "show me PlantMap Online"),
        ("when is pfs?", "when is Post-Frost Sowing?"),
        ("what does WHO do?", "what does World Hedge Organization do?"),
        ("when does the OSE open?", "when does the Office of Seed Exchange open?"),
        ("who plays ATM?", "who plays Asters and twigs meet?"),
        ("where is the LMB?", "where is the leaf mould box?"),
    ],
)
def test_it_is_read_in_full(english: Abbreviations, asked: str, meant: str) -> None:
    assert english.in_full(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "who leads it?",
        "WHO LEADS IT?",
        "What does RGK stand for?",
        "the full form of RGK",
        "Who leads the Riverside Garden Keepers (RGK)?",
        "Is the Riverside Garden Keepers the RGK?",
        "Who leads the RGK (Riverside Garden Keepers)?",
        "How do I do COT?",
        "When is the ATD?",
        "Write to rgk@example.org",
        "Is it on rgk.example.org?",
        "What is the RGKP?",
        "Is there an XYZ?",
        "Are you open at 5 PM?",
        "How many cans has the WCP?",
    ],
)
def test_all_else_stays(english: Abbreviations, asked: str) -> None:
    assert english.in_full(asked) == asked


def test_written_small_it_may_be_a_word_of_another_language(tmp_path: Path) -> None:
    german = abbreviations_of(tmp_path, "de")
    assert german.in_full("wer leitet rgk?") == "wer leitet rgk?"
    assert german.in_full("Wer leitet RGK?") == "Wer leitet Riverside Garden Keepers?"


def test_what_is_asked_with_the_short_name_is_found_under_the_long_one(tmp_path: Path) -> None:
    answerer = answerer_of(GARDENS.replace("LANGUAGE", "en"), tmp_path)
    short, full = (
        answerer.ask(make_question(f"Who leads the {name}?")) for name in ("RGK", "Riverside Garden Keepers")
    )
    assert short.quotes
    assert short.quotes == full.quotes
