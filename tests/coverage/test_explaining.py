"""Every number that led to an answer, and that the numbers are those of the answer."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.confidence import SIGNALS
from chatbot.answering.features import COLUMNS
from chatbot.answering.question import make_question
from chatbot.answering.ranking import TERMS
from chatbot.coverage.explaining import Explanation, explain
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from tests.answering.test_rivals import HELP
from tests.coverage.conftest import ANSWERED, CATS
from tests.indexes import index_of

WANTED = "help#how-do-i-export-my-notes-from-inkwell"


@pytest.fixture(scope="module")
def trial(answerer: Answerer) -> Explanation:
    return explain(answerer, make_question(ANSWERED[0]), "bees#smoke")


def test_what_the_terms_add_is_the_score(trial: Explanation) -> None:
    assert len(trial.tried) > 2
    for tried in trial.tried:
        assert sum(term.adds for term in tried.terms) == pytest.approx(tried.score, abs=1e-4)
        assert [name for name, _ in tried.features] == list(COLUMNS)
        assert [term.name for term in tried.terms] == list(TERMS)
    assert [tried.score for tried in trial.tried] == sorted((t.score for t in trial.tried), reverse=True)


def test_what_the_signals_add_is_the_confidence(trial: Explanation) -> None:
    assert [signal.name for signal in trial.signals] == list(SIGNALS)
    assert 1 / (1 + math.exp(-trial.log_odds)) == pytest.approx(trial.answer.confidence, abs=1e-3)


def test_the_quote_is_marked_and_the_others_say_what_they_lack(trial: Explanation) -> None:
    first, *others = trial.tried
    assert (first.article, first.source_id, first.quoted, first.against) == ("bees", "swarms", 1, ())
    assert "an hour or a day" in first.sentence
    assert {"whole", "sentence"} <= {name for name, _ in first.views}
    assert all(other.against for other in others)
    second = others[0]
    lead = first.score - second.score
    named = dict(second.against)
    assert max(named.values()) >= lead / len(TERMS)


def test_every_quote_is_marked_at_its_own_passage(tmp_path: Path) -> None:
    """A section's prose and its table are two passages, and both are quoted."""
    (tmp_path / "bees.md").write_text(
        "# Feeding Bees\n\n## Sugar syrup\n\n"
        "Bees get sugar syrup in autumn, two litres each week until October. They store it.\n\n"
        "| month | sugar syrup for bees |\n|---|---|\n| August | two litres |\n| September | one litre |\n",
        encoding="utf-8",
    )
    trial = explain(
        Answerer(open_index(index_of(tmp_path, "feeding"))), make_question("How many litres of syrup do bees get?")
    )
    assert [quote.source_id for quote in trial.answer.quotes] == ["sugar-syrup", "sugar-syrup"]
    assert sorted(tried.quoted for tried in trial.tried if tried.quoted) == [1, 2]


def test_words_say_what_the_corpus_holds(answerer: Answerer) -> None:
    words = {word.stem: word for word in explain(answerer, make_question("Do swarms play the violin in a tree?")).words}
    assert words["swarm"].known
    assert not words["violin"].known
    assert words["swarm"].content
    assert not words["in"].content


def test_an_expected_section_is_shown_in_its_place(trial: Explanation) -> None:
    assert trial.wanted
    assert trial.wanted in trial.tried
    assert trial.wanted.place > 1


def test_an_expected_section_that_is_no_candidate_is_asked_alone(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one candidate by vector and one by words, no section on bees is one for a question about bread."""
    monkeypatch.setattr("chatbot.answering.retrieval.DENSE", 1)
    monkeypatch.setattr("chatbot.answering.retrieval.SPARSE", 1)
    bees = make_question(ANSWERED[1], where=Filter(article=frozenset({"bees"})))
    nearest = explain(answerer, bees).tried[0]
    trial = explain(answerer, make_question(ANSWERED[1]), f"bees#{nearest.source_id}")
    assert {tried.article for tried in trial.tried} == {"bread"}
    assert trial.wanted
    assert (trial.wanted.place, trial.wanted.article) == (0, "bees")
    assert trial.wanted.against


def test_what_does_not_exist_is_not_found(answerer: Answerer) -> None:
    assert explain(answerer, make_question(CATS[0]), "bees#nowhere").wanted is None
    assert explain(answerer, make_question(CATS[0]), "nobody#nowhere").wanted is None


def test_where_more_was_asked_for_and_nothing_is_left_nothing_is_explained(answerer: Answerer) -> None:
    explained = explain(answerer, make_question("more", [ANSWERED[0], *["more"] * 8]))
    assert (explained.answer.followed, explained.answer.quotes, explained.tried) == (ANSWERED[0], (), ())


def test_what_is_about_another_name_says_so(tmp_path: Path) -> None:
    (tmp_path / "help.md").write_text(HELP, encoding="utf-8")
    answerer = Answerer(open_index(index_of(tmp_path, "help")))
    found = explain(answerer, make_question("How do I export my notes from Easelo?"), WANTED)
    assert found.wanted
    assert found.wanted.other
    assert not found.tried[0].other
    same = explain(answerer, make_question("How do I export my notes from Inkwell?"), WANTED)
    assert same.wanted
    assert (same.wanted.place, same.wanted.other) == (1, False)


def test_words_of_the_question_that_is_followed_stand_after_its_own(answerer: Answerer) -> None:
    followed = explain(answerer, make_question("and under a roof?", [ANSWERED[0]]))
    assert followed.answer.followed == ANSWERED[0]
    first = {word.stem: word.idf for word in explain(answerer, make_question(ANSWERED[0])).words if word.content}
    words = {word.stem: word.idf for word in followed.words}
    assert next(iter(words)) == "and"
    assert all(0 < words[stem] <= idf for stem, idf in first.items())
