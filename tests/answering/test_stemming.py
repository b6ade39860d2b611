"""A question's words are stemmed as the articles are, in each of their languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.stemming import Stems, grammar_terms
from chatbot.indexing.build import build_index
from chatbot.indexing.files import FileIndex
from chatbot.indexing.versions import open_index
from chatbot.indexing.words import terms
from chatbot.reading.folder import Corpus
from tests.indexes import TODAY, share_encoders

GERMAN = "---\ntitle: Trauer\nlanguage: de-AT\n---\n\n## Schlaf\n\nMenschen schlafen leichter nach Prüfungen.\n"
ENGLISH = "---\ntitle: Grief\n---\n\n## Sleep\n\nSleeping is organised by examinations.\n"


def index_of(texts: dict[str, str], work: Path) -> FileIndex:
    share_encoders(work / "index")
    (work / "corpus").mkdir()
    for name, text in texts.items():
        (work / "corpus" / name).write_text(text, encoding="utf-8")
    build_index(Corpus(work / "corpus", today=TODAY), work / "index")
    return open_index(work / "index")


@pytest.mark.parametrize("texts", [{"de.md": GERMAN}, {"de.md": GERMAN, "en.md": ENGLISH}])
def test_words_of_an_article_are_found_in_its_language(texts: dict[str, str], tmp_path: Path) -> None:
    index = index_of(texts, tmp_path)
    assert (
        index.term_numbers(Stems(index).of("Schläft ein Mensch leicht nach einer Prüfung?"))[[2, 3, 4, 6]] >= 0
    ).all()


def test_a_word_that_no_language_of_the_articles_knows_is_stemmed_as_english(tmp_path: Path) -> None:
    stems = Stems(index_of({"de.md": GERMAN, "en.md": ENGLISH}, tmp_path))
    assert stems.of("zebras organize Prüfungen") == [*terms("zebras organize"), *terms("Prüfungen", "de")]


def test_words_of_grammar_are_those_of_the_articles_languages(tmp_path: Path) -> None:
    german = Stems(index_of({"de.md": GERMAN}, tmp_path)).grammar
    assert {"und", "ist", "die", "the"} <= german
    assert "schlaf" not in german
    assert "und" not in grammar_terms()


def test_beside_english_a_word_that_english_has_too_keeps_its_content() -> None:
    both = grammar_terms(["en", "de"])
    assert "und" in both
    assert "die" not in both
